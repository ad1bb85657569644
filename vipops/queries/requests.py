"""Guests' requests as a department sees them, with the tasks that carry them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, select

from vipops import models
from vipops.domain.lifecycles import REQUEST
from vipops.domain.permissions import Actor, Permission, Subject, allowed, require, sees, visibility
from vipops.domain.record_steps import REQUEST_STEPS
from vipops.enums import OVER, UNFINISHED, RequestState, TaskState
from vipops.services import shapes
from vipops.storage import reading

request, stay, task, head = models.Request, models.Stay, models.Task, models.JournalHead

OF_STAY = ("id", "name", "room", "grade", "state")
# What a row says of a task that carries it.
OF_TASK = ("id", "version", "fires", "state", "due_at", "department", "assignee", "second_signature", "title")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; ``None`` does not narrow it. ``open``: something is still to be done for it."""

    open: bool = False
    stay_id: int | None = None
    department: str | None = None
    kind: str | None = None


def requests(wanted: Wanted, actor: Actor) -> bytes:
    """JSON text {seq, requests}, by due time: those of the caller's department, and those they recorded.

    Who calls guests back sees all. Each has its row, ``possible`` verbs, its ``tasks`` and its ``stay``.
    Raises ``NotAllowed`` for people without a board.
    """
    require(actor, Permission.REQUEST_RECORD)
    with reading() as connection:
        seq = connection.scalar(select(head.seq).where(head.property_id == actor.property_id)) or 0
        rows = connection.execute(
            select(request.__table__, *(getattr(stay, name).label(f"stay_{name}_") for name in OF_STAY))
            .join(stay, stay.id == request.stay_id)
            .where(request.property_id == actor.property_id, *_narrowed(wanted))
            .order_by(request.due_at, request.id)
        ).all()
        seen = [row for row in rows if _sees(actor, row)]
        tasks = tasks_of(connection, actor, [row.stay_id for row in seen], REQUEST_STEPS)
    found = [_row(actor, row, tasks) for row in seen]
    if wanted.open:
        found = [row for row in found if _is_open(row)]
    return orjson.dumps({"seq": seq, "requests": found})


def tasks_of(
    connection: Connection, actor: Actor, stay_ids: Iterable[int], steps: Iterable[str]
) -> Mapping[tuple[int, str], list[dict[str, Any]]]:
    """The tasks that take these steps, by stay and record; another department's by step and time alone."""
    rows = connection.execute(
        select(task.__table__)
        .where(
            task.property_id == actor.property_id,
            task.stay_id.in_(sorted(set(stay_ids))),
            task.fires.in_(list(steps)),
            task.state != TaskState.CANCELLED,
        )
        .order_by(task.due_at, task.id)
    )
    found: dict[tuple[int, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        shown = shapes.shaped(shapes.TASK, row)
        names = (
            OF_TASK if sees(visibility(actor), row.department) else ("fires", "state", "due_at", "department")
        )
        found[row.stay_id, row.subject].append({name: shown[name] for name in names})
    return found


def stay_of(row: Any) -> dict[str, Any]:
    """The stay beside a record, from columns labelled ``stay_<name>_``."""
    return {name: getattr(row, f"stay_{name}_") for name in OF_STAY}


def _narrowed(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    if wanted.stay_id is not None:
        yield request.stay_id == wanted.stay_id
    if wanted.department is not None:
        yield request.department == wanted.department
    if wanted.kind is not None:
        yield request.kind == wanted.kind
    if wanted.open:
        yield request.state.not_in((RequestState.WITHDRAWN.value, RequestState.CALLED_BACK.value))
        yield stay.state.not_in(OVER)


def _sees(actor: Actor, row: Any) -> bool:
    if row.recorded_by_id == actor.id or allowed(actor, Permission.REQUEST_CALL_BACK):
        return True
    return sees(visibility(actor), row.department)


def _row(actor: Actor, row: Any, tasks: Mapping[tuple[int, str], list[dict[str, Any]]]) -> dict[str, Any]:
    subject = Subject(department=row.department, doer_id=row.recorded_by_id)
    verbs = REQUEST.verbs(row.state)
    return {
        **shapes.shaped(shapes.REQUEST, row),
        "possible": [verb for verb in verbs if allowed(actor, REQUEST.needs(row.state, verb), subject)],
        "tasks": tasks.get((row.stay_id, str(row.id)), []),
        "stay": stay_of(row),
    }


def _is_open(row: Mapping[str, Any]) -> bool:
    """Something is still to be done: it is not done, or a task of it, such as the call back, is open."""
    if row["state"] != RequestState.DONE:
        return True
    return any(one["state"] in UNFINISHED for one in row["tasks"])
