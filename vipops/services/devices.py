"""What tablets and wall screens of the house have in common: they are shut once and for all."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, update

from vipops import models
from vipops.domain.permissions import Actor
from vipops.services.transactions import Transaction

Device = type[models.Tablet] | type[models.Screen]


def shut(tell: Transaction, device: Device, device_id: int, *, by: Actor, now: datetime) -> Row[Any] | None:
    """Shut one of the house's devices; its row as it is now, None where no such device is open."""
    return tell.connection.execute(
        update(device)
        .where(
            device.id == device_id,
            device.property_id == by.property_id,
            device.revoked_at.is_(None),
        )
        .values(revoked_at=now, revoked_by_id=by.id)
        .returning(device.__table__)
    ).first()
