"""Single values of a booking: text, numbers and flags, cleaned or refused with what was expected.

Every reader takes the raw value as it stands in the file (text, number, boolean; a spreadsheet also
gives dates) and returns the clean one. A wrong value raises ``Wrong``; nothing else is raised.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from vipops.domain.occasions import is_month_day

IDENTIFIER_LENGTH = 64
NAME_LENGTH = 80
CODE_LENGTH = 40
NOTE_LENGTH = 500

# A spreadsheet keeps 15 digits of a number; what lies behind them is no longer what was typed.
_EXACT_DIGITS = 10**15

_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?E\+[0-9]+", re.IGNORECASE)

# Characters that turn the reading direction: a name that holds one can look like another name.
_DIRECTION_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LOST_CHARACTER = "\ufffd"

# The year first or not at all: where day and month could be swapped, nothing is read.
_MONTH_DAY = re.compile(
    r"(?:[0-9]{4}(?:-|/|\.|年))?(?:--)?([0-9]{1,2})(?:-|月)([0-9]{1,2})日?(?:[T ].*)?$"
    r"|[0-9]{4}[/.]([0-9]{1,2})[/.]([0-9]{1,2})(?:[T ].*)?$"
)

_YES = frozenset({"true", "1", "y", "yes", "是", "有", "需要", "要", "√", "✓", "✔"})
_NO = frozenset({"false", "0", "n", "no", "否", "无", "不需要", "不要", "×", "-"})


class Wrong(ValueError):
    """A value that cannot be taken. ``expected`` says what would have been right."""

    def __init__(self, message: str, expected: str) -> None:
        super().__init__(message)
        self.message = message
        self.expected = expected


class Twice:
    """Stands where one key of a JSON object was given two different values."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Stands where a spreadsheet's cell holds no value: an error, or a formula never calculated."""

    reason: str


def is_blank(raw: object) -> bool:
    """Whether the value says nothing: absent, or text of spaces only."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def month_day(raw: object) -> str:
    """A day of the year as MM-DD, from a date of any year or none; whose year it is stays unread."""
    if isinstance(raw, date):
        return f"{raw.month:02}-{raw.day:02}"
    match = _MONTH_DAY.match(raw.strip()) if isinstance(raw, str) else None
    found = "-".join(f"{int(part):02}" for part in match.groups() if part) if match else ""
    if not is_month_day(found):
        raise Wrong(f"{shown(raw)} is no day of the year", "a date such as 1968-11-22, 11-22 or 11月22日")
    return found


def identifier(raw: object) -> str:
    """A number or code that names a booking or a profile, kept as text, at most 64 characters."""
    damaged = isinstance(raw, float) and abs(raw) >= _EXACT_DIGITS
    if damaged or (isinstance(raw, str) and _SCIENTIFIC.fullmatch(raw.strip())):
        raise Wrong(
            f"{shown(raw)} has lost digits: a spreadsheet keeps 15 of a number", "the number stored as text"
        )
    return _line(raw, IDENTIFIER_LENGTH)


def name(raw: object) -> str:
    """A part of a person's name in Unicode NFC, at most 80 characters."""
    said = _line(raw, NAME_LENGTH)
    if set(said) <= {"?", "？", " "}:
        raise Wrong(f"the name {shown(said)} was lost in an earlier conversion", "the name's own characters")
    return said


def code(raw: object) -> str:
    """A short code or label (room, room type, VIP code), at most 40 characters."""
    return _line(raw, CODE_LENGTH)


def note(raw: object) -> str:
    """Free text made one clean line; what goes beyond 500 characters is cut, with an ellipsis."""
    words = " ".join(_plain(raw).split())
    clean = "".join(sign for sign in words if not _forbidden(sign))
    return clean if len(clean) <= NOTE_LENGTH else clean[: NOTE_LENGTH - 1] + "…"


def count(most: int) -> Callable[[object], int]:
    """A reader of whole numbers from 0 to ``most``."""

    def read(raw: object) -> int:
        said = unicodedata.normalize("NFKC", _plain(raw)).strip()
        expected = f"a whole number from 0 to {most}"
        if not re.fullmatch(r"[0-9]{1,9}", said):
            raise Wrong(f"{shown(said)} is not a whole number", expected)
        if int(said) > most:
            raise Wrong(f"{int(said)} is more than can be right", expected)
        return int(said)

    return read


def flag(raw: object) -> bool:
    """Yes or no, as a boolean or in words."""
    if isinstance(raw, bool):
        return raw
    said = unicodedata.normalize("NFKC", _plain(raw)).strip().casefold()
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise Wrong(f"{shown(said)} is neither yes nor no", "true or false, yes or no, 是 or 否")


def shown(raw: object) -> str:
    """The value as a message may quote it: short, printable, in quotes."""
    said = str(raw)
    printable = "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in said[:40])
    return f'"{printable}…"' if len(said) > 40 else f'"{printable}"'


def folded(said: str) -> str:
    """Text reduced to what matters when words are compared: NFKC, no case, letters and digits only."""
    plain = unicodedata.normalize("NFKC", said).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def _line(raw: object, longest: int) -> str:
    said = unicodedata.normalize("NFC", _plain(raw).strip())
    for sign in said:
        if reason := _forbidden(sign):
            raise Wrong(f"{shown(said)} holds {reason} (U+{ord(sign):04X})", "plain text on one line")
    said = " ".join(said.split())
    if len(said) > longest:
        raise Wrong(f"{shown(said)} has {len(said)} characters", f"at most {longest} characters")
    return said


def _plain(raw: object) -> str:
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        raise Wrong(f"{str(raw).lower()} is not text", "text or a number")
    if isinstance(raw, int):
        return str(raw)
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else str(raw)
    if isinstance(raw, Twice):
        raise Wrong("the same key stands twice with different values", "one value")
    if isinstance(raw, Broken):
        raise Wrong(raw.reason, "a value")
    raise Wrong(f"{_kind(raw)} is not text", "text or a number")


def _kind(raw: object) -> str:
    if isinstance(raw, dict):
        return "an object"
    return "a list" if isinstance(raw, list) else f"a {type(raw).__name__}"


def _forbidden(sign: str) -> str | None:
    if sign in _DIRECTION_CONTROLS:
        return "a character that turns the reading direction"
    if sign == _LOST_CHARACTER:
        return "a character that was lost in an earlier conversion"
    category = unicodedata.category(sign)
    if category in {"Cc", "Zl", "Zp"}:
        return "a control character"
    # Half of a surrogate pair cannot be stored, and a non-character must not be.
    return "an invalid character" if category in {"Cs", "Cn"} else None
