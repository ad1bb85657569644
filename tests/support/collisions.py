"""Guests who need the one lift and the one general manager, and what the house knows of it."""

from typing import Any

from sqlalchemy import Row, select

from tests.support.builders import at
from tests.support.house import Hotel
from vipops import models
from vipops.integrations.pms.reservation import Wish, WishSource
from vipops.services import collisions, stay_times
from vipops.services.collisions import CollisionAsked
from vipops.services.stay_times import NewTimes

LIFT = (Wish("lift", WishSource.COMMENT, ("lift",)),)


def guest(hotel: Hotel, number: int, vip: str, arrival: str = "2026-11-23 15:00", **over: Any) -> Row[Any]:
    """A guest who wants the lift held, in a room of their own."""
    return hotel.stay(
        confirmation_number=f"R{number}",
        guest__profile_id=f"P{number}",
        guest__surname=f"Guest{number}",
        guest__given_name="",
        guest__vip_code=vip,
        room=f"18{number:02d}",
        arrival_at=at(arrival),
        **{"wishes": LIFT, "arrival_transport": None, **over},
    )


def standing(hotel: Hotel) -> list[Row[Any]]:
    """The collisions that are not over."""
    collision = models.Collision
    return hotel.rows(select(collision).where(collision.over_at.is_(None)).order_by(collision.id))


def retime(hotel: Hotel, stay_id: int, arrival: str, *, dry_run: bool = False, by: str = "lobby") -> Any:
    """A new arrival, or what it would change."""
    said = stay_times.preview if dry_run else stay_times.change
    with hotel.inside():
        times = NewTimes(arrival_at=at(arrival))
        return said(stay_id, times, by=hotel.actor(by), house=hotel.house, now=hotel.now)


def settle(hotel: Hotel, row: Row[Any], verb: str = "accept", *, by: str = "lobby", **over: Any) -> Any:
    """Accept the proposal of a collision, or settle it by hand with a ``note``."""
    asked = {"collision_id": row.id, "verb": verb, "seen": row.version, **over}
    with hotel.inside():
        return collisions.change(
            CollisionAsked(**asked), by=hotel.actor(by), house=hotel.house, now=hotel.now
        )
