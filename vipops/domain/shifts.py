"""The shifts of the house, by the wall clock of the hotel's zone."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def start_of_shift(now: datetime, starts: Sequence[time], zone: ZoneInfo) -> datetime:
    """When the shift that runs at ``now`` began, in UTC; ``starts`` as in :func:`end_of_next_shift`."""
    today = now.astimezone(zone).date()
    turns = (
        datetime.combine(today + timedelta(days=day), start, tzinfo=zone).astimezone(UTC)
        for day in (-1, 0)
        for start in starts
    )
    return max(turn for turn in turns if turn <= now)


def end_of_next_shift(now: datetime, starts: Sequence[time], zone: ZoneInfo) -> datetime:
    """When the shift after the one that runs at ``now`` ends, in UTC.

    ``starts`` are the wall-clock times at which shifts begin, at least one; a night of a clock change is as
    much longer or shorter as the clock says.
    """
    today = now.astimezone(zone).date()
    turns = sorted(
        datetime.combine(today + timedelta(days=day), start, tzinfo=zone).astimezone(UTC)
        for day in range(4)
        for start in set(starts)
    )
    _this, after_next = [turn for turn in turns if turn > now][:2]
    return after_next
