"""What of an event's body goes into the event log: nothing that names a guest or holds a person's words.

Names and types are those of the OCEL 2.0 standard (https://www.ocel-standard.org/): string, time, integer,
boolean, float.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from vipops.events import KINDS

Row = Mapping[str, Any]
Attributes = Mapping[str, str]  # name -> type

STAY, TASK, LETTER, REQUEST, COMPLAINT, LOST_ITEM, GRANT, MEAL, WAKE_UP, HANDOVER, ROOM, DEPARTMENT, STAFF = (
    "stay", "task", "letter", "request", "complaint", "lost item", "grant", "meal", "wake-up", "handover",
    "room", "department", "staff",
)  # fmt: skip

OBJECT_TYPES: Mapping[str, Attributes] = {
    STAY: {
        "state": "string",
        "grade": "string",
        "room": "string",
        "arrival_at": "time",
        "departure_at": "time",
        "landing_at": "time",
        "arrival_source": "string",
        "flight_note": "string",
        "transfer": "boolean",
        "adults": "integer",
        "children": "integer",
    },
    TASK: {
        "template": "string",
        "source": "string",
        "department": "string",
        "stage": "string",
        "state": "string",
        "due_at": "time",
        "gate": "string",
        "second_signature": "string",
        "short_notice": "boolean",
    },
    LETTER: {"state": "string", "language": "string"},
    REQUEST: {"kind": "string", "department": "string", "state": "string"},
    COMPLAINT: {"state": "string"},
    LOST_ITEM: {"state": "string"},
    GRANT: {"state": "string"},
    MEAL: {},
    WAKE_UP: {},
    HANDOVER: {"department": "string"},
    ROOM: {"type": "string", "floor": "integer"},
    DEPARTMENT: {},
    STAFF: {"department": "string", "role": "string"},
}
# Only where the operator asks for names.
STAFF_NAMES: Attributes = {"username": "string", "name": "string", "post": "string"}

# The member of a body -> the type of the object that it holds.
MEMBERS: Mapping[str, str] = {
    "stay": STAY,
    "task": TASK,
    "letter": LETTER,
    "request": REQUEST,
    "complaint": COMPLAINT,
    "lost_property": LOST_ITEM,
    "grant": GRANT,
    "meal": MEAL,
    "wake_up": WAKE_UP,
    "handover": HANDOVER,
}
# What a body only points at: (member, its key, how the event relates to it).
POINTS_AT = (
    ("alarm", "task_id", "rings for"),
    ("print", "task_id", "printed for"),
    ("collision", "first_task_id", "keeps its time"),
    ("collision", "second_task_id", "gives way"),
)


def identity(kind: str, key: Any) -> str:
    """The object's id in the log."""
    return f"{kind}:{key}"


def held(body: Row) -> Iterator[tuple[str, str, Row]]:
    """(id, type, attributes) of every object that the event carries, as it then was."""
    for row in body.get("tasks") or ():
        yield identity(TASK, row["id"]), TASK, _task(row)
    for member, kind in MEMBERS.items():
        row = body.get(member)
        if row:
            yield identity(kind, row["id"]), kind, FLATTEN.get(kind, dict)(row)


def pointed_at(body: Row) -> Iterator[tuple[str, str]]:
    """(id, qualifier) of the tasks that the event names without carrying them."""
    for member, key, qualifier in POINTS_AT:
        number = (body.get(member) or {}).get(key)
        if number is not None:
            yield identity(TASK, number), qualifier


def _stay(row: Row) -> Row:
    return {**row, **row["party"]}


def _task(row: Row) -> Row:
    return {**row, "template": row["key"].partition(":")[0], "source": " ".join(row["source"])}


FLATTEN: Mapping[str, Callable[[Row], Row]] = {STAY: _stay, TASK: _task}


def _minutes_late(body: Row) -> float | None:
    """From due to done; negative when done early."""
    task = body["task"]
    if not task["done_at"]:
        return None
    waited = datetime.fromisoformat(task["done_at"]) - datetime.fromisoformat(task["due_at"])
    return round(waited.total_seconds() / 60, 1)


def _of_alarm(name: str) -> Callable[[Row], Any]:
    return lambda body: body["alarm"][name]


# kind -> attribute -> (type, how it is read from the body). Every event has its number beside these.
EVENT_ATTRIBUTES: Mapping[str, Mapping[str, tuple[str, Callable[[Row], Any]]]] = {
    "task_ticked": {"minutes_late": ("float", _minutes_late)},
    "alarm_raised": {"rung": ("integer", _of_alarm("rung")), "level": ("string", _of_alarm("level"))},
    # A closed gate that was passed: how many tasks were missing. The reason is a person's words.
    **{
        kind: {"gates_passed": ("integer", lambda body: len((body.get("passed") or {}).get("missing", ())))}
        for kind in ("stay_ready", "stay_en_route", "stay_arrived", "stay_in_house", "stay_departing",
                     "stay_departed")
    },
}  # fmt: skip


def event_types() -> Iterator[tuple[str, Attributes]]:
    """Every kind of event with the types of its attributes."""
    for kind in KINDS:
        yield (
            kind,
            {"seq": "integer", **{name: of for name, (of, _) in EVENT_ATTRIBUTES.get(kind, {}).items()}},
        )
