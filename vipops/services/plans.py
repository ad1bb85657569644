"""The stay's plan, laid and laid again: done work stays, open work moves, spent work is taken back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Row, insert, select, update

from vipops import models
from vipops.domain.lifecycles import TASK
from vipops.enums import Department, Stage, TaskState
from vipops.events import Event
from vipops.services import guests, shapes
from vipops.services.house import House
from vipops.services.plan_facts import hotel_facts, stay_facts
from vipops.services.task_order import settled
from vipops.services.transactions import Transaction
from vipops.sop.facts import Words
from vipops.sop.plan import plan
from vipops.sop.planned import PlannedTask
from vipops.sop.replan import Changes, ExistingTask, reconcile

task = models.Task

OPEN = (TaskState.WAITING, TaskState.OPEN, TaskState.IN_PROGRESS)


def lay(tell: Transaction, house: House, stay: Row[Any]) -> dict[str, Any]:
    """Compute the stay's plan, store what changed and tell it; answers the change as :func:`shown`."""
    existing = _existing(tell, stay.id)
    changes = _changes(tell, house, stay, existing)
    by_key = {row.key: row for row in existing}
    written = [
        *_restore(tell, changes, by_key),
        *_insert(tell, stay, changes, by_key),
        *_rewrite(tell, changes, by_key),
        *_cancel(tell, [by_key[old.key] for old in changes.dropped]),
    ]
    written += _open_ready(tell, stay.id)
    _tell(tell, "plan_moved" if existing else "plan_laid", stay.id, written)
    return shown(changes, by_key)


def preview(tell: Transaction, house: House, stay: Row[Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What laying the plan would change if the stay's columns had these new values. Writes nothing."""
    existing = _existing(tell, stay.id)
    imagined = SimpleNamespace(**{**stay._mapping, **new})
    return shown(_changes(tell, house, imagined, existing), {row.key: row for row in existing})


def end(tell: Transaction, stay: Row[Any]) -> None:
    """The stay is over: what is open is taken back, but for the farewell's own work after a departure."""
    spent = [
        row
        for row in _existing(tell, stay.id)
        if row.state in OPEN and not (stay.state == "departed" and row.stage == Stage.DEPARTURE)
    ]
    _tell(tell, "plan_moved", stay.id, _cancel(tell, spent))


def new_row(tell: Transaction, stay_id: int, new: PlannedTask, state: TaskState) -> dict[str, Any]:
    """The columns of a planned task that nobody has touched."""
    return {
        "property_id": tell.property_id,
        "stay_id": stay_id,
        "key": new.key,
        "template": new.template,
        "state": state.value,
        "version": 1,
        "answers": {},
        "reason": "",
        "postponed": False,
        "changed_at": tell.at,
        **_times(new),
        **_content(new),
    }


def tell_again(tell: Transaction, stay: Row[Any]) -> None:
    """Tell the whole plan of a stay that comes back to the board."""
    _tell(tell, "plan_moved", stay.id, _existing(tell, stay.id))


def shown(changes: Changes, by_key: Mapping[str, Any]) -> dict[str, Any]:
    """The change for screens: {moved: [{task_id, title, from, to}], added, dropped, late, collisions}."""

    def named(key: str, title: Words, **facts: Any) -> dict[str, Any]:
        row = by_key.get(key)
        return {"task_id": row.id if row else None, "key": key, "title": title._asdict(), **facts}

    return {
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
            named(new.key, new.title, to=shapes.moment(new.due_at), department=new.department.value)
            for new in changes.added
        ],
        "dropped": [named(old.key, old.title, department=old.department.value) for old in changes.dropped],
        "late": [named(late.key, late.title, department=late.department.value) for late in changes.late],
        "collisions": [],
    }


def _changes(tell: Transaction, house: House, stay: Any, existing: Iterable[Row[Any]]) -> Changes:
    rows = list(existing)
    happened = {row.key: row.done_at for row in rows if row.done_at}
    returning = guests.stays_before(tell, stay.guest_id) > 0
    facts = stay_facts(stay, house, happened, returning=returning)
    planned = plan(house.procedure, facts, hotel_facts(house), tell.at)
    return reconcile([_known(row) for row in rows], planned, tell.at)


def _existing(tell: Transaction, stay_id: int) -> list[Row[Any]]:
    return list(
        tell.connection.execute(select(task.__table__).where(task.stay_id == stay_id).order_by(task.id)).all()
    )


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


def _insert(
    tell: Transaction, stay: Row[Any], changes: Changes, by_key: Mapping[str, Row[Any]]
) -> list[Row[Any]]:
    settled_keys = {key for key, row in by_key.items() if settled(row)}
    rows = [
        new_row(tell, stay.id, new, TaskState.OPEN if set(new.after) <= settled_keys else TaskState.WAITING)
        for new in changes.added
        if new.key not in by_key
    ]
    if not rows:
        return []
    return list(tell.connection.execute(insert(task).returning(task.__table__), rows).all())


def _restore(tell: Transaction, changes: Changes, by_key: Mapping[str, Row[Any]]) -> list[Row[Any]]:
    """What the plan wants again after it was taken back."""
    return [
        _write(
            tell,
            by_key[new.key],
            state=TASK.fire(TaskState.CANCELLED, "restore"),
            **_times(new),
            **_content(new),
        )
        for new in changes.added
        if new.key in by_key
    ]


def _rewrite(tell: Transaction, changes: Changes, by_key: Mapping[str, Row[Any]]) -> list[Row[Any]]:
    wanted: dict[str, dict[str, Any]] = defaultdict(dict)
    for moved in changes.moved:
        wanted[moved.old.key] |= {**_times(moved.task), "postponed": False}
    for changed in changes.changed:
        wanted[changed.old.key] |= _content(changed.task)
    return [_write(tell, by_key[key], **values) for key, values in wanted.items()]


def _cancel(tell: Transaction, rows: Iterable[Row[Any]]) -> list[Row[Any]]:
    return [_write(tell, row, state=TASK.fire(row.state, "cancel")) for row in rows]


def _open_ready(tell: Transaction, stay_id: int) -> list[Row[Any]]:
    """Whatever waits for nothing any more opens."""
    rows = _existing(tell, stay_id)
    settled_keys = {row.key for row in rows if settled(row)}
    known = {row.key for row in rows}
    ready = [
        row
        for row in rows
        if row.state == TaskState.WAITING
        and all(key in settled_keys or key not in known for key in row.after)
    ]
    return [_write(tell, row, state=TASK.fire(row.state, "open")) for row in ready]


def _write(tell: Transaction, row: Row[Any], **values: Any) -> Row[Any]:
    return tell.connection.execute(
        update(task)
        .where(task.id == row.id)
        .values(version=task.version + 1, changed_at=tell.at, changed_by_id=tell.by.id, **values)
        .returning(task.__table__)
    ).one()


def _tell(tell: Transaction, kind: str, stay_id: int, rows: Iterable[Row[Any]]) -> None:
    """One event per department, each row as it stands last."""
    latest = {row.id: row for row in rows}
    by_department: dict[str, list[Any]] = defaultdict(list)
    for row in latest.values():
        by_department[row.department].append(shapes.shaped(shapes.TASK, row))
    for department, shaped in by_department.items():
        tell(Event(kind, {"tasks": shaped}, stay_id=stay_id, audience=department))


def _times(planned: PlannedTask) -> dict[str, Any]:
    # Whole seconds, as screens and events show them.
    def whole(moment: Any) -> Any:
        return (
            moment.replace(microsecond=0) + timedelta(seconds=1 if moment.microsecond else 0)
            if moment
            else None
        )

    return {
        "due_at": whole(planned.due_at),
        "anchored_at": planned.anchored_at,
        "starts_at": planned.starts_at,
        "useful_until": planned.useful_until,
        "short_notice": planned.short_notice,
    }


def _content(planned: PlannedTask) -> dict[str, Any]:
    return {
        "template_version": planned.template_version,
        "source": list(planned.source),
        "department": planned.department.value,
        "stage": planned.stage.value,
        "title": planned.title._asdict(),
        "detail": planned.detail._asdict() if planned.detail else {},
        "anchor": planned.anchor.value,
        "gate": planned.gate,
        "after": list(planned.after),
        "points": [{"id": point.id, "title": point.title._asdict()} for point in planned.points],
        "proof": [_proof(field) for field in planned.proof],
        "second_signature": planned.second_signature,
        "rekey_name": bool(planned.rekey),
        "letter": planned.letter,
        "paper": planned.paper,
        "who": planned.who,
        "people": list(planned.people),
    }


def _proof(field: Any) -> dict[str, Any]:
    shown: dict[str, Any] = {"name": field.name, "kind": field.kind, "title": field.title._asdict()}
    if field.choices:
        shown["choices"] = [
            {
                "value": choice.value,
                "title": choice.title._asdict(),
                **({"opens": choice.opens} if choice.opens else {}),
            }
            for choice in field.choices
        ]
    if field.optional:
        shown["optional"] = True
    return shown
