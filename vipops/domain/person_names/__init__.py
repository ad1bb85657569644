"""Names of people by the rules and data of Unicode CLDR (UTS #35, Part 8: Person Names).

``cldr.json`` holds the patterns of the languages that guests' names come in; ``setup/person_names.py``
takes them from npm's cldr-person-names-full.
"""

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from vipops.domain.person_names.parts import Initials, Name
from vipops.domain.person_names.patterns import Pattern, filled
from vipops.domain.person_names.scripts import is_written_in, likely_language, script_of

__all__ = ["Formality", "Length", "Name", "Order", "Usage", "Wanted", "formatted", "order_of"]

_DATA = Path(__file__).with_name("cldr.json")
_SPACES = re.compile(r"[ \t]+")
# Languages that write each other's names without a space between the parts.
_WITHOUT_SPACE = frozenset({"ja", "zh", "yue"})
_CHINESE = frozenset({"zh", "yue"})


class Order(StrEnum):
    GIVEN_FIRST = "givenFirst"
    SURNAME_FIRST = "surnameFirst"
    SORTING = "sorting"


class Length(StrEnum):
    LONG = "long"
    MEDIUM = "medium"
    SHORT = "short"


class Usage(StrEnum):
    REFERRING = "referring"
    ADDRESSING = "addressing"
    MONOGRAM = "monogram"


class Formality(StrEnum):
    FORMAL = "formal"
    INFORMAL = "informal"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a name is wanted. Without ``order`` it follows from where the name comes from.

    ``in_text``: it stands in a text of that language, whose pattern then holds for a name in any script.
    """

    locale: str
    length: Length = Length.LONG
    usage: Usage = Usage.REFERRING
    formality: Formality = Formality.FORMAL
    order: Order | None = None
    in_text: bool = False


def formatted(name: Name, wanted: Wanted) -> str:
    """The name as the wanted language writes it; a name in a script that it does not use, as its own does."""
    parts = name.parts
    surname = parts.get("surname") or parts.get("surname-prefix", "") + parts.get("surname-core", "")
    script = script_of(surname, parts.get("given", ""))
    language = _language(name.locale) or likely_language(script)
    locale = wanted.locale if wanted.in_text else _formatting_locale(wanted.locale, language, script)
    rules = _rules(locale)
    order = wanted.order or order_of(name, locale)
    asked = wanted.usage if order is not Order.SORTING else Usage.REFERRING
    patterns = _patterns(locale, order, wanted.length, asked, wanted.formality)
    initials = Initials(rules["initial"], rules["initialSequence"], _language(locale) in _CHINESE)
    written = filled(patterns, name, initials)
    if not is_written_in(_language(locale), script):
        return written
    native = _match(_language(locale), language)
    return _SPACES.sub(rules["nativeSpaceReplacement" if native else "foreignSpaceReplacement"], written)


def order_of(name: Name, locale: str) -> Order:
    """Whether the surname or the given name stands first, by where the name comes from."""
    rules = _rules(locale)
    parts = name.parts
    own = name.locale or likely_language(script_of(parts.get("surname", ""), parts.get("given", "")))
    for known in _chain(own):
        for order in (Order.GIVEN_FIRST, Order.SURNAME_FIRST):
            if known in rules[order.value]:
                return order
    return Order.GIVEN_FIRST


def _formatting_locale(wanted: str, language: str, script: str) -> str:
    if is_written_in(_language(wanted), script):
        return wanted
    fits = language in _data() and is_written_in(language, script)
    return language if fits else likely_language(script)


def _match(one: str, other: str) -> bool:
    return one == other or {one, other} <= _WITHOUT_SPACE


def _chain(locale: str) -> list[str]:
    """``zh_HK`` -> zh_HK, und_HK, zh, und: the most exact first."""
    pieces = locale.split("_")
    found: list[str] = []
    for length in range(len(pieces), 0, -1):
        found += ["_".join(pieces[:length]), "_".join(["und", *pieces[1:length]])]
    return found


def _language(locale: str) -> str:
    return locale.split("_", maxsplit=1)[0]


@cache
def _patterns(
    locale: str, order: Order, length: Length, usage: Usage, formality: Formality
) -> tuple[Pattern, ...]:
    texts: list[str] = _rules(locale)["personName"][order][length][usage][formality]
    return tuple(Pattern.read(text) for text in texts)


def _rules(locale: str) -> dict[str, Any]:
    data = _data()
    rules: dict[str, Any] = data.get(locale) or data.get(_language(locale)) or data["en"]
    return rules


@cache
def _data() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(_DATA.read_text("utf-8"))["locales"]
    return found
