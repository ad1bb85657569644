"""The time of the house. Everything that needs "now" takes it as an argument; this is where it starts."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def clock_ahead(minutes: int) -> Clock:
    """A clock so many minutes ahead of the machine's; a negative number is behind, 0 the machine's own."""
    if not minutes:
        return system_clock
    ahead = timedelta(minutes=minutes)
    return lambda: system_clock() + ahead
