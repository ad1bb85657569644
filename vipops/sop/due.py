"""Due times: ``arrival-2h``, ``departure-1d @ 21:00``, ``stay_day @ 10:00``, and the moments they mean.

Hours and minutes are durations: two hours before the arrival are two hours also in the night when the clocks
change. Days and ``@`` times are read off the hotel's calendar and wall clock. A wall-clock time that the
change to summer time leaves out means the same time by the old clock (02:30 becomes 03:30); one that comes
twice means the first.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from vipops.enums import Anchor

EXPECTED = "an anchor with an offset or a time, such as arrival-2h, departure-1d @ 21:00 or stay_day @ 10:00"
MAX_DAYS = 60

_DUE = re.compile(r"(?P<anchor>[A-Za-z_]+)(?P<offsets>[^@]*)(?:@(?P<clock>.*))?", re.DOTALL)
_OFFSETS = re.compile(r"(?:\s*[+-]\s*(?:\d+[dhm]){1,3})*\s*")
_OFFSET = re.compile(r"([+-])\s*((?:\d+[dhm])+)")
_PART = re.compile(r"(\d+)([dhm])")
_CLOCK = re.compile(r"\s*([01]?\d|2[0-3]):([0-5]\d)\s*")


class NotADueTime(ValueError):
    """The text is no due time; ``expected`` says what one looks like."""

    def __init__(self, message: str, expected: str = EXPECTED) -> None:
        super().__init__(message)
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Due:
    """A due time as written: an anchor, whole calendar days, then a wall-clock time or a duration."""

    text: str
    anchor: Anchor
    days: int = 0
    shift: timedelta = timedelta(0)
    clock: time | None = None

    def moment(self, anchor_at: datetime, zone: ZoneInfo) -> datetime:
        """The moment in UTC, for an anchor at ``anchor_at`` (aware) in the hotel's ``zone``."""
        if not self.days and self.clock is None:
            return anchor_at + self.shift
        local = anchor_at.astimezone(zone)
        clock = local.time() if self.clock is None else self.clock
        return wall_clock(local.date() + timedelta(days=self.days), clock, zone) + self.shift

    def moment_in_day(self, day: date, turns_at: time, zone: ZoneInfo) -> datetime:
        """The moment in UTC in a hotel day: without ``@`` counted from its turn; small hours end the day."""
        clock = turns_at if self.clock is None else self.clock
        days = self.days + (clock < turns_at)
        return wall_clock(day + timedelta(days=days), clock, zone) + self.shift


# Stays that move together ask for the same hours of the same days.
@lru_cache(maxsize=4096)
def wall_clock(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """What a clock on the wall in ``zone`` means, in UTC."""
    return datetime.combine(day, clock.replace(fold=0), tzinfo=zone).astimezone(UTC)


def parse(text: str) -> Due:
    """The due time that ``text`` writes. Raises ``NotADueTime`` with what is wrong."""
    match = _DUE.fullmatch(text.strip())
    if match is None:
        raise NotADueTime(f"“{text}” is no due time")
    anchor = _anchor(match["anchor"])
    if not _OFFSETS.fullmatch(match["offsets"]):
        offset = match["offsets"].strip()
        raise NotADueTime(
            f"“{offset}” is no offset", "+ or - and days, hours or minutes, such as -1d, -2h, +1h30m"
        )
    days, shift = _offset(match["offsets"])
    if abs(days) > MAX_DAYS or abs(shift) > timedelta(days=MAX_DAYS):
        raise NotADueTime("the offset is too long", f"at most {MAX_DAYS} days")
    clock = None if match["clock"] is None else _clock(match["clock"])
    if clock is not None and shift:
        raise NotADueTime(
            "hours or minutes and an @ time exclude each other", "days and a time, or a duration"
        )
    return Due(" ".join(text.split()), anchor, days, shift, clock)


def _anchor(name: str) -> Anchor:
    try:
        return Anchor(name)
    except ValueError:
        raise NotADueTime(f"“{name}” is no anchor", "one of " + ", ".join(Anchor)) from None


def _offset(text: str) -> tuple[int, timedelta]:
    days, minutes = 0, 0
    for sign, parts in _OFFSET.findall(text):
        for number, unit in _PART.findall(parts):
            amount = int(number[:6]) * (-1 if sign == "-" else 1)
            days += amount if unit == "d" else 0
            minutes += {"d": 0, "h": 60, "m": 1}[unit] * amount
    return days, timedelta(minutes=minutes)


def _clock(text: str) -> time:
    match = _CLOCK.fullmatch(text)
    if match is None:
        raise NotADueTime(f"“{text.strip()}” is no time of day", "hours and minutes from 00:00 to 23:59")
    return time(int(match[1]), int(match[2]))
