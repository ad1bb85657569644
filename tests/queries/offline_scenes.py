"""Scenes of tablets that were offline: what they hand in, and what somebody must look at first."""

from collections.abc import Callable, Generator

from tests.support.house import Hotel
from tests.support.offline import dismiss, tablet_of
from vipops.services import tick_reviews
from vipops.services.tick_reviews import Decision

Scene = Generator[None, None, None]


def held(hotel: Hotel) -> dict[str, object]:
    """A tick of somebody who is dismissed by the time it arrives."""
    stay = hotel.stay()
    tablet = tablet_of(hotel, "housekeeping_attendant")
    made_at = hotel.now
    hotel.clock.forward(minutes=30)
    dismiss(hotel, "housekeeping_attendant")
    answer = tablet.hand_in(hotel.task(stay.id, "room_made"), made_at=made_at)
    found: dict[str, object] = answer["held"]
    return found


def tick_held(hotel: Hotel) -> Scene:
    yield
    held(hotel)


def tick_reviewed(verb: str) -> Callable[[Hotel], Scene]:
    def scene(hotel: Hotel) -> Scene:
        one = held(hotel)
        yield
        asked = Decision(int(str(one["id"])), verb, 1, "Nobody remembers it.")
        with hotel.inside():
            tick_reviews.decide(asked, by=hotel.actor("lobby"), house=hotel.house, now=hotel.now)

    return scene


OFFLINE_SCENES: dict[str, Callable[[Hotel], Scene]] = {
    "tick_held": tick_held,
    "tick_reviewed": tick_reviewed("accept"),
}
