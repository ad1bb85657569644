"""Reservations that wait for a person: kept as they came, until the house has decided what they mean."""

import json
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, insert, select

from vipops import models
from vipops.errors import Refusal
from vipops.events import Event
from vipops.integrations.pms.reservation import Reservation
from vipops.services.transactions import Transaction

held = models.HeldReservation


def keep(tell: Transaction, booked: Reservation, reason: str) -> None:
    """Have it wait, for this reason. What waits already and came again unchanged is no news."""
    waiting = tell.connection.scalar(
        select(held.reservation).where(
            held.property_id == tell.property_id, held.confirmation_number == booked.confirmation_number
        )
    )
    document = _document(booked)
    if waiting == document:
        return
    drop(tell, booked)
    tell.connection.execute(
        insert(held).values(
            property_id=tell.property_id,
            confirmation_number=booked.confirmation_number,
            reason=reason,
            vip_code=(booked.guest.vip_code or "")[:64],
            reservation=document,
            held_at=tell.at,
        )
    )
    tell(Event("reservation_held"))


def waiting(tell: Transaction, held_id: int) -> Reservation:
    """The booking that waits under this number. Raises ``Refusal`` where none does any more."""
    document = tell.connection.scalar(
        select(held.reservation).where(held.id == held_id, held.property_id == tell.property_id)
    )
    if document is None:
        raise Refusal("This reservation was decided already.")
    return booking_from(document)


def drop(tell: Transaction, booked: Reservation) -> bool:
    """It waits no more; answers whether it had waited."""
    dropped = tell.connection.execute(
        delete(held).where(
            held.property_id == tell.property_id, held.confirmation_number == booked.confirmation_number
        )
    )
    return dropped.rowcount > 0


def booking_from(document: dict[str, Any]) -> Reservation:
    """The booking back from the JSON in which it waits."""
    from pydantic import TypeAdapter

    return TypeAdapter(Reservation).validate_python(document)


def _document(booked: Reservation) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json.dumps(asdict(booked), default=str))
    return document
