"""The rooms of the house: added, changed, out of order and back in use, retired."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from vipops import models
from vipops.domain.permissions import Actor, Permission, allowed, require
from vipops.enums import OVER
from vipops.errors import Overtaken, WrongMoment
from vipops.events import Event
from vipops.services import answers, house, room_rows, shapes
from vipops.services.answers import Call
from vipops.services.days import bad
from vipops.services.rehearsals import trying
from vipops.services.room_rows import EXPECTED_NUMBER, NUMBER, room
from vipops.services.transactions import Transaction, transaction

stay, move = models.Stay, models.RoomMove

MOST_CONNECTED = 4


@dataclass(frozen=True, slots=True)
class RoomSaid:
    """What a room is like; ``None`` leaves what is there."""

    type: str | None = None
    floor: int | None = None
    wing: str | None = None
    lift: str | None = None
    connects: tuple[str, ...] | None = None

    def values(self) -> dict[str, Any]:
        """The columns that are said, texts without the spaces around them."""
        said = {name: getattr(self, name) for name in ("type", "floor", "wing", "lift")}
        found = {
            name: value.strip() if isinstance(value, str) else value
            for name, value in said.items()
            if value is not None
        }
        if self.connects is not None:
            found["connects"] = sorted({one.strip() for one in self.connects if one.strip()})
        return found


@dataclass(frozen=True, slots=True)
class Closure:
    """From when until when a room is out of order, and why; without ``until`` until somebody opens it."""

    from_at: datetime
    until: datetime | None
    reason: str


def add(number: str, said: RoomSaid, *, by: Actor, now: datetime, call: Call | None = None) -> dict[str, Any]:
    """Add a room; answers ``{room}``. Raises ``BadInput`` for a number that is taken or is none."""
    require(by, Permission.ROOM_MANAGE)
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        row = insert_one(tell, number, said)
        answer = answers.keep(tell, call, {"room": shown(row)})
    house.forget()
    return answer


def change(
    number: str, said: RoomSaid, *, seen: int, by: Actor, now: datetime, call: Call | None = None
) -> dict[str, Any]:
    """Say what a room is like; answers ``{room}``. Raises ``NotFound``, ``Overtaken``, ``BadInput``."""
    require(by, Permission.ROOM_MANAGE)
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        row = change_one(tell, room_rows.find(tell, number), said, seen=seen)
        answer = answers.keep(tell, call, {"room": shown(row)})
    house.forget()
    return answer


def close(
    number: str,
    closure: Closure,
    *,
    seen: int,
    by: Actor,
    now: datetime,
    dry_run: bool = False,
    call: Call | None = None,
) -> dict[str, Any]:
    """Put a room out of order; answers ``{room, stays}``: the booked stays that stand in the way.

    They keep the room until somebody gives them another one. Raises ``NotFound``, ``WrongMoment`` for a
    retired room, ``Overtaken``, ``BadInput`` without a reason or for an end that is not after the beginning.
    """
    require(by, Permission.ROOM_CLOSE)
    _require_span(closure, now)
    with trying(by, now, dry_run=dry_run) as tell:
        if not dry_run and (given := answers.earlier(tell, call)) is not None:
            return given
        row = room_rows.find(tell, number)
        _require_in_use(row)
        changed = _write(
            tell, row, seen=seen, closed_from=closure.from_at, closed_until=closure.until,
            closed_reason=closure.reason.strip(),
        )  # fmt: skip
        tell(_told("room_closed", changed))
        answer = {
            "room": shown(changed),
            "stays": [_stay_shown(one, by) for one in _in_the_way(tell, changed)],
        }
        return answers.keep(tell, None if dry_run else call, answer)


def open_again(
    number: str, *, seen: int, by: Actor, now: datetime, call: Call | None = None
) -> dict[str, Any]:
    """Put a room back in use; answers ``{room}``. Raises ``WrongMoment`` for one that is not out of order."""
    require(by, Permission.ROOM_CLOSE)
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        row = room_rows.find(tell, number)
        if row.closed_from is None:
            raise WrongMoment("The room is not out of order.", number=number)
        changed = _write(tell, row, seen=seen, closed_from=None, closed_until=None, closed_reason="")
        tell(_told("room_opened", changed))
        return answers.keep(tell, call, {"room": shown(changed)})


def retire(
    number: str, *, seen: int, by: Actor, now: datetime, dry_run: bool = False, call: Call | None = None
) -> dict[str, Any]:
    """Take a room off the list; answers ``{outcome, past, stays}``.

    ``outcome``: "retired" where the room has had ``past`` stays, which keep its number, else "deleted".
    Raises ``WrongMoment`` with the ``stays`` that are booked in it; with ``dry_run`` they are only answered.
    """
    require(by, Permission.ROOM_MANAGE)
    with trying(by, now, dry_run=dry_run) as tell:
        if not dry_run and (given := answers.earlier(tell, call)) is not None:
            return given
        row = room_rows.find(tell, number)
        _require_in_use(row)
        _require_seen(row, seen)
        booked = [_stay_shown(one, by) for one in _booked(tell, number)]
        past = _past(tell, number)
        answer = {"outcome": "retired" if past else "deleted", "past": past, "stays": booked}
        if dry_run:
            return answer
        if booked:
            raise WrongMoment("Stays are booked in this room.", number=number, stays=booked)
        _disconnect(tell, row)
        if past:
            tell(_told("room_retired", _write(tell, row, seen=None, retired_at=tell.at, connects=[])))
        else:
            tell.connection.execute(delete(room).where(room.id == row.id))
            tell(Event("room_deleted", {"number": number}))
        answer = answers.keep(tell, call, answer)
    house.forget()
    return answer


def restore(number: str, *, seen: int, by: Actor, now: datetime, call: Call | None = None) -> dict[str, Any]:
    """A retired room is a room of the house again; answers ``{room}``. Raises ``WrongMoment``."""
    require(by, Permission.ROOM_MANAGE)
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        row = room_rows.find(tell, number)
        if row.retired_at is None:
            raise WrongMoment("The room is in use.", number=number)
        changed = _write(tell, row, seen=seen, retired_at=None)
        tell(_told("room_restored", changed))
        answer = answers.keep(tell, call, {"room": shown(changed)})
    house.forget()
    return answer


def insert_one(tell: Transaction, number: str, said: RoomSaid) -> Row[Any]:
    """The new row, told. Raises ``BadInput``."""
    if not re.fullmatch(NUMBER, number):
        raise bad("number", "This is no room number.", EXPECTED_NUMBER)
    values = said.values()
    wanted = values.pop("connects", [])
    taken = tell.connection.scalar(
        select(room.id).where(room.property_id == tell.property_id, room.number == number)
    )
    if taken is not None:
        raise bad("number", "There is a room of this number.", "a number of its own")
    try:
        row = tell.connection.execute(
            insert(room)
            .values(**room_rows.new(tell.property_id, number, values, tell.at), changed_by_id=tell.by.id)
            .returning(room.__table__)
        ).one()
    except IntegrityError as error:  # added by somebody else in this moment
        raise bad("number", "There is a room of this number.", "a number of its own") from error
    tell(_told("room_added", row))
    return _connected(tell, row, wanted) if wanted else row


def change_one(tell: Transaction, row: Row[Any], said: RoomSaid, *, seen: int | None) -> Row[Any]:
    """The changed row, told; the same one where nothing differs. Raises ``Overtaken`` and ``BadInput``."""
    _require_seen(row, seen)
    _require_in_use(row)
    values = said.values()
    wanted = values.pop("connects", None)
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    if differing:
        row = _write(tell, row, seen=None, **differing)
        tell(_told("room_changed", row))
    return row if wanted is None or wanted == sorted(row.connects) else _connected(tell, row, wanted)


def shown(row: Any) -> dict[str, Any]:
    """The room as screens and events have it."""
    return {
        "number": row.number,
        "type": row.type,
        "floor": row.floor,
        "wing": row.wing,
        "lift": row.lift,
        "connects": sorted(row.connects),
        "closed_from": shapes.moment(row.closed_from) if row.closed_from else None,
        "closed_until": shapes.moment(row.closed_until) if row.closed_until else None,
        "closed_reason": row.closed_reason,
        "retired_at": shapes.moment(row.retired_at) if row.retired_at else None,
        "version": row.version,
    }


def _connected(tell: Transaction, row: Row[Any], wanted: Iterable[str]) -> Row[Any]:
    """A connecting door has two sides: the rooms behind it say so too."""
    wanted = sorted(set(wanted))
    if row.number in wanted:
        raise bad("connects", "A room does not connect with itself.", "numbers of other rooms")
    if len(wanted) > MOST_CONNECTED:
        raise bad("connects", "These are too many connected rooms.", "at most four")
    touched = {*wanted, *row.connects}
    others = {
        other.number: other
        for other in tell.connection.execute(
            select(room.__table__).where(room.property_id == tell.property_id, room.number.in_(touched))
        )
    }
    unknown = [number for number in wanted if number not in others or others[number].retired_at]
    if unknown:
        raise bad("connects", "A connected room is none of the hotel's.", "numbers of the hotel's rooms")
    changed = _write(tell, row, seen=None, connects=wanted)
    tell(_told("room_changed", changed))
    for number, other in others.items():
        doors = {*other.connects} - {row.number} | ({row.number} if number in wanted else set())
        if doors != {*other.connects}:
            tell(_told("room_changed", _write(tell, other, seen=None, connects=sorted(doors))))
    return changed


def _disconnect(tell: Transaction, row: Row[Any]) -> None:
    if row.connects:
        _connected(tell, row, [])


def _write(tell: Transaction, row: Row[Any], *, seen: int | None, **values: Any) -> Row[Any]:
    _require_seen(row, seen)
    return tell.connection.execute(
        update(room)
        .where(room.id == row.id)
        .values(**values, version=room.version + 1, changed_at=tell.at, changed_by_id=tell.by.id)
        .returning(room.__table__)
    ).one()


def _require_seen(row: Row[Any], seen: int | None) -> None:
    if seen is not None and row.version != seen:
        raise Overtaken(
            "Somebody else has changed this room.", version=row.version, at=shapes.moment(row.changed_at)
        )


def _require_in_use(row: Row[Any]) -> None:
    if row.retired_at is not None:
        raise WrongMoment("The room is retired.", number=row.number)


def _require_span(closure: Closure, now: datetime) -> None:
    if not closure.reason.strip():
        raise bad("reason", "The reason is missing.", "why the room is out of order")
    if closure.until is not None and closure.until <= closure.from_at:
        raise bad("until", "The end lies before the beginning.", "a later time, or none")
    if closure.until is not None and closure.until <= now:
        raise bad("until", "This time has passed.", "a time that lies ahead, or none")


def _booked(tell: Transaction, number: str) -> list[Row[Any]]:
    """The stays that hold the room and are not over."""
    return list(
        tell.connection.execute(
            select(stay.__table__)
            .where(stay.property_id == tell.property_id, stay.room == number, stay.state.not_in(OVER))
            .order_by(stay.arrival_at, stay.id)
        ).all()
    )


def _in_the_way(tell: Transaction, row: Row[Any]) -> list[Row[Any]]:
    return [
        one for one in _booked(tell, row.number) if room_rows.is_closed(row, one.arrival_at, one.departure_at)
    ]


def _past(tell: Transaction, number: str) -> int:
    """How many stays have had the room, moved out of it or to their end."""
    held = select(func.count(stay.id)).where(stay.property_id == tell.property_id, stay.room == number)
    left = select(func.count(move.id)).where(move.property_id == tell.property_id, move.left_room == number)
    return int(tell.connection.scalar(held) or 0) + int(tell.connection.scalar(left) or 0)


def _stay_shown(row: Row[Any], by: Actor) -> dict[str, Any]:
    """A stay in the way; who may not see boards is told neither name nor grade."""
    facts: Mapping[str, Any] = {
        "id": row.id,
        "version": row.version,
        "state": row.state,
        "room": row.room,
        "arrival_at": shapes.moment(row.arrival_at),
        "departure_at": shapes.moment(row.departure_at),
    }
    seen = {"name": row.name, "grade": row.grade} if allowed(by, Permission.BOARD_READ) else {}
    return {**facts, **seen}


def _told(kind: str, row: Row[Any]) -> Event:
    return Event(kind, {"room": shown(row)})
