"""Ticks that wait for somebody to look at them, and those that were looked at lately."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from vipops import models
from vipops.domain.permissions import Actor, Permission, require
from vipops.enums import ReviewState
from vipops.services import tick_reviews
from vipops.services.shapes import moment
from vipops.storage import reading

held, task, stay, staff = models.HeldTick, models.Task, models.Stay, models.Staff
SHOWN_FOR = timedelta(days=14)


def listed(actor: Actor, now: datetime) -> dict[str, Any]:
    """``{waiting, decided}``, oldest waiting first: each with author, task as it now is, and stay.

    Raises ``NotAllowed``. Authors are named here: a dismissed person is on no board.
    """
    require(actor, Permission.TICK_REVIEW)
    with reading() as connection:
        rows = connection.execute(
            select(
                held.__table__,
                staff.name.label("author_name"),
                task.title,
                task.state.label("task_state"),
                task.version.label("task_version"),
                stay.name.label("stay_name"),
                stay.room,
            )
            .join(staff, staff.id == held.author_id)
            .join(task, task.id == held.task_id)
            .join(stay, stay.id == held.stay_id)
            .where(held.property_id == actor.property_id)
            .order_by(held.made_at, held.id)
        ).all()
    listed = [_shown(row) for row in rows]
    recent = moment(now - SHOWN_FOR)
    return {
        "waiting": [one for one in listed if one["state"] == ReviewState.WAITING],
        "decided": [one for one in reversed(listed) if (one["decided_at"] or "") >= recent],
    }


def _shown(row: Any) -> dict[str, Any]:
    return {
        **tick_reviews.shown(row),
        "author_name": row.author_name,
        "title": row.title,
        "task_state": row.task_state,
        # Somebody changed the task after the tick's author had seen it: it can only be dropped.
        "overtaken": row.task_version != row.seen,
        "words": _words(row.details),
        "stay": {"name": row.stay_name, "room": row.room},
    }


def _words(details: Any) -> list[str]:
    """What the author wrote, for whoever decides."""
    proof = [str(value) for value in (details.get("proof") or {}).values()]
    notes = [str(point.get("note")) for point in (details.get("points") or {}).values()]
    return [words for words in (str(details.get("reason") or ""), *proof, *notes) if words]
