"""Finds the header of an arrivals list and says which column means what."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from vipops.integrations.pms.columns import ColumnSettings
from vipops.integrations.pms.result import unreadable
from vipops.integrations.pms.values import folded, is_blank

# Titles, dates of printing and merged groups may stand above the header.
SEARCHED_LINES = 20

# Columns that may stand several times; their cells are read together.
REPEATABLE = frozenset({"wishes", "notes", "accompanying", "external_id"})

_REQUIRED = (("confirmation",), ("full_name", "surname"), ("arrival_on",), ("departure_on", "nights"))
_LONGEST_TITLE = 120
_IN_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list with its number in the file (CSV: text line, spreadsheet: sheet row)."""

    number: int
    cells: Sequence[object]

    @property
    def is_blank(self) -> bool:
        """Whether no cell says anything."""
        return all(is_blank(cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Header:
    """Which column (from 0) holds which field. ``after`` is the index of the first line below it."""

    line: int
    after: int
    titles: tuple[str, ...]
    columns: Mapping[str, tuple[int, ...]]

    def unknown(self) -> Iterator[tuple[int, str]]:
        """Columns with a title that means nothing to the settings."""
        taken = {column for columns in self.columns.values() for column in columns}
        return ((column, title) for column, title in enumerate(self.titles) if title and column not in taken)


def best_header(lines: Sequence[Line], settings: ColumnSettings) -> Header | None:
    """The line (or two lines, merged groups above their columns) that knows most fields; None below two."""
    best: Header | None = None
    for index, line in enumerate(lines[:SEARCHED_LINES]):
        for candidate in _candidates(lines, index, line, settings):
            if len(candidate.columns) > max(1, len(best.columns) if best else 0):
                best = candidate
    return best


def header(lines: Sequence[Line], settings: ColumnSettings, *, name: str) -> Header:
    """The header; raises ``BadInput`` where there is none, a column is missing, or one stands twice."""
    found = best_header(lines, settings)
    if found is None:
        message = f"no header in the first {SEARCHED_LINES} lines"
        raise unreadable(
            name, message, "a line of column titles such as " + _few(settings, "confirmation", "full_name")
        )
    for field, columns in found.columns.items():
        if len(columns) > 1 and field not in REPEATABLE:
            titles = ", ".join(f"“{found.titles[column]}”" for column in columns)
            message = f"several columns mean {_some(settings, field)}: {titles}"
            raise unreadable(name, message, "one of them", found.line, columns[1] + 1)
    for choice in _REQUIRED:
        if not any(field in found.columns for field in choice):
            accepted = " / ".join(_some(settings, field) for field in choice)
            raise unreadable(name, "a column is missing", f"a column titled {accepted}", found.line)
    return found


def field_of(title: str, settings: ColumnSettings) -> str | None:
    """The field a column's title means, also in ``姓名 Name``, ``Guest Name/姓名`` or ``到店日期(预计)``."""
    for spelling in _spellings(title) if title else ():
        if field := settings.headers.get(folded(spelling)):
            return field
    return None


def _candidates(lines: Sequence[Line], index: int, line: Line, settings: ColumnSettings) -> Iterator[Header]:
    yield _header(line.number, index + 1, [_title(cell) for cell in line.cells], settings)
    if index + 1 < len(lines):
        yield _header(line.number, index + 2, _grouped(line, lines[index + 1], settings), settings)


def _header(number: int, after: int, titles: list[str], settings: ColumnSettings) -> Header:
    columns: dict[str, tuple[int, ...]] = {}
    for column, title in enumerate(titles):
        if field := field_of(title, settings):
            columns[field] = (*columns.get(field, ()), column)
    return Header(number, after, tuple(titles), columns)


def _grouped(upper: Line, lower: Line, settings: ColumnSettings) -> list[str]:
    titles: list[str] = []
    group = ""
    for above, below in zip_longest(upper.cells, lower.cells):
        # A merged cell's text stands in its first column only.
        group = _title(above) or group
        said = _title(below)
        together = group + said
        titles.append(together if not said or field_of(together, settings) else said)
    return titles


def _title(cell: object) -> str:
    # A long text is not a title, and looking for words in it would take long.
    return " ".join(cell.split()) if isinstance(cell, str) and len(cell) <= _LONGEST_TITLE else ""


def _spellings(title: str) -> Iterator[str]:
    plain = _IN_BRACKETS.sub(" ", title)
    yield title
    yield plain
    yield from re.split(r"[/|\n]", plain)
    yield from _HAN_RUN.findall(plain)
    yield _HAN_RUN.sub(" ", plain)
    yield from (found[1:-1] for found in _IN_BRACKETS.findall(title))


def _few(settings: ColumnSettings, *fields: str) -> str:
    """The first spelling of each field in Chinese and in Latin letters: enough to know what is meant."""
    known = [settings.spellings.get(field, (field,)) for field in fields]
    return ", ".join(
        word for words in known for latin in (False, True) for word in _first_of(words, latin=latin)
    )


def _first_of(words: Sequence[str], *, latin: bool) -> list[str]:
    return [word for word in words if word.isascii() is latin][:1]


def _some(settings: ColumnSettings, *fields: str) -> str:
    return ", ".join(word for field in fields for word in settings.spellings.get(field, (field,)))
