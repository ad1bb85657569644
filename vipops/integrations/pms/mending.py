"""The refused bookings of a file as a file of the same kind, with what is wrong beside each: to be mended.

Brought in again as it is, it is refused again for the same reasons; the readers leave out the column or
member that says why.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import orjson

from vipops.integrations.pms import csv_file, opera, xlsx_file
from vipops.integrations.pms.columns import ColumnSettings, default_settings
from vipops.integrations.pms.header import Line, best_header
from vipops.integrations.pms.json_text import parse
from vipops.integrations.pms.opera_booking import LIST
from vipops.integrations.pms.reader import Form, guessed_form
from vipops.integrations.pms.table import Grid
from vipops.integrations.pms.values import Broken

REASON = "vipops: refused because"
# Spreadsheets take a longer number for a rounded one, and drop zeros in front.
MOST_DIGITS = 11

_KINDS: Mapping[str, tuple[str, str]] = {
    "opera": ("json", "application/json"),
    "csv": ("csv", "text/csv; charset=utf-8"),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason why a booking was refused: ``row`` as the reader counts bookings, ``line`` in the file."""

    row: int
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Mendable:
    """A file to mend: its name, its kind for the browser, its bytes."""

    name: str
    content_type: str
    data: bytes


def to_mend(
    data: bytes,
    faults: Iterable[Fault],
    *,
    name: str,
    form: Form | None = None,
    columns: ColumnSettings | None = None,
) -> Mendable:
    """The bookings of ``data`` to which ``faults`` belong. Raises ``BadInput`` as reading it does."""
    settings = columns or default_settings()
    kind = form or guessed_form(data, name=name)
    told = list(faults)
    if kind == "opera":
        made = _records(data, told, name)
    elif kind == "xlsx":
        made = _workbook(xlsx_file.grid(data, name=name, settings=settings), told, settings)
    else:
        made = _list(csv_file.grid(data, name=name, settings=settings), data, told, settings)
    ending, content_type = _KINDS[kind]
    return Mendable(f"{name.rsplit('.', 1)[0]}-refused.{ending}", content_type, made)


def _reasons(faults: Iterable[Fault], of: str) -> dict[int, str]:
    """What is wrong by row or by line, several faults in one sentence each."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for fault in faults:
        found[getattr(fault, of)].append(fault.reason)
    return {place: "; ".join(reasons) for place, reasons in found.items()}


def _records(data: bytes, faults: list[Fault], name: str) -> bytes:
    reasons = _reasons(faults, "row")
    records = opera.records(parse(data, name=name), name)
    refused = [
        record | {REASON: reasons[row]}
        for row, record in records
        if row in reasons and isinstance(record, dict)
    ]
    return orjson.dumps({"reservations": {LIST: refused}}, option=orjson.OPT_INDENT_2)


def _list(grid: Grid, data: bytes, faults: list[Fault], settings: ColumnSettings) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    reasons = _reasons(faults, "line")
    for cells in _table(grid, reasons, settings):
        writer.writerow([_as_text(cell) for cell in cells])
    # A line whose quotes are broken has no cells: it goes along as it stands.
    lines = csv_file.decoded(data, grid.name)[0].splitlines()
    for fault in grid.refused:
        text.write(lines[fault.line - 1] + "\r\n")
    return text.getvalue().encode("utf-8-sig")


def _workbook(grid: Grid, faults: list[Fault], settings: ColumnSettings) -> bytes:
    from openpyxl import Workbook  # on first use: it takes a while

    book = Workbook()
    sheet = book.create_sheet("Refused", 0)
    for number, cells in enumerate(_table(grid, _reasons(faults, "line"), settings), start=1):
        for column, value in enumerate(cells, start=1):
            cell = sheet.cell(number, column)
            cell.value = _as_value(value)
            if isinstance(value, str):
                cell.data_type = "s"  # a name that begins with = is a name
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _table(grid: Grid, reasons: Mapping[int, str], settings: ColumnSettings) -> Iterable[Sequence[object]]:
    """The header as it stands, then the refused lines, the reason in a column after the last."""
    head = best_header(grid.lines, settings)
    after = head.after if head else 1
    above = list(grid.lines[:after])
    width = max((len(line.cells) for line in grid.lines), default=0)
    for line in above:
        yield _padded(line, width, REASON if line is above[-1] else "")
    for line in grid.lines[after:]:
        if line.number in reasons:
            yield _padded(line, width, reasons[line.number])


def _padded(line: Line, width: int, last: str) -> list[object]:
    return [*line.cells, *[""] * (width - len(line.cells)), last]


def _as_text(cell: object) -> str:
    """A cell of a CSV: digits that a spreadsheet would round stay text."""
    said = "" if cell is None else str(cell)
    keeps = said.isdigit() and (len(said) > MOST_DIGITS or said.startswith("0"))
    return f'="{said}"' if keeps else said


def _as_value(cell: object) -> Any:
    if isinstance(cell, Broken):
        return ""
    return cell if isinstance(cell, str | int | float | bool | date | datetime | time) else _or_empty(cell)


def _or_empty(cell: object) -> str | None:
    return None if cell is None else str(cell)
