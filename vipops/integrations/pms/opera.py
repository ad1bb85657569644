"""Reservation answers of OPERA Cloud, list and detail.

By Oracle's Property API, reservations (rsv), release 25.5: ``GET /reservations`` and
``GET /hotels/{hotelId}/reservations`` answer ``reservations.reservationInfo[]``,
``GET /hotels/{hotelId}/reservations/{reservationId}`` answers ``reservations.reservation[]``. Oracle's
published example also uses ``roomNumber`` and ``partyCode`` where the schema says ``roomId`` and
``linkCode``; both are read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from vipops.integrations.pms import checks, values
from vipops.integrations.pms.columns import ColumnSettings
from vipops.integrations.pms.cursor import Cursor
from vipops.integrations.pms.dates import DateReader, Moment
from vipops.integrations.pms.json_text import JsonText, Path, dotted, parse
from vipops.integrations.pms.opera_guest import guest_of_detail, guest_of_list, parted_name, primary_guest
from vipops.integrations.pms.reservation import (
    AccompanyingGuest,
    ExternalId,
    Origin,
    Reservation,
    ReservationStatus,
    Sharer,
    Transport,
    Wish,
    WishSource,
)
from vipops.integrations.pms.result import Notice, ReadResult, RefusedRow, unreadable
from vipops.integrations.pms.values import Wrong

LIST = "reservationInfo"
DETAIL = "reservation"

MOST_RECORDS = 20_000

# Every value of Oracle's pMS_ResStatusType.
STATUSES: Final = {
    "reserved": ReservationStatus.RESERVED,
    "requested": ReservationStatus.REQUESTED,
    "noshow": ReservationStatus.NO_SHOW,
    "cancelled": ReservationStatus.CANCELLED,
    "inhouse": ReservationStatus.IN_HOUSE,
    "checkedout": ReservationStatus.CHECKED_OUT,
    "waitlisted": ReservationStatus.WAITLISTED,
    "duein": ReservationStatus.RESERVED,
    "dueout": ReservationStatus.IN_HOUSE,
    "walkin": ReservationStatus.IN_HOUSE,
    "pendingcheckout": ReservationStatus.IN_HOUSE,
}

_EXPECTED_ANSWER = (
    'an answer of OPERA: {"reservations": {"reservationInfo": […]}} or {"reservations": {"reservation": […]}}'
)
_OWN_IDS = frozenset({"reservation", "confirmation", "parentreservation", "cancellation"})

# A fault between fields is told where the file holds the field.
_PLACES: Final = {
    "departure_on": ("roomStay", "departureDate"),
    "departure_at": ("roomStay", "expectedTimes", "reservationExpectedDepartureTime"),
}
_ARRIVAL_TIME: Final = "roomStay.expectedTimes.reservationExpectedArrivalTime"
_DEPARTURE_TIME: Final = "roomStay.expectedTimes.reservationExpectedDepartureTime"


def read(data: bytes, *, name: str, zone: ZoneInfo, settings: ColumnSettings) -> ReadResult:
    """The reservations of one answer, or of a JSON array of answers (pages, details).

    Raises ``BadInput`` where the text is not JSON or not such an answer.
    """
    document = parse(data, name=name)
    reading = _Reading(name, document, settings, DateReader(zone))
    for number, (shape, path, record) in enumerate(_records(document, name)):
        if number >= MOST_RECORDS:
            place = document.place(path)
            raise unreadable(name, "too many reservations", f"at most {MOST_RECORDS} in one file", *place)
        reading.take(shape, path, record)
    reading.notices.extend(_unread_pages(document))
    return ReadResult(name, zone, tuple(reading.reservations), tuple(reading.refused), tuple(reading.notices))


def _records(document: JsonText, name: str) -> Iterator[tuple[str, Path, Any]]:
    for around, answer in _answers(document.value):
        path, holder = around, answer
        if isinstance(answer, dict) and "reservations" in answer:
            path, holder = (*around, "reservations"), answer["reservations"]
        shapes = [shape for shape in (LIST, DETAIL) if isinstance(holder, dict) and shape in holder]
        if not shapes and not (isinstance(holder, dict) and path != around):
            raise unreadable(name, "this JSON holds no reservations", _EXPECTED_ANSWER, *document.place(path))
        for shape in shapes:
            records = holder[shape]
            if not isinstance(records, list):
                place = document.place((*path, shape))
                raise unreadable(name, f"{shape} is not an array", _EXPECTED_ANSWER, *place)
            for index, record in enumerate(records):
                yield shape, (*path, shape, index), record


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

    def take(self, shape: str, path: Path, value: Any) -> None:
        self.row += 1
        record = Cursor(value, path)
        reference = _reference(record)
        if reason := _not_a_stay(record):
            self._notice(path, reason, reference)
            return
        booking = self._booking(shape, record)
        if booking is not None:
            for part, wrong in checks.contradictions(booking):
                record.fault(_PLACES.get(part, ()), wrong)
        self._told(record, reference)
        if booking is not None and not record.faults:
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

    def _booking(self, shape: str, record: Cursor) -> Reservation | None:
        if not record.is_object():
            return None
        ids = _ids(record)
        if "confirmation" not in ids:
            record.fault(
                ("reservationIdList",),
                Wrong("there is no confirmation number", 'an id of type "Confirmation"'),
            )
        arrival = self._expected(
            record, "roomStay.arrivalDate", _ARRIVAL_TIME, "roomStay.bookingTimeSpan.startDateTime"
        )
        departure = self._expected(
            record, "roomStay.departureDate", _DEPARTURE_TIME, "roomStay.bookingTimeSpan.endDateTime"
        )
        guest = (
            guest_of_list(record, self.settings, self.dates)
            if shape == LIST
            else guest_of_detail(record, self.settings, self.dates)
        )
        status = _status(record)
        if guest is None or arrival is None or departure is None or "confirmation" not in ids:
            return None
        place = self.document.place(record.path)
        adults, children, ages = _party_size(record)
        primary = primary_guest(record)
        return Reservation(
            confirmation_number=ids["confirmation"],
            guest=guest,
            arrival_on=arrival.on,
            departure_on=departure.on,
            origin=Origin(self.name, self.row, *place, dotted(record.path)),
            status=status,
            property_code=record.take(values.code, "hotelId"),
            reservation_id=ids.get("reservation"),
            external_ids=_external_ids(record),
            party_code=record.take(
                values.note,
                "roomStay.partyCode",
                "roomStay.linkCode",
                "party",
                "linkedReservation.linkedName",
                "linkedReservation.id",
            ),
            parent_reservation_id=ids.get("parentreservation"),
            linked_reservation_ids=_linked(record),
            sharers=_sharers(record),
            accompanying=_accompanying(record),
            arrival_at=arrival.at,
            departure_at=departure.at,
            adults=adults,
            children=children,
            child_ages=ages,
            rooms=record.take(
                values.count(checks.MOST_ROOMS),
                "roomStay.numberOfRooms",
                "roomStay.roomRates.0.numberOfUnits",
            )
            or 1,
            room=record.take(
                values.code,
                "roomStay.roomNumber",
                "roomStay.roomId",
                "roomStay.currentRoomInfo.roomId",
                "roomStay.roomRates.0.roomId",
            ),
            room_type=record.take(
                values.code,
                "roomStay.roomType",
                "roomStay.currentRoomInfo.roomType",
                "roomStay.roomRates.0.roomType",
            ),
            arrival_transport=_transport(primary.at("arrivalTransport"), self.dates),
            departure_transport=_transport(primary.at("departureTransport"), self.dates),
            wishes=tuple(self._wishes(record)),
            walk_in=bool(record.take(values.flag, "walkInIndicator", "walkIn")),
            created_at=self._stamp(record, "createDateTime"),
            modified_at=self._stamp(record, "lastModifyDateTime"),
        )

    def _expected(self, record: Cursor, day_path: str, *time_paths: str) -> Moment | None:
        """The booking's day with its expected time. The day given outright counts before the time's own."""
        on = record.take(self.dates.day, day_path)
        expected = record.take(self.dates.moment, *time_paths)
        if on is None:
            if expected is None and not record.has(day_path):
                record.fault(
                    tuple(day_path.split(".")), Wrong("the date is missing", "a date such as 2026-11-22")
                )
            return expected
        if expected is None:
            return Moment(on, None)
        if wrong := checks.strays("expected time", "booked day", expected.on - on):
            record.fault(tuple(time_paths[0].split(".")), wrong)
        return Moment(on, expected.at)

    def _stamp(self, record: Cursor, path: str) -> datetime | None:
        moment = record.glance(self.dates.moment, path)
        return moment.at if moment else None

    def _wishes(self, record: Cursor) -> Iterator[Wish]:
        seen: set[str] = set()
        for source, said, label in _wish_texts(record):
            key = values.folded(said)
            if key in seen:
                continue
            seen.add(key)
            yield Wish(said, source, self.settings.wish_code(label, said))


def _not_a_stay(record: Cursor) -> str | None:
    if record.at("roomStayReservation").value is False:
        return "left out: it reserves services, not a room"
    if record.at("roomStay", "pseudoRoom").value is True:
        return "left out: a posting room, not a stay"
    return None


def _reference(record: Cursor) -> str | None:
    """The confirmation number as far as it can be read, to name a refused booking by."""
    quiet = Cursor(record.value, record.path)
    said = _ids(quiet).get("confirmation")
    return None if quiet.faults else said


def _ids(record: Cursor) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in record.at("reservationIdList").items():
        kind = values.folded(item.take(values.code, "type") or "")
        said = item.take(values.identifier, "id")
        if said is not None and kind in _OWN_IDS:
            if found.setdefault(kind, said) != said:
                item.fault(
                    ("id",),
                    Wrong(f"a second number of this type, {values.shown(said)}", "one number of each type"),
                )
    return found


def _external_ids(record: Cursor) -> tuple[ExternalId, ...]:
    found: list[ExternalId] = []
    for item in record.at("reservationIdList").items():
        kind = item.take(values.code, "type") or "unknown"
        said = item.take(values.identifier, "id")
        if said is not None and values.folded(kind) not in _OWN_IDS:
            found.append(ExternalId(kind, said))
    for item in record.at("externalReferences").items():
        said = item.take(values.identifier, "id")
        if said is not None:
            found.append(ExternalId(item.take(values.note, "idContext") or "unknown", said))
    return tuple(dict.fromkeys(found))


def _status(record: Cursor) -> ReservationStatus:
    def read(raw: object) -> ReservationStatus:
        known = STATUSES.get(values.folded(values.code(raw)))
        if known is None:
            expected = "Reserved, Requested, NoShow, Cancelled, InHouse, CheckedOut, Waitlisted, DueIn, DueOut, Walkin or PendingCheckout"
            raise Wrong(f"{values.shown(raw)} is not a status of OPERA", expected)
        return known

    return record.take(read, "reservationStatus", "computedReservationStatus") or ReservationStatus.RESERVED


def _party_size(record: Cursor) -> tuple[int, int, tuple[int, ...]]:
    people = values.count(checks.MOST_GUESTS)
    stay = record.at("roomStay")
    counts = stay.at("guestCounts") if stay.has("guestCounts") else stay.at("roomRates", 0, "guestCounts")
    ages: list[int] = []
    for holder in (stay, counts):
        for item in holder.at("childAges").items():
            age = item.take(values.count(17), "age")
            if age is not None:
                ages.append(age)
    adults = stay.take(people, "adultCount")
    if adults is None:
        adults = counts.take(people, "adults")
    children = stay.take(people, "childCount")
    if children is None:
        children = counts.take(people, "children")
    if children is None:
        children = _in_buckets(stay) or _in_buckets(counts) or len(ages)
    return 1 if adults is None else adults, children, tuple(sorted(ages))


def _in_buckets(holder: Cursor) -> int:
    people = values.count(checks.MOST_GUESTS)
    return sum(holder.take(people, f"childBuckets.bucket{number}Count") or 0 for number in range(1, 6))


def _linked(record: Cursor) -> tuple[str, ...]:
    found = (
        _ids(item).get("reservation") for item in record.at("linkedReservation", "reservationInfo").items()
    )
    return tuple(sorted({said for said in found if said is not None}))


def _sharers(record: Cursor) -> tuple[Sharer, ...]:
    found = []
    for item in record.at("sharedGuests").items():
        surname, given = parted_name(item, "lastName", "firstName", "fullName")
        found.append(
            Sharer(
                reservation_id=item.take(values.identifier, "reservationId.id"),
                profile_id=item.take(values.identifier, "profileId.id"),
                surname=surname,
                given_name=given,
            )
        )
    return tuple(found)


def _accompanying(record: Cursor) -> tuple[AccompanyingGuest, ...]:
    """The others in the room: ``accompanyGuests`` of the list, every guest but the primary of the detail."""
    found: list[AccompanyingGuest] = []
    for item in record.at("reservationGuest", "accompanyGuests").items():
        surname, given = parted_name(item, "lastName", "firstName", "fullName")
        native = item.take(values.name, "alternateFullName", "alternateLastName")
        profile = item.take(values.identifier, "profileIdList.0.id")
        if surname is not None:
            found.append(AccompanyingGuest(surname, given, native, profile))
    primary = primary_guest(record)
    for item in record.at("reservationGuests").items():
        if item.path != primary.path:
            found.extend(_companion(item))
    return tuple(found)


def _companion(item: Cursor) -> Iterator[AccompanyingGuest]:
    for person in item.at("profileInfo", "profile", "customer", "personName").items():
        surname, given = parted_name(person, "surname", "givenName")
        if surname is not None:
            profile = item.take(values.identifier, "profileInfo.profileIdList.0.id")
            yield AccompanyingGuest(surname, given, profile_id=profile)
            return


def _transport(cursor: Cursor, dates: DateReader) -> Transport | None:
    if not cursor.value:
        return None
    carrier = cursor.take(values.code, "carrierCode") or ""
    number = cursor.take(values.code, "transportCode") or ""
    moment = cursor.take(dates.moment, "dateTime")
    joined = number if number.upper().startswith(carrier.upper()) else f"{carrier}{number}"
    return Transport(
        number="".join(joined.split()).upper() or None,
        kind=cursor.take(values.code, "type"),
        station=cursor.take(values.code, "stationCode"),
        at=moment.at if moment else None,
        transfer_wanted=bool(cursor.take(values.flag, "transportationReqd")),
        note=cursor.take(values.note, "comments"),
    )


def _wish_texts(record: Cursor) -> Iterator[tuple[WishSource, str, str]]:
    """Source, words and the code that the settings may know, of everything that says what the guest wants."""
    profile = primary_guest(record).at("profileInfo", "profile", "preferenceCollection", "preferenceType")
    for group in (*record.at("preferenceCollection").items(), *profile.items()):
        for item in group.at("preference").items():
            label = item.take(values.note, "preferenceValue") or ""
            said = item.take(values.note, "description") or label
            if said:
                yield WishSource.PREFERENCE, said, label
    for path, source in (("specials", WishSource.SPECIAL), ("roomFeatures", WishSource.ROOM_FEATURE)):
        for said in (record.take(values.note, path) or "").replace(";", ",").split(","):
            if said.strip():
                yield source, said.strip(), said.strip()
    if said := record.take(values.note, "housekeeping.instructions"):
        yield WishSource.TURNDOWN, said, ""
    for item in record.at("comments").items():
        # A confidential note is not for every department's screen.
        if item.at("comment", "confidential").value is not True:
            if said := item.take(values.note, "comment.text.value"):
                yield WishSource.COMMENT, said, ""
