"""The plans of a guest's stays after the guest's record has changed: likes, occasions, a past problem."""

from collections.abc import Set as AbstractSet
from typing import Any

from sqlalchemy import select

from vipops import models
from vipops.enums import OVER
from vipops.services import guests, plans, stays
from vipops.services.house import House
from vipops.services.stay_times import INSIDE
from vipops.services.transactions import Transaction

stay, note = models.Stay, models.GuestNote


def lay_again(
    tell: Transaction, house: House, guest_id: int, beside: AbstractSet[int | None] = frozenset()
) -> None:
    """Lay the plans of the guest's stays that are not over; those to come learn of a past problem."""
    rows = tell.connection.execute(
        select(stay.__table__)
        .where(
            stay.guest_id == guest_id,
            stay.property_id == tell.property_id,
            stay.state.not_in(OVER),
        )
        .order_by(stay.id)
    ).all()
    for row in rows:
        if row.id not in beside:
            plans.lay(tell, house, row if row.state in INSIDE else _recovering(tell, row))


def _recovering(tell: Transaction, row: Any) -> Any:
    wanted = guests.had_a_problem(tell, row.guest_id, before=row.id)
    if row.service_recovery == wanted:
        return row
    changed = stays.change_row(tell, row, service_recovery=wanted)
    tell(stays.told("stay_changed", changed))
    return changed
