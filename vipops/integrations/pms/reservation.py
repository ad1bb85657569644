"""A reservation as any property-management system tells it: typed, checked, without money or contact data."""

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo


class ReservationStatus(StrEnum):
    """What the property-management system says about the booking. Due in is reserved; due out is in house."""

    REQUESTED = "requested"
    WAITLISTED = "waitlisted"
    RESERVED = "reserved"
    IN_HOUSE = "in_house"
    CHECKED_OUT = "checked_out"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class WishSource(StrEnum):
    """Where a wish was written."""

    PREFERENCE = "preference"
    SPECIAL = "special"
    ROOM_FEATURE = "room_feature"
    COMMENT = "comment"
    TURNDOWN = "turndown"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a reservation stands in its file; line, column and row count from 1."""

    file: str
    row: int
    line: int
    column: int
    path: str = ""


@dataclass(frozen=True, slots=True)
class ExternalId:
    """A number by which another system (channel, agent, block) knows the booking."""

    system: str
    id: str


@dataclass(frozen=True, slots=True)
class ReservationGuest:
    """The guest the room is for.

    ``native_name`` is the name in the guest's own script where the booking holds one beside the Latin
    name. ``alias`` is the name the guest travels under; ``incognito`` may be true without one.
    ``language`` is an ISO 639-1 code or None. ``birthday`` and ``anniversary`` are days of the year, MM-DD;
    the year is left out on purpose, as are telephone, mail and address.
    """

    surname: str
    given_name: str | None = None
    middle_name: str | None = None
    name_prefix: str | None = None
    native_name: str | None = None
    profile_id: str | None = None
    language: str | None = None
    vip_code: str | None = None
    vip_description: str | None = None
    alias: str | None = None
    incognito: bool = False
    anonymized: bool = False
    last_stay_room: str | None = None
    last_stay_on: date | None = None
    past_stays: int | None = None
    birthday: str | None = None
    anniversary: str | None = None


@dataclass(frozen=True, slots=True)
class AccompanyingGuest:
    """Somebody else in the same room under the same booking."""

    surname: str
    given_name: str | None = None
    native_name: str | None = None
    profile_id: str | None = None


@dataclass(frozen=True, slots=True)
class Sharer:
    """Somebody who shares the room under a reservation of their own."""

    reservation_id: str | None = None
    profile_id: str | None = None
    surname: str | None = None
    given_name: str | None = None


@dataclass(frozen=True, slots=True)
class Transport:
    """How a guest comes or goes. ``at`` (UTC) is the landing or take-off; None where only a day is known."""

    number: str | None = None
    kind: str | None = None
    station: str | None = None
    at: datetime | None = None
    transfer_wanted: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish in the booking's words; ``codes`` are the checklists' words for what it asks."""

    text: str
    source: WishSource
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DefaultTimes:
    """The hotel's own hours for a booking that names only a day, on the hotel's clock."""

    arrival: time = time(15, 0)
    departure: time = time(12, 0)


@dataclass(frozen=True, slots=True)
class Reservation:
    """One booking. Dates are the hotel's calendar days; instants are aware, in UTC, None where unknown.

    ``rooms`` above 1 is a booking for several rooms that the house has not split yet.
    ``party_code`` is what the property-management system calls the party; see ``party.parties``.
    """

    confirmation_number: str
    guest: ReservationGuest
    arrival_on: date
    departure_on: date
    origin: Origin
    status: ReservationStatus = ReservationStatus.RESERVED
    property_code: str | None = None
    reservation_id: str | None = None
    external_ids: tuple[ExternalId, ...] = ()
    party_code: str | None = None
    parent_reservation_id: str | None = None
    linked_reservation_ids: tuple[str, ...] = ()
    sharers: tuple[Sharer, ...] = ()
    accompanying: tuple[AccompanyingGuest, ...] = ()
    arrival_at: datetime | None = None
    departure_at: datetime | None = None
    adults: int = 1
    children: int = 0
    child_ages: tuple[int, ...] = ()
    rooms: int = 1
    room: str | None = None
    room_type: str | None = None
    arrival_transport: Transport | None = None
    departure_transport: Transport | None = None
    wishes: tuple[Wish, ...] = ()
    walk_in: bool = False
    created_at: datetime | None = None
    modified_at: datetime | None = None

    @property
    def nights(self) -> int:
        """Nights from arrival to departure; 0 for day use."""
        return (self.departure_on - self.arrival_on).days

    @property
    def wish_codes(self) -> frozenset[str]:
        """The checklists' words for everything the booking asks for."""
        return frozenset(code for wish in self.wishes for code in wish.codes)

    def fingerprint(self) -> str:
        """A hash of what the booking says: the same for the same content, wherever and whenever it was read.

        Where it stood and when the other system last touched it do not count.
        """
        content = json.dumps(_content(self), sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(content.encode()).hexdigest()

    def differs(self, other: "Reservation") -> tuple[str, ...]:
        """The names of the fields in which two readings of a booking differ."""
        theirs = _content(other)
        return tuple(name for name, value in _content(self).items() if value != theirs[name])

    def times(self, zone: ZoneInfo, default: DefaultTimes) -> tuple[datetime, datetime]:
        """Arrival and departure in UTC, with the hotel's hours where the booking names only a day.

        A default never contradicts a known time: a day guest who comes after the default check-out is
        taken to leave at the end of that day, one who leaves before the default check-in to come at its
        start.
        """
        arrival = self.arrival_at or _instant(self.arrival_on, default.arrival, zone)
        departure = self.departure_at or _instant(self.departure_on, default.departure, zone)
        if departure > arrival:
            return arrival, departure
        if self.departure_at is None:
            return arrival, max(arrival, _instant(self.departure_on, time(23, 59), zone))
        return min(departure, _instant(self.arrival_on, time(0, 0), zone)), departure


_LATER = ("birthday", "anniversary")


def _content(booking: Reservation) -> dict[str, object]:
    said = {part.name: getattr(booking, part.name) for part in fields(booking)}
    return {name: _plain(value) for name, value in said.items() if name not in {"origin", "modified_at"}}


def _instant(on: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, clock, tzinfo=zone).astimezone(UTC)


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        # Another answer may list the same things in another order.
        return sorted((_plain(item) for item in value), key=lambda item: json.dumps(item, default=str))
    if isinstance(value, ReservationGuest):
        said = asdict(value)
        # A booking without these days is the booking that it was before they were read.
        return {name: said[name] for name in said if name not in _LATER or said[name] is not None}
    if isinstance(value, AccompanyingGuest | Sharer | Transport | Wish | ExternalId):
        return asdict(value)
    return value
