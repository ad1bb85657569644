"""The parts of a name as CLDR's patterns ask for them: ``given-informal-monogram-allCaps``."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from vipops.domain.person_names.scripts import graphemes, script_of

_WORDS = re.compile(r"[^\s\-‐·・]+")
# A Chinese given name has a word in each character; no dictionary is asked which two might be one.
_CHINESE_WORDS = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]|[^\s\-‐·・\u3400-\u9fff]+")
_HYPHENS = re.compile(r"[-‐]")
_TONOS = "\u0301"
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a name, keyed as CLDR keys them: title, given, given-informal, given2, surname,
    surname-prefix, surname-core, surname2, generation, credentials.

    ``locale`` is the language (and region) that the name comes from, such as ``de`` or ``zh_HK``, or "".
    """

    parts: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    locale: str = ""

    @property
    def has_surname(self) -> bool:
        return any(self.parts.get(part) for part in ("surname", "surname-core"))

    def as_surname(self) -> "Name":
        """The same person known by the given name alone: it answers for the surname."""
        moved = {
            part.replace("given", "surname", 1): value
            for part, value in self.parts.items()
            if part.split("-")[0] == "given"
        }
        kept = {part: value for part, value in self.parts.items() if part.split("-")[0] != "given"}
        return replace(self, parts={**kept, **moved})


@dataclass(frozen=True, slots=True)
class Initials:
    """How a language writes one initial ("{0}.") and several ("{0} {1}")."""

    one: str = "{0}."
    several: str = "{0} {1}"
    chinese: bool = False

    def of(self, text: str) -> str:
        """M. A. of Marie-Anne."""
        words = _CHINESE_WORDS if self.chinese else _WORDS
        return self._sequence(self._marked(word) for word in words.findall(text))

    def with_hyphens_of(self, text: str) -> str:
        """M.-A. of Marie-Anne."""
        return self._sequence(
            "-".join(self._marked(bit) for bit in _HYPHENS.split(word) if bit) for word in text.split()
        )

    def _marked(self, word: str) -> str:
        return self.one.replace("{0}", graphemes(word)[0])

    def _sequence(self, marked: Iterable[str]) -> str:
        joint = self.several.removeprefix("{0}").removesuffix("{1}")
        return joint.join(marked)


def value_of(name: Name, asked: str, initials: Initials) -> str:
    """The part of the name that a pattern's field asks for, as it asks for it, or ""."""
    base, *modifiers = asked.split("-")
    found = _plain(name.parts, base, modifiers)
    if "allCaps" in modifiers:
        found = _in_capitals(found)
    if "initialCap" in modifiers:
        found = found[:1].upper() + found[1:]
    if "initial" in modifiers:
        return initials.with_hyphens_of(found) if "retain" in modifiers else initials.of(found)
    return "".join(graphemes(found)[:1]) if "monogram" in modifiers else found


def _in_capitals(text: str) -> str:
    """Greek capitals carry no accent."""
    if script_of(text) != "Grek":
        return text.upper()
    bare = unicodedata.normalize("NFD", text).replace(_TONOS, "")
    return unicodedata.normalize("NFC", bare).upper()


def _plain(parts: Mapping[str, str], base: str, modifiers: list[str]) -> str:
    plain, prefix, core = (parts.get(key, "") for key in (base, f"{base}-prefix", f"{base}-core"))
    if "prefix" in modifiers:
        return prefix if core else ""
    if "core" in modifiers:
        return core or plain
    if "informal" in modifiers and (informal := parts.get(f"{base}-informal")):
        return informal
    return plain or " ".join(part for part in (prefix, core) if part)
