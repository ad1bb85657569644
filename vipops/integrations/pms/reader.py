"""The way in: the bytes of a file or payload to typed reservations and refused rows."""

import codecs
from typing import Literal
from zoneinfo import ZoneInfo

from vipops.integrations.pms import csv_file, opera, table, xlsx_file
from vipops.integrations.pms.columns import ColumnSettings, default_settings
from vipops.integrations.pms.result import ReadResult, settled, unreadable

Form = Literal["opera", "csv", "xlsx"]

MOST_BYTES = 20 * 1024 * 1024

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(
    data: bytes,
    *,
    name: str,
    zone: ZoneInfo,
    form: Form | None = None,
    columns: ColumnSettings | None = None,
) -> ReadResult:
    """The reservations in ``data``, and the rows that are refused, each with its place and reason.

    ``name`` is what messages call the file, ``zone`` the hotel's zone, for times that name none.
    Without ``form`` the format is known by the content. Each confirmation number comes once; rows
    that contradict each other are refused (see ``result.settled``).

    Raises ``BadInput``, with line and column, where the file as a whole cannot be read. Nothing else
    is raised, whatever the bytes are.
    """
    if len(data) > MOST_BYTES:
        raise unreadable(
            name, f"the file has {len(data):,} bytes", f"at most {MOST_BYTES // 1024 // 1024} MB"
        )
    settings = columns or default_settings()
    known = form or guessed_form(data, name=name)
    if known == "opera":
        return settled(opera.read(data, name=name, zone=zone, settings=settings))
    grid = (xlsx_file if known == "xlsx" else csv_file).grid(data, name=name, settings=settings)
    return settled(table.read(grid, zone=zone, settings=settings))


def guessed_form(data: bytes, *, name: str) -> Form:
    """The format by the first bytes: a workbook, JSON, otherwise a list as text. Raises ``BadInput``."""
    if data.startswith(_ZIP):
        return "xlsx"
    if data.startswith(_OLD_OFFICE):
        raise unreadable(name, "an old or password-protected spreadsheet", "an .xlsx file without password")
    start = data[:200]
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        start = start.removeprefix(mark)
    start = start.replace(b"\x00", b"").lstrip()
    if not start:
        raise unreadable(name, "the file is empty", "OPERA's JSON, a CSV or an XLSX list")
    if start.startswith((b"{", b"[")):
        return "opera"
    if start.startswith((b"<", b"%PDF")):
        raise unreadable(name, "this is a web page, XML or PDF", "OPERA's JSON, a CSV or an XLSX list")
    return "csv"
