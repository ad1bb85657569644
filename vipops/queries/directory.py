"""Who works here."""

from typing import Any

from sqlalchemy import Connection, select

from vipops import models
from vipops.domain.permissions import Actor

person = models.Staff


def staff(connection: Connection, actor: Actor) -> list[dict[str, Any]]:
    """Everybody who may be named on a board: [{id, name, role, department, post}]."""
    found = connection.execute(
        select(person.id, person.name, person.role, person.department, person.post)
        .where(person.property_id == actor.property_id, person.active)
        .order_by(person.department, person.id)
    )
    return [dict(row._mapping) for row in found]
