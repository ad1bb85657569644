"""Birthdays and anniversaries: days that come back every year, written MM-DD."""

import re
from datetime import date, timedelta

_MONTH_DAY = re.compile(r"([0-9]{2})-([0-9]{2})")
_LEAP_YEAR = 2000


def is_month_day(text: str) -> bool:
    """Whether the text is a day of some year, such as 11-22 or 02-29."""
    match = _MONTH_DAY.fullmatch(text)
    if match is None:
        return False
    try:
        date(_LEAP_YEAR, int(match[1]), int(match[2]))
    except ValueError:
        return False
    return True


def in_year(month_day: str, year: int) -> date:
    """MM-DD as a day of the year; the 29th of February is kept on the 28th where there is none."""
    month, day = (int(part) for part in month_day.split("-"))
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month + 1, 1) - timedelta(days=1)
