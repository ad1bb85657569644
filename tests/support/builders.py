"""Reservations as a property-management system would tell them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from vipops.integrations.pms.reservation import (
    AccompanyingGuest,
    Origin,
    Reservation,
    ReservationGuest,
    Transport,
)
from vipops.integrations.pms.result import ReadResult

ZONE = ZoneInfo("Asia/Shanghai")
VIP_CODES = {"1": "VVIP", "2": "VA", "3": "VB", "4": "VC", "5": "VD"}


def at(text: str, zone: ZoneInfo = ZONE) -> datetime:
    """A wall-clock time of the hotel such as "2026-11-23 15:00", as UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


GUEST = ReservationGuest(
    "Lindqvist", "Katharina", name_prefix="Ms", profile_id="P1", language="en", vip_code="3"
)
FLIGHT = Transport("CA981", at=at("2026-11-23 14:00"), transfer_wanted=True)


def reservation(**over: Any) -> Reservation:
    """A VIP B who lands tomorrow at two, is at the door at three, and stays two nights.

    Fields of the guest are given as ``guest__surname=`` and so on.
    """
    guest_over = {
        name.removeprefix("guest__"): over.pop(name) for name in list(over) if name.startswith("guest__")
    }
    usual: dict[str, Any] = {
        "confirmation_number": "R1001",
        "guest": GUEST,
        "arrival_on": date(2026, 11, 23),
        "departure_on": date(2026, 11, 25),
        "arrival_at": at("2026-11-23 15:00"),
        "departure_at": at("2026-11-25 12:00"),
        "origin": Origin("arrivals.json", 1, 1, 1),
        "adults": 2,
        "room": "1806",
        "arrival_transport": FLIGHT,
    }
    booked = {**usual, **over}
    return Reservation(**{**booked, "guest": replace(booked["guest"], **guest_over)})


def companion(surname: str, given_name: str = "") -> AccompanyingGuest:
    return AccompanyingGuest(surname, given_name or None)


def read_result(*booked: Reservation, **parts: Any) -> ReadResult:
    """What a reader gives for these bookings."""
    return ReadResult("arrivals.json", ZONE, booked, **parts)
