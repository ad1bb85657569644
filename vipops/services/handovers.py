"""Handover at the end of a shift: open items are given, and accepted by name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Row, Table, bindparam, exists, insert, select, update

from vipops import models
from vipops.domain.lifecycles import TASK
from vipops.domain.permissions import WHOLE_HOUSE, Actor, Permission, Subject, require
from vipops.enums import UNFINISHED, Department
from vipops.errors import BadInput, NotAllowed, NotFound, Overtaken, WrongMoment
from vipops.events import Event
from vipops.services import answers, shapes, task_steps
from vipops.services.answers import Call
from vipops.services.transactions import Transaction, transaction

# The whole house's handover lies on the lobby manager's desk.
DESK = Department.FRONT_OFFICE


@dataclass(frozen=True, slots=True)
class Given:
    """What is handed over: a note for the shift, and tasks by id with a note of their own each, or "".

    ``department`` "" is the whole house.
    """

    department: str
    note: str
    items: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Accepted:
    """What is accepted: tasks by id, ``None`` for all that is left. ``takes`` them upon oneself."""

    handover_id: int
    task_ids: Sequence[int] | None = None
    takes: bool = False


def give(given: Given, *, by: Actor, now: datetime, call: Call | None = None) -> dict[str, Any]:
    """Hand open items over; answers ``{handover: {id, department}}``.

    Raises ``NotAllowed``, ``BadInput`` for nothing at all, for tasks of somebody else's and for finished
    ones, and ``WrongMoment`` for items that lie in another handover and wait to be accepted.
    """
    require(by, Permission.HANDOVER_GIVE, Subject(department=given.department))
    with transaction(by, now) as tell:
        if (earlier := answers.earlier(tell, call)) is not None:
            return earlier
        note = given.note.strip()
        if not note and not given.items:
            raise BadInput("There is nothing to hand over.", errors=[_error("items", "an item or a note")])
        _require_open(tell, given)
        row = _written(tell, given, note)
        tell(_told("handover_given", row))
        return answers.keep(tell, call, {"handover": _shown(row)})


def take_back(handover_id: int, *, by: Actor, now: datetime, call: Call | None = None) -> dict[str, Any]:
    """Given by mistake: its items may be handed over anew. Answers ``{handover}``.

    Only who gave it may. Raises ``NotFound``, ``NotAllowed``, and ``WrongMoment`` when somebody has accepted
    of it, or it was taken back before.
    """
    with transaction(by, now) as tell:
        if (earlier := answers.earlier(tell, call)) is not None:
            return earlier
        row = _find(tell, handover_id)
        require(by, Permission.HANDOVER_GIVE, Subject(department="" if row.whole_house else row.department))
        if row.given_by_id != by.id:
            raise NotAllowed("Only who gave it takes it back.")
        if row.closed_at is not None:
            raise WrongMoment("It is closed already.", closed_at=shapes.moment(row.closed_at))
        accepted = sum(item.accepted_at is not None for item in _items(tell, row.id))
        if accepted:
            raise WrongMoment("Somebody has accepted of it already.", accepted=accepted)
        row = tell.connection.execute(_TAKE_BACK, {"this": row.id, "moment": tell.at}).one()
        tell(_told("handover_taken_back", row))
        return answers.keep(tell, call, {"handover": _shown(row)})


def accept(asked: Accepted, *, by: Actor, now: datetime, call: Call | None = None) -> dict[str, Any]:
    """Accept items by name; answers ``{handover: {id, department, closed_at}}``.

    A handover closes with its last item. Raises ``NotFound``, ``NotAllowed`` also for who gave it,
    ``WrongMoment`` when it is closed, and ``Overtaken`` with who accepted an item before.
    """
    with transaction(by, now) as tell:
        if (earlier := answers.earlier(tell, call)) is not None:
            return earlier
        row = _find(tell, asked.handover_id)
        require(by, Permission.HANDOVER_ACCEPT, Subject(department="" if row.whole_house else row.department))
        if row.given_by_id == by.id:
            raise NotAllowed("Somebody else accepts what you hand over.")
        if row.closed_at is not None:
            raise WrongMoment("All of it is accepted already.", closed_at=shapes.moment(row.closed_at))
        left = [item.task_id for item in _items(tell, row.id) if item.accepted_at is None]
        wanted = left if asked.task_ids is None else sorted(set(asked.task_ids))
        _require_left(tell, row, wanted, left)
        for task_id in wanted:
            tell.connection.execute(
                _ACCEPT, {"of": row.id, "item": task_id, "moment": tell.at, "person": by.id}
            )
        if asked.takes:
            _take(tell, wanted)
        if len(wanted) == len(left):
            row = tell.connection.execute(_CLOSE, {"this": row.id, "moment": tell.at}).one()
        tell(_told("handover_accepted", row))
        return answers.keep(tell, call, {"handover": _shown(row)})


def _require_open(tell: Transaction, given: Given) -> None:
    """All items are unfinished work of the department, and none waits in another handover."""
    wanted = list(given.items)
    where = {"these": wanted, "at_property": tell.property_id}
    found = {row.id: row for row in tell.connection.execute(_TASKS, where)}
    errors = [
        _error(f"items.{task_id}", expected)
        for task_id in wanted
        if (expected := _fault(found.get(task_id), given.department))
    ]
    if errors:
        raise BadInput("This cannot be handed over.", errors=errors)
    waiting = tell.connection.scalars(_WAITING, where).all()
    if waiting:
        raise WrongMoment(
            f"{len(waiting)} of these wait to be accepted from the last handover.", task_ids=sorted(waiting)
        )


def _fault(row: Row[Any] | None, department: str) -> str:
    if row is None or (department and row.department != department):
        return "a task of the department" if department else "a task of the house"
    return "" if row.state in UNFINISHED else "a task that is not finished"


def _written(tell: Transaction, given: Given, note: str) -> Row[Any]:
    row = tell.connection.execute(
        insert(_handover).returning(_handover),
        {
            "property_id": tell.property_id,
            "department": given.department or DESK,
            "whole_house": not given.department,
            "note": note,
            "given_at": tell.at,
            "given_by_id": tell.by.id,
        },
    ).one()
    items = [
        {"handover_id": row.id, "task_id": task_id, "property_id": tell.property_id, "note": said.strip()}
        for task_id, said in given.items.items()
    ]
    if items:
        tell.connection.execute(insert(_item), items)
    return row


def _find(tell: Transaction, handover_id: int) -> Row[Any]:
    # Locked: of two who accept the last items at once one closes it.
    row = tell.connection.execute(_FIND, {"this": handover_id, "at_property": tell.property_id}).first()
    if row is None:
        raise NotFound("There is no such handover.", handover_id=handover_id)
    return row


def _items(tell: Transaction, handover_id: int) -> Sequence[Row[Any]]:
    return tell.connection.execute(_ITEMS, {"of": handover_id}).all()


def _require_left(tell: Transaction, row: Row[Any], wanted: Iterable[int], left: Iterable[int]) -> None:
    items = {item.task_id: item for item in _items(tell, row.id)}
    for task_id in wanted:
        item = items.get(task_id)
        if item is None:
            raise NotFound("This is no item of the handover.", task_id=task_id)
        if task_id not in left:
            raise _overtaken(tell, item)


def _overtaken(tell: Transaction, item: Row[Any]) -> Overtaken:
    staff = models.Staff
    name = tell.connection.execute(select(staff.name).where(staff.id == item.accepted_by_id)).scalar_one()
    return Overtaken(
        f"{name['en']} has accepted it already.",
        by={"id": item.accepted_by_id, "name": name},
        at=shapes.moment(item.accepted_at),
        task_id=item.task_id,
    )


def _take(tell: Transaction, task_ids: Iterable[int]) -> None:
    """The accepter is the one whose work it is now; what was finished meanwhile stays as it is."""
    for task_id in sorted(task_ids):
        row = task_steps.find(tell, task_id)
        if row.state in UNFINISHED and row.assignee_id != tell.by.id:
            step = TASK.step(row.state, "claim")
            task_steps.fire(tell, row, step, seen=row.version, values={"assignee_id": tell.by.id})


def _told(kind: str, row: Row[Any]) -> Event:
    audience = WHOLE_HOUSE if row.whole_house else row.department
    return Event(kind, {"handover": {"id": row.id, "department": row.department}}, audience=audience)


def _shown(row: Row[Any]) -> dict[str, Any]:
    closed_at = shapes.moment(row.closed_at) if row.closed_at else None
    return {
        "id": row.id,
        "department": row.department,
        "whole_house": row.whole_house,
        "closed_at": closed_at,
    }


def _error(where: str, expected: str) -> dict[str, str]:
    return {"where": where, "message": "This cannot be handed over.", "expected": expected}


_handover = cast(Table, models.Handover.__table__)
_item = cast(Table, models.HandoverItem.__table__)
_task = cast(Table, models.Task.__table__)
_FIND = (
    select(_handover)
    .where(_handover.c.id == bindparam("this"), _handover.c.property_id == bindparam("at_property"))
    .with_for_update()
)
_ITEMS = select(_item).where(_item.c.handover_id == bindparam("of")).order_by(_item.c.task_id)
_TASKS: Any = (
    select(_task.c.id, _task.c.department, _task.c.state)
    .where(
        _task.c.id.in_(bindparam("these", expanding=True)), _task.c.property_id == bindparam("at_property")
    )
    .order_by(_task.c.id)
    .with_for_update()
)
_WAITING = (
    select(_item.c.task_id)
    .where(
        _item.c.task_id.in_(bindparam("these", expanding=True)),
        _item.c.property_id == bindparam("at_property"),
        _item.c.accepted_at.is_(None),
        exists().where(_handover.c.id == _item.c.handover_id, _handover.c.closed_at.is_(None)),
    )
    .distinct()
)
_ACCEPT = (
    update(_item)
    .where(
        _item.c.handover_id == bindparam("of"),
        _item.c.task_id == bindparam("item"),
        _item.c.accepted_at.is_(None),
    )
    .values(accepted_at=bindparam("moment"), accepted_by_id=bindparam("person"))
)
_TAKE_BACK = (
    update(_handover)
    .where(_handover.c.id == bindparam("this"))
    .values(closed_at=bindparam("moment"), taken_back_at=bindparam("moment"))
    .returning(_handover)
)
_CLOSE = (
    update(_handover)
    .where(_handover.c.id == bindparam("this"))
    .values(closed_at=bindparam("moment"))
    .returning(_handover)
)
