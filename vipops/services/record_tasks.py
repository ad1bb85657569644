"""The plan's tasks that take the steps of a request or a complaint (``fires:``), brought after its state.

A task and its record never disagree: the task is settled exactly when the record has its step behind it.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Row, select

from vipops import models
from vipops.domain.lifecycles import TASK
from vipops.enums import TaskState
from vipops.errors import WrongMoment
from vipops.services import task_steps
from vipops.services.task_order import settled
from vipops.services.transactions import Transaction

task = models.Task

LEADS_TO_TICK = {TaskState.WAITING: "open", TaskState.OPEN: "tick", TaskState.IN_PROGRESS: "tick"}
UNSETTLED = frozenset(LEADS_TO_TICK)


def bring_after(tell: Transaction, record: Row[Any], steps: Sequence[str], passed: Collection[str]) -> None:
    """Tick the tasks of the steps behind the record, open again those before it, the last one first."""
    for step in steps:
        for row in of(tell, record, step) if step in passed else ():
            _tick(tell, row)
    for step in reversed(steps):
        for row in of(tell, record, step) if step not in passed else ():
            _reopen(tell, row)


def require_one_hand(tell: Transaction, record: Row[Any], step: str) -> None:
    """Raises ``WrongMoment`` where the step's task asks for a second signature: that is given at the task."""
    for row in of(tell, record, step):
        if row.second_signature and not settled(row):
            raise WrongMoment(
                "A second person must sign: please tick its task.", state=record.state, task_id=row.id
            )


def nobodys(tell: Transaction, record: Row[Any], step: str) -> list[Row[Any]]:
    """The step's open tasks that nobody has, as far as they are the doer's department's."""
    return [
        row
        for row in of(tell, record, step)
        if row.assignee_id is None and row.department == tell.by.department and row.state in UNSETTLED
    ]


def take(tell: Transaction, rows: Iterable[Row[Any]]) -> None:
    """The doer takes these tasks."""
    for row in rows:
        _fire(tell, row, "claim", assignee_id=tell.by.id)


def put_back(
    tell: Transaction, record: Row[Any], step: str, taken: tuple[int | None, Collection[int]]
) -> None:
    """Nobody has the step's open tasks any more that this person took; what changed hands since stays."""
    by, task_ids = taken
    for row in of(tell, record, step):
        if row.id in task_ids and row.assignee_id == by and row.state in UNSETTLED:
            _fire(tell, row, "release", assignee_id=None)


def give(tell: Transaction, record: Row[Any], steps: Sequence[str], staff_id: int) -> None:
    """Hand the open tasks of these steps to a person."""
    for step in steps:
        for row in of(tell, record, step):
            if row.state in UNSETTLED and row.assignee_id != staff_id:
                _fire(tell, row, "assign", assignee_id=staff_id)


def drop(tell: Transaction, record: Row[Any], steps: Sequence[str]) -> None:
    """The record is withdrawn: its open tasks are taken back, the last one first."""
    for step in reversed(steps):
        for row in of(tell, record, step):
            if row.state in UNSETTLED:
                _fire(tell, row, "cancel")


def of(tell: Transaction, record: Row[Any], step: str) -> list[Row[Any]]:
    """The tasks of this stay that take this step of the record."""
    return list(
        tell.connection.execute(
            select(task.__table__)
            .where(task.stay_id == record.stay_id, task.subject == str(record.id), task.fires == step)
            .order_by(task.id)
        ).all()
    )


def _tick(tell: Transaction, row: Row[Any]) -> None:
    # The step itself proves that what came before is done, so a waiting task is opened on the way.
    while verb := LEADS_TO_TICK.get(TaskState(row.state)):
        row = _fire(tell, row, verb)


def _reopen(tell: Transaction, row: Row[Any]) -> None:
    if row.state in (TaskState.DONE, TaskState.SIGNED_OFF):
        _fire(tell, row, "reopen")


def _fire(tell: Transaction, row: Row[Any], verb: str, **values: Any) -> Row[Any]:
    return task_steps.fire(tell, row, TASK.step(row.state, verb), seen=row.version, values=values)
