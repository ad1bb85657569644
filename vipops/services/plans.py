"""The stay's plan, laid and laid again: done work stays, open work moves, spent work is taken back."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType, SimpleNamespace
from typing import Any

from sqlalchemy import Row, bindparam, select

from vipops import models
from vipops.domain.lifecycles import TASK
from vipops.domain.permissions import Actor, sees_work_of
from vipops.domain.record_steps import COMPLAINT_STEPS
from vipops.enums import OVER, UNFINISHED, Department, Stage, StayState, TaskState
from vipops.events import Event
from vipops.services import (
    answers_told,
    collision_watch,
    row_batch,
    shapes,
    stay_records,
    task_batch,
    task_clock,
)
from vipops.services.collision_watch import Moved
from vipops.services.house import House
from vipops.services.plan_facts import hotel_facts, stay_facts
from vipops.services.plan_rows import content, held, new_row, times
from vipops.services.stay_records import StayRecords
from vipops.services.task_order import settled
from vipops.services.transactions import Transaction
from vipops.sop.facts import Words
from vipops.sop.plan import plan
from vipops.sop.replan import Changes, ExistingTask, reconcile
from vipops.sop.wording import in_words

task = models.Task
_AS_IT_IS: Mapping[int, Row[Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Draft:
    """A stay's new plan before it is stored: values for rows that are there, by key, and rows to add."""

    stay: Row[Any]
    existing: Sequence[Row[Any]]
    changes: Changes
    by_key: Mapping[str, Row[Any]]
    wanted: Mapping[str, Mapping[str, Any]]
    new: Sequence[dict[str, Any]]


def lay(tell: Transaction, house: House, stay: Row[Any], *, was: Row[Any] | None = None) -> dict[str, Any]:
    """Compute the stay's plan, store what changed and tell it; answers the change as :func:`shown`.

    ``was`` is the stay before, where its grade or party may be another.
    """
    (change,) = lay_all(tell, house, [stay], before={} if was is None else {stay.id: was})
    return change


def lay_all(
    tell: Transaction, house: House, stays: Iterable[Row[Any]], *, before: Mapping[int, Row[Any]] = _AS_IT_IS
) -> list[dict[str, Any]]:
    """:func:`lay` for several stays, in their order; what collides is looked for when all have moved."""
    drafts = _drafts(tell, house, list(stays))
    written = _stored(tell, drafts)
    for draft in drafts:
        _tell_left(tell, draft.stay.id, draft.by_key, written[draft.stay.id])
        _tell(tell, "plan_moved" if draft.existing else "plan_laid", draft.stay.id, written[draft.stay.id])
    moved = [
        Moved(
            draft.stay,
            draft.existing,
            _as_they_are(draft.existing, written[draft.stay.id]),
            before.get(draft.stay.id),
        )
        for draft in drafts
    ]
    collide = collision_watch.look(tell, house, moved)
    return [shown(tell.by, draft.changes, draft.by_key, collide.get(draft.stay.id, ())) for draft in drafts]


def preview(tell: Transaction, house: House, stay: Row[Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What laying the plan would change if the stay's columns had these new values. Writes nothing."""
    existing = _existing(tell, stay.id)
    imagined = row_batch.with_values(stay, new)
    changes = _changes(tell, house, imagined, existing)
    by_key = {row.key: row for row in existing}
    there = _as_they_would_be(tell, stay.id, changes, by_key)
    collide = collision_watch.foresee(tell, house, Moved(imagined, existing, there, stay))
    return shown(tell.by, changes, by_key, collide)


def preview_in_words(
    tell: Transaction, house: House, stay: Row[Any], new: Mapping[str, Any]
) -> dict[str, Any]:
    """What :func:`preview` would change, as sentences in both languages and counts. Writes nothing."""
    imagined = row_batch.with_values(stay, new)
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


def _drafts(tell: Transaction, house: House, stays: Sequence[Row[Any]]) -> list[_Draft]:
    existing = _existing_of(tell, [stay.id for stay in stays])
    records = stay_records.of_all(tell.connection, stays, house)
    return [_draft(tell, house, stay, existing[stay.id], records[stay.id]) for stay in stays]


def _draft(
    tell: Transaction, house: House, stay: Row[Any], existing: Sequence[Row[Any]], records: StayRecords
) -> _Draft:
    by_key = {row.key: row for row in existing}
    changes = _compared(tell, house, stay, existing, records)
    wanted = _wanted(changes, by_key)
    standing = {key: _standing(row, wanted.get(key)) for key, row in by_key.items()}
    born = {new.key for new in changes.added} - by_key.keys()
    ahead = born.union(key for key, row in standing.items() if not settled(row))
    for key, verb in _turned(standing, ahead):
        wanted.setdefault(key, {})["state"] = TASK.fire(standing[key].state, verb)
    # What was never born, such as the preparations for a walk-in, keeps nobody waiting.
    new = [
        new_row(tell, stay.id, task, TaskState.OPEN if ahead.isdisjoint(task.after) else TaskState.WAITING)
        for task in changes.added
        if task.key in born
    ]
    return _Draft(stay, existing, changes, by_key, wanted, new)


def _stored(tell: Transaction, drafts: Iterable[_Draft]) -> Mapping[int, list[Any]]:
    """Write what the drafts want; answers the written rows by their stay, the new ones first."""
    all_of_them = list(drafts)
    added = task_batch.add(tell, [row for draft in all_of_them for row in draft.new])
    rewritten = task_batch.rewrite(
        tell, [(draft.by_key[key], values) for draft in all_of_them for key, values in draft.wanted.items()]
    )
    written: dict[int, list[Any]] = defaultdict(list)
    for row in (*added, *rewritten):
        written[row.stay_id].append(row)
    return written


def _changes(tell: Transaction, house: House, stay: Any, existing: Sequence[Row[Any]]) -> Changes:
    return _compared(tell, house, stay, existing, stay_records.of(tell.connection, stay, house))


def _compared(
    tell: Transaction, house: House, stay: Any, existing: Sequence[Row[Any]], records: StayRecords
) -> Changes:
    happened = {row.key: row.done_at for row in existing if row.done_at}
    stand_ins = {row.key: row.stand_ins for row in existing if row.stand_ins}
    known = stay_facts(stay, house, happened, records, stand_ins)
    facts = replace(known, told=answers_told.of(existing))
    planned = plan(house.procedure_of(stay.procedure_version), facts, hotel_facts(house), tell.at)
    wanted = [new for new in planned if _still_wanted(new, stay.state)]
    return reconcile([_known(row) for row in existing], wanted, tell.at)


def _still_wanted(work: Any, state: str) -> bool:
    """After the departure only the farewell's own work goes on, such as what was left behind (item D3).

    A complaint is tracked to its end, however the stay ended (rule P8).
    """
    if state not in OVER or work.fires in COMPLAINT_STEPS:
        return True
    return state == StayState.DEPARTED and work.stage == Stage.DEPARTURE


def _existing(tell: Transaction, stay_id: int) -> list[Row[Any]]:
    return _existing_of(tell, [stay_id])[stay_id]


def _existing_of(tell: Transaction, stay_ids: Sequence[int]) -> Mapping[int, list[Row[Any]]]:
    # Locked, so that a tick on PostgreSQL cannot slip in between reading the plan and writing it.
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in tell.connection.execute(_OF_STAYS, {"at_stays": stay_ids}).all():
        found[row.stay_id].append(row)
    return found


_OF_STAYS = (
    select(task.__table__)
    .where(task.stay_id.in_(bindparam("at_stays", expanding=True)))
    .order_by(task.id)
    .with_for_update()
)


def _standing(row: Row[Any], values: Mapping[str, Any] | None) -> Any:
    """The row as far as others wait for it, or it for them; most rows of a plan only move."""
    return row_batch.with_values(row, values) if values and DECIDES_ORDER & values.keys() else row


DECIDES_ORDER = frozenset({"state", "after", "second_signature"})


def _as_they_are(existing: Iterable[Row[Any]], written: Iterable[Any]) -> list[Any]:
    """All tasks of the stay now that some were written."""
    rows: dict[int, Any] = {row.id: row for row in existing}
    return [*(rows | {row.id: row for row in written}).values()]


def _as_they_would_be(
    tell: Transaction, stay_id: int, changes: Changes, by_key: Mapping[str, Any]
) -> list[Any]:
    wanted = _wanted(changes, by_key)
    rows = [row_batch.with_values(row, wanted[key]) if key in wanted else row for key, row in by_key.items()]
    new = [task for task in changes.added if task.key not in by_key]
    return rows + [
        SimpleNamespace(**new_row(tell, stay_id, planned, TaskState.OPEN), id=-number)
        for number, planned in enumerate(new, start=1)
    ]


def _known(row: Row[Any]) -> ExistingTask:
    return ExistingTask(
        key=row.key,
        state=_STATES[row.state],
        due_at=row.due_at,
        anchored_at=row.anchored_at,
        title=Words(row.title["zh"], row.title["en"]),
        detail=Words(row.detail["zh"], row.detail["en"]) if row.detail else None,
        department=_DEPARTMENTS[row.department],
        template_version=row.template_version,
        after=tuple(row.after),
        short_notice=row.short_notice,
        postponed=row.postponed,
    )


# Asked for by the ten thousand: a table is faster than the enumeration itself.
_STATES: Mapping[str, TaskState] = {state.value: state for state in TaskState}
_DEPARTMENTS: Mapping[str, Department] = {department.value: department for department in Department}


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


def _turned(rows: Mapping[str, Any], ahead: Collection[str]) -> Iterator[tuple[str, str]]:
    """The keys of what waits for nothing any more ("open"), and of what has to wait again ("hold")."""
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
