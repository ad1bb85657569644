"""Arrivals lists: lines of cells below a header, as CSV and spreadsheets give them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from vipops.integrations.pms import checks, table_booking, values
from vipops.integrations.pms.columns import ColumnSettings
from vipops.integrations.pms.dates import DateReader
from vipops.integrations.pms.header import Header, Line, header
from vipops.integrations.pms.reservation import Origin, Reservation
from vipops.integrations.pms.result import Notice, ReadResult, RefusedRow, unreadable
from vipops.integrations.pms.table_row import TableRow

MOST_LINES = 20_000
MOST_COLUMNS = 512

_FOOTERS = ("合计", "总计", "小计", "共计", "打印", "制表", "total", "subtotal", "grandtotal", "printed")


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines of one list; ``sheet`` is empty for CSV. ``refused`` lines could not be parted into cells."""

    name: str
    lines: Sequence[Line]
    sheet: str = ""
    refused: tuple[RefusedRow, ...] = ()
    notices: tuple[Notice, ...] = ()


def read(grid: Grid, *, zone: ZoneInfo, settings: ColumnSettings) -> ReadResult:
    """The list's reservations. Raises ``BadInput`` where it has no header or a needed column is missing."""
    if len(grid.lines) > MOST_LINES:
        line = grid.lines[MOST_LINES].number
        raise unreadable(grid.name, "the list is too long", f"at most {MOST_LINES} lines", line)
    head = header(grid.lines, settings, name=grid.name)
    reading = _Reading(grid, head, settings, settings.dates(zone))
    for below in grid.lines[head.after :]:
        reading.take(below)
    unknown = (
        Notice(head.line, column + 1, title, f"column “{title}” is not known and was left out")
        for column, title in head.unknown()
    )
    return ReadResult(
        grid.name,
        zone,
        tuple(reading.reservations),
        (*grid.refused, *reading.refused),
        (*grid.notices, *unknown, *reading.notices),
    )


@dataclass
class _Reading:
    grid: Grid
    head: Header
    settings: ColumnSettings
    dates: DateReader
    reservations: list[Reservation] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    row: int = 0

    def take(self, line: Line) -> None:
        if line.is_blank or self._repeats_header(line):
            return
        if self._is_footer(line):
            self.notices.append(Notice(line.number, 1, "", "left out: a line that is not a booking"))
            return
        self.row += 1
        row = TableRow(line, self.head, self.settings)
        origin = Origin(self.grid.name, self.row, line.number, 1, self.grid.sheet)
        booking = table_booking.booking(row, self.settings, self.dates, origin)
        if not row.faults:
            for part, wrong in checks.contradictions(booking):
                row.fault(_COLUMNS.get(part, part), wrong)
        reference = row.reference()
        for column, wrong in row.faults:
            place = (self.row, line.number, column + 1, row.title(column))
            self.refused.append(RefusedRow(*place, wrong.message, wrong.expected, reference))
        for column, message in row.remarks:
            self.notices.append(Notice(line.number, column + 1, row.title(column), message, reference))
        if not row.faults:
            self.reservations.append(booking)

    def _repeats_header(self, line: Line) -> bool:
        said = [cell for cell in line.cells if not values.is_blank(cell)]
        titles = {values.folded(title) for title in self.head.titles}
        return all(isinstance(cell, str) and values.folded(cell) in titles for cell in said)

    def _is_footer(self, line: Line) -> bool:
        said = [cell for cell in line.cells if not values.is_blank(cell)]
        if isinstance(said[0], str) and values.folded(said[0]).startswith(_FOOTERS):
            return True
        row = TableRow(line, self.head, self.settings)
        return not any(row.says(part) for part in ("confirmation", "full_name", "surname", "arrival_on"))


_COLUMNS = {"departure_at": "departure_clock"}
