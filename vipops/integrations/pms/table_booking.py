"""A reservation from one line of an arrivals list."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta

from vipops.integrations.pms import checks, person_names, values
from vipops.integrations.pms.columns import ColumnSettings
from vipops.integrations.pms.dates import EARLIEST, EXPECTED_DATE, DateReader, Moment
from vipops.integrations.pms.person_names import WholeName
from vipops.integrations.pms.reservation import (
    AccompanyingGuest,
    ExternalId,
    Origin,
    Reservation,
    ReservationGuest,
    ReservationStatus,
    Transport,
    Wish,
    WishSource,
)
from vipops.integrations.pms.table_row import TableRow
from vipops.integrations.pms.values import Wrong

_ONE_DAY = timedelta(days=1)
# Stands in for a day that could not be read, in a row that is refused.
_UNKNOWN = Moment(EARLIEST, None)
_LONGEST_RIDE = timedelta(hours=8)  # between hotel and flight, waiting included
_BETWEEN_WISHES = re.compile(r"[;；、\n]")
_BETWEEN_PEOPLE = re.compile(r"[;；、\n&＆]")


def booking(row: TableRow, settings: ColumnSettings, dates: DateReader, origin: Origin) -> Reservation:
    """The reservation as far as it can be read. It counts only if ``row.faults`` stays empty:
    every cell is read even after a fault, so that all faults of a row are told at once.
    """
    number = row.need(values.identifier, "confirmation", "the booking's confirmation number")
    guest = _guest(row, settings)
    arrival = _moment(row, dates, "arrival_on", "arrival_clock")
    departure = _departure(row, dates, arrival)
    if arrival is None or departure is None:
        arrival = departure = _UNKNOWN
    status = row.take(_status_reader(settings), "status") or ReservationStatus.RESERVED
    people = values.count(checks.MOST_GUESTS)
    adults, children = row.take(people, "adults"), row.take(people, "children")
    ages = row.take(_ages, "child_ages") or ()
    return Reservation(
        confirmation_number=number or "",
        guest=guest,
        arrival_on=arrival.on,
        departure_on=departure.on,
        origin=origin,
        status=status,
        property_code=row.take(values.code, "property"),
        reservation_id=row.take(values.identifier, "reservation_id"),
        external_ids=tuple(
            ExternalId("list", said) for said in row.take_all(values.identifier, "external_id")
        ),
        party_code=row.take(values.note, "party"),
        accompanying=tuple(_accompanying(row)),
        arrival_at=arrival.at,
        departure_at=departure.at,
        adults=1 if adults is None else adults,
        children=len(ages) if children is None else children,
        child_ages=ages,
        rooms=row.take(values.count(checks.MOST_ROOMS), "rooms") or 1,
        room=row.take(values.code, "room"),
        room_type=row.take(values.code, "room_type"),
        arrival_transport=_coming(row, dates, arrival),
        departure_transport=_going(row, dates, departure),
        wishes=tuple(_wishes(row, settings)),
        walk_in=bool(row.take(values.flag, "walk_in")),
    )


def _guest(row: TableRow, settings: ColumnSettings) -> ReservationGuest:
    named = _named(row)
    alias = row.take(values.name, "alias")
    return ReservationGuest(
        surname=named.surname,
        given_name=named.given_name,
        middle_name=row.take(values.name, "middle_name"),
        name_prefix=row.take(values.name, "title") or named.title,
        native_name=row.take(values.name, "native_name") or named.native_name,
        profile_id=row.take(values.identifier, "profile_id"),
        language=_language(row, settings),
        vip_code=row.take(values.code, "vip"),
        alias=alias,
        incognito=alias is not None or bool(row.take(values.flag, "incognito")),
        last_stay_room=row.take(values.code, "last_stay_room"),
        birthday=row.glance(values.month_day, "birthday"),
        anniversary=row.glance(values.month_day, "anniversary"),
    )


def _named(row: TableRow) -> WholeName:
    surname, given = row.take(values.name, "surname"), row.take(values.name, "given_name")
    if surname is not None:
        return WholeName(surname, given)
    if not row.says("surname") and not row.says("full_name"):
        field = "full_name" if "full_name" in row.header.columns else "surname"
        row.fault(field, Wrong("the guest has no name", "the guest's name"))
    return row.take(person_names.whole, "full_name") or WholeName("")


def _accompanying(row: TableRow) -> Iterator[AccompanyingGuest]:
    for people in row.take_all(_people, "accompanying"):
        for one in people:
            yield AccompanyingGuest(one.surname, one.given_name, one.native_name)


def _people(raw: object) -> list[WholeName]:
    said = raw if isinstance(raw, str) else values.name(raw)
    return [person_names.whole(part) for part in _BETWEEN_PEOPLE.split(said) if part.strip()]


def _language(row: TableRow, settings: ColumnSettings) -> str | None:
    said = row.take(values.code, "language")
    known = settings.language(said) if said else None
    if said and known is None:
        row.remark(
            "language", f"language {values.shown(said)} is not in the settings; the hotel's own applies"
        )
    return known


def _moment(row: TableRow, dates: DateReader, day_field: str, clock_field: str) -> Moment | None:
    """The day, with the time of the same cell or of a cell of its own, which counts first."""
    day = row.need(dates.moment, day_field, EXPECTED_DATE)
    clock = row.take(_clock_reader(dates), clock_field)
    if day is None or clock is None:
        return day
    if isinstance(clock, time):
        return Moment(day.on, dates.at(day.on, clock))
    if wrong := checks.strays("expected time", "booked day", clock.on - day.on):
        row.fault(clock_field, wrong)
    return Moment(day.on, clock.at)


def _departure(row: TableRow, dates: DateReader, arrival: Moment | None) -> Moment | None:
    nights = row.take(values.count(checks.LONGEST_STAY_NIGHTS), "nights")
    if row.says("departure_on") or nights is None:
        departure = _moment(row, dates, "departure_on", "departure_clock")
        if arrival and departure and nights is not None and (departure.on - arrival.on).days != nights:
            told = f"{nights} nights do not fit {arrival.on} to {departure.on}"
            row.fault("nights", Wrong(told, "the nights between arrival and departure"))
        return departure
    clock = row.take(dates.clock, "departure_clock")
    if arrival is None:
        return None
    on = arrival.on + timedelta(days=nights)
    return Moment(on, dates.at(on, clock) if clock else None)


def _clock_reader(dates: DateReader) -> Callable[[object], time | Moment]:
    def read(raw: object) -> time | Moment:
        if isinstance(raw, datetime | date):
            return dates.moment(raw)
        try:
            return dates.clock(raw)
        except Wrong as not_a_clock:
            try:
                return dates.moment(raw)
            except Wrong:
                raise not_a_clock from None

    return read


def _status_reader(settings: ColumnSettings) -> Callable[[object], ReservationStatus]:
    def read(raw: object) -> ReservationStatus:
        known = settings.status(values.code(raw))
        if known is None:
            accepted = ", ".join(status.value for status in ReservationStatus)
            raise Wrong(
                f"{values.shown(raw)} is not a known status", f"{accepted}, or a word the settings map to one"
            )
        return known

    return read


def _ages(raw: object) -> tuple[int, ...]:
    found = re.findall(r"[0-9]+", values.note(raw))
    return tuple(sorted(values.count(17)(age) for age in found))


def _coming(row: TableRow, dates: DateReader, arrival: Moment) -> Transport | None:
    landing = _ride_time(row, dates, "landing", arrival)
    if landing and arrival.at and landing > arrival.at:
        if arrival.at - (landing - _ONE_DAY) <= _LONGEST_RIDE:
            # Landed before midnight, at the door after it.
            landing -= _ONE_DAY
        else:
            row.remark("landing", "the flight lands after the expected arrival at the hotel")
    wanted, said = row.take(_wanted, "transfer") or (False, None)
    number = _ride_number(row, "flight")
    station = row.take(values.code, "station")
    if number is None and landing is None and station is None and not wanted:
        return None
    return Transport(number=number, station=station, at=landing, transfer_wanted=wanted, note=said)


def _going(row: TableRow, dates: DateReader, departure: Moment) -> Transport | None:
    take_off = _ride_time(row, dates, "take_off", departure)
    if take_off and departure.at and take_off < departure.at:
        if take_off + _ONE_DAY - departure.at <= _LONGEST_RIDE:
            # Left late in the evening, taken off after midnight.
            take_off += _ONE_DAY
        else:
            row.remark("take_off", "the flight leaves before the expected departure from the hotel")
    wanted, said = row.take(_wanted, "departure_transfer") or (False, None)
    number = _ride_number(row, "departure_flight")
    if number is None and take_off is None and not wanted:
        return None
    return Transport(number=number, at=take_off, transfer_wanted=wanted, note=said)


def _ride_time(row: TableRow, dates: DateReader, field: str, day: Moment) -> datetime | None:
    clock = row.take(_clock_reader(dates), field)
    if isinstance(clock, time):
        return dates.at(day.on, clock)
    return clock.at if clock else None


def _ride_number(row: TableRow, field: str) -> str | None:
    said = row.take(values.code, field)
    return "".join(said.split()).upper() if said else None


def _wanted(raw: object) -> tuple[bool, str | None]:
    """Whether a transfer is wanted; anything but yes or no (``商务车``, ``S-Class``) says which one."""
    try:
        return values.flag(raw), None
    except Wrong:
        return True, values.note(raw)


def _wishes(row: TableRow, settings: ColumnSettings) -> Iterator[Wish]:
    for said in row.take_all(_wish_texts, "wishes"):
        for text in said:
            yield Wish(text, WishSource.PREFERENCE, settings.wish_codes(text, text))
    for text in row.take_all(values.note, "notes"):
        yield Wish(text, WishSource.COMMENT, settings.wish_codes("", text))


def _wish_texts(raw: object) -> list[str]:
    said = raw if isinstance(raw, str) else values.note(raw)
    return [text for part in _BETWEEN_WISHES.split(said) if (text := values.note(part))]
