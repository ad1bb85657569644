"""Guests told apart by their profile, who shares the room, and past stays."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from vipops import models
from vipops.enums import Department, NoteKind
from vipops.errors import NotFound, WrongMoment
from vipops.integrations.pms.reservation import Reservation, ReservationGuest
from vipops.services import search_words
from vipops.services.booking import letter_language
from vipops.services.transactions import Transaction

guest, history, party, note = models.Guest, models.GuestHistory, models.StayGuest, models.GuestNote

# Who is told that a guest's record changed: those who may read it.
AUDIENCE = Department.FRONT_OFFICE


def keep(tell: Transaction, booked: Reservation) -> int:
    """The id of the booking's guest, whose record is brought up to date.

    One profile is one guest in all bookings. Without a profile the guest belongs to the booking alone:
    two people of one name are never taken for one.
    """
    profile = booked.guest.profile_id or f"booking:{booked.confirmation_number}"
    guest_id = _keep(tell, profile, _values(booked.guest))
    _keep_days(tell, guest_id, booked.guest)
    return guest_id


def keep_party(tell: Transaction, stay_id: int, guest_id: int, booked: Reservation) -> None:
    """Write down who shares the room; position 0 is the guest the stay is kept for."""
    tell.connection.execute(delete(party).where(party.stay_id == stay_id))
    rows = [{"stay_id": stay_id, "position": 0, "guest_id": guest_id, "name": ""}]
    for position, person in enumerate(booked.accompanying, start=1):
        profile = person.profile_id or f"booking:{booked.confirmation_number}:{position}"
        values = _values(ReservationGuest(person.surname, person.given_name, native_name=person.native_name))
        rows.append(
            {"stay_id": stay_id, "position": position, "guest_id": _keep(tell, profile, values), "name": ""}
        )
    tell.connection.execute(insert(party), [row | {"property_id": tell.property_id} for row in rows])


def remember(tell: Transaction, booked: Reservation, *, grade: str) -> bool:
    """Put a past stay into the guest's history; answers whether that was news."""
    known = tell.connection.execute(
        select(history.id, history.fingerprint).where(
            history.property_id == tell.property_id, history.confirmation_number == booked.confirmation_number
        )
    ).first()
    if known and known.fingerprint == booked.fingerprint():
        return False
    values = {
        "guest_id": keep(tell, booked),
        "outcome": booked.status.value,
        "grade": grade,
        "room": booked.room or "",
        "arrival_on": booked.arrival_on,
        "departure_on": booked.departure_on,
        "fingerprint": booked.fingerprint(),
        "recorded_at": tell.at,
    }
    if known:
        tell.connection.execute(update(history).where(history.id == known.id).values(**values))
    else:
        tell.connection.execute(
            insert(history).values(
                property_id=tell.property_id, confirmation_number=booked.confirmation_number, **values
            )
        )
    return True


def stays_before(connection: Connection, guest_id: int) -> int:
    """How many past stays the house remembers of this guest, no-shows and cancellations left out."""
    rows = connection.execute(
        select(history.id).where(
            history.guest_id == guest_id, history.outcome.not_in(("no_show", "cancelled"))
        )
    )
    return len(rows.all())


def had_a_problem(tell: Transaction, guest_id: int, before: int | None = None) -> bool:
    """Whether a stay left something to make good (service recovery) that no later stay has made good yet.

    ``before`` is the stay that asks: what is complained of there is for the next one.
    """
    heard_in = tell.connection.scalars(
        select(note.stay_id).where(
            note.guest_id == guest_id,
            note.kind == NoteKind.COMPLAINED,
            note.withdrawn.is_(False),
            note.honoured_on.is_(None),
        )
    )
    return any(stay_id is None or stay_id != before for stay_id in heard_in)


def require_one(tell: Transaction, guest_id: int) -> Row[Any]:
    """The guest's row. Raises ``NotFound``, also for another property's guest.

    ``WrongMoment`` for a record that became part of another: ``merged_into`` says which.
    """
    row = tell.connection.execute(
        select(guest.__table__).where(guest.id == guest_id, guest.property_id == tell.property_id)
    ).first()
    if row is None:
        raise NotFound("There is no such guest.", guest_id=guest_id)
    if row.merged_into_id is not None:
        raise WrongMoment(
            "This record became part of another one.", state="merged", merged_into=row.merged_into_id
        )
    return row


def rewrite(tell: Transaction, guest_id: int, values: Mapping[str, Any]) -> Row[Any]:
    """Write these on the record: its next version, found by its new words from now on."""
    row = tell.connection.execute(
        update(guest)
        .where(guest.id == guest_id)
        .values(version=guest.version + 1, **values)
        .returning(guest.__table__)
    ).one()
    search_words.keep_guest(tell, row)
    return row


def _keep(tell: Transaction, profile: str, values: dict[str, Any]) -> int:
    known = tell.connection.execute(
        select(guest.__table__).where(guest.property_id == tell.property_id, guest.profile_id == profile[:64])
    ).first()
    if known is None:
        new = tell.connection.execute(
            insert(guest)
            .values(
                property_id=tell.property_id, profile_id=profile[:64], preferences={}, version=1, **values
            )
            .returning(guest.__table__)
        ).one()
        search_words.keep_guest(tell, new)
        return int(new.id)
    if any(getattr(known, name) != value for name, value in values.items()):
        rewrite(tell, known.id, values)
    # A record that was merged keeps what its profile says; the guest is the one that it became part of.
    return int(known.merged_into_id or known.id)


def _keep_days(tell: Transaction, guest_id: int, person: ReservationGuest) -> None:
    """Birthday and anniversary where the house knows none: what a person wrote down stands."""
    for name, said in (("birthday", person.birthday), ("anniversary", person.anniversary)):
        if said:
            column = getattr(guest, name)
            tell.connection.execute(
                update(guest)
                .where(guest.id == guest_id, column == "")
                .values(version=guest.version + 1, **{name: said})
            )


def _values(person: ReservationGuest) -> dict[str, Any]:
    return {
        "surname": person.surname,
        "given_name": person.given_name or "",
        "middle_name": person.middle_name or "",
        "name_prefix": person.name_prefix or "",
        "native_name": person.native_name or "",
        "language": letter_language(person.language),
    }
