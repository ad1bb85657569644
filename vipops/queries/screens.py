"""The house's wall screens."""

from typing import Any

from sqlalchemy import select

from vipops import models
from vipops.domain.permissions import Actor, Permission, require
from vipops.storage import reading

screen = models.Screen


def all_of(actor: Actor) -> list[dict[str, Any]]:
    """Every screen, shut ones last: [{id, name, language, enrolled_at, revoked_at}].

    Raises ``NotAllowed``.
    """
    require(actor, Permission.SCREEN_MANAGE)
    with reading() as connection:
        rows = connection.execute(
            select(screen.id, screen.name, screen.language, screen.enrolled_at, screen.revoked_at)
            .where(screen.property_id == actor.property_id)
            .order_by(screen.revoked_at.is_not(None), screen.name, screen.id)
        )
        return [dict(row._mapping) for row in rows]
