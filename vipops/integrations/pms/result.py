"""What reading a file gives: reservations, refused rows and notices."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from vipops.errors import BadInput
from vipops.integrations.pms.reservation import Reservation


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """One fault of one row. A row with two faults is told twice, with the same ``row``.

    ``row`` counts the file's reservations from 1 (0: the file as a whole). ``line`` and ``column``
    count from 1: in JSON and CSV a line of the text, in a spreadsheet a row of the sheet; in a list
    ``column`` is the number of the column. ``field`` is the JSON path or the header as the file writes it.
    """

    row: int
    line: int
    column: int
    field: str
    message: str
    expected: str
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader left out or understood in its own way, for a person to know."""

    line: int
    column: int
    field: str
    message: str
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What one file held. ``zone`` is the hotel's zone, in which bare times were read."""

    name: str
    zone: ZoneInfo
    reservations: tuple[Reservation, ...]
    refused: tuple[RefusedRow, ...] = ()
    notices: tuple[Notice, ...] = ()


def unreadable(name: str, message: str, expected: str, line: int = 1, column: int = 1) -> BadInput:
    """The refusal of a file as a whole, with its place."""
    where = f"{name}:{line}:{column}"
    return BadInput(
        f"{where}: {message}; expected {expected}",
        errors=[{"where": where, "message": message, "expected": expected}],
    )


def settled(result: ReadResult) -> ReadResult:
    """The same result with each confirmation number once.

    Rows that say the same are kept once. Rows that contradict each other are all refused, each naming
    the others and the fields that differ: which one is right is for a person to say.
    """
    by_key: defaultdict[tuple[str | None, str], list[Reservation]] = defaultdict(list)
    for reservation in result.reservations:
        by_key[reservation.property_code, reservation.confirmation_number].append(reservation)
    kept: list[Reservation] = []
    refused: list[RefusedRow] = []
    notices: list[Notice] = []
    for same in by_key.values():
        if len({reservation.fingerprint() for reservation in same}) > 1:
            refused.extend(_contradictions(same))
            continue
        kept.append(same[0])
        notices.extend(_repeat(again, same[0]) for again in same[1:])
    return ReadResult(
        name=result.name,
        zone=result.zone,
        reservations=tuple(kept),
        refused=_in_order(result.refused, refused),
        notices=tuple(sorted((*result.notices, *notices), key=lambda notice: notice.line)),
    )


def _contradictions(same: list[Reservation]) -> Iterable[RefusedRow]:
    for this in same:
        others = [other for other in same if other is not this]
        lines = ", ".join(str(other.origin.line) for other in others)
        fields = sorted({field for other in others for field in this.differs(other)})
        yield RefusedRow(
            row=this.origin.row,
            line=this.origin.line,
            column=this.origin.column,
            field=this.origin.path,
            message=f"confirmation {this.confirmation_number} also stands on line {lines},"
            f" with a different {', '.join(fields)}",
            expected="each confirmation number once",
            reference=this.confirmation_number,
        )


def _repeat(again: Reservation, first: Reservation) -> Notice:
    number = again.confirmation_number
    message = f"confirmation {number} stands twice with the same content; line {first.origin.line} was taken"
    return Notice(again.origin.line, again.origin.column, again.origin.path, message, number)


def _in_order(*rows: Iterable[RefusedRow]) -> tuple[RefusedRow, ...]:
    return tuple(sorted((row for some in rows for row in some), key=lambda row: (row.line, row.column)))
