"""One record of OPERA's answers as a reservation."""

from collections.abc import Callable, Iterator
from datetime import datetime, time
from typing import Final

from vipops.integrations.pms import checks, opera_party, values
from vipops.integrations.pms.columns import ColumnSettings
from vipops.integrations.pms.cursor import Cursor
from vipops.integrations.pms.dates import EARLIEST, EXPECTED_DATE, DateReader, Moment
from vipops.integrations.pms.opera_guest import guest_of_detail, guest_of_list, primary_guest
from vipops.integrations.pms.reservation import (
    Origin,
    Reservation,
    ReservationGuest,
    ReservationStatus,
    Transport,
    Wish,
    WishSource,
)
from vipops.integrations.pms.values import Wrong

# Every value of Oracle's pMS_ResStatusType.
STATUSES: Final = {
    "Reserved": ReservationStatus.RESERVED,
    "Requested": ReservationStatus.REQUESTED,
    "NoShow": ReservationStatus.NO_SHOW,
    "Cancelled": ReservationStatus.CANCELLED,
    "InHouse": ReservationStatus.IN_HOUSE,
    "CheckedOut": ReservationStatus.CHECKED_OUT,
    "Waitlisted": ReservationStatus.WAITLISTED,
    "DueIn": ReservationStatus.RESERVED,
    "DueOut": ReservationStatus.IN_HOUSE,
    "Walkin": ReservationStatus.IN_HOUSE,
    "PendingCheckout": ReservationStatus.IN_HOUSE,
}
_BY_WORD: Final = {values.folded(word): status for word, status in STATUSES.items()}

LIST: Final = "reservationInfo"
DETAIL: Final = "reservation"

_GUEST_OF: Final[dict[str | int, Callable[[Cursor, ColumnSettings, DateReader], ReservationGuest]]] = {
    LIST: guest_of_list,
    DETAIL: guest_of_detail,
}

# Where a field may stand, the likelier place first: list, Oracle's example, detail.
_ROOM: Final = (
    "roomStay.roomNumber",
    "roomStay.roomId",
    "roomStay.currentRoomInfo.roomId",
    "roomStay.roomRates.0.roomId",
)
_ROOM_TYPE: Final = (
    "roomStay.roomType",
    "roomStay.currentRoomInfo.roomType",
    "roomStay.roomRates.0.roomType",
)
_ROOMS: Final = ("roomStay.numberOfRooms", "roomStay.roomRates.0.numberOfUnits")
_PARTY: Final = (
    "roomStay.partyCode",
    "roomStay.linkCode",
    "party",
    "linkedReservation.linkedName",
    "linkedReservation.id",
)
_ARRIVAL: Final = (
    "roomStay.arrivalDate",
    "roomStay.expectedTimes.reservationExpectedArrivalTime",
    "roomStay.bookingTimeSpan.startDateTime",
)
_DEPARTURE: Final = (
    "roomStay.departureDate",
    "roomStay.expectedTimes.reservationExpectedDepartureTime",
    "roomStay.bookingTimeSpan.endDateTime",
)


def booking(record: Cursor, settings: ColumnSettings, dates: DateReader, origin: Origin) -> Reservation:
    """The reservation as far as it can be read. It counts only if ``record.faults`` stays empty:
    every field is read even after a fault, so that all faults of a record are told at once.
    """
    ids = opera_party.own_ids(record)
    if "confirmation" not in ids:
        missing = Wrong("there is no confirmation number", 'an id of type "Confirmation"')
        record.lacks(("reservationIdList",), missing)
    arrival = _expected(record, dates, *_ARRIVAL)
    departure = _expected(record, dates, *_DEPARTURE)
    adults, children, ages = opera_party.party_size(record)
    primary = primary_guest(record)
    return Reservation(
        confirmation_number=ids.get("confirmation", ""),
        guest=_GUEST_OF[record.path[-2]](record, settings, dates),
        arrival_on=arrival.on,
        departure_on=departure.on,
        origin=origin,
        status=_status(record),
        property_code=record.take(values.code, "hotelId"),
        reservation_id=ids.get("reservation"),
        external_ids=opera_party.external_ids(record),
        party_code=record.take(values.note, *_PARTY),
        parent_reservation_id=ids.get("parentreservation"),
        linked_reservation_ids=opera_party.linked_ids(record),
        sharers=opera_party.sharers(record),
        accompanying=opera_party.accompanying(record),
        arrival_at=arrival.at,
        departure_at=departure.at,
        adults=adults,
        children=children,
        child_ages=ages,
        rooms=record.take(values.count(checks.MOST_ROOMS), *_ROOMS) or 1,
        room=record.take(values.code, *_ROOM),
        room_type=record.take(values.code, *_ROOM_TYPE),
        arrival_transport=_transport(primary.at("arrivalTransport"), dates),
        departure_transport=_transport(primary.at("departureTransport"), dates),
        wishes=tuple(_wishes(record, settings)),
        walk_in=bool(record.take(values.flag, "walkInIndicator", "walkIn")),
        created_at=_stamp(record, dates, "createDateTime"),
        modified_at=_stamp(record, dates, "lastModifyDateTime"),
    )


def _expected(record: Cursor, dates: DateReader, day_path: str, *time_paths: str) -> Moment:
    """The booking's day with its expected time. The day given outright counts before the time's own."""
    on = record.take(dates.day, day_path)
    expected = record.take(dates.moment, *time_paths)
    if on is None and expected is None:
        record.lacks(tuple(day_path.split(".")), Wrong("the date is missing", EXPECTED_DATE))
        return Moment(EARLIEST, None)
    if on is None or expected is None:
        return expected or Moment(on or EARLIEST, None)
    if wrong := checks.strays("expected time", "booked day", expected.on - on):
        record.fault(tuple(time_paths[0].split(".")), wrong)
    return Moment(on, expected.at)


def _status(record: Cursor) -> ReservationStatus:
    def read(raw: object) -> ReservationStatus:
        known = _BY_WORD.get(values.folded(values.code(raw)))
        if known is None:
            expected = ", ".join(STATUSES)
            raise Wrong(f"{values.shown(raw)} is not a status of OPERA", expected)
        return known

    return record.take(read, "reservationStatus", "computedReservationStatus") or ReservationStatus.RESERVED


def _stamp(record: Cursor, dates: DateReader, path: str) -> datetime | None:
    moment = record.glance(dates.moment, path)
    if moment is None:
        return None
    return moment.at or dates.at(moment.on, time())


def _transport(cursor: Cursor, dates: DateReader) -> Transport | None:
    if not cursor.value:
        return None
    carrier = cursor.take(values.code, "carrierCode") or ""
    number = cursor.take(values.code, "transportCode") or ""
    moment = cursor.take(dates.moment, "dateTime")
    whole = number if number.upper().startswith(carrier.upper()) else f"{carrier}{number}"
    return Transport(
        number="".join(whole.split()).upper() or None,
        kind=cursor.take(values.code, "type"),
        station=cursor.take(values.code, "stationCode"),
        at=moment.at if moment else None,
        transfer_wanted=bool(cursor.take(values.flag, "transportationReqd")),
        note=cursor.take(values.note, "comments"),
    )


def _wishes(record: Cursor, settings: ColumnSettings) -> Iterator[Wish]:
    seen: set[str] = set()
    for source, said, label in _wish_texts(record):
        key = values.folded(said)
        if key not in seen:
            seen.add(key)
            yield Wish(said, source, settings.wish_codes(label, said))


def _wish_texts(record: Cursor) -> Iterator[tuple[WishSource, str, str]]:
    """Source, words and the code that the settings may know, of everything that says what the guest wants."""
    profile = primary_guest(record).at("profileInfo", "profile", "preferenceCollection", "preferenceType")
    for group in (*record.at("preferenceCollection").items(), *profile.items()):
        yield from _preferences(group)
    for path, source in (("specials", WishSource.SPECIAL), ("roomFeatures", WishSource.ROOM_FEATURE)):
        parts = (record.take(values.note, path) or "").replace(";", ",").split(",")
        yield from ((source, part.strip(), part.strip()) for part in parts if part.strip())
    if turndown := record.take(values.note, "housekeeping.instructions"):
        yield WishSource.TURNDOWN, turndown, ""
    for item in record.at("comments").items():
        # A confidential note is not for every department's screen.
        confidential = item.at("comment", "confidential").value is True
        said = None if confidential else item.take(values.note, "comment.text.value")
        if said:
            yield WishSource.COMMENT, said, ""


def _preferences(group: Cursor) -> Iterator[tuple[WishSource, str, str]]:
    for item in group.at("preference").items():
        label = item.take(values.note, "preferenceValue") or ""
        if words := item.take(values.note, "description") or label:
            yield WishSource.PREFERENCE, words, label
