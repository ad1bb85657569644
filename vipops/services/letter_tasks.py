"""The plan's tasks that a letter's steps tick (``letter:`` in the checklists), and what reopens them."""

from typing import Any

from sqlalchemy import Row, select

from vipops import models
from vipops.domain.lifecycles import TASK
from vipops.enums import TaskState
from vipops.services import task_steps
from vipops.services.transactions import Transaction

task = models.Task

TICKED_BY = {"draft": ("draft",), "check": ("check",), "sign": ("sign",), "place": ("place",)}
# A step back takes back what stood on it: the last one first, so that each waits again for the one before.
REOPENED_BY = {
    "take_back": ("place",),
    "send_back": ("check",),
    "redraft": ("check",),
    "void": ("place", "sign", "check", "draft"),
}
LEADS_TO_TICK = {TaskState.WAITING: "open", TaskState.OPEN: "tick", TaskState.IN_PROGRESS: "tick"}


def follow(tell: Transaction, letter: Row[Any], verb: str) -> None:
    """Tick or reopen the stay's tasks for this step of the letter."""
    for step in TICKED_BY.get(verb, ()):
        for row in _tasks(tell, letter.stay_id, step):
            _tick(tell, row)
    for step in REOPENED_BY.get(verb, ()):
        for row in _tasks(tell, letter.stay_id, step):
            _reopen(tell, row)


def _tasks(tell: Transaction, stay_id: int, letter_step: str) -> list[Row[Any]]:
    return list(
        tell.connection.execute(
            select(task.__table__)
            .where(task.stay_id == stay_id, task.letter == letter_step)
            .order_by(task.id)
        ).all()
    )


def _tick(tell: Transaction, row: Row[Any]) -> None:
    # The step itself proves that what came before is done, so a waiting task is opened on the way.
    while verb := LEADS_TO_TICK.get(TaskState(row.state)):
        row = task_steps.fire(tell, row, TASK.step(row.state, verb), seen=row.version)


def _reopen(tell: Transaction, row: Row[Any]) -> None:
    if row.state in (TaskState.DONE, TaskState.SIGNED_OFF):
        task_steps.fire(tell, row, TASK.step(row.state, "reopen"), seen=row.version)
