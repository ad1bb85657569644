"""What the demo's guests have said today: wishes, a fault, an itinerary, and a complaint on its way."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from vipops import models
from vipops.demo.cast import Cast
from vipops.demo.life import Life
from vipops.demo.story import Hours
from vipops.enums import Department, RequestKind, StayState
from vipops.services import complaints, requests
from vipops.services.house import House
from vipops.services.requests import NewRequest
from vipops.storage import reading

IN_THE_HOUSE = (StayState.ARRIVED.value, StayState.IN_HOUSE.value, StayState.DEPARTING.value)


@dataclass(frozen=True, slots=True)
class Said:
    """So many minutes ago, in which room, to whom; ``kind`` None is a complaint."""

    minutes: int
    room: str
    heard_by: tuple[str, ...]
    text: str
    kind: RequestKind | None = RequestKind.WISH
    department: Department | None = None


_K, _D = RequestKind, Department
SAID = (
    Said(95, "1901", ("room_attendant",), "加两条儿童浴巾", department=_D.HOUSEKEEPING),
    Said(48, "1604", ("room_attendant",), "书桌台灯闪烁", _K.FAULT),
    Said(26, "1901", ("guest_relations",), "Waited twenty minutes for breakfast; nobody came.", None),
    Said(14, "1604", ("bell_attendant",), "明早九点游鼓浪屿，六人", _K.ITINERARY),
    Said(6, "1901", ("room_service",), "孩子睡前送热牛奶", department=_D.FOOD_BEVERAGE),
)


def today(house: House, cast: Cast, hours: Hours) -> list[Life]:
    """One life for each thing said; a guest who is not in the house by then has said nothing."""
    return [_heard(house, cast, said, hours) for said in SAID]


def stay_in(house: House, room: str, states: Collection[str]) -> int | None:
    """The id of the stay in this room, where it is in one of the states."""
    stay = models.Stay
    with reading() as connection:
        return connection.scalar(
            select(stay.id).where(
                stay.property_id == house.id,
                stay.room == room,
                stay.state.in_(states),
                stay.closed.is_(False),
            )
        )


def _heard(house: House, cast: Cast, said: Said, hours: Hours) -> Life:
    at = hours.in_(minutes=-said.minutes)
    yield at
    stay_id = stay_in(house, said.room, IN_THE_HOUSE)
    if stay_id is None:
        return
    by = cast.holding(said.heard_by)
    if said.kind is None:
        complaints.record(stay_id, said.text, by=by, house=house, now=at)
    else:
        new = NewRequest(stay_id, said.kind, said.text, said.department)
        requests.record(new, by=by, house=house, now=at)
