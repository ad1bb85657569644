"""Arrivals lists as CSV: encoding and delimiter are found out, each line keeps its number.

UTF-8 (with or without a mark), UTF-16, otherwise GB18030, which Chinese spreadsheets write. The
delimiter is the one of comma, semicolon and tab with which the header knows most columns.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from vipops.integrations.pms.columns import ColumnSettings
from vipops.integrations.pms.header import SEARCHED_LINES, Line, best_header
from vipops.integrations.pms.result import Notice, RefusedRow, unreadable
from vipops.integrations.pms.table import MOST_COLUMNS, MOST_LINES, Grid

_DELIMITERS = (",", ";", "\t")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MOST_BROKEN_LINES = 100
_MOST_TEXT_LINES = MOST_LINES * 5  # cells may hold line breaks, and lines may end in two characters

# Spreadsheets export text that looks like a number as ="0012" or '0012.
_KEPT_AS_TEXT = re.compile(r'="(.*)"|\'([0-9].*)', re.DOTALL)


def grid(data: bytes, *, name: str, settings: ColumnSettings) -> Grid:
    """The lines of the file. A line with broken quotes is refused, the others are kept.

    Raises ``BadInput`` where the bytes are no text in any of the encodings.
    """
    text, coding = decoded(data, name)
    if text.count("\n") + text.count("\r") > _MOST_TEXT_LINES:
        raise unreadable(name, "the list is too long", f"at most {MOST_LINES} lines", MOST_LINES)
    delimiter = max(_DELIMITERS, key=lambda sign: _known_columns(text, sign, settings, name))
    lines: list[Line] = []
    refused: list[RefusedRow] = []
    for item in _parted(text, delimiter, name):
        if isinstance(item, Line):
            lines.append(item)
        else:
            refused.append(item)
    return Grid(name, lines, refused=tuple(refused), notices=tuple(_doubts(coding, lines, settings)))


def decoded(data: bytes, name: str) -> tuple[str, str]:
    """The text and its encoding. Raises ``BadInput`` where the bytes are no text in any of them."""
    for mark, coding in _MARKS:
        if data.startswith(mark):
            return _decoded_as(data, coding, name), coding
    if b"\x00" in data[:1000]:
        even, odd = data[:1000:2].count(0), data[1:1000:2].count(0)
        coding = "utf-16-be" if even > odd else "utf-16-le"
        return _decoded_as(data, coding, name), coding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decoded_as(data, "gb18030", name), "gb18030"


def _decoded_as(data: bytes, coding: str, name: str) -> str:
    try:
        return data.decode(coding)
    except UnicodeDecodeError as mistake:
        line = data.count(b"\n", 0, mistake.start) + 1
        what = f"these bytes are not {coding.upper()} text"
        raise unreadable(name, what, "a list saved as UTF-8, UTF-16 or GB18030", line) from None


def _known_columns(text: str, delimiter: str, settings: ColumnSettings, name: str) -> int:
    first = "".join(islice(io.StringIO(text, newline=""), SEARCHED_LINES))
    lines = [item for item in _parted(first, delimiter, name) if isinstance(item, Line)]
    found = best_header(lines, settings)
    return len(found.columns) if found else 0


def _parted(text: str, delimiter: str, name: str) -> Iterator[Line | RefusedRow]:
    source = io.StringIO(text, newline="").readlines()
    start = broken = 0
    while start < len(source):
        # strict: a quote in the wrong place is told, not guessed at.
        reader = csv.reader(source[start:], delimiter=delimiter, strict=True)
        base = start
        while True:
            before = base + reader.line_num
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as mistake:
                broken += 1
                if broken > _MOST_BROKEN_LINES:
                    raise unreadable(
                        name, "too many broken lines", "CSV with its quotes closed", before + 1
                    ) from None
                yield _broken_line(before + 1, mistake)
                # A quote left open swallows what follows: go on with the line after it.
                start = before + 1
                break
            if len(cells) > MOST_COLUMNS:
                raise unreadable(
                    name, f"a line of {len(cells)} cells", f"at most {MOST_COLUMNS} columns", before + 1
                )
            yield Line(before + 1, [_cell(cell) for cell in cells])


def _broken_line(line: int, mistake: csv.Error) -> RefusedRow:
    left_open = "unexpected end" in str(mistake)
    message = "a quote is opened and never closed" if left_open else f"this is not CSV: {mistake}"
    return RefusedRow(0, line, 1, "", message, 'a cell in "quotes", a quote inside it written twice')


def _cell(cell: str) -> str:
    found = _KEPT_AS_TEXT.fullmatch(cell)
    return (found[1] or found[2] or "") if found else cell


def _doubts(coding: str, lines: list[Line], settings: ColumnSettings) -> Iterator[Notice]:
    """GB18030 takes almost any bytes; only Chinese titles show that it was right."""
    head = best_header(lines, settings)
    if coding == "gb18030" and head and all(title.isascii() for title in head.titles):
        message = "not UTF-8, read as GB18030: look at names with accents or Chinese characters"
        yield Notice(1, 1, "", message)
