"""The hotel's own midnight: stays that ended on an earlier hotel day leave the board."""

from datetime import datetime

from sqlalchemy import select, update

from vipops import models
from vipops.enums import StayState
from vipops.events import Event
from vipops.services.house import House
from vipops.services.transactions import transaction
from vipops.storage import reading

from vipops.services import task_clock
stay = models.Stay
ENDED = tuple(state.value for state in (StayState.DEPARTED, StayState.CANCELLED, StayState.NO_SHOW))


def close_next(house: House, now: datetime) -> bool:
    """Close the next such stay; answers whether there was one."""
    with reading() as connection:
        rows = connection.execute(
            select(stay.id, stay.state_at)
            .where(stay.property_id == house.id, stay.closed.is_(False), stay.state.in_(ENDED))
            .order_by(stay.state_at)
        ).all()
    today = house.day_of(now)
    ended = next((row.id for row in rows if house.day_of(row.state_at) < today), None)
    if ended is None:
        return False
    close(ended, house, now)
    return True


def close(stay_id: int, house: House, now: datetime) -> None:
    """Take an ended stay off the board; one that is closed already, or not ended, stays as it is."""
    with transaction(house.itself, now) as tell:
        closed = tell.connection.execute(
            update(stay)
            .where(
                stay.id == stay_id,
                stay.property_id == house.id,
                stay.closed.is_(False),
                stay.state.in_(ENDED),
            )
            .values(closed=True, version=stay.version + 1)
            .returning(stay.id)
        ).first()
        if closed:
            tell(Event("stay_closed", stay_id=closed.id))
            task_clock.stop_for_stay(tell, closed.id)
