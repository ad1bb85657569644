"""Arrivals lists as XLSX.

The archive is unpacked within limits and packed anew before the spreadsheet library sees it, and
cells far outside a list are refused, because the library keeps the whole rectangle in memory.
"""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import python_calamine
from defusedxml.ElementTree import fromstring

from vipops.errors import BadInput
from vipops.integrations.pms.columns import ColumnSettings
from vipops.integrations.pms.header import Line, best_header
from vipops.integrations.pms.result import Notice, unreadable
from vipops.integrations.pms.table import MOST_COLUMNS, MOST_LINES, Grid
from vipops.integrations.pms.values import Broken

MOST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 500

_NEEDED = re.compile(r"(xl/.*|_rels/.*|\[Content_Types\]\.xml)", re.IGNORECASE)
_PICTURES = re.compile(r"xl/(media|drawings|printerSettings|theme|embeddings)/", re.IGNORECASE)
_SHEET = re.compile(r"xl/worksheets/.*\.xml", re.IGNORECASE)
# Written so that each tag is looked at once: a file may be made to make a search slow.
_POSITION = re.compile(rb"""<(?:\w+:)?(?:c|row)\s[^<>]*?\br\s*=\s*["']([A-Za-z]*)([0-9]+)["']""")
_CELL_BEGINS = re.compile(rb"<(?:\w+:)?c(?=[\s>])")
_CELL_NAME = re.compile(rb"""\br\s*=\s*["']([A-Za-z]+)([0-9]+)["']""")
_IS_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^<>]*)?>([^<]+)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

# What zipfile raises for archives that are broken, locked or made to mislead.
_ZIP_FAULTS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, NotImplementedError, OSError, ValueError,
    EOFError, struct.error,
)  # fmt: skip

_HALF_A_SECOND = timedelta(milliseconds=500)


def grid(data: bytes, *, name: str, settings: ColumnSettings) -> Grid:
    """The lines of the first sheet that has a header; further such sheets are noticed.

    Raises ``BadInput`` for what is not a readable workbook or goes beyond the limits.
    """
    parts = _parts(data, name)
    for part, content in parts.items():
        if _SHEET.fullmatch(part):
            _refuse_far_cells(content, f"{name}/{part}")
    workbook = _opened(_packed(parts), name)
    found: Grid | None = None
    others: list[Notice] = []
    for index, sheet in enumerate(workbook.sheet_names):
        lines = _lines(workbook, index, name)
        if best_header(lines, settings) is None:
            continue
        if found is None:
            content = _sheet_content(parts, sheet, name)
            found = Grid(name, _with_broken_cells(lines, content), sheet=sheet)
        else:
            others.append(Notice(1, 1, sheet, f"sheet “{sheet}” was not read: one list at a time"))
    if found is None:
        raise unreadable(name, "no sheet has a header", "a line of column titles in one of the sheets")
    return Grid(name, found.lines, sheet=found.sheet, notices=tuple(others))


def _parts(data: bytes, name: str) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_PARTS:
                raise unreadable(name, f"a workbook of {len(entries)} parts", f"at most {MOST_PARTS}")
            for entry in entries:
                if not _NEEDED.fullmatch(entry.filename) or _PICTURES.match(entry.filename):
                    continue
                # Never more than the limit is unpacked, whatever the archive claims.
                with archive.open(entry) as part:
                    content = part.read(left + 1)
                left -= len(content)
                if left < 0:
                    limit = f"at most {MOST_UNPACKED // 1024 // 1024} MB unpacked"
                    raise unreadable(name, "the workbook unpacks to too much", limit)
                parts[entry.filename] = content
    except BadInput:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,
        NotImplementedError,
        OSError,
        ValueError,
        EOFError,
    ) as fault:
        raise unreadable(
            name, f"the workbook cannot be unpacked: {fault}", "a whole .xlsx file without password"
        ) from None
    if "xl/workbook.xml" not in parts:
        raise unreadable(name, "this archive is not a workbook", "an .xlsx file")
    return parts


def _refuse_far_cells(content: bytes, name: str) -> None:
    if b"\x00" in content[:200]:
        raise unreadable(name, "the sheet is not UTF-8", "an .xlsx file as spreadsheet programs write it")
    for found in _POSITION.finditer(content):
        row, column = int(found[2][:9]), _column(found[1])
        if row > MOST_LINES + 1000 or column > MOST_COLUMNS:
            where = found[1].decode() + found[2].decode()
            limit = f"a list of at most {MOST_LINES} lines and {MOST_COLUMNS} columns"
            raise unreadable(name, f"cell {where} lies far outside a list", limit, row)


def _packed(parts: dict[str, bytes]) -> io.BytesIO:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    packed.seek(0)
    return packed


def _opened(packed: io.BytesIO, name: str) -> python_calamine.CalamineWorkbook:
    with _library_faults(name):
        return python_calamine.load_workbook(packed)


def _lines(workbook: python_calamine.CalamineWorkbook, index: int, name: str) -> list[Line]:
    with _library_faults(name):
        rows = workbook.get_sheet_by_index(index).to_python(skip_empty_area=False)
        return [Line(number, [_cell(cell) for cell in row]) for number, row in enumerate(rows, start=1)]


@contextmanager
def _library_faults(name: str) -> Iterator[None]:
    try:
        yield
    except BaseException as fault:
        # The library's compiled part gives up with an exception of its own, outside Exception.
        if isinstance(fault, MemoryError) or not (
            isinstance(fault, Exception) or type(fault).__name__ == "PanicException"
        ):
            raise
        raise unreadable(name, f"the workbook cannot be read: {fault}", "an .xlsx file") from None


def _with_broken_cells(lines: list[Line], content: bytes) -> list[Line]:
    """Puts the reason where the library reads an error or a formula without a result as an empty cell."""
    broken = dict(_broken_cells(content))
    if not broken:
        return lines
    return [
        Line(
            line.number,
            [broken.get((line.number, column), cell) for column, cell in enumerate(line.cells, start=1)],
        )
        for line in lines
    ]


def _sheet_content(parts: dict[str, bytes], sheet: str, name: str) -> bytes:
    """The XML of a sheet, by the workbook's own table of relations."""
    with _library_faults(name):
        book = fromstring(parts["xl/workbook.xml"])
        relations = fromstring(parts["xl/_rels/workbook.xml.rels"])
    ids = {entry.get("name"): entry.get(_RELATION) for entry in book.iter() if entry.tag.endswith("}sheet")}
    targets = {entry.get("Id"): entry.get("Target", "") for entry in relations}
    target = targets.get(ids.get(sheet), "")
    path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return parts.get(path, b"")


def _broken_cells(content: bytes) -> Iterator[tuple[tuple[int, int], Broken]]:
    for cell in _CELL_BEGINS.split(content)[1:]:
        attributes, _, inside = cell.partition(b">")
        inside = inside.partition(b"</c>")[0]
        position = _CELL_NAME.search(attributes)
        if position is None or attributes.endswith(b"/"):
            continue
        key = (int(position[2][:9]), _column(position[1]))
        value = _VALUE.search(inside)
        if _IS_ERROR.search(attributes):
            said = value[1].decode(errors="replace") if value else "error"
            yield key, Broken(f"the cell holds the error {said}")
        elif _FORMULA.search(inside) and value is None:
            yield key, Broken("the cell holds a formula that was never calculated")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + letter - 64
    return number


def _cell(cell: object) -> object:
    if isinstance(cell, datetime):
        # Spreadsheets count days as fractions: 14:30 may come as 14:29:59.999.
        return (cell + _HALF_A_SECOND).replace(microsecond=0)
    return cell
