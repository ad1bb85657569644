"""Who works here, and how departments and grades are named and drawn."""

from typing import Any

from sqlalchemy import Connection, select

from vipops import models
from vipops.domain.permissions import Actor
from vipops.services.house import House

person = models.Staff


def staff(connection: Connection, actor: Actor) -> list[dict[str, Any]]:
    """Everybody who may be named on a board: [{id, name, role, department, post}]."""
    found = connection.execute(
        select(person.id, person.name, person.role, person.department, person.post)
        .where(person.property_id == actor.property_id, person.active)
        .order_by(person.department, person.id)
    )
    return [dict(row._mapping) for row in found]


def departments(house: House) -> list[dict[str, Any]]:
    """The departments in the procedure's order: [{code, name: {zh, en}, icon}]."""
    return [
        {"code": str(found.code), "name": found.name._asdict(), "icon": found.icon}
        for found in house.procedure.departments.values()
    ]


def grades(house: House) -> list[dict[str, Any]]:
    """The ladder, highest first: [{code, rank, name: {zh, en}, colour, symbol}]."""
    ladder = sorted(house.procedure.grades.values(), key=lambda grade: grade.rank)
    return [
        {
            "code": grade.code,
            "rank": grade.rank,
            "name": grade.name._asdict(),
            "colour": grade.colour,
            "symbol": grade.symbol,
        }
        for grade in ladder
    ]
