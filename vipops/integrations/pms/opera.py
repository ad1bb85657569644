"""Reservation answers of OPERA Cloud, list and detail.

By Oracle's Property API, reservations (rsv), release 25.5: ``GET /reservations`` and
``GET /hotels/{hotelId}/reservations`` answer ``reservations.reservationInfo[]``,
``GET /hotels/{hotelId}/reservations/{reservationId}`` answers ``reservations.reservation[]``. Oracle's
published example also uses ``roomNumber`` and ``partyCode`` where the schema says ``roomId`` and
``linkCode``; both are read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final
from zoneinfo import ZoneInfo

from vipops.integrations.pms import checks, opera_booking, opera_party
from vipops.integrations.pms.columns import ColumnSettings
from vipops.integrations.pms.cursor import Cursor
from vipops.integrations.pms.dates import DateReader
from vipops.integrations.pms.json_text import JsonText, Path, dotted, parse
from vipops.integrations.pms.opera_booking import DETAIL, LIST
from vipops.integrations.pms.reservation import Origin, Reservation
from vipops.integrations.pms.result import Notice, ReadResult, RefusedRow, unreadable

MOST_RECORDS: Final = 20_000

_EXPECTED_ANSWER = (
    'an answer of OPERA: {"reservations": {"reservationInfo": […]}} or {"reservations": {"reservation": […]}}'
)

# A fault between fields is told where the file holds the field.
_PLACES: Final = {
    "departure_on": ("roomStay", "departureDate"),
    "departure_at": ("roomStay", "expectedTimes", "reservationExpectedDepartureTime"),
}


def read(data: bytes, *, name: str, zone: ZoneInfo, settings: ColumnSettings) -> ReadResult:
    """The reservations of one answer, or of a JSON array of answers (pages, details).

    Raises ``BadInput`` where the text is not JSON or not such an answer.
    """
    document = parse(data, name=name)
    reading = _Reading(name, document, settings, DateReader(zone))
    records = list(islice(_records(document, name), MOST_RECORDS + 1))
    if len(records) > MOST_RECORDS:
        place = document.place(records[-1][0])
        raise unreadable(name, "too many reservations", f"at most {MOST_RECORDS} in one file", *place)
    for path, record in records:
        reading.take(path, record)
    reading.notices.extend(_unread_pages(document))
    return ReadResult(name, zone, tuple(reading.reservations), tuple(reading.refused), tuple(reading.notices))


def records(document: JsonText, name: str) -> Iterator[tuple[int, Any]]:
    """Each record with the number, from 1, that refused rows name it by. Raises ``BadInput``."""
    return ((row, record) for row, (_, record) in enumerate(_records(document, name), start=1))


def _records(document: JsonText, name: str) -> Iterator[tuple[Path, Any]]:
    for around, answer in _answers(document.value):
        path, holder = around, answer
        if isinstance(answer, dict) and "reservations" in answer:
            path, holder = (*around, "reservations"), answer["reservations"]
        known = isinstance(holder, dict) and (path != around or LIST in holder or DETAIL in holder)
        if not known:
            raise unreadable(name, "this JSON holds no reservations", _EXPECTED_ANSWER, *document.place(path))
        for shape in (shape for shape in (LIST, DETAIL) if shape in holder):
            records = holder[shape]
            if not isinstance(records, list):
                place = document.place((*path, shape))
                raise unreadable(name, f"{shape} is not an array", _EXPECTED_ANSWER, *place)
            for index, record in enumerate(records):
                yield (*path, shape, index), record


def _answers(value: Any) -> Iterator[tuple[Path, Any]]:
    if not isinstance(value, list):
        yield (), value
        return
    for index, answer in enumerate(value):
        yield (index,), answer


def _unread_pages(document: JsonText) -> Iterator[Notice]:
    for around, answer in _answers(document.value):
        page = answer.get("reservations") if isinstance(answer, dict) else None
        if isinstance(page, dict) and page.get("hasMore") is True:
            path = (*around, "reservations", "hasMore")
            message = "the property-management system holds more pages than this file"
            yield Notice(*document.place(path), dotted(path), message)


@dataclass
class _Reading:
    name: str
    document: JsonText
    settings: ColumnSettings
    dates: DateReader
    reservations: list[Reservation] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    row: int = 0

    def take(self, path: Path, value: Any) -> None:
        self.row += 1
        record = Cursor(value, path)
        reference = _reference(record)
        if reason := _not_a_stay(record):
            self._notice(path, reason, reference)
            return
        if record.is_object():
            origin = Origin(self.name, self.row, *self.document.place(path), dotted(path))
            booking = opera_booking.booking(record, self.settings, self.dates, origin)
            self._check(record, booking)
        self._told(record, reference)

    def _check(self, record: Cursor, booking: Reservation) -> None:
        if not record.faults:
            for part, wrong in checks.contradictions(booking):
                record.fault(_PLACES.get(part, ()), wrong)
        if not record.faults:
            self.reservations.append(booking)

    def _told(self, record: Cursor, reference: str | None) -> None:
        for path, wrong in record.faults.items():
            place = self.document.place(path)
            self.refused.append(
                RefusedRow(self.row, *place, dotted(path), wrong.message, wrong.expected, reference)
            )
        for path, message in record.remarks.items():
            self._notice(path, message, reference)

    def _notice(self, path: Path, message: str, reference: str | None) -> None:
        self.notices.append(Notice(*self.document.place(path), dotted(path), message, reference))


def _not_a_stay(record: Cursor) -> str | None:
    if record.at("roomStayReservation").value is False:
        return "left out: it reserves services, not a room"
    if record.at("roomStay", "pseudoRoom").value is True:
        return "left out: a posting room, not a stay"
    return None


def _reference(record: Cursor) -> str | None:
    """The confirmation number as far as it can be read, to name a refused booking by."""
    quiet = Cursor(record.value, record.path)
    said = opera_party.own_ids(quiet).get("confirmation")
    return None if quiet.faults else said
