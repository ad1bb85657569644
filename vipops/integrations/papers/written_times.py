"""Days and hours as the papers write them, in the hotel's zone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from vipops.enums import Language

# By hand: strftime's names depend on the machine's locale.
_DAYS = {
    Language.EN: ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    Language.ZH: ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    Language.JA: ("月", "火", "水", "木", "金", "土", "日"),
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def clock(moment: datetime | None, zone: ZoneInfo) -> str:
    """``15:40``, or nothing for no moment."""
    return f"{moment.astimezone(zone):%H:%M}" if moment else ""


def short_day(day: date, language: Language) -> str:
    """``22 Nov`` or ``11月22日``."""
    return f"{day.day} {_MONTHS[day.month - 1]}" if language is Language.EN else f"{day.month}月{day.day}日"


def long_day(day: date, language: Language) -> str:
    """``Sun 22 Nov 2026``, ``2026年11月22日 周日`` or ``2026年11月22日(日)``."""
    name = _DAYS[language][day.weekday()]
    if language is Language.EN:
        return f"{name} {short_day(day, language)} {day.year}"
    written = f"{day.year}年{short_day(day, language)}"
    return f"{written}({name})" if language is Language.JA else f"{written} {name}"


def day_and_clock(moment: datetime | None, zone: ZoneInfo, language: Language) -> str:
    """``22 Nov 15:40`` or ``11月22日 15:40``, or nothing for no moment."""
    if moment is None:
        return ""
    local = moment.astimezone(zone)
    return f"{short_day(local.date(), language)} {local:%H:%M}"
