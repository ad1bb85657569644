"""A list of rooms as CSV, read and written."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from vipops.integrations.lists.sheet import Line, kept_plain, lines

HEADERS: Mapping[str, tuple[str, ...]] = {
    "number": ("number", "room", "room number", "房号", "房间号"),
    "type": ("type", "room type", "房型"),
    "floor": ("floor", "楼层"),
    "wing": ("wing", "building", "楼栋", "区域"),
    "lift": ("lift", "elevator", "电梯"),
    "connects": ("connects", "connecting rooms", "连通房"),
}
NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,15}")
EXPECTED_NUMBER = "1 to 16 letters, digits and hyphens, such as 1204 or B-12"
LOWEST, HIGHEST = -9, 200
LONGEST = 64


@dataclass(frozen=True, slots=True)
class RoomRead:
    """One line: the number, and the fields whose columns the file has."""

    line: Line
    number: str
    said: Mapping[str, Any]


def read(data: bytes, name: str) -> list[RoomRead]:
    """Every line of the file; what is wrong stands with its line. Raises ``BadInput`` for the whole file."""
    found = [_room(line) for line in lines(data, name, HEADERS, needed=("number",))]
    first: dict[str, int] = {}
    for one in found:
        again = first.setdefault(one.number, one.line.number)
        if again != one.line.number and one.number:
            one.line.wrong("number", f"Room {one.number} stands in line {again} too.", "each room once")
    return found


def write(rooms: Iterable[Mapping[str, Any]]) -> bytes:
    """The rooms as a file that :func:`read` reads, with a mark that spreadsheets know UTF-8 by."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADERS)
    for one in rooms:
        cells = {**one, "connects": " ".join(one["connects"])}
        writer.writerow([kept_plain(cells[name]) for name in HEADERS])
    return text.getvalue().encode("utf-8-sig")


def _room(line: Line) -> RoomRead:
    cells = line.cells
    number = cells["number"]
    if not NUMBER.fullmatch(number):
        line.wrong("number", f"“{number}” is no room number.", EXPECTED_NUMBER)
    said: dict[str, Any] = {}
    for name in ("type", "wing", "lift"):
        if name in cells:
            said[name] = cells[name]
            if len(cells[name]) > LONGEST:
                line.wrong(name, "This is too long.", f"at most {LONGEST} characters")
    if "floor" in cells:
        said["floor"] = _floor(line, cells["floor"])
    if "connects" in cells:
        said["connects"] = tuple(sorted(set(re.split(r"[\s;,/、，；]+", cells["connects"])) - {""}))
    return RoomRead(line, number, said)


def _floor(line: Line, text: str) -> int:
    if re.fullmatch(r"[+-]?\d{1,3}", text) and LOWEST <= int(text) <= HIGHEST:
        return int(text)
    line.wrong("floor", f"“{text}” is no floor.", f"a whole number from {LOWEST} to {HIGHEST}")
    return 0
