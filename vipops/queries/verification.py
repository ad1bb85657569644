"""Whether the record still is what was recorded: the journal's chain, the signed letters, the states."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import orjson
from sqlalchemy import Connection, select

from vipops import models
from vipops.domain.lifecycles import LETTER, STAY, TASK
from vipops.services.transactions import chained
from vipops.storage import reading

event, head, pdf, letter = models.Event, models.JournalHead, models.LetterPdf, models.Letter
MOST_FAULTS = 20


@dataclass(slots=True)
class Checked:
    """One thing that was looked at; ``faults`` are sentences."""

    what: str
    count: int = 0
    faults: list[str] = field(default_factory=list)


def check(authority_pem: bytes | None) -> Iterator[Checked]:
    """Everything that can be checked, one after the other. Reads only.

    ``authority_pem`` is the hotel's certificate; ``None`` leaves the letters' seals out.
    """
    with reading() as connection:
        for row in connection.execute(select(head.property_id, head.seq, head.hash)).all():
            yield _chain(connection, row.property_id, row.seq, row.hash)
        if authority_pem is not None:
            yield _letters(connection, authority_pem)
        yield _states(connection)


def _chain(connection: Connection, property_id: int, last: int, last_hash: str) -> Checked:
    found = Checked(f"journal of property {property_id}")
    link, number = "", 0
    rows = connection.execution_options(yield_per=1000).execute(
        select(event.seq, event.body, event.hash).where(event.property_id == property_id).order_by(event.seq)
    )
    for row in rows:
        number += 1
        link = chained(link, row.body)
        if row.seq != number:
            found.faults.append(f"event {number} is missing")
            number = row.seq
        if row.hash != link or orjson.loads(row.body).get("seq") != row.seq:
            found.faults.append(f"event {row.seq} is not what was recorded")
            link = row.hash
        if len(found.faults) >= MOST_FAULTS:
            break
    if not found.faults and (number, link) != (last, last_hash):
        found.faults.append(f"the journal ends at {number}, but {last} was told")
    found.count = number
    return found


def _letters(connection: Connection, authority_pem: bytes) -> Checked:
    from vipops.integrations.signing.pades import verify_pdf

    found = Checked("signed letters")
    rows = connection.execute(
        select(pdf.letter_id, pdf.pdf, pdf.sha256, letter.words, letter.words_hash).join(
            letter, letter.id == pdf.letter_id
        )
    )
    for row in rows:
        found.count += 1
        if hashlib.sha256(row.pdf).hexdigest() != row.sha256:
            found.faults.append(f"letter {row.letter_id}: the PDF is not the one that was stored")
        verdict = verify_pdf(bytes(row.pdf), authority_pem)
        if not verdict.intact or not verdict.trusted:
            found.faults.append(f"letter {row.letter_id}: {verdict.fault or 'the signature does not hold'}")
    return found


def _states(connection: Connection) -> Checked:
    found = Checked("states")
    for table, lifecycle in ((models.Stay, STAY), (models.Task, TASK), (models.Letter, LETTER)):
        known = {state.value for state in lifecycle.states}
        for row in connection.execute(select(table.id, table.state)):
            found.count += 1
            if row.state not in known:
                found.faults.append(f"{lifecycle.name} {row.id} is {row.state!r}")
    return found
