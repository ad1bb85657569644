"""What must hold between the fields of a booking before anybody plans by it."""

from collections.abc import Iterator
from datetime import timedelta

from vipops.integrations.pms.reservation import Reservation
from vipops.integrations.pms.values import Wrong

LONGEST_STAY_NIGHTS = 730
MOST_GUESTS = 99
MOST_ROOMS = 500
MOST_WISHES = 200

_ONE_DAY = timedelta(days=1)


def contradictions(booking: Reservation) -> Iterator[tuple[str, Wrong]]:
    """Each fault with the field of ``Reservation`` it is told under."""
    for part, most in (("accompanying", MOST_GUESTS), ("wishes", MOST_WISHES)):
        if len(getattr(booking, part)) > most:
            yield part, Wrong(f"{len(getattr(booking, part))} are more than can be right", f"at most {most}")
    if booking.nights < 0:
        yield (
            "departure_on",
            Wrong(
                f"departure {booking.departure_on} lies before arrival {booking.arrival_on}",
                "a later departure",
            ),
        )
        return
    if booking.nights > LONGEST_STAY_NIGHTS:
        yield (
            "departure_on",
            Wrong(f"a stay of {booking.nights} nights", f"at most {LONGEST_STAY_NIGHTS} nights"),
        )
    if booking.arrival_at and booking.departure_at and booking.departure_at <= booking.arrival_at:
        yield (
            "departure_at",
            Wrong("the departure time is not after the arrival time", "a later time"),
        )


def strays(on_field: str, day_field: str, days_apart: timedelta) -> Wrong | None:
    """The fault of an expected time that lies more than a day from the booking's day, if it does.

    A day either way is right: guests come after midnight.
    """
    if abs(days_apart) <= _ONE_DAY:
        return None
    return Wrong(
        f"the {on_field} lies {abs(days_apart.days)} days from the {day_field}", f"a time on the {day_field}"
    )
