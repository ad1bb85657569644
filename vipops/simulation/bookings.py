"""Bookings of a simulated week, as a property-management system would tell them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from vipops.integrations.pms.reservation import (
    Origin,
    Reservation,
    ReservationGuest,
    ReservationStatus,
    Transport,
    Wish,
    WishSource,
)
from vipops.services.house import House

ORIGIN = Origin("simulation", 1, 1, 1)

# VIP code and how many of a hundred guests have it; the last one is mapped to no grade.
VIP_CODES = (("V1", 5), ("V2", 10), ("V3", 20), ("V4", 29), ("V5", 33), ("PLAT", 3))
SURNAMES = (
    ("Lindqvist", ""), ("欧阳", "欧阳慕容"), ("Okonkwo", ""), ("Dubreuil", ""), ("Raghunathan", ""),
    ("Shen", "沈致新"), ("Whitcombe", ""), ("Kurosawa", "黒澤美月"), ("Lu", "陆文博"), ("Castellanos", ""),
    ("Haugen", ""), ("Ito", "伊藤蓮"),
)  # fmt: skip
GIVEN_NAMES = ("Katharina", "Amara", "Claire", "Priya", "James", "Misaki", "Jonas", "Lucía", "Wei", "Ingrid")
LANGUAGES = ("zh", "en", "en", "ja", "fr")
WISHES = (
    ("Firm bed", "hard_bed"), ("Fruit every day", "fruit"), ("Baby cot", "baby_cot"),
    ("Vegetarian", "vegetarian"),
    ("Nut allergy", "nut_allergy"), ("Quiet room", "quiet_room"), ("Wheelchair", "wheelchair"),
    ("Wedding anniversary", "anniversary"), ("Lift held, please", "lift"), ("Extra bed", "extra_bed"),
)  # fmt: skip
NIGHTS = (1, 1, 2, 2, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Booked:
    """A booking, when the house hears of it, and the flight that the guest comes with."""

    booking: Reservation
    booked_at: datetime
    arrival_at: datetime
    departure_at: datetime
    flight: str
    landing: datetime
    flies_on: date


def week(house: House, start: datetime, days: int, stays: int, dice: Random) -> list[Booked]:
    """As many bookings as asked for, their arrivals spread over the days, in the order of arrival."""
    first = start.astimezone(house.zone).date()
    hours = [(first + timedelta(days=dice.randrange(days)), _hour(dice)) for _ in range(stays)]
    return [_booked(house, start, number, *when, dice) for number, when in enumerate(sorted(hours), start=1)]


def past(booked: Booked) -> Reservation:
    """An earlier stay of the same guest, for the history."""
    booking = booked.booking
    left = booking.arrival_on - timedelta(days=90)
    return Reservation(
        confirmation_number=f"{booking.confirmation_number}-P",
        guest=booking.guest,
        arrival_on=left - timedelta(days=2),
        departure_on=left,
        origin=ORIGIN,
        status=ReservationStatus.CHECKED_OUT,
        room=booking.room,
    )


def _booked(house: House, start: datetime, number: int, day: date, hour: time, dice: Random) -> Booked:
    arrival_at = _local(day, hour, house.zone)
    departure_on = day + timedelta(days=dice.choice(NIGHTS))
    departure_at = _local(departure_on, time(dice.randrange(8, 16), dice.choice((0, 15, 30))), house.zone)
    by_air = dice.random() < 0.6
    flight = f"SV{400 + number}" if by_air else ""
    lead = timedelta(hours=dice.choice((3, 8, 20, 30, 48, 72, 96)))
    room = house.settings.rooms[(number * 7) % len(house.settings.rooms)]
    said: dict[str, Any] = {}
    landing = arrival_at - timedelta(minutes=house.settings.transfer_minutes)
    if by_air:
        said["arrival_transport"] = Transport(
            flight, "flight", "SIM", landing, transfer_wanted=dice.random() < 0.8
        )
    if dice.random() < 0.4:
        said["departure_transport"] = Transport(
            f"SV{800 + number}", "flight", "SIM", departure_at + timedelta(hours=3), transfer_wanted=True
        )
    booking = Reservation(
        confirmation_number=f"SIM-{number:04}",
        guest=_guest(number, dice),
        arrival_on=day,
        departure_on=departure_on,
        origin=ORIGIN,
        property_code=house.code,
        arrival_at=arrival_at,
        departure_at=departure_at,
        adults=dice.choice((1, 1, 2, 2, 3)),
        children=dice.choice((0, 0, 0, 1, 2)),
        room=str(room["number"]) if dice.random() < 0.9 else None,
        room_type=room["type"],
        wishes=tuple(
            Wish(text, WishSource.PREFERENCE, (code,))
            for text, code in dice.sample(WISHES, k=dice.choice((0, 0, 1, 2)))
        ),
        **said,
    )
    flies_on = landing.astimezone(house.zone).date()
    return Booked(booking, max(start, arrival_at - lead), arrival_at, departure_at, flight, landing, flies_on)


def _guest(number: int, dice: Random) -> ReservationGuest:
    surname, native = dice.choice(SURNAMES)
    codes, weights = zip(*VIP_CODES, strict=True)
    incognito = dice.random() < 0.05
    return ReservationGuest(
        surname,
        dice.choice(GIVEN_NAMES),
        name_prefix=dice.choice(("Mr", "Ms", "Dr")),
        native_name=native or None,
        profile_id=f"SIM-P{number:04}",
        language=dice.choice(LANGUAGES),
        vip_code=dice.choices(codes, weights)[0],
        incognito=incognito,
        alias=f"Guest {number}" if incognito else None,
    )


def _hour(dice: Random) -> time:
    """Most come in the afternoon and evening, some by the night flight."""
    hour = dice.choices(
        (1, 7, 11, 13, 14, 15, 16, 17, 18, 19, 20, 22, 23), (1, 1, 2, 3, 4, 4, 4, 3, 3, 2, 2, 2, 1)
    )[0]
    return time(hour, dice.choice((0, 10, 20, 30, 45)))


def _local(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)
