"""Scenes of late work and of handovers for ``test_live_equals_reload``."""

from collections.abc import Callable, Generator

from tests.support.builders import at
from tests.support.house import Hotel
from vipops.services import alarms, handovers
from vipops.services.handovers import Accepted, Given

Scene = Generator[None, None, None]


def sweep(hotel: Hotel) -> None:
    with hotel.inside():
        while alarms.raise_next(hotel.house, hotel.now):
            pass


def alarm_raised(hotel: Hotel) -> Scene:
    hotel.stay(children=1)
    hotel.clock.to(at("2026-11-23 10:56"))
    yield
    sweep(hotel)


def alarm_climbed(hotel: Hotel) -> Scene:
    yield from alarm_raised(hotel)
    hotel.clock.forward(minutes=20)
    sweep(hotel)


def alarm_taken(hotel: Hotel) -> Scene:
    hotel.stay()
    hotel.clock.to(at("2026-11-23 10:56"))
    sweep(hotel)
    yield
    standing = [row for row in hotel.rows_of("alarms") if row.over_at is None]
    with hotel.inside():
        for row in standing:
            alarms.take(row.id, by=hotel.actor("lobby"), now=hotel.now)


def alarm_released(hotel: Hotel) -> Scene:
    hotel.stay()
    hotel.clock.to(at("2026-11-23 10:56"))
    sweep(hotel)
    standing = [row for row in hotel.rows_of("alarms") if row.over_at is None]
    with hotel.inside():
        for row in standing:
            alarms.take(row.id, by=hotel.actor("lobby"), now=hotel.now)
        yield
        for row in standing:
            alarms.release(row.id, by=hotel.actor("lobby"), now=hotel.now)


def alarm_over(hotel: Hotel) -> Scene:
    stay = hotel.stay()
    hotel.clock.to(at("2026-11-23 10:56"))
    sweep(hotel)
    yield
    hotel.change(hotel.task(stay.id, "room_made"), "skip", reason="so")
    hotel.step(stay.id, "cancel")


def handover_given(hotel: Hotel) -> Scene:
    stay = hotel.stay()
    yield
    given = Given("housekeeping", "Quiet until ten.", {hotel.task(stay.id, "room_made").id: ""})
    with hotel.inside():
        handovers.give(given, by=hotel.actor("housekeeping_supervisor"), now=hotel.now)


def handover_taken_back(hotel: Hotel) -> Scene:
    yield from handover_given(hotel)
    with hotel.inside():
        handovers.take_back(1, by=hotel.actor("housekeeping_supervisor"), now=hotel.now)


def handover_accepted(hotel: Hotel) -> Scene:
    yield from handover_given(hotel)
    with hotel.inside():
        handovers.accept(Accepted(1, takes=True), by=hotel.actor("housekeeping_supervisor_2"), now=hotel.now)


LATE_SCENES: dict[str, Callable[[Hotel], Scene]] = {
    "alarm_raised": alarm_raised,
    "alarm_taken": alarm_taken,
    "alarm_released": alarm_released,
    "alarm_over": alarm_over,
    "handover_given": handover_given,
    "handover_taken_back": handover_taken_back,
    "handover_accepted": handover_accepted,
}
