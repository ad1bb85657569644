"""The rooms of the house as rows: listed, found, and whether a stay may have one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from vipops import models
from vipops.errors import BadInput, NotFound
from vipops.services.transactions import Transaction

room = models.Room

NUMBER = r"[0-9A-Za-z][0-9A-Za-z-]{0,15}"
EXPECTED_NUMBER = "1 to 16 letters, digits and hyphens, such as 1204 or B-12"


def listed(connection: Connection, property_id: int) -> list[dict[str, Any]]:
    """The rooms of the house, retired ones left out: [{number, type, floor}]."""
    rows = connection.execute(
        select(room.number, room.type, room.floor)
        .where(room.property_id == property_id, room.retired_at.is_(None))
        .order_by(room.floor, room.number)
    )
    return [dict(row._mapping) for row in rows]


def bring_in(
    connection: Connection, property_id: int, rooms: Sequence[Mapping[str, Any]], at: datetime
) -> None:
    """Rooms as a settings file lists them: new ones are added, type and floor of known ones follow."""
    known = {
        row.number: row
        for row in connection.execute(select(room.__table__).where(room.property_id == property_id))
    }
    for one in {str(given["number"]): given for given in rooms}.values():
        said = {"type": str(one.get("type", ""))[:64], "floor": int(one.get("floor", 0))}
        row = known.get(str(one["number"]))
        if row is None:
            values = new(property_id, str(one["number"]), said, at)
            connection.execute(insert(room).values(**values))
        elif {"type": row.type, "floor": row.floor} != said:
            connection.execute(
                update(room).where(room.id == row.id).values(**said, version=row.version + 1, changed_at=at)
            )


def new(property_id: int, number: str, said: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """The columns of a room that nobody has closed yet."""
    plain = {"type": "", "floor": 0, "wing": "", "lift": "", "connects": []}
    return {
        **plain,
        **said,
        "property_id": property_id,
        "number": number,
        "closed_reason": "",
        "version": 1,
        "changed_at": at,
    }


def find(tell: Transaction, number: str) -> Row[Any]:
    """Raises ``NotFound``."""
    row = tell.connection.execute(
        select(room.__table__).where(room.property_id == tell.property_id, room.number == number)
    ).first()
    if row is None:
        raise NotFound(f"The hotel has no room {number}.", number=number)
    return row


def require_open(tell: Transaction, number: str | None, from_: datetime, until: datetime) -> None:
    """Raises ``BadInput`` for a room that is out of order at some time between the two moments."""
    if not number:
        return
    row = tell.connection.execute(
        select(room.__table__).where(room.property_id == tell.property_id, room.number == number)
    ).first()
    if row is None or not is_closed(row, from_, until):
        return
    raise BadInput(
        f"Room {number} is out of order.",
        errors=[
            {
                "where": "room",
                "message": f"Out of order: {row.closed_reason}" if row.closed_reason else "Out of order.",
                "expected": "another room, or put it back in use first",
            }
        ],
    )


def is_closed(row: Any, from_: datetime, until: datetime) -> bool:
    """Whether the room is out of order at some time between the two moments."""
    if row.closed_from is None or row.closed_from >= until:
        return False
    return row.closed_until is None or row.closed_until > from_
