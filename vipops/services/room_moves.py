"""A guest moves to another room: the move is kept, and what was done in the old room is taken back.

The plan follows from it: tasks repeated for each ``room`` are those of the new room, and those repeated for
each ``room_move`` say what has to be fetched, checked and told.
"""

from typing import Any

from sqlalchemy import Row, insert

from vipops import models
from vipops.services import letter_fate
from vipops.services.transactions import Transaction

LONGEST_REASON = 255


def follow(tell: Transaction, before: Row[Any], after: Row[Any], reason: str = "") -> None:
    """Keep the move when the stay left one room for another; a first room is no move.

    A letter that stands in the old room is brought to the new one, unless the guest lives with it already.
    """
    if not before.room or before.room == after.room:
        return
    tell.connection.execute(
        insert(models.RoomMove).values(
            property_id=tell.property_id,
            stay_id=after.id,
            left_room=before.room,
            to_room=after.room,
            reason=reason.strip()[:LONGEST_REASON],
            moved_at=tell.at,
            moved_by_id=tell.by.id,
        )
    )
    if after.arrived_at is None:
        letter_fate.room_changed(tell, after)
