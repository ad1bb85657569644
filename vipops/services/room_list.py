"""A list of rooms brought in: looked at first, then added and changed, line by line."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from vipops.domain.permissions import Actor, Permission, require
from vipops.errors import BadInput
from vipops.integrations.lists.rooms import RoomRead
from vipops.integrations.pms.result import ReadResult
from vipops.services import house, rooms
from vipops.services.rehearsals import trying
from vipops.services.room_rows import room
from vipops.services.rooms import RoomSaid
from vipops.services.transactions import Transaction

FIELDS = ("type", "floor", "wing", "lift", "connects")


def bring_in(read: Iterable[RoomRead], *, by: Actor, now: datetime, dry_run: bool) -> dict[str, Any]:
    """Add and change rooms; answers ``{rows: [{line, number, outcome, changes, errors}], counts}``.

    ``outcome``: added, changed, unchanged or refused. A line with a fault is refused and the others are
    taken; rooms that the list does not name stay as they are. With ``dry_run`` nothing is written.
    """
    require(by, Permission.ROOM_MANAGE)
    found = list(read)
    with trying(by, now, dry_run=dry_run) as tell:
        told = [_taken(tell, one) for one in found]
        # Doors are connected when every room of the list is there; either side may name a door.
        for one, row in zip(found, told, strict=True):
            named_by = {other.number for other in found if one.number in other.said.get("connects", ())}
            _connect(tell, one, row, named_by)
    if not dry_run:
        house.forget()
    counts: dict[str, int] = {}
    for row in told:
        counts[row["outcome"]] = counts.get(row["outcome"], 0) + 1
    return {"rows": told, "counts": counts}


def doubts(read: ReadResult, known: house.House) -> list[dict[str, Any]]:
    """The bookings whose room the hotel does not have: [{line, column, field, message}].

    They come in all the same: a guest is never refused because of the number of a room.
    """
    numbers = {str(one["number"]) for one in known.settings.rooms}
    if not numbers:
        return []
    return [
        {
            "line": booked.origin.line,
            "column": booked.origin.column,
            "field": "room",
            "message": f"{booked.confirmation_number}: the hotel has no room {booked.room}. "
            "The booking is in; give it another room, or add the room to the list.",
        }
        for booked in read.reservations
        if booked.room and booked.room not in numbers
    ]


def _taken(tell: Transaction, one: RoomRead) -> dict[str, Any]:
    errors = [fault.shown() for fault in one.line.faults]
    row = {"line": one.line.number, "number": one.number, "changes": [], "errors": errors}
    if errors:
        return {**row, "outcome": "refused"}
    known = tell.connection.execute(
        select(room.__table__).where(room.property_id == tell.property_id, room.number == one.number)
    ).first()
    plain = RoomSaid(**{name: value for name, value in one.said.items() if name != "connects"})
    if known is None:
        rooms.insert_one(tell, one.number, plain)
        return {**row, "outcome": "added"}
    if known.retired_at is not None:
        return {
            **row,
            "outcome": "refused",
            "errors": [_fault(one, "number", "This room is retired.", "restore it first")],
        }
    changes = [
        {"field": name, "was": getattr(known, name), "now": value}
        for name, value in plain.values().items()
        if getattr(known, name) != value
    ]
    rooms.change_one(tell, known, plain, seen=None)
    return {**row, "changes": changes, "outcome": "changed" if changes else "unchanged"}


def _connect(tell: Transaction, one: RoomRead, row: dict[str, Any], named_by: set[str]) -> None:
    if row["outcome"] == "refused" or "connects" not in one.said:
        return
    known = tell.connection.execute(
        select(room.__table__).where(room.property_id == tell.property_id, room.number == one.number)
    ).one()
    was, wanted = sorted(known.connects), sorted({*one.said["connects"], *named_by})
    try:
        rooms.change_one(tell, known, RoomSaid(connects=tuple(wanted)), seen=None)
    except BadInput as refusal:
        (fault,) = refusal.facts["errors"]
        # The room itself is in; its doors stay as they were.
        row["errors"].append(_fault(one, "connects", fault["message"], fault["expected"]))
        return
    if was != wanted and row["outcome"] != "added":
        row["changes"].append({"field": "connects", "was": was, "now": wanted})
        row["outcome"] = "changed"


def _fault(one: RoomRead, name: str, message: str, expected: str) -> dict[str, Any]:
    column = one.line.columns.get(name, 0)
    return {
        "line": one.line.number,
        "column": column,
        "where": name,
        "message": message,
        "expected": expected,
    }
