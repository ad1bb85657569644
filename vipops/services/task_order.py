"""Order between tasks: what waited opens when what comes first is settled, and waits again when it is not."""

from functools import cache
from typing import Any

from sqlalchemy import Row, bindparam, func, select, type_coerce, update
from sqlalchemy.dialects.postgresql import JSONB

from vipops import models
from vipops.domain.gates import holds_open
from vipops.domain.lifecycles import TASK
from vipops.enums import UNFINISHED, Anchor, TaskState
from vipops.events import Event
from vipops.services import shapes, task_clock
from vipops.services.transactions import Transaction
from vipops.storage import is_sqlite

task = models.Task
HELD_BACK = {
    "open": (TaskState.WAITING.value,),
    "hold": (TaskState.OPEN.value, TaskState.IN_PROGRESS.value),
}


def open_what_waited(tell: Transaction, before: Row[Any], after: Row[Any]) -> None:
    """Open, or put back to waiting, the tasks that name ``after``'s key, where its outcome changed."""
    if settled(before) == settled(after):
        return
    verb = "open" if settled(after) else "hold"
    where = {"at_stay": after.stay_id, "states": HELD_BACK[verb], **_named(after.key)}
    followers = tell.connection.execute(_followers(is_sqlite()), where).all()
    if not followers:
        return
    ahead = _unsettled_keys(tell, after.stay_id) if verb == "open" else set()
    for follower in followers:
        if verb == "hold" or ahead.isdisjoint(follower.after):
            _move(tell, follower, verb)


def is_timed_by(tell: Transaction, row: Row[Any]) -> bool:
    """Whether an open task is due so long after this one was done (``due: after+10m``)."""
    where = {"at_stay": row.stay_id, "states": UNFINISHED, **_named(row.key)}
    return tell.connection.execute(_timed_followers(is_sqlite()), where).first() is not None


def settled(row: Any) -> bool:
    """Whether what comes after may begin: done, and signed where a second signature is due."""
    return holds_open(row.state, row.second_signature)


def _named(key: str) -> dict[str, Any]:
    return {"named": key if is_sqlite() else [key]}


@cache
def _followers(sqlite: bool) -> Any:  # noqa: FBT001  # a key of the cache
    """The statement that finds the tasks of a stay, in given states, that name a key in ``after``."""
    names: Any
    if sqlite:
        entry = func.json_each(task.after).table_valued("value")
        names = select(1).select_from(entry).where(entry.c.value == bindparam("named")).exists()
    else:
        names = type_coerce(task.after, JSONB).contains(bindparam("named", type_=JSONB))
    return select(task.__table__).where(
        task.stay_id == bindparam("at_stay"), task.state.in_(bindparam("states", expanding=True)), names
    )


@cache
def _timed_followers(sqlite: bool) -> Any:  # noqa: FBT001  # a key of the cache
    """The statement that finds one of the followers whose due time hangs on what they follow."""
    # Asked at every tick: few tasks hang on others, and only theirs are looked into.
    return _followers(sqlite).where(task.anchor == Anchor.AFTER).with_only_columns(task.id).limit(1)


def _unsettled_keys(tell: Transaction, stay_id: int) -> set[str]:
    rows = tell.connection.execute(
        select(task.key, task.state, task.second_signature).where(
            task.property_id == tell.property_id, task.stay_id == stay_id
        )
    )
    return {row.key for row in rows if not settled(row)}


def _move(tell: Transaction, row: Row[Any], verb: str) -> None:
    step = TASK.step(row.state, verb)
    new = {"state": TASK.fire(row.state, verb), "changed_at": tell.at}
    changed = tell.connection.execute(
        update(task)
        .where(task.id == row.id)
        .values(version=task.version + 1, **new, **task_clock.wound(row, new))
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
    if changed.rung:
        task_clock.quiet(tell, [changed])
