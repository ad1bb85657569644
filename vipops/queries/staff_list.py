"""The people of the house as the administrator sees them."""

from typing import Any

from sqlalchemy import select

from vipops import models
from vipops.domain.permissions import Actor, Permission, require
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
