"""The plan's tasks that a letter's steps tick (``letter:`` in the checklists), and what reopens them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, select

from vipops import models
from vipops.domain.lifecycles import TASK
from vipops.enums import TaskState
from vipops.services import task_steps
from vipops.services.transactions import Transaction

task = models.Task

TICKED_BY = {"draft": ("draft",), "check": ("check",), "sign": ("sign",), "place": ("place",)}
# A step back takes back what stood on it.
REOPENED_BY = {"send_back": ("check",), "redraft": ("check",), "void": ("draft", "check", "sign", "place")}
LEADS_TO_TICK = {TaskState.WAITING: "open", TaskState.OPEN: "tick", TaskState.IN_PROGRESS: "tick"}


def follow(tell: Transaction, letter: Row[Any], verb: str) -> None:
    """Tick or reopen the stay's tasks for this step of the letter."""
    for row in _tasks(tell, letter.stay_id, TICKED_BY.get(verb, ())):
        _tick(tell, row)
    for row in _tasks(tell, letter.stay_id, REOPENED_BY.get(verb, ())):
        if row.state in (TaskState.DONE, TaskState.SIGNED_OFF):
            step = TASK.step(row.state, "reopen")
            task_steps.fire(tell, row, step, seen=row.version)


def _tasks(tell: Transaction, stay_id: int, steps: Iterable[str]) -> list[Row[Any]]:
    wanted = tuple(steps)
    if not wanted:
        return []
    return list(
        tell.connection.execute(
            select(task.__table__).where(task.stay_id == stay_id, task.letter.in_(wanted)).order_by(task.id)
        ).all()
    )


def _tick(tell: Transaction, row: Row[Any]) -> None:
    # The step itself proves that what came before is done, so a waiting task is opened on the way.
    while verb := LEADS_TO_TICK.get(TaskState(row.state)):
        row = task_steps.fire(tell, row, TASK.step(row.state, verb), seen=row.version)
