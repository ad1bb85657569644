"""The house's tablets, and the people that the door of one shows."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, select

from vipops import models
from vipops.domain.permissions import Actor, Permission, require
from vipops.domain.shifts import start_of_shift
from vipops.enums import Role
from vipops.services import tablets
from vipops.services.house import House
from vipops.storage import reading

tablet, person = models.Tablet, models.Staff


def all_of(actor: Actor) -> list[dict[str, Any]]:
    """Every tablet, revoked ones last; ``here`` marks the one in hand. Raises ``NotAllowed``."""
    require(actor, Permission.TABLET_MANAGE)
    mine = tablets.enrolled(actor.device)
    with reading() as connection:
        rows = connection.execute(
            select(
                tablet.id,
                tablet.name,
                tablet.department,
                tablet.enrolled_at,
                tablet.enrolled_by_id.label("enrolled_by"),
                tablet.revoked_at,
            )
            .where(tablet.property_id == actor.property_id)
            .order_by(tablet.revoked_at.is_not(None), tablet.name)
        )
        return [{**row._mapping, "here": bool(mine and mine.id == row.id)} for row in rows]


def door(device: str, now: datetime) -> dict[str, Any]:
    """What a tablet shows before anybody is signed in: ``{tablet, people}``; on a strange device nothing.

    ``people`` are those who may work on a board: [{id, name, role, department, on_shift}]; first who has
    signed in since the shift began (``on_shift``), then the tablet's own department.
    """
    here = tablets.enrolled(device)
    if here is None:
        return {"tablet": None, "people": []}
    house = House.of(here.property_id)
    began = start_of_shift(now, house.settings.shifts_at, house.zone)
    on_shift = and_(person.came_on_at.is_not(None), person.came_on_at >= began)
    with reading() as connection:
        rows = connection.execute(
            select(person.id, person.name, person.role, person.department, on_shift.label("on_shift"))
            .where(
                person.property_id == here.property_id,
                person.active,
                person.pin_hash != "",
                person.role != Role.ADMINISTRATOR,
            )
            .order_by(on_shift.desc(), person.department != here.department, person.department, person.id)
        )
        people = [{**row._mapping, "on_shift": bool(row.on_shift)} for row in rows]
    return {"tablet": {"name": here.name, "department": here.department}, "people": people}
