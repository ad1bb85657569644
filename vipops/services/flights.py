"""Flight status from outside: landing moves the door, the door moves the plan."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import Row, Table, bindparam, delete, func, insert, select

from vipops import models
from vipops.domain.permissions import Actor, Permission, require
from vipops.enums import Source, StayState
from vipops.services import stay_times
from vipops.services.house import House
from vipops.services.stay_times import NewTimes
from vipops.services.transactions import Transaction, transaction

stay = models.Stay
STILL_COMING = (StayState.EXPECTED, StayState.PREPARING, StayState.READY, StayState.EN_ROUTE)
# So many flights are one transaction: a tick waits a quarter of a second for it at most.
AT_ONCE = 25

FlightKey = tuple[str, date]


@dataclass(frozen=True, slots=True)
class FlightStatus:
    """What is known of a flight; moments are aware. ``flies_on`` is the landing day in the hotel's zone."""

    number: str
    flies_on: date
    scheduled: datetime | None = None
    estimated: datetime | None = None
    landed: datetime | None = None
    cancelled: bool = False
    diverted: bool = False

    @property
    def key(self) -> FlightKey:
        return _number(self.number), self.flies_on

    @property
    def landing(self) -> datetime | None:
        """The best word on the landing; ``None`` while the flight will not land here."""
        return None if self.cancelled or self.diverted else self.landed or self.estimated or self.scheduled

    @property
    def note(self) -> str:
        return "cancelled" if self.cancelled else "diverted" if self.diverted else ""


def report(status: FlightStatus, *, by: Actor, house: House, now: datetime) -> list[dict[str, Any]]:
    """Keep the status and re-time the stays that wait for the flight.

    Answers [{stay_id, moved, added, dropped, late, collisions}]. A driver who has reported since knows
    better: the time at the door stays then, and only the landing is noted.
    """
    return report_all([status], by=by, house=house, now=now)


def report_all(
    statuses: Iterable[FlightStatus], *, by: Actor, house: House, now: datetime
) -> list[dict[str, Any]]:
    """:func:`report` for many flights, as after a storm: the last word of each counts.

    A few flights are one transaction, so that what collides is looked for once for all of them, and a tick
    does not wait long for its turn.
    """
    require(by, Permission.FLIGHT_REPORT)
    latest = list({status.key: status for status in statuses}.values())
    told: list[dict[str, Any]] = []
    for start in range(0, len(latest), AT_ONCE):
        with transaction(by, now) as tell:
            told += _report(tell, house, latest[start : start + AT_ONCE])
    return told


def _report(tell: Transaction, house: House, statuses: Collection[FlightStatus]) -> list[dict[str, Any]]:
    _keep(tell, statuses)
    waiting = _waiting(tell, house, statuses)
    moves = [
        (row, _times(row, status, house))
        for status in statuses
        for row in waiting[status.key]
        if _says_something_new(row, status)
    ]
    moved = stay_times.move_all(tell, house, moves)
    return [{"stay_id": row.id, **change} for change, row in moved]


def _times(row: Row[Any], status: FlightStatus, house: House) -> NewTimes:
    landing = status.landing
    knows_better = row.arrival_source == Source.DRIVER
    door = (
        None
        if landing is None or knows_better
        else landing + timedelta(minutes=house.settings.transfer_minutes)
    )
    if door is not None and door >= row.departure_at:
        door = (
            None  # a landing after the departure day is for people to sort out; the note says what happened
        )
    return NewTimes(arrival_at=door, landing_at=landing, flight_note=status.note, source=Source.FLIGHT)


def _says_something_new(row: Row[Any], status: FlightStatus) -> bool:
    return row.flight_note != status.note or (status.landing is not None and row.landing_at != status.landing)


def _waiting(
    tell: Transaction, house: House, statuses: Iterable[FlightStatus]
) -> Mapping[FlightKey, list[Row[Any]]]:
    """The stays that are still to come by these flights."""
    found: dict[FlightKey, list[Row[Any]]] = defaultdict(list)
    numbers = [_number(status.number) for status in statuses]
    for row in tell.connection.execute(_COMING, {"of_property": tell.property_id, "numbers": numbers}):
        landing_on = (row.landing_at or row.arrival_at).astimezone(house.zone).date()
        found[_number(row.flight), landing_on].append(row)
    return found


def _keep(tell: Transaction, statuses: Iterable[FlightStatus]) -> None:
    rows = [_row(tell, status) for status in statuses]
    tell.connection.execute(_FORGET, rows)
    tell.connection.execute(insert(_flight), rows)


def _row(tell: Transaction, status: FlightStatus) -> dict[str, Any]:
    number, flies_on = status.key
    return {
        "property_id": tell.property_id,
        "number": number,
        "flies_on": flies_on,
        "scheduled_at": status.scheduled,
        "estimated_at": status.estimated,
        "landed_at": status.landed,
        "cancelled": status.cancelled,
        "diverted": status.diverted,
        "said_at": tell.at,
    }


def _number(written: str) -> str:
    return written.replace(" ", "").upper()


_flight = cast(Table, models.Flight.__table__)
_FORGET = delete(_flight).where(
    _flight.c.property_id == bindparam("property_id"),
    _flight.c.number == bindparam("number"),
    _flight.c.flies_on == bindparam("flies_on"),
)
_COMING = (
    select(stay.__table__)
    .where(
        stay.property_id == bindparam("of_property"),
        stay.state.in_([state.value for state in STILL_COMING]),
        # As _number writes them.
        func.upper(func.replace(stay.flight, " ", "")).in_(bindparam("numbers", expanding=True)),
    )
    .order_by(stay.id)
)
