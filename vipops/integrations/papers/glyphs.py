"""Which characters of a text no installed font can draw.

Asks fontconfig, as Pango does when it looks for a font: a character is missing when no scalable font on the
machine has it. The layout library is not loaded for this, so the letter desk can ask from the web process;
the press checks once more what really reached the page.
"""

import shutil
import subprocess
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from vipops.integrations.papers.refusals import REMEDY, PapersUnavailable

_PATIENCE = 20.0  # seconds; the first look after an installation builds fontconfig's cache
# These steer the shaping of their neighbours and need no picture of their own.
_UNSEEN = frozenset("\n\u200c\u200d\ufe0e\ufe0f")


@dataclass(frozen=True)
class Missing:
    """A character that would be printed blank or wrong. ``reason`` is a sentence for the letter desk."""

    character: str
    code_point: str  # U+20BB7
    name: str
    reason: str


def missing_characters(text: str) -> list[Missing]:
    """The characters of ``text`` that cannot be printed, each once, in the order of the text.

    Private-use characters are always reported: each font draws something else in their place (old Chinese
    systems kept rare name characters there). Raises PapersUnavailable where the fonts cannot be inspected:
    an unchecked text is not a good one.
    """
    coverage = _coverage()
    found: dict[str, Missing] = {}
    for character in text:
        if character not in found and (reason := _reason(character, coverage)):
            found[character] = Missing(
                character, f"U+{ord(character):04X}", unicodedata.name(character, "no name"), reason
            )
    return list(found.values())


def look_again() -> None:
    """Forget what the fonts had, after a font was installed."""
    _coverage.cache_clear()


@dataclass(frozen=True)
class _Coverage:
    """The code points that the installed fonts have, as sorted ranges that do not overlap."""

    starts: list[int]
    ends: list[int]

    def has(self, code_point: int) -> bool:
        place = bisect_right(self.starts, code_point) - 1
        return place >= 0 and code_point <= self.ends[place]


def _reason(character: str, coverage: _Coverage) -> str:
    kind = unicodedata.category(character)
    if kind == "Cs":
        return "Half of a character: the text was damaged on its way here."
    if kind == "Co":
        return "A private character that each system draws differently: write it with its Unicode character."
    if character in _UNSEEN or character.isspace():
        return ""
    if kind in ("Cc", "Cf"):
        return "An invisible control character."
    if 0xE0100 <= ord(character) <= 0xE01EF:
        return ""  # asks for one form of the character before it; without that form the usual one is drawn
    return "" if coverage.has(ord(character)) else "No installed font has this character."


@cache
def _coverage() -> _Coverage:
    ranges = sorted(_range(word) for word in _listed().split())
    starts: list[int] = []
    ends: list[int] = []
    for start, end in ranges:
        if ends and start <= ends[-1] + 1:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    if not starts:
        raise PapersUnavailable("No font is installed, so no name can be checked.", remedy=REMEDY)
    return _Coverage(starts, ends)


def _listed() -> str:
    """The character ranges of every scalable font, in hex: ``20-7e a0-17f …``."""
    program = shutil.which("fc-list")
    if program is None:
        raise PapersUnavailable("The fonts cannot be inspected: fontconfig is missing.", remedy=REMEDY)
    try:
        done = subprocess.run(  # noqa: S603  # a fixed command
            [program, ":scalable=True", "--format", "%{charset}\n"],
            capture_output=True,
            check=True,
            text=True,
            timeout=_PATIENCE,
        )
    except (OSError, subprocess.SubprocessError) as fault:
        raise PapersUnavailable("The fonts cannot be inspected.", remedy=REMEDY) from fault
    return done.stdout


def _range(word: str) -> tuple[int, int]:
    start, _, end = word.partition("-")
    return int(start, 16), int(end or start, 16)
