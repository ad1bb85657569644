"""One line of an arrivals list: takes cells by what their column means and writes down faults."""

from collections.abc import Callable
from typing import TypeVar

from vipops.integrations.pms import values
from vipops.integrations.pms.columns import ColumnSettings
from vipops.integrations.pms.header import Header, Line
from vipops.integrations.pms.values import Wrong, is_blank

# What people write into a cell to say nothing.
_NOTHING = frozenset({"-", "--", "—", "——", "/", "\\", "n/a", "na", "无", "none", "null"})

T = TypeVar("T")


class TableRow:
    """Cells by field. ``faults`` and ``remarks`` hold the column (from 0) each belongs to."""

    def __init__(self, line: Line, header: Header, settings: ColumnSettings) -> None:
        self.line = line
        self.header = header
        self.settings = settings
        self.faults: list[tuple[int, Wrong]] = []
        self.remarks: list[tuple[int, str]] = []

    def says(self, field: str) -> bool:
        """Whether a column of this field says something."""
        return any(self._said(field))

    def take(self, read: Callable[[object], T], field: str) -> T | None:
        """The field's cell, read; None where it is blank or wrong."""
        for column, raw in self._said(field):
            try:
                return read(raw)
            except Wrong as wrong:
                self._fault_at(column, wrong)
        return None

    def take_all(self, read: Callable[[object], T], field: str) -> list[T]:
        """Every cell of a field that may have several columns."""
        found: list[T] = []
        for column, raw in self._said(field):
            try:
                found.append(read(raw))
            except Wrong as wrong:
                self._fault_at(column, wrong)
        return found

    def glance(self, read: Callable[[object], T], field: str) -> T | None:
        """Like ``take`` for a field that nothing hangs on: a wrong value is remarked on, not refused."""
        for column, raw in self._said(field):
            try:
                return read(raw)
            except Wrong as wrong:
                self.remarks.append((column, f"left out: {wrong.message}"))
        return None

    def need(self, read: Callable[[object], T], field: str, expected: str) -> T | None:
        """Like ``take``, but a blank cell is a fault."""
        if not self.says(field):
            self.fault(field, Wrong("the cell is empty", expected))
        return self.take(read, field)

    def fault(self, field: str, wrong: Wrong) -> None:
        """Writes down a fault of the field, at its column."""
        self._fault_at(self._column(field), wrong)

    def remark(self, field: str, message: str) -> None:
        """Writes down something for a person to know that refuses nothing."""
        self.remarks.append((self._column(field), message))

    def title(self, column: int) -> str:
        """The column's title as the file writes it."""
        return self.header.titles[column] if column < len(self.header.titles) else ""

    def reference(self) -> str | None:
        """The confirmation number as far as it can be read, to name a refused row by."""
        for _, raw in self._said("confirmation"):
            try:
                return values.identifier(raw)
            except Wrong:
                return None
        return None

    def _said(self, field: str) -> list[tuple[int, object]]:
        cells = self.line.cells
        found = (
            (column, cells[column]) for column in self.header.columns.get(field, ()) if column < len(cells)
        )
        return [(column, raw) for column, raw in found if not _says_nothing(raw)]

    def _column(self, field: str) -> int:
        return self.header.columns.get(field, (0,))[0]

    def _fault_at(self, column: int, wrong: Wrong) -> None:
        if all(known != column for known, _ in self.faults):
            self.faults.append((column, wrong))


def _says_nothing(raw: object) -> bool:
    return is_blank(raw) or (isinstance(raw, str) and raw.strip().casefold() in _NOTHING)
