"""The rooms of the house, and the stays that stand in a room that is not theirs to have."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from vipops import models
from vipops.domain.permissions import Actor, Permission, allowed, require
from vipops.enums import OVER
from vipops.services import room_rows, rooms, shapes
from vipops.services.room_rows import room
from vipops.storage import reading

stay, person = models.Stay, models.Staff


def all_of(actor: Actor, now: datetime) -> dict[str, Any]:
    """``{rooms, in_the_way}``: every room by floor, retired ones too; the stays whose room is a problem.

    A room carries its ``state`` (in_use, closed, closes, retired), who changed it last and when, and the
    stays in it. ``in_the_way``: running stays whose room is out of order while they have it, retired, or none
    of the hotel's: [{id, room, why, arrival_at, departure_at}], with name and grade for who sees boards.
    Raises ``NotAllowed``.
    """
    require(actor, Permission.ROOM_READ)
    with reading() as connection:
        kept = connection.execute(
            select(room.__table__, person.name.label("changed_by"))
            .outerjoin(person, person.id == room.changed_by_id)
            .where(room.property_id == actor.property_id)
            .order_by(room.floor.desc(), room.number)
        ).all()
        running = _running(connection, actor)
    by_number = {row.number: row for row in kept}
    found = [(one, _why(one, by_number.get(one.room))) for one in running if one.room]
    return {
        "rooms": [_shown(row, now, running) for row in kept],
        "in_the_way": [{**_stay(one, actor), "why": why} for one, why in found if why] if kept else [],
    }


def listed(actor: Actor) -> list[dict[str, Any]]:
    """The rooms in use as a list can be written out. Raises ``NotAllowed``."""
    require(actor, Permission.ROOM_READ)
    with reading() as connection:
        rows = connection.execute(
            select(room.__table__)
            .where(room.property_id == actor.property_id, room.retired_at.is_(None))
            .order_by(room.floor, room.number)
        ).all()
    return [rooms.shown(row) for row in rows]


def _running(connection: Connection, actor: Actor) -> list[Any]:
    columns = (
        stay.id, stay.version, stay.state, stay.room, stay.name, stay.grade, stay.arrival_at,
        stay.departure_at,
    )  # fmt: skip
    return list(
        connection.execute(
            select(*columns)
            .where(stay.property_id == actor.property_id, stay.state.not_in(OVER))
            .order_by(stay.arrival_at, stay.id)
        ).all()
    )


def _why(one: Any, kept: Any) -> str:
    if kept is None:
        return "unknown"
    if kept.retired_at is not None:
        return "retired"
    return "closed" if room_rows.is_closed(kept, one.arrival_at, one.departure_at) else ""


def _shown(row: Any, now: datetime, running: list[Any]) -> dict[str, Any]:
    return {
        **rooms.shown(row),
        "state": _state(row, now),
        "stays": sum(one.room == row.number for one in running),
        "changed_at": shapes.moment(row.changed_at),
        "changed_by": row.changed_by,
    }


def _state(row: Any, now: datetime) -> str:
    if row.retired_at is not None:
        return "retired"
    if row.closed_from is None or (row.closed_until is not None and row.closed_until <= now):
        return "in_use"
    return "closed" if row.closed_from <= now else "closes"


def _stay(one: Any, actor: Actor) -> dict[str, Any]:
    facts = {
        "id": one.id,
        "version": one.version,
        "state": one.state,
        "room": one.room,
        "arrival_at": shapes.moment(one.arrival_at),
        "departure_at": shapes.moment(one.departure_at),
    }
    seen = {"name": one.name, "grade": one.grade} if allowed(actor, Permission.BOARD_READ) else {}
    return {**facts, **seen}
