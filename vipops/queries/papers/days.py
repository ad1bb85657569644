"""The lists of a hotel day: the morning briefing (F1), arrivals, departures (IF1, D1)."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select

from vipops import models
from vipops.enums import StayState
from vipops.integrations.papers.paper_words import DayList
from vipops.integrations.papers.written_times import long_day
from vipops.queries.papers.lines import Desk, head, rank, stay_line
from vipops.services.house import House
from vipops.services.prints import Found
from vipops.sop.due import wall_clock

stay = models.Stay
_OVER = (StayState.CANCELLED.value, StayState.NO_SHOW.value)


def briefing(connection: Connection, desk: Desk, found: Found) -> DayList:
    """Who arrives on the day, by the hour; who is in the house already, and who leaves."""
    day = _day(found)
    rows = around(connection, desk.house, day)
    arriving = arrivals_of(desk.house, rows, day)
    known = {row.id for row in arriving}
    leaving = departures_of(desk.house, rows, day)
    known |= {row.id for row in leaving}
    staying = [row for row in rows if row.id not in known and _sleeps(desk.house, row, day)]
    return DayList(
        head(desk),
        long_day(day, desk.language),
        tuple(stay_line(desk, row) for row in arriving),
        in_house=tuple(stay_line(desk, row) for row in sorted(staying, key=lambda row: row.room)),
        leaving=tuple(stay_line(desk, row) for row in leaving),
    )


def arrivals_list(connection: Connection, desk: Desk, found: Found) -> DayList:
    """Who arrives on the day, by the hour."""
    day = _day(found)
    rows = arrivals_of(desk.house, around(connection, desk.house, day), day)
    return DayList(head(desk), long_day(day, desk.language), tuple(stay_line(desk, row) for row in rows))


def departures_list(connection: Connection, desk: Desk, found: Found) -> DayList:
    """Who leaves on the day, by the hour, with a box for each folio."""
    day = _day(found)
    rows = departures_of(desk.house, around(connection, desk.house, day), day)
    return DayList(head(desk), long_day(day, desk.language), tuple(stay_line(desk, row) for row in rows))


def around(connection: Connection, house: House, day: date) -> list[Row[Any]]:
    """The stays that touch the hotel day, but for those that never came."""
    start, end = bounds(house, day)
    return list(
        connection.execute(
            select(stay.__table__).where(
                stay.property_id == house.id,
                stay.state.not_in(_OVER),
                stay.arrival_at < end,
                stay.departure_at >= start,
            )
        ).all()
    )


def arrivals_of(house: House, rows: list[Row[Any]], day: date) -> list[Row[Any]]:
    """Of these stays those that arrive on the day, by the hour and then by grade."""
    coming = [row for row in rows if house.day_of(row.arrived_at or row.arrival_at) == day]
    return sorted(coming, key=lambda row: (row.arrival_at, rank(house, row), row.id))


def departures_of(house: House, rows: list[Row[Any]], day: date) -> list[Row[Any]]:
    """Of these stays those that leave on the day, by the hour and then by grade."""
    leaving = [row for row in rows if house.day_of(row.departure_at) == day]
    return sorted(leaving, key=lambda row: (row.departure_at, rank(house, row), row.id))


def bounds(house: House, day: date) -> tuple[datetime, datetime]:
    """The first moment of the hotel day, and the first of the next."""
    turn = house.settings.day_turns_at
    return wall_clock(day, turn, house.zone), wall_clock(day + timedelta(days=1), turn, house.zone)


def _day(found: Found) -> date:
    assert found.day is not None  # noqa: S101  # the finder of day papers always says one
    return found.day


def _sleeps(house: House, row: Row[Any], day: date) -> bool:
    """Whether the stay covers the day without arriving or leaving on it; who has left early does not."""
    return row.state != StayState.DEPARTED and house.day_of(row.arrival_at) < day < house.day_of(
        row.departure_at
    )
