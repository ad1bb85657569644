"""The people of the house as the administrator sees them."""

from typing import Any

from sqlalchemy import func, select

from vipops import models
from vipops.domain.permissions import Actor, Permission, require
from vipops.enums import UNFINISHED, ComplaintState
from vipops.errors import NotFound
from vipops.services import shapes
from vipops.services.house import House
from vipops.storage import reading

person, task, complaint, handover = models.Staff, models.Task, models.Complaint, models.Handover


def everybody(actor: Actor) -> list[dict[str, Any]]:
    """Everybody with user name and role, dismissed people too, no secrets. Raises ``NotAllowed``."""
    require(actor, Permission.STAFF_MANAGE)
    with reading() as connection:
        rows = connection.execute(
            select(
                person.id,
                person.username,
                person.name,
                person.role,
                person.department,
                person.post,
                person.language,
                person.active,
                person.version,
                person.came_on_at,
                person.changed_at,
                person.changed_by,
            )
            .where(person.property_id == actor.property_id)
            .order_by(person.department, person.id)
        )
        return [
            {
                **row._mapping,
                "came_on_at": shapes.moment(row.came_on_at) if row.came_on_at else None,
                "changed_at": shapes.moment(row.changed_at) if row.changed_at else None,
            }
            for row in rows
        ]


def unfinished(staff_id: int, actor: Actor) -> dict[str, Any]:
    """What of the person's work is not done: ``{tasks, next_due_at, complaints, handovers}``, in numbers.

    ``handovers`` are those that the person gave and nobody has accepted yet. No guest is named. Raises
    ``NotAllowed``.
    """
    require(actor, Permission.STAFF_MANAGE)
    with reading() as connection:
        open_tasks = connection.execute(
            select(func.count(task.id), func.min(task.due_at)).where(
                task.property_id == actor.property_id,
                task.assignee_id == staff_id,
                task.state.in_(UNFINISHED),
            )
        ).one()
        owned = connection.scalar(
            select(func.count(complaint.id)).where(
                complaint.property_id == actor.property_id,
                complaint.owner_id == staff_id,
                complaint.state.not_in((ComplaintState.FOLLOWED_UP, ComplaintState.WITHDRAWN)),
            )
        )
        given = connection.scalar(
            select(func.count(handover.id)).where(
                handover.property_id == actor.property_id,
                handover.given_by_id == staff_id,
                handover.closed_at.is_(None),
            )
        )
    return {
        "tasks": int(open_tasks[0]),
        "next_due_at": shapes.moment(open_tasks[1]) if open_tasks[0] else None,
        "complaints": int(owned or 0),
        "handovers": int(given or 0),
    }


def posts(house: House) -> list[dict[str, Any]]:
    """The posts that the procedure names: [{code, name, department, role}]."""
    return [
        {
            "code": post.code,
            "name": post.name._asdict(),
            "department": post.department.value,
            "role": post.role.value,
        }
        for post in house.procedure.posts.values()
    ]


def id_of(username: str, actor: Actor) -> int:
    """The id behind a user name. Raises ``NotFound`` and ``NotAllowed``."""
    require(actor, Permission.STAFF_MANAGE)
    with reading() as connection:
        found = connection.scalar(
            select(person.id).where(
                person.username == username.strip().lower(), person.property_id == actor.property_id
            )
        )
    if found is None:
        raise NotFound(f"Nobody is called {username}.")
    return int(found)
