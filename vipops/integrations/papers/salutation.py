"""Dates and forms of address as each language writes them.

Forms of address follow the field's usage: Chinese puts the family name first and the title behind it,
Japanese a 様 behind the name, English the title in front.
"""

from datetime import date

from vipops.enums import Language

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DIGITS = "〇一二三四五六七八九"

# title in the booking -> English in front of the name, Chinese behind it
_TITLES: dict[str, tuple[str, str]] = {
    "mr": ("Mr", "先生"),
    "mrs": ("Mrs", "女士"),
    "ms": ("Ms", "女士"),
    "miss": ("Miss", "女士"),
    "madam": ("Madam", "女士"),
    "dr": ("Dr", "博士"),
    "prof": ("Professor", "教授"),
    "professor": ("Professor", "教授"),
    "sir": ("Sir", "爵士"),
    "lady": ("Lady", "夫人"),
    "先生": ("Mr", "先生"),
    "女士": ("Ms", "女士"),
    "小姐": ("Ms", "女士"),
    "夫人": ("Mrs", "夫人"),
    "博士": ("Dr", "博士"),
    "教授": ("Professor", "教授"),
}


def written_date(day: date, language: Language) -> str:
    """The date as a letter writes it: 22 November 2026, 二〇二六年十一月二十二日, 2026年11月22日."""
    if language is Language.EN:
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    if language is Language.JA:
        return f"{day.year}年{day.month}月{day.day}日"
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_chinese(day.month)}月{_chinese(day.day)}日"


def addressed(language: Language, *, family: str, given: str, title: str = "") -> str:
    """How the letter turns to the guest: Ms Chen, 陈女士, 田中.

    Without a known title the whole name stands alone, for a wrong guess offends more than none.
    The Japanese 様 belongs to the letter's text, not to the name.
    """
    key = title.strip().rstrip(".").casefold()
    if language is Language.JA:
        return family or given
    if key not in _TITLES or not family:
        return whole_name(language, family=family, given=given)
    english, chinese = _TITLES[key]
    if language is Language.ZH:
        return f"{family}{chinese}"
    # Sir and Lady go with the given name.
    name = given if key in ("sir", "lady") and given else family
    return f"{english} {name}"


def whole_name(language: Language, *, family: str, given: str) -> str:
    """The name in full: family name first where it is written in Chinese or Japanese characters."""
    if not family or not given:
        return family or given
    if _is_han(family) and _is_han(given):
        return f"{family} {given}" if language is Language.JA else f"{family}{given}"
    return f"{given} {family}"


def _chinese(number: int) -> str:
    """1 to 31 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    ten = {0: "", 1: "十"}.get(tens, f"{_DIGITS[tens]}十")
    return ten + (_DIGITS[ones] if ones else "")


def _is_han(name: str) -> bool:
    return all(ord(character) >= 0x2E80 for character in name if not character.isspace())
