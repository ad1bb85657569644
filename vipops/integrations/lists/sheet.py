"""A CSV list with a header: each line's cells by field, with the places of what is wrong.

UTF-8, UTF-16 or GB18030; comma, semicolon or tab, whichever the header knows most columns with.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vipops.errors import BadInput
from vipops.integrations.pms.csv_file import decoded

MOST_LINES = 5_000
# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "@")
DELIMITERS = (",", ";", "\t")

# The name of a field -> what headers call it, in small letters.
Headers = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one cell; ``line`` and ``column`` count from 1, column 0 is the line as a whole."""

    line: int
    column: int
    field: str
    message: str
    expected: str

    def shown(self) -> dict[str, object]:
        """As JSON."""
        return {
            "line": self.line,
            "column": self.column,
            "where": self.field,
            "message": self.message,
            "expected": self.expected,
        }


@dataclass(slots=True)
class Line:
    """One line: its cells by field (a column that the file lacks is not there), and its faults."""

    number: int
    cells: dict[str, str]
    columns: Mapping[str, int]
    faults: list[Fault] = field(default_factory=list)

    def wrong(self, name: str, message: str, expected: str) -> None:
        """Put a fault of this field on record."""
        self.faults.append(Fault(self.number, self.columns.get(name, 0), name, message, expected))


def lines(data: bytes, name: str, headers: Headers, needed: Iterable[str]) -> list[Line]:
    """The lines below the header, empty ones left out.

    Raises ``BadInput`` with line and column for bytes that are no text, a file without the ``needed``
    columns, a header that nobody knows, broken quotes, or more than 5,000 lines.
    """
    text, _coding = decoded(data, name)
    rows = max((_parted(text, sign, name) for sign in DELIMITERS), key=lambda found: _known(found, headers))
    if not rows:
        raise _unreadable(name, 1, 1, "the file is empty", "a line of headers, and a line for each")
    head_line, titles = rows[0]
    columns = _columns(name, head_line, titles, headers)
    missing = [one for one in needed if one not in columns]
    if missing:
        expected = ", ".join(headers[one][0] for one in missing)
        raise _unreadable(name, head_line, 1, "a column is missing", f"the headers {expected}")
    if len(rows) > MOST_LINES:
        raise _unreadable(name, MOST_LINES, 1, "the list is too long", f"at most {MOST_LINES} lines")
    return [_line(number, cells, columns) for number, cells in rows[1:]]


def _parted(text: str, delimiter: str, name: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(
        io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter, strict=True
    )
    found: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append((begins, [plain(cell) for cell in cells]))
            begins = reader.line_num + 1
    except csv.Error as mistake:
        if delimiter != DELIMITERS[0]:
            return []  # another delimiter reads it, or tells the mistake
        raise _unreadable(
            name, begins, 1, f"this is not CSV: {mistake}", 'cells in closed "quotes"'
        ) from mistake
    return found


def plain(cell: str) -> str:
    """The cell without the mark that keeps a spreadsheet from taking it for a formula."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA else text


def kept_plain(value: Any) -> Any:
    """The value with that mark where it needs one."""
    return f"'{value}" if isinstance(value, str) and value[:1] in FORMULA and value else value


def _known(rows: list[tuple[int, list[str]]], headers: Headers) -> int:
    said = {title.lower() for title in rows[0][1]} if rows else set()
    return sum(bool(said.intersection(names)) for names in headers.values())


def _columns(name: str, line: int, titles: list[str], headers: Headers) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, title in enumerate(titles, start=1):
        if not title:
            continue
        meant = next((one for one, names in headers.items() if title.lower() in names), None)
        if meant is None:
            known = ", ".join(names[0] for names in headers.values())
            raise _unreadable(name, line, column, f"the header “{title}” is not known", f"one of {known}")
        if meant in found:
            raise _unreadable(name, line, column, f"the header “{title}” stands here twice", "each once")
        found[meant] = column
    return found


def _line(number: int, cells: list[str], columns: Mapping[str, int]) -> Line:
    said = {name: cells[column - 1] if column <= len(cells) else "" for name, column in columns.items()}
    line = Line(number, said, columns)
    beyond = len(cells) - max(columns.values())
    if beyond > 0 and any(cells[-beyond:]):
        line.faults.append(
            Fault(
                number, max(columns.values()) + 1, "", "this cell has no header", "as many cells as headers"
            )
        )
    return line


def _unreadable(name: str, line: int, column: int, message: str, expected: str) -> BadInput:
    where = f"{name}:{line}:{column}"
    errors = [{"where": where, "message": message, "expected": expected}]
    return BadInput(f"{where}: {message}; expected {expected}", errors=errors)
