"""What is open at the end of a shift, and the handovers that were given."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, or_, select

from vipops import models
from vipops.domain.permissions import WHOLE_HOUSE, Actor, Permission, Subject, allowed, require, visibility
from vipops.domain.shifts import end_of_next_shift
from vipops.enums import UNFINISHED
from vipops.services import shapes
from vipops.services.house import House
from vipops.storage import reading

handover, item = models.Handover, models.HandoverItem
task, stay = models.Task, models.Stay

STAYS_SHOWN = timedelta(hours=24)  # how long a closed handover is still shown
OF_TASK = ("id", "title", "due_at", "state", "department", "assignee", "who", "stay_id", "version")
OF_STAY = ("id", "name", "room", "grade")


def open_items(
    department: str, actor: Actor, house: House, now: datetime, *, all_open: bool
) -> dict[str, Any]:
    """{department, until, items: [{task, stay, waits}]}: what may be handed over, by due time.

    Due before the next shift ends (``until``), or all that is open. ``department`` "" is the whole house.
    ``waits``: it lies in another handover that is not accepted yet. Raises ``NotAllowed``.
    """
    require(actor, Permission.HANDOVER_GIVE, Subject(department=department))
    until = end_of_next_shift(now, house.settings.shifts_at, house.zone)
    wanted = (
        _tasks_and_stays()
        .where(task.property_id == actor.property_id, task.state.in_(UNFINISHED), stay.closed.is_(False))
        .order_by(task.due_at, task.id)
    )
    if department:
        wanted = wanted.where(task.department == department)
    if not all_open:
        wanted = wanted.where(task.due_at < until)
    with reading() as connection:
        rows = connection.execute(wanted).all()
        waiting = set(
            connection.scalars(
                select(item.task_id)
                .join(handover, handover.id == item.handover_id)
                .where(
                    item.property_id == actor.property_id,
                    item.accepted_at.is_(None),
                    handover.closed_at.is_(None),
                )
            )
        )
    items = [{**_shown(row), "waits": row.id in waiting} for row in rows]
    return {"department": department, "until": shapes.moment(until), "items": items}


def handovers(actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """The handovers of the caller's department (or the whole house's), newest first.

    Those that wait, and those closed within a day: [{id, department, whole_house, note, given_at, given_by,
    closed_at, may_accept, items: [{task, stay, note, accepted_at, accepted_by}]}]. Raises ``NotAllowed``.
    """
    seen_by = visibility(actor)
    wanted = select(handover.__table__).where(
        handover.property_id == actor.property_id,
        handover.taken_back_at.is_(None),
        or_(handover.closed_at.is_(None), handover.closed_at > now - STAYS_SHOWN),
    )
    if seen_by != WHOLE_HOUSE:
        wanted = wanted.where(handover.department == seen_by, handover.whole_house.is_(False))
    with reading() as connection:
        rows = connection.execute(wanted.order_by(handover.given_at.desc(), handover.id.desc())).all()
        items = _items(connection, [row.id for row in rows])
    return [_handover(row, items[row.id], actor) for row in rows]


def _items(connection: Connection, ids: list[int]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = connection.execute(
        _tasks_and_stays(
            item.handover_id,
            item.note.label("item_note"),
            item.accepted_at.label("item_accepted_at"),
            item.accepted_by_id.label("item_accepted_by"),
        )
        .join(item, item.task_id == task.id)
        .where(item.handover_id.in_(ids))
        .order_by(task.due_at, task.id)
    )
    for row in rows:
        accepted_at = shapes.moment(row.item_accepted_at) if row.item_accepted_at else None
        found[row.handover_id].append(
            {
                **_shown(row),
                "note": row.item_note,
                "accepted_at": accepted_at,
                "accepted_by": row.item_accepted_by,
            }
        )
    return found


def _tasks_and_stays(*more: Any) -> Any:
    names = [getattr(stay, name).label(f"stay_{name}_") for name in OF_STAY]
    return select(task.__table__, *names, *more).join(stay, stay.id == task.stay_id)


def _shown(row: Any) -> dict[str, Any]:
    shaped = shapes.shaped(shapes.TASK, row)
    return {
        "task": {name: shaped[name] for name in OF_TASK},
        "stay": {name: getattr(row, f"stay_{name}_") for name in OF_STAY},
    }


def _handover(row: Any, items: list[dict[str, Any]], actor: Actor) -> dict[str, Any]:
    subject = Subject(department="" if row.whole_house else row.department)
    return {
        "id": row.id,
        "department": row.department,
        "whole_house": row.whole_house,
        "note": row.note,
        "given_at": shapes.moment(row.given_at),
        "given_by": row.given_by_id,
        "closed_at": shapes.moment(row.closed_at) if row.closed_at else None,
        "may_accept": row.closed_at is None
        and row.given_by_id != actor.id
        and allowed(actor, Permission.HANDOVER_ACCEPT, subject),
        "items": items,
    }
