"""The stay's plan, laid and laid again: done work stays, open work moves, spent work is taken back."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Row, bindparam, select

from vipops import models
from vipops.domain.lifecycles import TASK
from vipops.domain.permissions import Actor, sees_work_of
from vipops.domain.record_steps import COMPLAINT_STEPS
from vipops.enums import OVER, UNFINISHED, Department, Stage, StayState, TaskState
from vipops.events import Event
from vipops.services import answers_told, collision_watch, shapes, stay_records, task_batch, task_clock
from vipops.services.collision_watch import Moved
from vipops.services.house import House
from vipops.services.plan_facts import hotel_facts, stay_facts
from vipops.services.plan_rows import content, held, new_row, times
from vipops.services.task_order import settled
from vipops.services.transactions import Transaction
from vipops.sop.facts import Words
from vipops.sop.plan import plan
from vipops.sop.replan import Changes, ExistingTask, reconcile
from vipops.sop.wording import in_words

task = models.Task


@dataclass(frozen=True, slots=True)
class _Laid:
    """A plan that was laid, before it was looked at what collides."""

    changes: Changes
    by_key: Mapping[str, Any]
    moved: Moved


def lay(tell: Transaction, house: House, stay: Row[Any]) -> dict[str, Any]:
    """Compute the stay's plan, store what changed and tell it; answers the change as :func:`shown`."""
    (change,) = lay_all(tell, house, [stay])
    return change


def lay_all(tell: Transaction, house: House, stays: Iterable[Row[Any]]) -> list[dict[str, Any]]:
    """:func:`lay` for several stays, in their order; what collides is looked for when all have moved."""
    laid = [_lay(tell, house, stay) for stay in stays]
    collide = collision_watch.look(tell, house, [one.moved for one in laid])
    return [shown(tell.by, one.changes, one.by_key, collide.get(one.moved.stay.id, ())) for one in laid]


def preview(tell: Transaction, house: House, stay: Row[Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What laying the plan would change if the stay's columns had these new values. Writes nothing."""
    existing = _existing(tell, stay.id)
    imagined = SimpleNamespace(**{**stay._mapping, **new})
    changes = _changes(tell, house, imagined, existing)
    by_key = {row.key: row for row in existing}
    there = _as_they_would_be(tell, stay.id, changes, by_key)
    collide = collision_watch.foresee(tell, house, Moved(imagined, existing, there))
    return shown(tell.by, changes, by_key, collide)


def preview_in_words(
    tell: Transaction, house: House, stay: Row[Any], new: Mapping[str, Any]
) -> dict[str, Any]:
    """What :func:`preview` would change, as sentences in both languages and counts. Writes nothing."""
    imagined = SimpleNamespace(**{**stay._mapping, **new})
    changes = _changes(tell, house, imagined, _existing(tell, stay.id))
    parts = ("added", "dropped", "moved", "changed")
    return {
        "counts": {part: len(getattr(changes, part)) for part in parts},
        "words": [words._asdict() for words in in_words(changes, house.zone)],
    }


def end(tell: Transaction, house: House, stay: Row[Any]) -> None:
    """The stay is over: what is open is taken back, but for the farewell's own work after a departure."""
    existing = _existing(tell, stay.id)
    spent = [
        (row, {"state": TASK.fire(row.state, "cancel")})
        for row in existing
        if row.state in UNFINISHED and not _still_wanted(row, stay.state)
    ]
    written = task_batch.rewrite(tell, spent)
    _tell(tell, "plan_moved", stay.id, written)
    # Who does not come holds nothing any more; who has just left is still seen off.
    left = _as_they_are(existing, written) if stay.state == StayState.DEPARTED else []
    collision_watch.look(tell, house, [Moved(stay, existing, left)])


def tell_again(tell: Transaction, stay: Row[Any]) -> None:
    """Tell the whole plan of a stay that comes back to the board."""
    task_clock.look_at_stay(tell, stay.id)
    _tell(tell, "plan_moved", stay.id, _existing(tell, stay.id))


def told_moved(stay_id: int, row: Any) -> Event:
    """The event of one task of a stay's plan that is another now, for its department."""
    return Event(
        "plan_moved",
        {"tasks": [shapes.shaped(shapes.TASK, row)]},
        stay_id=stay_id,
        audience=row.department,
    )


def shown(
    by: Actor, changes: Changes, by_key: Mapping[str, Any], collide: Iterable[dict[str, Any]] = ()
) -> dict[str, Any]:
    """The change as this person may see it: {moved: [{task_id, title, from, to}], added, dropped, …}."""

    def named(key: str, title: Words, **facts: Any) -> dict[str, Any]:
        row = by_key.get(key)
        return {"task_id": row.id if row else None, "key": key, "title": title._asdict(), **facts}

    told = {
        "moved": [
            named(
                moved.old.key,
                moved.task.title,
                **{"from": shapes.moment(moved.old.due_at), "to": shapes.moment(moved.task.due_at)},
                department=moved.task.department.value,
            )
            for moved in changes.moved
        ],
        "added": [
            named(
                new.key,
                new.title,
                to=shapes.moment(new.due_at),
                department=new.department.value,
                each=new.each,
            )
            for new in changes.added
        ],
        "dropped": [named(old.key, old.title, department=old.department.value) for old in changes.dropped],
        "late": [named(late.key, late.title, department=late.department.value) for late in changes.late],
        "collisions": list(collide),
    }
    return {part: [one for one in rows if sees_work_of(by, one["department"])] for part, rows in told.items()}


def _lay(tell: Transaction, house: House, stay: Row[Any]) -> _Laid:
    existing = _existing(tell, stay.id)
    by_key = {row.key: row for row in existing}
    changes = _changes(tell, house, stay, existing)
    wanted = _wanted(changes, by_key)
    standing = {key: _with(row, wanted.get(key)) for key, row in by_key.items()}
    born = {new.key for new in changes.added} - set(by_key)
    for key, verb in _turned(standing, born):
        wanted.setdefault(key, {})["state"] = TASK.fire(standing[key].state, verb)
    written = [
        *_new(tell, stay, changes, standing),
        *task_batch.rewrite(tell, [(by_key[key], values) for key, values in wanted.items()]),
    ]
    _tell_left(tell, stay.id, by_key, written)
    _tell(tell, "plan_moved" if existing else "plan_laid", stay.id, written)
    return _Laid(changes, by_key, Moved(stay, existing, _as_they_are(existing, written)))


def _changes(tell: Transaction, house: House, stay: Any, existing: Iterable[Row[Any]]) -> Changes:
    rows = list(existing)
    happened = {row.key: row.done_at for row in rows if row.done_at}
    stand_ins = {row.key: row.stand_ins for row in rows if row.stand_ins}
    known = stay_facts(stay, house, happened, stay_records.of(tell.connection, stay, house), stand_ins)
    facts = replace(known, told=answers_told.of(rows))
    planned = plan(house.procedure_of(stay.procedure_version), facts, hotel_facts(house), tell.at)
    wanted = [new for new in planned if _still_wanted(new, stay.state)]
    return reconcile([_known(row) for row in rows], wanted, tell.at)


def _still_wanted(work: Any, state: str) -> bool:
    """After the departure only the farewell's own work goes on, such as what was left behind (item D3).

    A complaint is tracked to its end, however the stay ended (rule P8).
    """
    if state not in OVER or work.fires in COMPLAINT_STEPS:
        return True
    return state == StayState.DEPARTED and work.stage == Stage.DEPARTURE


def _existing(tell: Transaction, stay_id: int) -> list[Row[Any]]:
    # Locked, so that a tick on PostgreSQL cannot slip in between reading the plan and writing it.
    return list(tell.connection.execute(_OF_STAY, {"at_stay": stay_id}).all())


_OF_STAY = (
    select(task.__table__).where(task.stay_id == bindparam("at_stay")).order_by(task.id).with_for_update()
)


def _with(row: Row[Any], values: Mapping[str, Any] | None) -> Any:
    """The row with these values in place of its own; most rows of a plan stay as they are."""
    return SimpleNamespace(**{**row._mapping, **values}) if values else row


def _as_they_are(existing: Iterable[Row[Any]], written: Iterable[Any]) -> list[Any]:
    """All tasks of the stay now that some were written."""
    rows: dict[int, Any] = {row.id: row for row in existing}
    return [*(rows | {row.id: row for row in written}).values()]


def _as_they_would_be(
    tell: Transaction, stay_id: int, changes: Changes, by_key: Mapping[str, Any]
) -> list[Any]:
    wanted = _wanted(changes, by_key)
    rows = [_with(row, wanted.get(key)) for key, row in by_key.items()]
    new = [task for task in changes.added if task.key not in by_key]
    return rows + [
        SimpleNamespace(**new_row(tell, stay_id, planned, TaskState.OPEN), id=-number)
        for number, planned in enumerate(new, start=1)
    ]


def _known(row: Row[Any]) -> ExistingTask:
    return ExistingTask(
        key=row.key,
        state=TaskState(row.state),
        due_at=row.due_at,
        anchored_at=row.anchored_at,
        title=Words(**row.title),
        detail=Words(**row.detail) if row.detail else None,
        department=Department(row.department),
        template_version=row.template_version,
        after=tuple(row.after),
        short_notice=row.short_notice,
        postponed=row.postponed,
    )


def _new(tell: Transaction, stay: Row[Any], changes: Changes, by_key: Mapping[str, Any]) -> list[Any]:
    # What was never born, such as the preparations for a walk-in, keeps nobody waiting.
    ahead = {key for key, row in by_key.items() if not settled(row)} | {new.key for new in changes.added}
    return task_batch.add(
        tell,
        [
            new_row(tell, stay.id, new, TaskState.OPEN if ahead.isdisjoint(new.after) else TaskState.WAITING)
            for new in changes.added
            if new.key not in by_key
        ],
    )


def _wanted(changes: Changes, by_key: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The new values of rows that are there, by key."""
    wanted: dict[str, dict[str, Any]] = defaultdict(dict)
    for moved in changes.moved:
        wanted[moved.old.key] |= {**times(moved.task), "postponed": False}
    for changed in changes.changed:
        wanted[changed.old.key] |= {**content(changed.task), **held(changed.task)}
        if changed.task.department != changed.old.department:
            wanted[changed.old.key]["assignee_id"] = None
    for dropped in changes.dropped:
        wanted[dropped.key]["state"] = TASK.fire(dropped.state, "cancel")
    for restored in changes.added:
        if restored.key in by_key:
            back = TASK.fire(TaskState.CANCELLED, "restore")
            wanted[restored.key] |= {"state": back, **times(restored), **content(restored)}
    return wanted


def _turned(rows: Mapping[str, Any], born: Collection[str]) -> Iterator[tuple[str, str]]:
    """The keys of what waits for nothing any more ("open"), and of what has to wait again ("hold")."""
    ahead = {key for key, row in rows.items() if not settled(row)} | set(born)
    for key, row in rows.items():
        waits = any(first in ahead for first in row.after)
        if row.state == TaskState.WAITING and not waits:
            yield key, "open"
        elif row.state in (TaskState.OPEN, TaskState.IN_PROGRESS) and waits:
            yield key, "hold"


def _tell_left(tell: Transaction, stay_id: int, before: Mapping[str, Any], rows: Iterable[Any]) -> None:
    """Tell a department which tasks are another's now. Its event goes first: who sees both keeps the row."""
    left: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        old = before.get(row.key)
        if old is not None and old.department != row.department:
            left[old.department].append(row.id)
    for department, ids in left.items():
        tell(Event("plan_moved", {"tasks": [], "left": ids}, stay_id=stay_id, audience=department))


def _tell(tell: Transaction, kind: str, stay_id: int, rows: Iterable[Any]) -> None:
    """One event per department."""
    by_department: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        by_department[row.department].append(shapes.shaped(shapes.TASK, row))
    for department, shaped in by_department.items():
        tell(Event(kind, {"tasks": shaped}, stay_id=stay_id, audience=department))
