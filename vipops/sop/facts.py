"""The plain values that a plan is made from. Nothing here knows a database, a request or a clock.

Every moment is an aware datetime in UTC; wall-clock times are read in the hotel's zone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo

from vipops.enums import Department


class Words(NamedTuple):
    """One text in both languages of the screens; ``_asdict()`` is the ``{zh, en}`` that travels in JSON."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """The Chinese text for "zh", the English one for every other language."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Meal:
    """A meal booked in the house. ``id`` is stable: it is part of the keys of the meal's tasks."""

    id: str
    at: datetime
    place: str = ""
    party: int = 0
    kind: str = ""
    standard: str = ""


@dataclass(frozen=True, slots=True)
class WakeUp:
    """A wake-up call the guest asked for."""

    id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Request:
    """What the guest asked for and the department that does it; ``at`` is when it shall be done.

    ``recorded_at`` is when the house heard of it, ``in_house`` whether the guest was there by then,
    ``inspected`` whether it is a failed point of an inspection, ``passed`` the steps of the request that are
    taken.
    """

    id: str
    at: datetime
    department: Department
    text: str
    kind: str = "wish"
    recorded_at: datetime | None = None
    in_house: bool = False
    inspected: bool = False
    passed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint of this stay; ``at`` is when it was recorded. Its words are no part of any plan."""

    id: str
    at: datetime
    passed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RoomMove:
    """A move to another room; ``at`` is when it was decided, ``in_house`` whether the guest lived there."""

    id: str
    at: datetime
    left: str
    to: str
    in_house: bool = False


@dataclass(frozen=True, slots=True)
class LostItem:
    """Something left behind; ``at`` is when it was found, ``passed`` the steps of its way that are taken."""

    id: str
    at: datetime
    passed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Occasion:
    """A birthday or anniversary that falls in the stay; ``at`` is the moment the surprise is due."""

    id: str
    at: datetime
    kind: str


_NOTHING: Mapping[str, datetime] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class StayFacts:
    """One VIP stay as the planner sees it.

    ``arrival_at`` and ``departure_at`` are the expected moments at the hotel door, ``landing_at`` that of the
    flight, ferry or train where it is known, ``planned_at`` the moment when the stay was first planned (it
    never changes). ``transfer`` is the booked pick-up, ``transfer_out`` the booked car to the airport,
    ``flight_off`` whether the flight in was cancelled or diverted.
    ``happened`` holds when tasks were done, by task key: work that follows "at once" hangs on it.
    ``stand_ins`` says by task key who or what comes in place of whom, ``told`` what was answered in words.
    ``likes`` is what the guest liked before, by what it is about ("fruit": "lychees").
    """

    grade: str
    rank: int
    arrival_at: datetime
    departure_at: datetime
    planned_at: datetime
    landing_at: datetime | None = None
    adults: int = 1
    children: int = 0
    party_size: int = 1
    transfer: bool = False
    transfer_out: bool = False
    flight_off: bool = False
    wishes: frozenset[str] = frozenset()
    language: str = "en"
    room: str | None = None
    returning: bool = False
    incognito: bool = False
    recovery: bool = False
    alias: str | None = None
    meals: tuple[Meal, ...] = ()
    wake_ups: tuple[WakeUp, ...] = ()
    requests: tuple[Request, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    room_moves: tuple[RoomMove, ...] = ()
    lost_items: tuple[LostItem, ...] = ()
    likes: Mapping[str, str] = field(default_factory=dict)
    stand_ins: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    told: Mapping[str, tuple[Words, ...]] = field(default_factory=dict)
    happened: Mapping[str, datetime] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class HotelFacts:
    """The house's own clock: zone, turn of the day, morning briefing, and the way from the airport."""

    zone: ZoneInfo
    day_turns_at: time = time(4)
    briefing_at: time = time(8, 15)
    transfer_time: timedelta = timedelta(hours=1)
