"""The hotel as its form fills itself."""

from typing import Any

from vipops.domain.permissions import Actor, Permission, require
from vipops.services import hotel, procedure_shapes
from vipops.services.house import House


def form(actor: Actor, house: House) -> dict[str, Any]:
    """``{code, hotel: {name, zone, settings}, zones, grades}``. Raises ``NotAllowed``."""
    require(actor, Permission.HOTEL_READ)
    return {
        "code": house.code,
        "hotel": hotel.shown(house.name, house.zone.key, house.settings),
        "zones": hotel.zones(),
        "grades": procedure_shapes.grades(house.procedure),
    }
