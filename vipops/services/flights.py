"""Flight status from outside: landing moves the door, the door moves the plan."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, insert, select

from vipops import models
from vipops.domain.permissions import Actor, Permission, require
from vipops.enums import Source, StayState
from vipops.services import stay_times
from vipops.services.house import House
from vipops.services.stay_times import NewTimes
from vipops.services.transactions import Transaction, transaction

flight, stay = models.Flight, models.Stay
STILL_COMING = (StayState.EXPECTED, StayState.PREPARING, StayState.READY, StayState.EN_ROUTE)


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
    require(by, Permission.FLIGHT_REPORT)
    number = status.number.replace(" ", "").upper()
    with transaction(by, now) as tell:
        _keep(tell, status, number)
        return [
            {"stay_id": row.id, **stay_times.move(tell, house, row, _times(row, status, house))[0]}
            for row in _waiting(tell, number, status.flies_on, house)
            if _says_something_new(row, status)
        ]


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


def _waiting(tell: Transaction, number: str, flies_on: date, house: House) -> list[Row[Any]]:
    rows = tell.connection.execute(
        select(stay.__table__)
        .where(
            stay.property_id == tell.property_id,
            stay.state.in_([state.value for state in STILL_COMING]),
            stay.flight != "",
        )
        .order_by(stay.id)
    ).all()
    return [
        row
        for row in rows
        if row.flight.replace(" ", "").upper() == number
        and (row.landing_at or row.arrival_at).astimezone(house.zone).date() == flies_on
    ]


def _keep(tell: Transaction, status: FlightStatus, number: str) -> None:
    tell.connection.execute(
        delete(flight).where(
            flight.property_id == tell.property_id,
            flight.number == number,
            flight.flies_on == status.flies_on,
        )
    )
    tell.connection.execute(
        insert(flight).values(
            property_id=tell.property_id,
            number=number,
            flies_on=status.flies_on,
            scheduled_at=status.scheduled,
            estimated_at=status.estimated,
            landed_at=status.landed,
            cancelled=status.cancelled,
            diverted=status.diverted,
            said_at=tell.at,
        )
    )
