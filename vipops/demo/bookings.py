"""The twelve stays of the demo hotel, every one with its story."""

from datetime import timedelta

from vipops.demo import coming, gone, in_house
from vipops.demo.booked import booking
from vipops.demo.story import Hours, Story
from vipops.integrations.pms.reservation import Reservation, ReservationGuest

_STORIES = (
    coming.film_star,
    coming.chairman,
    coming.his_secretary,
    coming.head_of_state,
    coming.banker,
    in_house.let_down_before,
    in_house.old_friend,
    in_house.family,
    in_house.leaving,
    gone.left_today,
    gone.called_off,
    gone.never_came,
)


def stories(hours: Hours) -> list[Story]:
    """The stays around ``hours.now``, one in every stage, in the order of their guests' coming."""
    return [make(hours) for make in _STORIES]


def held(hours: Hours) -> Reservation:
    """A booking whose VIP code nobody has mapped to a grade."""
    arrival_at = hours.in_(hours=30)
    return booking(
        ReservationGuest(
            "Wu", "Meiling", native_name="吴美玲", profile_id="DEMO-WU", language="zh", vip_code="PLAT"
        ),
        arrival_at,
        arrival_at + timedelta(hours=44),
        room_type="Executive",
    )
