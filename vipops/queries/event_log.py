"""The journal as an object-centric event log, for process mining: OCEL 2.0 in JSON.

Bounded in memory however long the journal: objects are put together stay by stay, events pass one by one,
both from one committed state. No guest is named and nobody's words leave the house; staff are numbers
unless the operator asks for names.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import Connection, Row, or_, select

from vipops import models
from vipops.enums import Department
from vipops.queries import event_log_form as form
from vipops.services import shapes
from vipops.services.house import House
from vipops.sop.due import wall_clock
from vipops.storage import reading

event, staff, task, collision = models.Event, models.Staff, models.Task, models.Collision
AT_ONCE = 500
BEGINNING, END = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Period:
    """From a moment on and before another, in UTC."""

    start: datetime = BEGINNING
    end: datetime = END


ALWAYS = Period()


def days(first: date | None, last: date | None, house: House) -> Period:
    """The hotel days from ``first`` through ``last``; ``None`` is without limit."""

    def turned(day: date, zone: ZoneInfo = house.zone) -> datetime:
        return wall_clock(day, house.settings.day_turns_at, zone)

    return Period(turned(first) if first else BEGINNING, turned(last + timedelta(days=1)) if last else END)


def ocel(house: House, period: Period = ALWAYS, *, names: bool = False) -> Iterator[bytes]:
    """The log of a property as pieces of one JSON document; ``names`` adds the staff's.

    It holds the events of the period, and the objects of every stay that something happened to in it, with
    their history from the beginning.
    """
    with reading() as connection:
        log = _Log(connection, house, period)
        yield b'{"objectTypes":' + orjson.dumps(_object_types(names))
        yield b',\n"eventTypes":' + orjson.dumps([_type(*known) for known in form.event_types()])
        yield b',\n"objects":['
        yield from _rows([*_standing(connection, house, names=names)], log.objects())
        yield b'],\n"events":['
        yield from _rows(log.events())
        yield b"]}\n"


@dataclass(slots=True)
class _Object:
    """An object with its values over time, folded from the events that carried it."""

    id: str
    kind: str
    values: dict[str, Any] = field(default_factory=dict)
    history: list[dict[str, Any]] = field(default_factory=list)
    related: dict[tuple[str, str], None] = field(default_factory=dict)

    def carried(self, row: Mapping[str, Any], at: str) -> None:
        for name in form.OBJECT_TYPES[self.kind]:
            value = row.get(name)
            if value not in (None, "") and self.values.get(name) != value:
                self.values[name] = value
                self.history.append({"name": name, "time": at, "value": value})

    def shown(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "type": self.kind,
            "attributes": self.history,
            "relationships": _relationships(self.related),
        }


@dataclass(frozen=True, slots=True)
class _Log:
    connection: Connection
    house: House
    period: Period

    def objects(self) -> Iterator[dict[str, Any]]:
        """Every object that the events of the period tell of, one stay after the other."""
        rooms = {str(room["number"]) for room in self.house.settings.rooms}
        for stay_id in self._stays():
            for found in self._of_stay(stay_id):
                room = found.values.get("room", "")
                if room and room not in rooms:  # one that the hotel's settings do not list any more
                    rooms.add(room)
                    yield _Object(form.identity(form.ROOM, room), form.ROOM).shown()
                yield found.shown()

    def events(self) -> Iterator[dict[str, Any]]:
        rows = self._read(select(event.seq, event.kind, event.body, event.audience).order_by(event.seq))
        for row in rows:
            body = orjson.loads(row.body)
            yield {
                # Tools sort what happened in the same second by the text of its id.
                "id": form.identity("event", f"{row.seq:010}"),
                "type": row.kind,
                "time": body["at"],
                "attributes": _attributes(row.kind, body),
                "relationships": _relationships(_related(body, row.audience)),
            }

    def _stays(self) -> list[int | None]:
        """Whatever happened to them in the period. Numbers only: a hundred thousand are a few megabytes."""
        happened = {row.stay_id for row in self._read(select(event.stay_id).distinct())}
        # A collision is told once, and concerns two stays.
        met = self.connection.scalars(
            select(task.stay_id)
            .join(collision, or_(task.id == collision.first_task_id, task.id == collision.second_task_id))
            .where(
                collision.property_id == self.house.id,
                collision.found_at < self.period.end,
                or_(collision.over_at.is_(None), collision.over_at >= self.period.start),
            )
        )
        return sorted(happened.union(met), key=lambda stay_id: stay_id or 0)

    def _of_stay(self, stay_id: int | None) -> Iterable[_Object]:
        """``None``: what belongs to no stay, such as handovers."""
        found: dict[str, _Object] = {}
        wanted = select(event.body).where(event.stay_id.is_not_distinct_from(stay_id)).order_by(event.seq)
        for row in self._read(wanted, Period(end=self.period.end)):
            body = orjson.loads(row.body)
            for key, kind, values in form.held(body):
                one = found.setdefault(key, _Object(key, kind))
                one.carried(values, body["at"])
                one.related.update(dict.fromkeys(_belongs(kind, values)))
        return found.values()

    def _read(self, wanted: Any, period: Period | None = None) -> Iterable[Row[Any]]:
        within = period or self.period
        return self.connection.execute(
            wanted.where(event.property_id == self.house.id, event.at >= within.start, event.at < within.end),
            execution_options={"stream_results": True, "yield_per": AT_ONCE},
        )


def _related(body: Mapping[str, Any], audience: str) -> Iterator[tuple[str, str]]:
    """(id, qualifier) of every object that the event concerns."""
    stay_id = body.get("stay_id")
    if stay_id is not None:
        yield form.identity(form.STAY, stay_id), form.STAY
    for key, kind, values in form.held(body):
        yield key, kind
        if kind == form.STAY and values["room"]:
            yield form.identity(form.ROOM, values["room"]), form.ROOM
    yield from form.pointed_at(body)
    if audience:
        yield form.identity(form.DEPARTMENT, audience), "concerns"
    if body["by"]:
        yield form.identity(form.STAFF, body["by"]["id"]), "by"


def _belongs(kind: str, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(id, qualifier) of the objects that an object belongs to."""
    if kind != form.STAY and values.get("stay_id"):
        yield form.identity(form.STAY, values["stay_id"]), "of"
    if kind == form.STAY and values["room"]:
        yield form.identity(form.ROOM, values["room"]), "in"
    if values.get("department"):
        yield form.identity(form.DEPARTMENT, values["department"]), "done by"


def _attributes(kind: str, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    own = {name: read(body) for name, (_, read) in form.EVENT_ATTRIBUTES.get(kind, {}).items()}
    told = {"seq": body["seq"], **own}
    return [{"name": name, "value": value} for name, value in told.items() if value is not None]


def _standing(connection: Connection, house: House, *, names: bool) -> Iterator[dict[str, Any]]:
    """What stands before anything happens: rooms, departments, people."""
    began = shapes.moment(datetime.fromtimestamp(0, UTC))  # the standard's time of what always was

    def thing(kind: str, key: Any, said: Mapping[str, Any]) -> dict[str, Any]:
        attributes = [
            {"name": name, "time": began, "value": value} for name, value in said.items() if value is not None
        ]
        return {"id": form.identity(kind, key), "type": kind, "attributes": attributes, "relationships": []}

    for room in house.settings.rooms:
        yield thing(
            form.ROOM, room["number"], {name: room.get(name) for name in form.OBJECT_TYPES[form.ROOM]}
        )
    for department in Department:
        yield thing(form.DEPARTMENT, department, {})
    for row in connection.execute(select(staff).where(staff.property_id == house.id).order_by(staff.id)):
        said = {"department": row.department, "role": row.role}
        if names:
            said |= {"username": row.username, "name": row.name["en"], "post": row.post}
        yield thing(form.STAFF, row.id, said)


def _object_types(names: bool) -> list[dict[str, Any]]:  # noqa: FBT001
    extra = {form.STAFF: form.STAFF_NAMES} if names else {}
    return [_type(kind, {**known, **extra.get(kind, {})}) for kind, known in form.OBJECT_TYPES.items()]


def _type(name: str, attributes: form.Attributes) -> dict[str, Any]:
    return {"name": name, "attributes": [{"name": one, "type": of} for one, of in attributes.items()]}


def _relationships(related: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"objectId": key, "qualifier": qualifier} for key, qualifier in dict.fromkeys(related)]


def _rows(*parts: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """The rows as members of a JSON list, one on a line."""
    between = b"\n"
    for part in parts:
        for row in part:
            yield between + orjson.dumps(row)
            between = b",\n"
