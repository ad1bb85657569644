"""What a booking says of a stay, in the stay's own columns."""

from datetime import datetime, timedelta
from typing import Any

from vipops.domain.names import PersonName, spoken
from vipops.enums import Language
from vipops.integrations.pms.reservation import DefaultTimes, Reservation
from vipops.services.house import House

# A guest's stay is told to all departments with these wishes on top.
ALERTS = ("allerg", "medical", "mobility", "wheelchair", "security")

STAY_FIELDS = (
    "reservation_id", "party_code", "grade", "name", "incognito", "room", "room_type", "adults", "children",
    "language", "wishes", "alerts", "notes", "arrival_at", "departure_at", "landing_at", "flight",
    "departure_flight", "transfer", "transfer_out",
)  # fmt: skip


def said_by(booked: Reservation, house: House, grade: str) -> dict[str, Any]:
    """The columns of ``STAY_FIELDS`` as the booking has them."""
    guest, coming, going = booked.guest, booked.arrival_transport, booked.departure_transport
    arrival_at, departure_at = times_of(booked, house)
    wishes = sorted({code for wish in booked.wishes for code in wish.codes})
    return {
        "reservation_id": booked.reservation_id or "",
        "party_code": booked.party_code or "",
        "grade": grade,
        "name": spoken(person_name(booked), alias=_alias(booked)),
        "incognito": guest.incognito or bool(guest.alias),
        "room": booked.room or "",
        "room_type": booked.room_type or "",
        "adults": booked.adults,
        "children": booked.children,
        "language": letter_language(guest.language),
        "wishes": wishes,
        "alerts": alerts_of(wishes),
        "notes": _notes(booked),
        "arrival_at": arrival_at,
        "departure_at": departure_at,
        "landing_at": coming.at if coming else None,
        "flight": (coming.number or "") if coming else "",
        "departure_flight": (going.number or "") if going else "",
        "transfer": bool(coming and coming.transfer_wanted),
        "transfer_out": bool(going and going.transfer_wanted),
    }


def times_of(booked: Reservation, house: House) -> tuple[datetime, datetime]:
    """When the guest is expected at the door, and when to leave, in UTC.

    Where the booking knows the landing but not the hour at the door, door = landing + transfer time.
    """
    hours = DefaultTimes(house.settings.default_arrival_at, house.settings.default_departure_at)
    arrival_at, departure_at = booked.times(house.zone, hours)
    landing = booked.arrival_transport.at if booked.arrival_transport else None
    if booked.arrival_at is None and landing is not None:
        arrival_at = min(
            landing + timedelta(minutes=house.settings.transfer_minutes), departure_at - timedelta(minutes=1)
        )
    return arrival_at, departure_at


def alerts_of(wishes: list[str]) -> list[str]:
    """Of the wishes those that every department must know before anything else."""
    return [wish for wish in wishes if any(sign in wish for sign in ALERTS)]


def person_name(booked: Reservation) -> PersonName:
    guest = booked.guest
    return PersonName(
        guest.surname,
        guest.given_name or "",
        guest.name_prefix or "",
        guest.native_name or "",
        guest.language or "",
    )


def letter_language(code: str | None) -> str:
    """The language of the letter: the guest's where there is a letter in it, else English."""
    return code if code in set(Language) else Language.EN.value


def _alias(booked: Reservation) -> str:
    if booked.guest.alias:
        return booked.guest.alias
    # Incognito without an alias: staff see the confirmation number's end, never the name.
    return f"Guest {booked.confirmation_number[-4:]}" if booked.guest.incognito else ""


def _notes(booked: Reservation) -> list[str]:
    notes = [wish.text for wish in booked.wishes]
    if booked.rooms > 1:
        notes.append(f"Booked as {booked.rooms} rooms that are not split yet.")
    return notes[:40]
