"""A name pattern of CLDR filled with the parts of a name (UTS #35 Part 8, "Formatting Process")."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vipops.domain.person_names.parts import Initials, Name, value_of

_FIELD = re.compile(r"\{([a-z0-9A-Z-]+)\}")
_SPACES = re.compile(r"\s{2,}")
_TO_LAST_SPACE = re.compile(r"\S*$")
_TO_FIRST_SPACE = re.compile(r"^\S*")
# What shows a given name in part only.
_SHORTENED = frozenset({"initial", "monogram"})


@dataclass(frozen=True, slots=True)
class Pattern:
    """``literals`` stand before, between and behind the ``fields``: one more than there are fields."""

    text: str
    fields: tuple[str, ...]
    literals: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> "Pattern":
        pieces = _FIELD.split(text)
        return cls(text, tuple(pieces[1::2]), tuple(pieces[0::2]))


def filled(patterns: Iterable[Pattern], name: Name, initials: Initials) -> str:
    """The pattern that shows most of the name, with the parts of the name in it."""
    return _written(*min((_valued(pattern, name, initials) for pattern in patterns), key=_fitness))


def _valued(pattern: Pattern, name: Name, initials: Initials) -> tuple[Pattern, Sequence[str]]:
    shown = _standing_in(pattern, name)
    return pattern, [value_of(shown, field, initials) for field in pattern.fields]


def _fitness(valued: tuple[Pattern, Sequence[str]]) -> tuple[int, int, str]:
    pattern, values = valued
    populated = sum(map(bool, values))
    return -populated, len(values) - populated, pattern.text


def _standing_in(pattern: Pattern, name: Name) -> Name:
    """A name without surname shows its given name there, where the pattern would not show it in full."""
    if name.has_surname or any(_shows_given(field) for field in pattern.fields):
        return name
    shows_surname = any(field.split("-")[0] == "surname" for field in pattern.fields)
    return name.as_surname() if shows_surname else name


def _shows_given(field: str) -> bool:
    base, *modifiers = field.split("-")
    return base == "given" and _SHORTENED.isdisjoint(modifiers)


def _written(pattern: Pattern, values: Sequence[str]) -> str:
    populated = [place for place, value in enumerate(values) if value]
    if not populated:
        return ""
    first, last = populated[0], populated[-1]
    head = pattern.literals[0] if first == 0 else ""
    tail = pattern.literals[-1] if last == len(values) - 1 else ""
    body = values[first]
    for place, following in pairwise(populated):
        body += _between(pattern, place, following) + values[following]
    return head + body + tail


def _between(pattern: Pattern, place: int, following: int) -> str:
    """The literal between two fields that are shown.

    Where fields between them are empty, their punctuation goes with them, up to the nearest space.
    """
    before, after = pattern.literals[place + 1], pattern.literals[following]
    if following == place + 1 or before.endswith(after):
        return before
    kept = _TO_LAST_SPACE.sub("", before) + _TO_FIRST_SPACE.sub("", after)
    return _SPACES.sub(lambda found: found[0][0], kept)
