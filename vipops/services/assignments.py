"""A department's work in one stay given to a person, and what of it nobody has yet (item H1)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from vipops import models
from vipops.domain.lifecycles import TASK
from vipops.domain.permissions import Actor, Permission, Subject, require
from vipops.enums import UNFINISHED, Department
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
