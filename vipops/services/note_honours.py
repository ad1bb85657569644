"""When a note of the guest's history last shaped a stay: the day the guest came to a stay planned with it."""

from typing import Any

from sqlalchemy import Row, or_, update

from vipops import models
from vipops.domain.lifecycle import UNDO
from vipops.enums import NoteKind, StayState
from vipops.services.house import House
from vipops.services.transactions import Transaction

note = models.GuestNote


def follow(tell: Transaction, house: House, before: Row[Any], verb: str) -> None:
    """``before`` is the stay as it was when the step ``verb`` was taken."""
    if verb == "arrive":
        _write(tell, before, honoured_on=house.day_of(tell.at))
    elif verb == UNDO and before.state == StayState.ARRIVED:
        # Which day it was before is not known any more; that it was not this one is.
        _write(tell, before, note.honoured_on == house.day_of(before.state_at), honoured_on=None)


def _write(tell: Transaction, stay: Row[Any], *which: Any, **values: Any) -> None:
    tell.connection.execute(
        update(note)
        .where(
            note.guest_id == stay.guest_id,
            note.withdrawn.is_(False),
            note.stay_id.is_distinct_from(stay.id),
            or_(note.kind == NoteKind.LIKED, (note.kind == NoteKind.COMPLAINED) & stay.service_recovery),
            *which,
        )
        .values(**values)
    )
