"""A department's work in one stay given to a person, and what of it nobody has yet (item H1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from vipops import models
from vipops.domain.lifecycles import TASK
from vipops.domain.permissions import Actor, Permission, Subject, require
from vipops.enums import UNFINISHED, Department
from vipops.errors import BadInput
from vipops.services import answers, shapes, stays, task_proof, task_steps
from vipops.services.answers import Call
from vipops.services.transactions import Transaction, transaction

task = models.Task


@dataclass(frozen=True, slots=True)
class Assignment:
    """Whom a department's open tasks of a stay are given to; ``only_unassigned`` leaves what somebody has."""

    stay_id: int
    department: Department
    assignee: int
    only_unassigned: bool = True


@dataclass(frozen=True, slots=True)
class Before:
    """Whose a task was (``None``: nobody's), and the version that the giving left it at."""

    task_id: int
    seen: int
    assignee: int | None


@dataclass(frozen=True, slots=True)
class PutBack:
    """What of a department's tasks of a stay was given by mistake."""

    stay_id: int
    department: Department
    tasks: Sequence[Before]


def assign(asked: Assignment, *, by: Actor, now: datetime, call: Call | None = None) -> dict[str, Any]:
    """Give them; answers ``{tasks: rows}`` of what changed hands.

    Raises ``NotAllowed`` for another department's work, ``BadInput`` for nobody on duty, ``NotFound``.
    """
    require(by, Permission.TASK_ASSIGN, Subject(department=asked.department))
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        stay = stays.find(tell, asked.stay_id)
        given_to = task_proof.assignee(tell, asked.assignee)
        changed = [
            task_steps.fire(
                tell, row, TASK.step(row.state, "assign"), seen=row.version, values={"assignee_id": given_to}
            )
            for row in _rows(tell, stay, asked)
        ]
        return answers.keep(tell, call, {"tasks": [shapes.shaped(shapes.TASK, row) for row in changed]})


def put_back(asked: PutBack, *, by: Actor, now: datetime, call: Call | None = None) -> dict[str, Any]:
    """Given by mistake: each task is whose it was before; answers ``{tasks: rows}``. All of them, or none.

    Raises ``NotAllowed`` for another department's work, ``BadInput`` for a task of another stay or department
    and for nobody on duty, ``NotFound``, and ``Overtaken`` where somebody has changed a task since.
    """
    require(by, Permission.TASK_ASSIGN, Subject(department=asked.department))
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        stays.find(tell, asked.stay_id)
        rows = [_put_back(tell, asked, one) for one in asked.tasks]
        return answers.keep(tell, call, {"tasks": [shapes.shaped(shapes.TASK, row) for row in rows]})


def _put_back(tell: Transaction, asked: PutBack, one: Before) -> Row[Any]:
    row = task_steps.find(tell, one.task_id)
    if (row.stay_id, row.department) != (asked.stay_id, asked.department):
        expected = "a task of this stay and department"
        errors = [{"where": f"tasks.{one.task_id}", "message": "This is another task.", "expected": expected}]
        raise BadInput("This is not given back.", errors=errors)
    task_steps.require_version(tell, row, one.seen)
    whose = None if one.assignee is None else task_proof.assignee(tell, one.assignee)
    return task_steps.fire(
        tell, row, TASK.step(row.state, "assign"), seen=one.seen, values={"assignee_id": whose}
    )


def _rows(tell: Transaction, stay: Row[Any], asked: Assignment) -> list[Row[Any]]:
    wanted = (
        select(task.__table__)
        .where(
            task.stay_id == stay.id,
            task.department == asked.department,
            task.state.in_(UNFINISHED),
            task.assignee_id.is_distinct_from(asked.assignee),
        )
        .order_by(task.due_at, task.id)
    )
    if asked.only_unassigned:
        wanted = wanted.where(task.assignee_id.is_(None))
    return list(tell.connection.execute(wanted).all())
