"""What a wall screen is told: what it draws, and nothing else.

It hangs where anybody passes. Of a stay it gets who comes by family name, room, times and stage; of a task
its title, time and state; no flight, plate, seat, note, name in full, person of the staff or answer. The same
cuts make its first board and every event after it, so that live equals reload.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import orjson
from sqlalchemy import Connection, select

from vipops import models
from vipops.domain.family_names import BLOT, family_name
from vipops.storage import reading

Row = Mapping[str, Any]

OF_STAY = ("id", "state", "grade", "room", "arrival_at", "arrival_source", "departure_at")
OF_TASK = ("id", "stay_id", "department", "title", "due_at", "state", "gate", "second_signature")
OF_ALARM = ("id", "task_id", "stay_id", "waits_for", "level", "due_at", "taken_at", "over_at")
OF_DEPARTMENT = ("code", "name", "icon")

NUMBER = re.compile(r"[1-9][0-9]{0,8}")
AT_ONCE = 500

Texts = Mapping[str, str]
Cut = Callable[[Any, Texts], Any]


def board(connection: Connection, parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of the house's board as a wall gets them, each as JSON text."""
    whole = {name: orjson.loads(text) for name, text in parts.items() if name in CUTS}
    cut = _cut(whole, _texts(connection, whole["tasks"]))
    return {name: orjson.dumps(part) for name, part in cut.items()}


def frame(events: Iterable[tuple[int, str, str]]) -> bytes:
    """A JSON list of these events (seq, audience, body) as a wall gets them; every number is there."""
    bodies = [orjson.loads(body) for _seq, _audience, body in events]
    with reading() as connection:
        texts = _texts(connection, [task for body in bodies for task in _tasks(body)])
    return orjson.dumps([_event(body, texts) for body in bodies])


def _event(body: Row, texts: Texts) -> dict[str, Any]:
    told = _cut(body, texts)
    if not told and body["kind"] != "stay_closed":
        return {"seq": body["seq"], "kind": "hidden"}
    shown = {name: body[name] for name in ("seq", "kind", "stay_id", "left") if name in body}
    return shown | told


def _cut(whole: Row, texts: Texts) -> dict[str, Any]:
    return {name: cut(whole[name], texts) for name, cut in CUTS.items() if name in whole}


def _tasks(body: Row) -> list[Row]:
    return [*body.get("tasks", ()), *((body["task"],) if "task" in body else ())]


def _texts(connection: Connection, tasks: Iterable[Row]) -> dict[str, str]:
    """What guests asked for, by the number of the request: it stands in the titles of its tasks.

    A room and a child are numbers too; their titles say nothing that a request of that number says.
    """
    wanted = sorted({int(task["subject"]) for task in tasks if NUMBER.fullmatch(task["subject"])})
    request = models.Request
    found: dict[str, str] = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        rows = connection.execute(select(request.id, request.text).where(request.id.in_(some)))
        found |= {str(row.id): row.text for row in rows}
    return found


def _stay(row: Row, _texts: Texts) -> dict[str, Any]:
    called = row["name"] if row["incognito"] else family_name(row["name"])
    # Whether the guest is fetched decides which step comes next; from where is nobody's business.
    return _only(OF_STAY, row) | {"called": called, "transfer": bool(row["transfer"])}


def _task(row: Row, texts: Texts) -> dict[str, Any]:
    shown = _only(OF_TASK, row)
    said = texts.get(row["subject"])
    if said:
        shown["title"] = {language: title.replace(said, BLOT) for language, title in row["title"].items()}
    return shown


def _alarm(row: Row, _texts: Texts) -> dict[str, Any]:
    return _only(OF_ALARM, row)


def _department(row: Row, _texts: Texts) -> dict[str, Any]:
    return _only(OF_DEPARTMENT, row)


def _only(names: Iterable[str], row: Row) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _as_is(part: Any, _texts: Texts) -> Any:
    return part


def _each(cut: Cut) -> Cut:
    return lambda rows, texts: [cut(row, texts) for row in rows]


# The parts of boards and events that a wall gets at all, and what of them.
CUTS: Mapping[str, Cut] = {
    "stays": _each(_stay),
    "stay": _stay,
    "tasks": _each(_task),
    "task": _task,
    "alarms": _each(_alarm),
    "alarm": _alarm,
    "departments": _each(_department),
    "grades": _as_is,
}
