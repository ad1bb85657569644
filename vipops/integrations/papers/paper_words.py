"""The words of each paper as plain frozen values: everything that stands on the page, ready to be set.

Moments and dates are written out already, in the paper's language and the hotel's zone.
"""

from dataclasses import dataclass

from vipops.enums import Language


@dataclass(frozen=True)
class Head:
    """What stands on every paper: whose it is, in which language, as of when, who printed it."""

    language: Language
    hotel_name: str
    hotel_name_beside: str
    hotel_address: str
    hotel_contact: str
    as_of: str
    printed_by: str


@dataclass(frozen=True)
class Flag:
    """What must be known before anything else. ``kind``: alert, recovery, incognito or flight."""

    kind: str
    text: str


@dataclass(frozen=True)
class StayLine:
    """A stay as all on duty may know it: the name as spoken, or the alias."""

    name: str
    name_beside: str
    grade: str
    grade_name: str
    room: str
    room_type: str
    party: str
    arrival_day: str
    arrival_time: str
    departure_day: str
    departure_time: str
    nights: int
    flight: str
    landing_time: str
    departure_flight: str
    transfer: bool
    transfer_out: bool
    plate: str
    state: str
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class DayList:
    """The stays of a hotel day: ``lines`` are the paper's own, the others stand below in short."""

    head: Head
    day: str
    lines: tuple[StayLine, ...]
    in_house: tuple[StayLine, ...] = ()
    leaving: tuple[StayLine, ...] = ()


@dataclass(frozen=True)
class PickUpSign:
    head: Head
    name: str
    name_beside: str
    flight: str
    day: str


@dataclass(frozen=True)
class RegistrationCard:
    head: Head
    name: str
    name_beside: str
    companions: tuple[str, ...]
    confirmation_number: str
    room: str
    room_type: str
    adults: int
    children: int
    arrival_day: str
    arrival_time: str
    departure_day: str
    departure_time: str
    nights: int


@dataclass(frozen=True)
class AmenityOrder:
    """``likes`` pairs what something is about (fruit) with what the guest liked (lychees)."""

    head: Head
    number: str
    stay: StayLine
    deliver_day: str
    deliver_time: str
    amenities: tuple[str, ...]
    card: str
    likes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Point:
    """``passed``: yes, no or nothing said yet."""

    id: str
    title: str
    passed: bool | None
    note: str


@dataclass(frozen=True)
class InspectionSheet:
    head: Head
    title: str
    stay: StayLine
    due: str
    points: tuple[Point, ...]
    done_by: str
    done_at: str


@dataclass(frozen=True)
class Dish:
    name: str
    name_beside: str
    story: str


@dataclass(frozen=True)
class Menu:
    head: Head
    kind: str
    day: str
    time: str
    place: str
    guest: str
    dishes: tuple[Dish, ...]


@dataclass(frozen=True)
class CareLine:
    """A task and what became of it. ``late`` is written out, empty where it was in time."""

    title: str
    department: str
    state: str
    due: str
    done: str
    by: str
    signed_by: str
    late: str
    remark: str


@dataclass(frozen=True)
class CareStage:
    name: str
    lines: tuple[CareLine, ...]


@dataclass(frozen=True)
class Step:
    """A step of the stay itself."""

    at: str
    name: str
    by: str
    remark: str


@dataclass(frozen=True)
class CareRecord:
    head: Head
    stay: StayLine
    planned: int
    done: int
    in_time: int
    late: int
    left_out: int
    steps: tuple[Step, ...]
    stages: tuple[CareStage, ...]


@dataclass(frozen=True)
class OpenTask:
    due: str
    title: str
    detail: str
    state: str
    who: str
    is_late: bool
    gate: bool
    points: int


@dataclass(frozen=True)
class OpenStay:
    stay: StayLine
    tasks: tuple[OpenTask, ...]
    later: int  # open tasks beyond the pack's horizon


@dataclass(frozen=True)
class DepartmentPart:
    code: str
    name: str
    count: int
    late: int
    stays: tuple[OpenStay, ...]


@dataclass(frozen=True)
class ContinuityPack:
    head: Head
    as_of_day: str
    as_of_time: str
    until: str
    in_house: tuple[StayLine, ...]
    departments: tuple[DepartmentPart, ...]
