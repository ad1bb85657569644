"""One step of one task: the row, its event, and what waited for it. Persons come through ``tasks``."""

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from sqlalchemy import Row, Table, bindparam, select, update

from vipops import models
from vipops.domain.lifecycle import Step
from vipops.domain.lifecycles import TASK
from vipops.enums import TaskState
from vipops.errors import NotFound, Overtaken
from vipops.events import Event
from vipops.services import shapes, task_clock
from vipops.services.task_order import open_what_waited
from vipops.services.transactions import Transaction

# The steps by which a person makes the work their own: whoever does so has its alarm in hand.
TAKES_IT = frozenset({"start", "claim"})


def fire(
    tell: Transaction, row: Row[Any], step: Step, *, seen: int, values: Mapping[str, Any] | None = None
) -> Row[Any]:
    """Take the step, tell it, and open what waited for it. Raises ``Overtaken``."""
    moved = TASK.fire(row.state, step.verb)
    new = {
        "state": moved,
        "changed_by_id": tell.by.id,
        "changed_at": tell.done_at,
        **_marks(tell, moved, step.verb),
        **(values or {}),
    }
    new |= task_clock.wound(row, new)
    where = {"of": row.id, "at_property": tell.property_id, "seen": seen}
    changed = tell.connection.execute(_move(tuple(new)), new | where).first()
    if changed is None:
        raise overtaken(tell, row.id)
    tell(told(step.tells, changed))
    # The row that was read may be older than an alarm; the one that was written is not.
    if changed.rung or "rung" in new:
        task_clock.quiet(tell, [changed])
    if changed.rung and step.verb in TAKES_IT:
        task_clock.in_hand(tell, changed.id)
    if changed.rung and step.verb == "release":
        task_clock.out_of_hand(tell, changed.id)
    open_what_waited(tell, row, changed)
    return changed


def told(kind: str, row: Any) -> Event:
    """The event that carries a task as it now is, for its department."""
    return Event(
        kind,
        {"task_id": row.id, "task": shapes.shaped(shapes.TASK, row)},
        stay_id=row.stay_id,
        audience=row.department,
    )


def find(tell: Transaction, task_id: int) -> Row[Any]:
    row = tell.connection.execute(_FIND, {"of": task_id, "at_property": tell.property_id}).first()
    if row is None:
        raise NotFound("There is no such task.", task_id=task_id)
    return row


def require_version(tell: Transaction, row: Row[Any], seen: int) -> None:
    """Raises ``Overtaken`` when the screen showed an older version."""
    if row.version != seen:
        raise overtaken(tell, row.id)


def overtaken(tell: Transaction, task_id: int) -> Overtaken:
    """Who was first, when, and how the task stands now."""
    staff = models.Staff
    row = find(tell, task_id)
    person = tell.connection.execute(select(staff.name).where(staff.id == row.changed_by_id)).scalar()
    by = {"id": row.changed_by_id, "name": person} if person else None
    who = person["en"] if person else "The plan"
    return Overtaken(
        f"{who} was first: the task is {row.state.replace('_', ' ')} now.",
        by=by,
        at=shapes.moment(row.changed_at),
        version=row.version,
        state=row.state,
        task=shapes.shaped(shapes.TASK, row),
    )


def _marks(tell: Transaction, moved: str, verb: str) -> dict[str, Any]:
    """When and by whom it was done and signed: set on the way in, cleared on the way back."""
    if moved == TaskState.DONE:
        received = tell.at if tell.made_at else None
        return {"done_at": tell.done_at, "done_by_id": tell.by.id, "received_at": received}
    if moved == TaskState.SIGNED_OFF:
        return {"signed_at": tell.done_at, "signed_by_id": tell.by.id}
    if verb == "reopen":
        return dict.fromkeys(("done_at", "done_by_id", "received_at", "signed_at", "signed_by_id"))
    return {}


@cache
def _move(columns: tuple[str, ...]) -> Any:
    """The statement that writes these columns under the version seen; made once for each set of columns."""
    return (
        update(_table)
        .where(
            _table.c.id == bindparam("of"),
            _table.c.property_id == bindparam("at_property"),
            _table.c.version == bindparam("seen"),
        )
        .values({"version": _table.c.version + 1, **{name: bindparam(name) for name in columns}})
        .returning(_table)
    )


_table = cast(Table, models.Task.__table__)
_FIND = select(_table).where(_table.c.id == bindparam("of"), _table.c.property_id == bindparam("at_property"))
