"""JSON that remembers where its values stand.

The text is parsed once at full speed. Where something stands is worked out only when somebody asks,
by decoding the containers on the way to it a second time. Numbers are kept as the text that was
written, since a booking's numbers are names: ``379252`` and ``"379252"`` are the same confirmation.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from json.decoder import JSONDecoder
from typing import Any, NamedTuple

from vipops.errors import BadInput
from vipops.integrations.pms.result import unreadable
from vipops.integrations.pms.values import Twice

DEEPEST = 64
MOST_CONTAINERS = 1_000_000  # objects and arrays; an empty one takes far more memory than its text

Path = tuple[str | int, ...]

_SPACE = re.compile(r"[ \t\r\n]*")
_BRACKETS_AND_STRINGS = re.compile(r'[\[\]{}]|"(?:[^"\\]++|\\.)*+"', re.DOTALL)


class Place(NamedTuple):
    """A line and a column of the source text, both counted from 1."""

    line: int
    column: int


@dataclass(slots=True)
class JsonText:
    """A parsed JSON document: ``value`` is made of dict, list, str, bool and None."""

    text: str
    value: Any
    _children: dict[Path, dict[str | int, int]] = field(default_factory=dict)
    _lines: list[int] = field(default_factory=list)

    def place(self, path: Sequence[str | int]) -> Place:
        """Where the value at ``path`` begins, or else the nearest thing around it that exists."""
        if not self._lines:
            self._lines = [0, *(found.end() for found in re.finditer("\n", self.text))]
        offset = self._offset(tuple(path))
        line = bisect_right(self._lines, offset)
        return Place(line, offset - self._lines[line - 1] + 1)

    def _offset(self, path: Path) -> int:
        if not path:
            return _after_space(self.text, 0)
        around = path[:-1]
        if around not in self._children:
            self._children[around] = _children(self.text, self._offset(around))
        return self._children[around].get(path[-1], self._offset(around))


def parse(data: bytes, *, name: str) -> JsonText:
    """The document in ``data`` (UTF-8 with or without a mark, or UTF-16).

    Raises ``BadInput`` with line and column for text that is cut off, no JSON, too deep or too large.
    """
    text = _decoded(data, name)
    _refuse_excess(text, name)
    try:
        return JsonText(text, _DECODER.decode(text))
    except json.JSONDecodeError as mistake:
        raise _not_json(text, mistake, name) from None


def place_of(text: str, offset: int) -> Place:
    """Line and column of a character, counted from 1."""
    return Place(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def dotted(path: Sequence[str | int]) -> str:
    """The path as people write it: ``reservations.reservationInfo[2].roomStay``."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def _decoded(data: bytes, name: str) -> str:
    coding = json.detect_encoding(data)
    try:
        text = data.decode(coding)
    except UnicodeDecodeError as mistake:
        before = data[: mistake.start].decode(coding, "replace")
        place = place_of(before, len(before))
        raise unreadable(name, "the bytes here are not Unicode text", "UTF-8", *place) from None
    return text.removeprefix("\ufeff")


def _refuse_excess(text: str, name: str) -> None:
    if text.count("{") + text.count("[") > MOST_CONTAINERS:
        limit = f"at most {MOST_CONTAINERS:,} objects and arrays"
        raise unreadable(name, "the document holds too many parts", limit)
    depth = 0
    for found in _BRACKETS_AND_STRINGS.finditer(text):
        sign = found[0]
        if sign in "[{":
            depth += 1
        elif sign in "]}":
            depth -= 1
        if depth > DEEPEST:
            place = place_of(text, found.start())
            raise unreadable(name, "the document is nested too deeply", f"at most {DEEPEST} levels", *place)


def _not_json(text: str, mistake: json.JSONDecodeError, name: str) -> BadInput:
    if not text[mistake.pos :].strip() or "Unterminated" in mistake.msg:
        what = "the document ends too early: it was cut off"
    else:
        what = f"this is not JSON: {mistake.msg[0].lower()}{mistake.msg[1:]}"
    return unreadable(name, what, "one complete JSON document", mistake.lineno, mistake.colno)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        for key, value in pairs:
            if read[key] != value:
                read[key] = Twice()
    return read


def _no_constant(said: str) -> Any:
    # NaN and Infinity are not JSON; as text they are refused wherever a number is asked for.
    return said


_DECODER = JSONDecoder(
    object_pairs_hook=_object,
    # Text instead of numbers also spares the digit limit of int() and the rounding of float().
    parse_int=str,
    parse_float=lambda said: re.sub(r"\.0+$", "", said),
    parse_constant=_no_constant,
)
_SKIPPER = JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


def _children(text: str, offset: int) -> dict[str | int, int]:
    """Where the values directly inside the container at ``offset`` begin. The text is known to be JSON."""
    opening = text[offset]
    if opening not in "[{":
        return {}
    found: dict[str | int, int] = {}
    at = _after_space(text, offset + 1)
    while text[at] not in "]}":
        key: str | int = len(found)
        if opening == "{":
            key, at = _SKIPPER.raw_decode(text, at)
            at = _after_space(text, _after_space(text, at) + 1)
        found[key] = at
        at = _after_space(text, _SKIPPER.raw_decode(text, at)[1])
        if text[at] == ",":
            at = _after_space(text, at + 1)
    return found


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
