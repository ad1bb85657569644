"""What lies on the desks of the demo hotel: a grade asked for, something left behind, a shift handed over."""

from collections.abc import Collection

from sqlalchemy import select

from vipops import models
from vipops.demo.cast import Cast
from vipops.demo.life import Life
from vipops.demo.story import Hours
from vipops.demo.wishes import IN_THE_HOUSE, stay_in
from vipops.enums import Department, StayState, TaskState
from vipops.services import grants, handovers, lost_property
from vipops.services.grants import GradeAsked
from vipops.services.handovers import Given
from vipops.services.house import House
from vipops.services.lost_property import Found
from vipops.storage import reading

COMING = (StayState.EXPECTED.value, StayState.PREPARING.value, StayState.READY.value)
HANDED_OVER = 3


def today(house: House, cast: Cast, hours: Hours) -> list[Life]:
    """One life for each; what needs a guest who is not there by then does not happen."""
    return [
        _grade_asked(house, cast, hours),
        _left_behind(house, cast, hours),
        _handed_over(house, cast, hours),
    ]


def _grade_asked(house: House, cast: Cast, hours: Hours) -> Life:
    at = hours.in_(minutes=-22)
    yield at
    stay_id = stay_in(house, "1803", COMING)
    if stay_id is not None:
        reason = "与集团签署区域合作协议，业主建议提升接待等级"
        by = cast.holding(("sales_director",))
        grants.ask(GradeAsked(stay_id, "VB", reason), by=by, house=house, now=at)


def _left_behind(house: House, cast: Cast, hours: Hours) -> Life:
    at = hours.in_(minutes=-33)
    yield at
    stay_id = stay_in(house, "1702", IN_THE_HOUSE)
    if stay_id is not None:
        found = Found(stay_id, "老花镜，棕色镜盒", "床头柜")
        lost_property.record(found, by=cast.holding(("room_attendant",)), house=house, now=at)


def _handed_over(house: House, cast: Cast, hours: Hours) -> Life:
    at = hours.in_(minutes=-9)
    yield at
    items = dict.fromkeys(_next_open(house, Department.HOUSEKEEPING), "")
    if items:
        items[next(iter(items))] = "客人在房，先电话确认"
        given = Given(Department.HOUSEKEEPING, "晚班注意：2301房花材十七点到货。", items)
        handovers.give(given, by=cast.holding(("housekeeping_supervisor",)), now=at)


def _next_open(house: House, department: Department) -> Collection[int]:
    task = models.Task
    with reading() as connection:
        return connection.scalars(
            select(task.id)
            .where(
                task.property_id == house.id,
                task.department == department,
                task.state == TaskState.OPEN,
            )
            .order_by(task.due_at, task.id)
            .limit(HANDED_OVER)
        ).all()
