"""Bookings of the demo as the property-management system would tell them."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from vipops.demo.premises import CODE, ZONE
from vipops.integrations.pms.reservation import (
    Origin,
    Reservation,
    ReservationGuest,
    Transport,
    Wish,
    WishSource,
)

ORIGIN = Origin("demo", 1, 1, 1)


def booking(
    guest: ReservationGuest, arrival_at: datetime, departure_at: datetime, **said: Any
) -> Reservation:
    """``said`` are further fields of the reservation."""
    return Reservation(
        confirmation_number="",
        guest=guest,
        arrival_on=_day(arrival_at),
        departure_on=_day(departure_at),
        origin=ORIGIN,
        property_code=CODE,
        arrival_at=arrival_at,
        departure_at=departure_at,
        **said,
    )


def by_air(number: str, at: datetime, station: str) -> Transport:
    """A flight with a car to or from it; ``at`` is the landing or the take-off."""
    return Transport(number=number, kind="flight", station=station, at=at, transfer_wanted=True)


def wish(text: str, *codes: str) -> Wish:
    """A wish in the guest's words, with the checklists' words for it."""
    return Wish(text, WishSource.PREFERENCE, codes)


def _day(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(ZONE)).date()
