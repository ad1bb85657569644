"""What guests said, asked for and complained of, summed up for management (rule P9)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select

from vipops import models
from vipops.domain.names import of_record, written
from vipops.domain.permissions import Actor, Permission, allowed, require
from vipops.enums import NoteKind, RequestKind, RequestState
from vipops.queries import disclosures
from vipops.services.days import bad
from vipops.services.house import House
from vipops.services.transactions import Transaction, transaction

note, stay, guest, request = models.GuestNote, models.Stay, models.Guest, models.Request

LONGEST_DAYS = 366
SUGGESTED = "suggested"


def summed_up(first: date, last: date, *, by: Actor, house: House, now: datetime) -> dict[str, Any]:
    """{first, last, counts: {kind: n}, subjects: {subject: n}, opinions: [{on, kind, subject, text, …}]}.

    Hotel days, both ends included; the newest first. The guest's name stands only where the caller may read
    guests, a complaint's words only where complaints may be read. Raises ``BadInput`` for a period that ends
    before it begins or is longer than a year.
    """
    require(by, Permission.OPINIONS_READ)
    if not 0 <= (last - first).days < LONGEST_DAYS:
        raise bad("last", "The period ends before it begins, or is longer than a year.", "up to a year")
    with transaction(by, now) as tell:
        found = sorted(
            (*_notes(tell, by, first, last), *_suggestions(tell, by, house, first, last)),
            key=lambda one: str(one["on"]),
            reverse=True,
        )
        disclosures.record(tell, "opinions", f"{first.isoformat()}/{last.isoformat()}", now)
    return {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "counts": Counter(one["kind"] for one in found),
        "subjects": Counter(one["subject"] for one in found if one["subject"]),
        "opinions": found,
    }


def _notes(tell: Transaction, by: Actor, first: date, last: date) -> Iterator[dict[str, Any]]:
    reads_complaints = allowed(by, Permission.COMPLAINT_READ)
    rows = tell.connection.execute(
        select(note.kind, note.subject, note.text, note.said_on, note.source, *_WHOSE)
        .join(guest, guest.id == note.guest_id)
        .outerjoin(stay, stay.id == note.stay_id)
        .where(
            note.property_id == tell.property_id,
            note.withdrawn.is_(False),
            note.said_on >= first,
            note.said_on <= last,
        )
        .order_by(note.id)
    )
    for row in rows:
        hidden = row.kind == NoteKind.COMPLAINED and not reads_complaints
        yield _one(by, row, row.said_on, row.kind, "" if hidden else row.text) | {
            "subject": row.subject,
            "source": row.source,
        }


def _suggestions(
    tell: Transaction, by: Actor, house: House, first: date, last: date
) -> Iterator[dict[str, Any]]:
    rows = tell.connection.execute(
        select(request.text, request.recorded_at, *_WHOSE)
        .join(stay, stay.id == request.stay_id)
        .join(guest, guest.id == stay.guest_id)
        .where(
            request.property_id == tell.property_id,
            request.kind == RequestKind.SUGGESTION,
            request.state != RequestState.WITHDRAWN,
        )
        .order_by(request.id)
    )
    for row in rows:
        on = house.day_of(row.recorded_at)
        if first <= on <= last:
            yield _one(by, row, on, SUGGESTED, row.text) | {"subject": "", "source": "request"}


_WHOSE: Any = (
    stay.id.label("stay_id"),
    stay.grade,
    guest.id.label("guest_id"),
    guest.surname,
    guest.given_name,
    guest.name_prefix,
    guest.native_name,
    guest.middle_name,
    guest.language,
)


def _one(by: Actor, row: Row[Any], on: date, kind: str, text: str) -> dict[str, Any]:
    shown = {"on": on.isoformat(), "kind": kind, "text": text, "grade": row.grade or ""}
    if not allowed(by, Permission.GUEST_READ):
        return shown
    name = {part: getattr(row, part) for part in ("surname", "given_name", "name_prefix", "native_name")}
    name["written_name"] = written(of_record(row))
    return shown | {"guest_id": row.guest_id, "stay_id": row.stay_id, "name": name}
