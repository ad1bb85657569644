"""Guests found by name, and the guest page. Every guest shown is a look on record."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, func, or_, select

from vipops import models
from vipops.domain.names import of_record, written
from vipops.domain.permissions import Actor, Permission, require
from vipops.errors import NotFound
from vipops.queries import disclosures
from vipops.services import shapes
from vipops.services.days import bad
from vipops.services.guest_notes import shown as note_shown
from vipops.services.house import House
from vipops.services.transactions import Transaction, transaction

guest, history, note, stay = models.Guest, models.GuestHistory, models.GuestNote, models.Stay

MOST_FOUND = 20
LONGEST_QUERY = 80
NAME = ("surname", "given_name", "middle_name", "name_prefix", "native_name")
HEAD = ("id", "version", *NAME, "language", "birthday", "anniversary")


def search(query: str, *, by: Actor, house: House, now: datetime) -> dict[str, Any]:
    """{guests: [{id, surname, …, stays, last_on}], more}: those whose name holds every word of the query.

    Records that were merged are found by the name of the record that they became part of, and by their own.
    """
    require(by, Permission.GUEST_READ)
    words = unicodedata.normalize("NFC", query).lower().split()
    if not words or len(query) > LONGEST_QUERY:
        raise bad("query", "Say a part of the name.", f"1 to {LONGEST_QUERY} characters")
    with transaction(by, now) as tell:
        found = _named_like(tell, words)
        for row in found[:MOST_FOUND]:
            disclosures.record(tell, "guest_search", str(row.id), now)
        past = past_of(tell, house, [row.id for row in found[:MOST_FOUND]])
        return {
            "guests": [_head(row) | past[row.id] for row in found[:MOST_FOUND]],
            "more": len(found) > MOST_FOUND,
        }


def page(guest_id: int, *, by: Actor, now: datetime) -> dict[str, Any]:
    """{guest, stays, history, notes, also, alike}: what the house knows of a guest.

    ``stays`` are those that the service keeps, ``history`` those before it; ``also`` the records that became
    part of this one, ``alike`` other records of the same name. A merged record answers {merged_into}.
    """
    require(by, Permission.GUEST_READ)
    with transaction(by, now) as tell:
        row = tell.connection.execute(
            select(guest.__table__).where(guest.id == guest_id, guest.property_id == tell.property_id)
        ).first()
        if row is None:
            raise NotFound("There is no such guest.", guest_id=guest_id)
        disclosures.record(tell, "guest_page", str(guest_id), now)
        if row.merged_into_id is not None:
            return {"merged_into": row.merged_into_id}
        alike = _alike(tell, row)
        for other in alike:
            disclosures.record(tell, "guest_page", str(other.id), now)
        return {
            "guest": _head(row),
            "stays": _stays(tell, row),
            "history": _history(tell, row),
            "notes": [note_shown(found) for found in _notes(tell, row)],
            "also": [_head(found) for found in _merged(tell, row)],
            "alike": [_head(found) for found in alike],
        }


def past_of(tell: Transaction, house: House, ids: list[int]) -> dict[int, dict[str, Any]]:
    """{stays, last_on} of each: how many stays lie behind or run now, and the day of the last arrival."""
    days: dict[int, dict[str, date]] = defaultdict(dict)
    here = select(stay.guest_id, stay.confirmation_number, stay.arrived_at).where(
        stay.guest_id.in_(ids), stay.arrived_at.is_not(None)
    )
    for row in tell.connection.execute(here):
        days[row.guest_id][row.confirmation_number] = house.day_of(row.arrived_at)
    before = select(history.guest_id, history.confirmation_number, history.arrival_on).where(
        history.guest_id.in_(ids), history.outcome.not_in(("no_show", "cancelled"))
    )
    for past in tell.connection.execute(before):
        days[past.guest_id].setdefault(past.confirmation_number, past.arrival_on)
    return {
        guest_id: {
            "stays": len(days[guest_id]),
            "last_on": max(days[guest_id].values()).isoformat() if days[guest_id] else None,
        }
        for guest_id in ids
    }


def _head(row: Row[Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in HEAD} | {"written_name": written(of_record(row))}


def _named_like(tell: Transaction, words: Iterable[str]) -> list[Row[Any]]:
    merged = guest.__table__.alias()
    own = [_holds(guest.__table__.c, word) for word in words]
    of_merged = select(merged.c.merged_into_id).where(
        merged.c.property_id == tell.property_id,
        merged.c.merged_into_id.is_not(None),
        *(_holds(merged.c, word) for word in words),
    )
    return list(
        tell.connection.execute(
            select(guest.__table__)
            .where(
                guest.property_id == tell.property_id,
                guest.merged_into_id.is_(None),
                or_(and_(*own), guest.id.in_(of_merged)),
            )
            .order_by(func.lower(guest.surname), func.lower(guest.given_name), guest.id)
            .limit(MOST_FOUND + 1)
        ).all()
    )


def _holds(columns: Any, word: str) -> Any:
    return or_(*(func.lower(columns[name]).contains(word, autoescape=True) for name in NAME))


def _stays(tell: Transaction, row: Row[Any]) -> list[dict[str, Any]]:
    rows = tell.connection.execute(
        select(
            stay.id, stay.state, stay.grade, stay.room, stay.arrival_at, stay.departure_at, stay.arrived_at,
            stay.service_recovery, stay.confirmation_number,
        )
        .where(stay.guest_id == row.id)
        .order_by(stay.arrival_at.desc(), stay.id.desc())
    )  # fmt: skip
    moments = ("arrival_at", "departure_at", "arrived_at")
    return [
        {
            **found._mapping,
            **{name: shapes.moment(at) for name in moments if (at := getattr(found, name))},
        }
        for found in rows
    ]


def _history(tell: Transaction, row: Row[Any]) -> list[dict[str, Any]]:
    fields = (
        history.confirmation_number, history.outcome, history.grade, history.room, history.arrival_on,
        history.departure_on,
    )  # fmt: skip
    kept = select(stay.confirmation_number).where(stay.guest_id == row.id)
    rows = tell.connection.execute(
        select(*fields)
        .where(history.guest_id == row.id, history.confirmation_number.not_in(kept))
        .order_by(history.arrival_on.desc())
    )
    days = ("arrival_on", "departure_on")
    return [{**found._mapping, **{name: getattr(found, name).isoformat() for name in days}} for found in rows]


def _notes(tell: Transaction, row: Row[Any]) -> list[Row[Any]]:
    return list(
        tell.connection.execute(
            select(note.__table__)
            .where(note.guest_id == row.id)
            .order_by(note.said_on.desc(), note.id.desc())
        ).all()
    )


def _merged(tell: Transaction, row: Row[Any]) -> list[Row[Any]]:
    return list(
        tell.connection.execute(
            select(guest.__table__).where(guest.merged_into_id == row.id).order_by(guest.id)
        ).all()
    )


def _alike(tell: Transaction, row: Row[Any]) -> list[Row[Any]]:
    """Other records that may be the same person: the same Latin name, or the same name in its own script."""
    same = and_(
        func.lower(guest.surname) == row.surname.lower(),
        func.lower(guest.given_name) == row.given_name.lower(),
    )
    native = and_(guest.native_name == row.native_name, guest.native_name != "")
    return list(
        tell.connection.execute(
            select(guest.__table__)
            .where(
                guest.property_id == tell.property_id,
                guest.id != row.id,
                guest.merged_into_id.is_(None),
                or_(same, native),
            )
            .order_by(guest.id)
            .limit(MOST_FOUND)
        ).all()
    )
