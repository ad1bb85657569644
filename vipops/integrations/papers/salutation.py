"""Dates and forms of address as each language writes them: CLDR's patterns, the house's titles."""

from dataclasses import replace
from datetime import date

from vipops.domain.names import PersonName, parts_in
from vipops.domain.person_names import Length, Name, Usage, Wanted, formatted
from vipops.enums import Language

_LOCALES = {Language.EN: "en_GB", Language.ZH: "zh", Language.JA: "ja"}
# English says Sir Ian, never Sir McKellen.
_WITH_GIVEN_NAME = frozenset({"sir", "lady"})

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


def addressed(language: Language, person: PersonName) -> str:
    """How the letter turns to the guest: Ms Chen, 陈女士, 田中.

    By the name in its own script where the letter's language reads it. Without a known title the whole
    name stands alone, for a wrong guess offends more than none. The Japanese 様 belongs to the letter's
    text, not to the name.
    """
    locale, name = _LOCALES[language], parts_in(language, person)
    if language is Language.JA:
        return formatted(name, Wanted(locale, Length.SHORT, Usage.ADDRESSING, in_text=True))
    key = person.prefix.strip().rstrip(".").casefold()
    if key not in _TITLES or not name.has_surname:
        return formatted(name, Wanted(locale))
    title = _TITLES[key][language is Language.ZH]
    if key in _WITH_GIVEN_NAME and language is Language.EN and "given" in name.parts:
        name = Name({"given": name.parts["given"]}, name.locale)
    titled = replace(name, parts={**name.parts, "title": title})
    return formatted(titled, Wanted(locale, usage=Usage.ADDRESSING, in_text=True))


def _chinese(number: int) -> str:
    """1 to 31 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    ten = {0: "", 1: "十"}.get(tens, f"{_DIGITS[tens]}十")
    return ten + (_DIGITS[ones] if ones else "")
