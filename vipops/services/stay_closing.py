"""The hotel's own midnight: stays that ended on an earlier hotel day leave the board.

One whose farewell is still followed, such as a thing left behind, or a complaint without its end,
stays a week longer at most.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, select, update

from vipops import models
from vipops.domain.record_steps import COMPLAINT_STEPS
from vipops.enums import OVER, UNFINISHED, Stage
from vipops.events import Event
from vipops.services import task_clock
from vipops.services.house import House
from vipops.services.transactions import transaction
from vipops.storage import reading

stay, task = models.Stay, models.Task
FOLLOWED_FOR = timedelta(days=7)


def close_next(house: House, now: datetime) -> bool:
    """Close the next such stay; answers whether there was one."""
    with reading() as connection:
        rows = connection.execute(_ended(house)).all()
    ended = next((row.id for row in rows if _is_over(row, house, now)), None)
    if ended is None:
        return False
    close(ended, house, now)
    return True


def _ended(house: House) -> Any:
    """The ended stays on the board, with what of their work is still open."""
    open_work = select(func.max(task.due_at)).where(task.stay_id == stay.id, task.state.in_(UNFINISHED))
    return (
        select(
            stay.id,
            stay.state_at,
            stay.departure_at,
            open_work.where(task.stage == Stage.DEPARTURE).scalar_subquery().label("farewell_due"),
            open_work.where(task.fires.in_(COMPLAINT_STEPS)).scalar_subquery().label("complaint_due"),
        )
        .where(stay.property_id == house.id, stay.closed.is_(False), stay.state.in_(OVER))
        .order_by(stay.state_at)
    )


def _is_over(row: Row[Any], house: House, now: datetime) -> bool:
    if house.day_of(row.state_at) >= house.day_of(now):
        return False
    return not _is_followed(row, house) or now - row.state_at > FOLLOWED_FOR


def _is_followed(row: Row[Any], house: House) -> bool:
    """Whether a complaint is open, or work of the departure falls on a day after it."""
    if row.complaint_due is not None:
        return True
    left_on = house.day_of(max(row.state_at, row.departure_at))
    return row.farewell_due is not None and house.day_of(row.farewell_due) > left_on


def close(stay_id: int, house: House, now: datetime) -> None:
    """Take an ended stay off the board; one that is closed already, or not ended, stays as it is."""
    with transaction(house.itself, now) as tell:
        closed = tell.connection.execute(
            update(stay)
            .where(
                stay.id == stay_id,
                stay.property_id == house.id,
                stay.closed.is_(False),
                stay.state.in_(OVER),
            )
            .values(closed=True, version=stay.version + 1)
            .returning(stay.id)
        ).first()
        if closed:
            task_clock.stop_for_stay(tell, closed.id)
            tell(Event("stay_closed", stay_id=closed.id))
