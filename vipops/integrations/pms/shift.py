"""Moves a file's dates, so that an old example is planned as if its guests came now.

For demonstrations and tests. Everything moves by one whole number of days: what lay two days apart
still does, and a time on the hotel's clock stays that time, also over a change of summer time.

Once its dates have moved, what the file says about the past is no longer true: a guest who had left,
had not come or was in the house is expected. So ``checked_out``, ``no_show`` and ``in_house`` become
``reserved``, and a walk-in becomes a booking. A cancelled, waitlisted or requested booking stays what it is.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from vipops.errors import BadInput
from vipops.integrations.pms.dates import EARLIEST, LATEST
from vipops.integrations.pms.reservation import Reservation, ReservationStatus, Transport
from vipops.integrations.pms.result import ReadResult

_PAST = frozenset({ReservationStatus.CHECKED_OUT, ReservationStatus.NO_SHOW, ReservationStatus.IN_HOUSE})


def shift_dates(result: ReadResult, to: date) -> ReadResult:
    """The same reservations with the earliest arrival on ``to``, a day of the hotel.

    Where the earliest arrival already falls on ``to`` nothing changes, so shifting twice is shifting
    once. Refused rows stay as they are. Raises ``BadInput`` where a date would leave the calendar.
    """
    if not result.reservations:
        return result
    days = to - min(booking.arrival_on for booking in result.reservations)
    if not days:
        return result
    latest = max(booking.departure_on for booking in result.reservations)
    if to < EARLIEST or to > LATEST or (LATEST - latest) < days:
        raise BadInput(f"The dates cannot be moved to {to}: expected days from {EARLIEST} to {LATEST}.")
    return replace(
        result, reservations=tuple(_shifted(booking, days, result.zone) for booking in result.reservations)
    )


def _shifted(booking: Reservation, days: timedelta, zone: ZoneInfo) -> Reservation:
    return replace(
        booking,
        arrival_on=booking.arrival_on + days,
        departure_on=booking.departure_on + days,
        arrival_at=_moved(booking.arrival_at, days, zone),
        departure_at=_moved(booking.departure_at, days, zone),
        arrival_transport=_ride(booking.arrival_transport, days, zone),
        departure_transport=_ride(booking.departure_transport, days, zone),
        guest=replace(booking.guest, last_stay_on=_day(booking.guest.last_stay_on, days)),
        created_at=_moved(booking.created_at, days, zone),
        modified_at=_moved(booking.modified_at, days, zone),
        status=ReservationStatus.RESERVED if booking.status in _PAST else booking.status,
        walk_in=False,
    )


def _moved(at: datetime | None, days: timedelta, zone: ZoneInfo) -> datetime | None:
    if at is None:
        return None
    # On the clock, not in UTC: 14:00 stays 14:00 when the days between hold a change of summer time.
    return (at.astimezone(zone).replace(tzinfo=None) + days).replace(tzinfo=zone).astimezone(UTC)


def _day(on: date | None, days: timedelta) -> date | None:
    return on + days if on else None


def _ride(ride: Transport | None, days: timedelta, zone: ZoneInfo) -> Transport | None:
    return replace(ride, at=_moved(ride.at, days, zone)) if ride else None
