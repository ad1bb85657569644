"""The steps of a stay, from prepare to depart, with cancel, no_show and undo."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import Row, Table, bindparam, select, update

from vipops import models
from vipops.domain.gates import Holder, missing
from vipops.domain.lifecycle import UNDO, Step
from vipops.domain.lifecycles import STAY
from vipops.domain.permissions import Actor, Permission, allowed, require, sees_work_of
from vipops.enums import OVER, StayState
from vipops.errors import GateClosed, NotFound, Overtaken, WrongMoment
from vipops.events import Event
from vipops.services import answers, grant_rows, letter_fate, note_honours, plans, shapes, task_clock
from vipops.services.answers import Call
from vipops.services.house import House
from vipops.services.transactions import Transaction, transaction

stay, task = models.Stay, models.Task


@dataclass(frozen=True, slots=True)
class StepAsked:
    """A step as a person asks for it. ``seen`` is the version on the screen, ``None`` for whatever stands."""

    stay_id: int
    verb: str
    seen: int | None = None
    reason: str = ""


def step(
    asked: StepAsked, *, by: Actor, house: House, now: datetime, call: Call | None = None
) -> dict[str, Any]:
    """Take the step and answer ``{stay: row}``.

    A closed gate refuses with ``GateClosed``, whose ``missing`` says what is to be done and whose it is;
    who may pass gates passes with a reason, which stays on record in the event. Raises ``NotFound``,
    ``NotAllowed``, ``WrongMoment``, ``Overtaken``.
    """
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        row = find(tell, asked.stay_id)
        require(by, STAY.needs(row.state, asked.verb))
        require_version(row, asked.seen)
        taken = STAY.step(row.state, asked.verb, came_from=row.came_from)
        passed = _pass_gate(tell, row, asked)
        changed = fire(tell, house, row, taken, passed)
        return answers.keep(tell, call, {"stay": shapes.shaped(shapes.STAY, changed)})


def fire(
    tell: Transaction, house: House, row: Row[Any], taken: Step, passed: dict[str, Any] | None = None
) -> Row[Any]:
    """Move the stay, tell it, and bring its plan and its letters after it."""
    moved = STAY.fire(row.state, taken.verb, came_from=row.came_from)
    marks = _marks(row, taken, tell.at)
    changed = change_row(tell, row, state=moved, state_at=tell.at, closed=False, **marks)
    note_honours.follow(tell, house, row, taken.verb)
    extra = {"passed": passed} if passed else {}
    tell(told(taken.tells, changed, **extra))
    if moved in OVER:
        # The letter first: voiding it opens its tasks again, which the plan's end then takes back.
        letter_fate.stay_ended(tell, changed)
        grant_rows.stay_ended(tell, changed)
        plans.end(tell, house, changed)
    else:
        plans.lay(tell, house, changed)
    if row.closed:
        # Boards let go of the stay when the day turned: they need all of its plan again.
        plans.tell_again(tell, changed)
    return changed


def find(tell: Transaction, stay_id: int) -> Row[Any]:
    """The stay's row. Raises ``NotFound``, also for another property's stay."""
    row = tell.connection.execute(_FIND, {"of": stay_id, "at_property": tell.property_id}).first()
    if row is None:
        raise NotFound("There is no such stay.", stay_id=stay_id)
    return row


def require_version(row: Row[Any], seen: int | None) -> None:
    """Raises ``Overtaken`` when the screen showed an older version; ``None`` is whatever stands now."""
    if seen is not None and seen != row.version:
        raise _overtaken(row)


def require_running(row: Any) -> None:
    """Raises ``WrongMoment`` for a stay that is over."""
    if row.state in OVER:
        raise WrongMoment("The stay is over.", state=row.state)


def change_row(tell: Transaction, row: Row[Any], **values: Any) -> Row[Any]:
    """Write the columns under the version that was read. Raises ``Overtaken``."""
    where = {"of": row.id, "seen": row.version}
    changed = tell.connection.execute(_rewrite(tuple(values)), {**values, **where}).first()
    if changed is None:
        raise _overtaken(find(tell, row.id))
    if changed.grade != row.grade:
        task_clock.look_at_stay(tell, row.id)
    return changed


def told(kind: str, row: Any, **extra: Any) -> Event:
    """The event that carries a stay as it now is, for everyone on duty."""
    return Event(kind, {"stay": shapes.shaped(shapes.STAY, row), **extra}, stay_id=row.id)


def _pass_gate(tell: Transaction, row: Row[Any], asked: StepAsked) -> dict[str, Any] | None:
    """``None`` when the gate stands open; else what was passed over, and why."""
    closed = missing(asked.verb, _holders(tell, row.id))
    if not closed:
        return None
    if asked.reason.strip() and allowed(tell.by, Permission.GATE_PASS):
        # All on duty read this: whose it was, but not what, which is their department's own.
        passed = [{"task_id": task["task_id"], "department": task["department"]} for task in closed]
        return {"reason": asked.reason.strip()[:255], "missing": passed}
    raise GateClosed(
        f"{len(closed)} task(s) must be done first.",
        missing=[_as_seen_by(tell.by, task) for task in closed],
        verb=asked.verb,
        may_pass=allowed(tell.by, Permission.GATE_PASS),
    )


def _as_seen_by(by: Actor, task: dict[str, Any]) -> dict[str, Any]:
    """Another department's work is told by whose it is: what it is, is their own."""
    return task if sees_work_of(by, task["department"]) else task | {"title": None, "assignee": None}


def _holders(tell: Transaction, stay_id: int) -> list[Holder]:
    rows = tell.connection.execute(
        select(
            task.id,
            task.gate,
            task.state,
            task.department,
            task.title,
            task.second_signature,
            task.assignee_id,
            task.who,
        ).where(task.stay_id == stay_id, task.gate != "")
    )
    return [Holder(**row._mapping) for row in rows]


def _marks(row: Row[Any], taken: Step, now: datetime) -> dict[str, Any]:
    """What the step remembers of the guest's coming, and what an undo forgets."""
    came_from = None if taken.verb == UNDO else row.state
    if taken.verb == "arrive":
        return {"came_from": came_from, "arrived_at": now}
    if taken.verb == UNDO and row.state == StayState.ARRIVED:
        return {"came_from": came_from, "arrived_at": None}
    return {"came_from": came_from}


def _overtaken(row: Row[Any]) -> Overtaken:
    return Overtaken(
        f"The stay was changed meanwhile: it is {row.state.replace('_', ' ')} now.",
        version=row.version,
        state=row.state,
        at=shapes.moment(row.state_at),
        stay=shapes.shaped(shapes.STAY, row),
    )


# Made once: putting a statement together costs more than running it.
_table = cast(Table, stay.__table__)
_FIND = select(_table).where(_table.c.id == bindparam("of"), _table.c.property_id == bindparam("at_property"))


@cache
def _rewrite(names: tuple[str, ...]) -> Any:
    return (
        update(_table)
        .where(_table.c.id == bindparam("of"), _table.c.version == bindparam("seen"))
        .values({"version": _table.c.version + 1, **{name: bindparam(name) for name in names}})
        .returning(_table)
    )
