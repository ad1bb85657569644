"""What of a department's work in a stay nobody has yet (item H1: who is responsible for what)."""

from typing import Any

from sqlalchemy import Row, select

from vipops import models
from vipops.enums import UNFINISHED
from vipops.services.transactions import Transaction

task = models.Task
Sentence = str  # the catalogue collects what is written as Sentence("…")
NOT_EVERY = Sentence("Not every task has somebody.")


def missing(tell: Transaction, row: Row[Any]) -> str:
    """Why the meeting is not over yet, or ""."""
    return NOT_EVERY if beside(tell, row) else ""


def beside(tell: Transaction, row: Row[Any]) -> list[dict[str, Any]]:
    """The open tasks of the same department and stay without an assignee: [{task_id, title}]."""
    found = tell.connection.execute(
        select(task.id, task.title)
        .where(
            task.stay_id == row.stay_id,
            task.department == row.department,
            task.state.in_(UNFINISHED),
            task.assignee_id.is_(None),
            task.id != row.id,
        )
        .order_by(task.due_at, task.id)
    )
    return [{"task_id": one.id, "title": one.title} for one in found]
