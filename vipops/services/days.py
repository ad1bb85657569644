"""The days in house: what is booked for them lies ahead, and while the guest is there."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row

from vipops.errors import BadInput
from vipops.services import stays
from vipops.services.house import House
from vipops.services.stay_records import days_of, in_days, in_house


def moment_in_stay(stay: Row[Any], at: datetime, now: datetime) -> datetime:
    """``at`` in UTC, to the minute. Raises ``BadInput`` outside the stay or in the past.

    ``WrongMoment`` when the stay is over.
    """
    stays.require_running(stay)
    if not in_house(at, stay):
        raise bad("at", "The guest is not in the house at this time.", "between arrival and departure")
    return _ahead(at, now)


def moment_in_days(house: House, stay: Row[Any], at: datetime, now: datetime) -> datetime:
    """As :func:`moment_in_stay`, at any hour from the day of arrival to the day of departure."""
    stays.require_running(stay)
    first, last = days_of(stay, house)
    if not in_days(at, stay, house):
        raise bad("at", "This lies outside the days of the stay.", f"from {first} to {last}")
    return _ahead(at, now)


def bad(where: str, message: str, expected: str) -> BadInput:
    """The refusal of one field."""
    return BadInput(message, errors=[{"where": where, "message": message, "expected": expected}])


def _ahead(at: datetime, now: datetime) -> datetime:
    if at <= now:
        raise bad("at", "This time has passed.", "a time that lies ahead")
    return at.astimezone(UTC).replace(second=0, microsecond=0)
