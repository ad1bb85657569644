"""Reservations that wait for a person: their VIP code means no grade yet."""

from typing import Any

from sqlalchemy import select

from vipops import models
from vipops.domain.names import full
from vipops.domain.permissions import Actor, Permission, require
from vipops.integrations.pms.reservation import Reservation
from vipops.services.booking import person_name
from vipops.services.held_reservations import booking_from
from vipops.services.shapes import moment
from vipops.storage import reading

held_row = models.HeldReservation


def held(actor: Actor) -> list[dict[str, Any]]:
    """[{id, confirmation_number, reason, vip_code, held_at, name, arrival_on}]. Raises ``NotAllowed``."""
    require(actor, Permission.ARRIVALS_IMPORT)
    with reading() as connection:
        rows = connection.execute(
            select(held_row).where(held_row.property_id == actor.property_id).order_by(held_row.held_at)
        ).all()
    return [
        {
            "id": row.id,
            "confirmation_number": row.confirmation_number,
            "reason": row.reason,
            "vip_code": row.vip_code,
            "held_at": moment(row.held_at),
            "name": _name(booking_from(row.reservation)),
            "arrival_on": row.reservation["arrival_on"],
        }
        for row in rows
    ]


def _name(booked: Reservation) -> str:
    return booked.guest.alias or full(person_name(booked))
