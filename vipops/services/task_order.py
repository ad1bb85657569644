"""Order between tasks: what waited opens when what comes first is settled, and waits again when it is not."""

from typing import Any

from sqlalchemy import Row, func, select, type_coerce, update
from sqlalchemy.dialects.postgresql import JSONB

from vipops import models
from vipops.domain.gates import Holder, holds_open
from vipops.domain.lifecycles import TASK
from vipops.enums import TaskState
from vipops.events import Event
from vipops.services import shapes
from vipops.services.transactions import Transaction
from vipops.storage import is_sqlite

task = models.Task
HELD_BACK = {"open": (TaskState.WAITING,), "hold": (TaskState.OPEN, TaskState.IN_PROGRESS)}


def open_what_waited(tell: Transaction, before: Row[Any], after: Row[Any]) -> None:
    """Open, or put back to waiting, the tasks that name ``after``'s key, where its outcome changed."""
    if settled(before) == settled(after):
        return
    verb = "open" if settled(after) else "hold"
    followers = tell.connection.execute(
        select(task.__table__).where(
            task.property_id == tell.property_id,
            task.stay_id == after.stay_id,
            task.state.in_(HELD_BACK[verb]),
            _names(after.key),
        )
    ).all()
    if not followers:
        return
    settled_keys = _settled_keys(tell, after.stay_id) if verb == "open" else set()
    for follower in followers:
        if verb == "hold" or set(follower.after) <= settled_keys:
            _move(tell, follower, verb)


def settled(row: Any) -> bool:
    """Whether what comes after may begin: done, and signed where a second signature is due."""
    return holds_open(Holder(row.id, row.gate, row.state, row.department, row.title, row.second_signature))


def _names(key: str) -> Any:
    if is_sqlite():
        entry = func.json_each(task.after).table_valued("value")
        return select(1).select_from(entry).where(entry.c.value == key).exists()
    return type_coerce(task.after, JSONB).contains([key])


def _settled_keys(tell: Transaction, stay_id: int) -> set[str]:
    rows = tell.connection.execute(
        select(
            task.id, task.key, task.gate, task.state, task.department, task.title, task.second_signature
        ).where(task.property_id == tell.property_id, task.stay_id == stay_id)
    )
    return {row.key for row in rows if settled(row)}


def _move(tell: Transaction, row: Row[Any], verb: str) -> None:
    step = TASK.step(row.state, verb)
    changed = tell.connection.execute(
        update(task)
        .where(task.id == row.id)
        .values(state=TASK.fire(row.state, verb), version=task.version + 1, changed_at=tell.at)
        .returning(task.__table__)
    ).one()
    tell(
        Event(
            step.tells,
            {"task_id": changed.id, "task": shapes.shaped(shapes.TASK, changed)},
            stay_id=changed.stay_id,
            audience=changed.department,
        )
    )
