"""The people of the house as the administrator sees them."""

from typing import Any

from sqlalchemy import select

from vipops import models
from vipops.domain.permissions import Actor, Permission, require
from vipops.errors import NotFound
from vipops.services.house import House
from vipops.storage import reading

person = models.Staff


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
            )
            .where(person.property_id == actor.property_id)
            .order_by(person.department, person.id)
        )
        return [dict(row._mapping) for row in rows]


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
