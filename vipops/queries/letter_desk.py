"""The letter desk: letters by grade, their words, their pictures, their signed PDFs."""

from datetime import datetime
from typing import Any, NamedTuple

import orjson
from sqlalchemy import select

from vipops import models
from vipops.domain.permissions import Actor, Permission, require
from vipops.enums import LetterState
from vipops.errors import NotFound
from vipops.queries import disclosures, letter_desk_beside
from vipops.services import letter_opened, shapes
from vipops.services.house import House
from vipops.services.transactions import head_of, transaction

letter, stay = models.Letter, models.Stay
LAST = 1_000_000
OF_THE_STAY = tuple(
    getattr(stay, name).label(f"stay_{name}")
    for name in ("grade", "name", "room", "arrival_at", "procedure_version", "guest_id")
)


_PRINTED = select(models.LetterPdf.letter_id).where(models.LetterPdf.letter_id == letter.id).exists()


class Picture(NamedTuple):
    png: bytes
    words_hash: str


def letters(actor: Actor, house: House, now: datetime) -> bytes:
    """JSON text {seq, letters, greet, left_yesterday}: the letters of open stays, highest grade first, then
    by the hour to sign by.

    Each has its row, the words, the name as booked, as in the guest's record and at the last stay, whether
    its signed PDF is printed, and {stay}. ``greet`` and ``left_yesterday`` are told in
    ``letter_desk_beside``. Raises ``NotAllowed``. The look is recorded.
    """
    require(actor, Permission.LETTER_READ)
    with transaction(actor, now) as tell:
        seq = head_of(tell)
        rows = tell.connection.execute(
            select(letter.__table__, *OF_THE_STAY, _PRINTED.label("printed"))
            .join(stay, stay.id == letter.stay_id)
            .where(
                letter.property_id == actor.property_id,
                letter.state != LetterState.VOID,
                stay.closed.is_(False),
            )
        ).all()
        guest_ids = {row.stay_guest_id for row in rows}
        profiles = letter_desk_beside.names(tell.connection, guest_ids)
        past = letter_desk_beside.last_stays(tell.connection, house, guest_ids)
        found = [
            _row(house, row)
            | {
                "profile": profiles[row.stay_guest_id],
                "last_stay": _before(row, past[row.stay_guest_id]),
            }
            for row in rows
        ]
        beside = {
            "greet": letter_desk_beside.greet(tell.connection, actor, house, now),
            "left_yesterday": letter_desk_beside.left_yesterday(tell.connection, actor, house, now),
        }
        disclosures.record(tell, "letter_desk", "all", now)
    found.sort(key=lambda row: (row["stay"]["rank"], row["sign_by"], row["id"]))
    return orjson.dumps({"seq": seq, "letters": found, **beside})


def pdf(letter_id: int, actor: Actor, now: datetime) -> bytes:
    """The signed PDF. Raises ``NotFound`` and ``NotAllowed``; the look is recorded."""
    require(actor, Permission.LETTER_READ)
    signed = models.LetterPdf
    with transaction(actor, now) as tell:
        found = tell.connection.execute(
            select(signed.pdf).where(signed.letter_id == letter_id, signed.property_id == actor.property_id)
        ).scalar()
        if found is None:
            raise NotFound("There is no signed letter yet.", letter_id=letter_id)
        disclosures.record(tell, "letter", str(letter_id), now)
    return bytes(found)


def preview(letter_id: int, actor: Actor, now: datetime) -> Picture:
    """The picture of the letter as it stands, all its pages. Raises ``NotFound`` while it is being made.

    The look is recorded: who signs several letters at once must have opened each.
    """
    require(actor, Permission.LETTER_READ)
    picture = models.LetterPreview
    with transaction(actor, now) as tell:
        found = tell.connection.execute(
            select(picture.png, picture.words_hash)
            .join(letter, letter.id == picture.letter_id)
            .where(
                picture.letter_id == letter_id,
                picture.property_id == actor.property_id,
                picture.words_hash == letter.words_hash,
            )
        ).first()
        if found is None:
            raise NotFound("The picture is being made. Please wait a moment.", letter_id=letter_id)
        letter_opened.record(tell, letter_id, found.words_hash)
    return Picture(bytes(found.png), found.words_hash)


def _before(row: Any, past: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The guest's last stay but this one, or ``None``."""
    return next((one for one in past if one["stay_id"] != row.stay_id), None)


def _row(house: House, row: Any) -> dict[str, Any]:
    grade = house.procedure_of(row.stay_procedure_version).grades.get(row.stay_grade)
    return {
        **shapes.shaped(shapes.LETTER, row),
        "words": row.words,
        "booked_name": row.booked_name,
        "printed": row.printed,
        "signers": list(grade.letter.signers) if grade else [],
        "stay": {
            "id": row.stay_id,
            "grade": row.stay_grade,
            "rank": grade.rank if grade else LAST,
            "name": row.stay_name,
            "room": row.stay_room,
            "arrival_at": shapes.moment(row.stay_arrival_at),
        },
    }
