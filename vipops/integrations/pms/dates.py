"""Dates and times as bookings write them.

A time without a zone is in the hotel's zone; a date-time at exactly 00:00:00 without a zone is only a
date, which is how property-management systems write "no time known". Dates may be ISO 8601, with
slashes or dots, in Chinese (2026年11月22日) or with an English month; where day and month could be
swapped, the settings must say which comes first.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from vipops.integrations.pms.values import Broken, Wrong, shown

EARLIEST = date(1990, 1, 1)
LATEST = date(2100, 12, 31)

EXPECTED_DATE = "a date such as 2026-11-22, 2026/11/22, 2026年11月22日 or 22-Nov-2026"
EXPECTED_CLOCK = "a time such as 14:30, 2:30 PM or 下午2:30"
EXPECTED_MOMENT = "a date, or a date and time such as 2026-11-22 14:30 or 2026-11-22T14:30:00+08:00"

_LONGEST = 60
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = re.compile(
    r"\(?(?:(?:周|星期|礼拜)[一二三四五六日天]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\b\)?,?", re.IGNORECASE
)
_YEAR_FIRST = re.compile(
    r"([0-9]{4})(?:-|/|\.|年)\s*([0-9]{1,2})(?:-|/|\.|月)\s*([0-9]{1,2})(?:日|号)?(?![0-9])"
)
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?![0-9])")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})(?![0-9])")
_DAY_MONTH_NAME = re.compile(r"([0-9]{1,2})[- ]([A-Za-z]{3,9})[-, ]+([0-9]{4}|[0-9]{2})(?![0-9])")
_MONTH_NAME_DAY = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2}),? ([0-9]{4})(?![0-9])")
_CLOCK = re.compile(
    r"(?P<before>上午|下午|晚上|凌晨|中午|[AP]M)?\s*(?P<hour>[0-9]{1,2})"
    r"(?:(?::|时|点)(?P<minute>[0-9]{1,2})?分?(?::?(?P<second>[0-9]{2})(?:[.,][0-9]+)?秒?)?)?"
    r"\s*(?P<after>[AP]M)?\s*(?P<zone>Z|UTC|[+-][0-9]{2}:?[0-9]{2})?",
    re.IGNORECASE,
)
_CLOCK_DIGITS = re.compile(r"([0-9]{1,2})([0-9]{2})")
_AFTERNOON = frozenset({"下午", "晚上", "中午", "pm"})
_MORNING = frozenset({"上午", "凌晨", "am"})


@dataclass(frozen=True, slots=True)
class Moment:
    """A calendar day of the hotel and, where it is known, the instant in UTC."""

    on: date
    at: datetime | None


@dataclass(frozen=True, slots=True)
class DateReader:
    """Reads dates and times. ``day_first`` is None where nobody has said how 03/04/2026 is meant."""

    zone: ZoneInfo
    day_first: bool | None = None
    formats: tuple[str, ...] = ()

    def day(self, raw: object) -> date:
        """The calendar day; a time of day or zone behind it is left out. Raises ``Wrong``."""
        if isinstance(raw, datetime):
            return _sensible(raw.date())
        if isinstance(raw, date):
            return _sensible(raw)
        return self._split(_said(raw, EXPECTED_DATE), EXPECTED_DATE)[0]

    def moment(self, raw: object) -> Moment:
        """The day in the hotel's zone and, unless only a date was given, the instant in UTC."""
        if isinstance(raw, datetime):
            return self._at(_sensible(raw.date()), raw.time(), raw.tzinfo)
        if isinstance(raw, date):
            return Moment(_sensible(raw), None)
        on, rest = self._split(_said(raw, EXPECTED_MOMENT), EXPECTED_MOMENT)
        if not rest:
            return Moment(on, None)
        found = _CLOCK.fullmatch(rest)
        if found is None:
            raise Wrong(f"{shown(rest)} is not a time", EXPECTED_MOMENT)
        return self._at(on, _clock(found), _zone(found["zone"]))

    def clock(self, raw: object) -> time:
        """A time of day without a date. Raises ``Wrong``."""
        if isinstance(raw, datetime):
            return raw.time().replace(microsecond=0)
        if isinstance(raw, time):
            return raw.replace(microsecond=0, tzinfo=None)
        if isinstance(raw, timedelta):
            return _of_day(raw)
        said = _said(raw, EXPECTED_CLOCK)
        if isinstance(raw, float) and not raw.is_integer():
            raise Wrong(f"{raw} is a bare number", "a cell formatted as a time")
        if digits := _CLOCK_DIGITS.fullmatch(said):
            return _time(int(digits[1]), int(digits[2]), 0)
        found = _CLOCK.fullmatch(said)
        if found is None or (found["minute"] is None and not re.search(r"时|点|[AP]M", said, re.IGNORECASE)):
            raise Wrong(f"{shown(said)} is not a time of day", EXPECTED_CLOCK)
        if found["zone"] is not None:
            raise Wrong(f"{shown(said)} names a zone without a date", EXPECTED_CLOCK)
        return _clock(found)

    def at(self, on: date, clock: time) -> datetime:
        """The instant in UTC of a time on the hotel's clock."""
        return datetime.combine(on, clock, tzinfo=self.zone).astimezone(UTC)

    def _at(self, on: date, clock: time, zone: tzinfo | None) -> Moment:
        if zone is None:
            return Moment(on, self.at(on, clock.replace(microsecond=0)) if clock != time() else None)
        aware = datetime.combine(on, clock.replace(microsecond=0), tzinfo=zone)
        return Moment(aware.astimezone(self.zone).date(), aware.astimezone(UTC))

    def _split(self, said: str, expected: str) -> tuple[date, str]:
        by_settings = self._by_formats(said)
        if by_settings is not None:
            return by_settings
        if re.fullmatch(r"[0-9]{1,5}(\.[0-9]+)?", said):
            raise Wrong(
                f"{shown(said)} is a bare number", f"{expected}; in a spreadsheet, a cell formatted as a date"
            )
        plain = _WEEKDAY.sub(" ", said).strip()
        for pattern, read in self._patterns():
            if found := pattern.match(plain):
                rest = _WEEKDAY.sub(" ", plain[found.end() :])
                return _sensible(read(found)), re.sub(r"^[Tt,\s]+", "", rest).strip()
        raise Wrong(f"{shown(said)} is not a date", expected)

    def _by_formats(self, said: str) -> tuple[date, str] | None:
        words = said.split()
        for cut in range(len(words), 0, -1):
            for form in self.formats:
                try:
                    day = datetime.strptime(" ".join(words[:cut]), form).date()  # noqa: DTZ007  (a calendar day has no zone)
                except ValueError:
                    continue
                return _sensible(day), " ".join(words[cut:])
        return None

    def _patterns(self) -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], date]], ...]:
        return (
            (_YEAR_FIRST, lambda found: _date(found[1], found[2], found[3])),
            (_COMPACT, lambda found: _date(found[1], found[2], found[3])),
            (_YEAR_LAST, self._year_last),
            (_DAY_MONTH_NAME, lambda found: _date(_century(found[3]), _month(found[2]), found[1])),
            (_MONTH_NAME_DAY, lambda found: _date(found[3], _month(found[1]), found[2])),
        )

    def _year_last(self, found: re.Match[str]) -> date:
        first, second, year = int(found[1]), int(found[3]), found[4]
        day_first = self.day_first
        if day_first is None and (first > 12 or second > 12 or first == second):
            day_first = second <= 12
        if day_first is None:
            raise Wrong(
                f"{shown(found[0])} can mean two days",
                "year first (2026-11-22), or `order: day_first` or `order: month_first` in the settings",
            )
        day, month = (first, second) if day_first else (second, first)
        return _date(year, month, day)


def _said(raw: object, expected: str) -> str:
    if isinstance(raw, Broken):
        raise Wrong(raw.reason, expected)
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise Wrong("this is not a date or time", expected)
    plain = str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw)
    if len(plain) > _LONGEST:
        raise Wrong(f"{shown(plain)} is too long for a date or time", expected)
    return " ".join(unicodedata.normalize("NFKC", plain).split())


def _date(year: str | int, month: str | int, day: str | int) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Wrong(
            f"there is no day {int(year)}-{int(month):02}-{int(day):02}", "a day of the calendar"
        ) from None


def _sensible(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        raise Wrong(
            f"{day.isoformat()} is not a year of this hotel", f"a day from {EARLIEST.year} to {LATEST.year}"
        )
    return day


def _century(year: str) -> str:
    return year if len(year) == 4 else f"20{year}"


def _month(said: str) -> int:
    try:
        return _MONTHS.index(said[:3].lower()) + 1
    except ValueError:
        raise Wrong(f"{shown(said)} is not a month", "an English month such as Nov") from None


def _clock(found: re.Match[str]) -> time:
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    half = (found["before"] or found["after"] or "").lower()
    if half in _AFTERNOON and hour < 12:
        # 中午11:30 is before noon, 中午1点 after it.
        hour += 0 if half == "中午" and hour >= 10 else 12
    elif half in _MORNING and hour == 12:
        hour = 0
    return _time(hour, minute, second)


def _time(hour: int, minute: int, second: int) -> time:
    try:
        return time(hour, minute, second)
    except ValueError:
        raise Wrong(f"there is no time {hour}:{minute:02}:{second:02}", EXPECTED_CLOCK) from None


def _of_day(span: timedelta) -> time:
    if not timedelta() <= span < timedelta(days=1):
        raise Wrong(f"{span} is longer than a day", EXPECTED_CLOCK)
    return time(span.seconds // 3600, span.seconds // 60 % 60, span.seconds % 60)


def _zone(said: str | None) -> timezone | None:
    if said is None:
        return None
    if said.upper() in {"Z", "UTC"}:
        return UTC
    hours, minutes = int(said[1:3]), int(said[-2:])
    if hours > 14 or minutes > 59:
        raise Wrong(f"{shown(said)} is not a zone", "Z or an offset from -14:00 to +14:00")
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if said[0] == "-" else offset)
