"""A task or an alarm taken by mistake is given back: nobody has it then, and the ladder goes on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Row

from tests.support.house import Hotel
from vipops.errors import NotAllowed, NotFound, Refusal, WrongMoment
from vipops.services import alarms


def sweep(hotel: Hotel) -> None:
    with hotel.inside():
        while alarms.raise_next(hotel.house, hotel.now):
            pass


def room(hotel: Hotel, stay: Row[Any]) -> Row[Any]:
    return hotel.task(stay.id, "room_made")


def alarm_of(hotel: Hotel, stay: Row[Any]) -> Any:
    (found,) = [
        row
        for row in hotel.rows_of("alarms")
        if row.over_at is None and row.spoken_by_id is None and row.task_id == room(hotel, stay).id
    ]
    return found


def take(hotel: Hotel, stay: Row[Any]) -> None:
    with hotel.inside():
        alarms.take(alarm_of(hotel, stay).id, by=hotel.actor("housekeeping_supervisor"), now=hotel.now)


@pytest.fixture
def late(hotel: Hotel) -> Row[Any]:
    stay = hotel.stay()
    hotel.clock.to(room(hotel, stay).due_at)
    sweep(hotel)
    return stay


@pytest.mark.parametrize(("verb", "state"), [("claim", "open"), ("start", "in_progress")])
def test_a_task_is_nobodys_again_and_not_begun(hotel: Hotel, verb: str, state: str) -> None:
    stay = hotel.stay()
    hotel.change(room(hotel, stay), verb, by="housekeeping_attendant")
    assert room(hotel, stay).state == state
    hotel.change(room(hotel, stay), "release", by="housekeeping_attendant")
    assert (room(hotel, stay).state, room(hotel, stay).assignee_id) == ("open", None)
    assert hotel.kinds()[-1] == "task_released"


def test_who_leads_takes_it_from_somebody(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.change(room(hotel, stay), "claim", by="housekeeping_attendant")
    hotel.change(room(hotel, stay), "release", by="housekeeping_supervisor")
    assert room(hotel, stay).assignee_id is None


@pytest.mark.parametrize(
    ("before", "by", "refusal"),
    [
        (None, "housekeeping_attendant", WrongMoment),
        ("housekeeping_attendant", "housekeeping_attendant_2", WrongMoment),
        ("housekeeping_attendant", "engineering_supervisor", NotAllowed),
    ],
)
def test_refusals_of_a_task(hotel: Hotel, before: str | None, by: str, refusal: type[Refusal]) -> None:
    stay = hotel.stay()
    if before:
        hotel.change(room(hotel, stay), "claim", by=before)
    with pytest.raises(refusal):
        hotel.change(room(hotel, stay), "release", by=by)


def test_an_alarm_sounds_again_and_climbs_on(hotel: Hotel, late: Row[Any]) -> None:
    alarm = alarm_of(hotel, late)
    with hotel.inside():
        alarms.take(alarm.id, by=hotel.actor("housekeeping_attendant"), now=hotel.now)
        told = alarms.release(alarm.id, by=hotel.actor("housekeeping_attendant"), now=hotel.now)["alarm"]
    assert (told["taken_at"], told["taken_by"]) == (None, None)
    assert hotel.kinds()[-1] == "alarm_released"
    rung = alarm_of(hotel, late).rung
    hotel.clock.forward(minutes=31)
    sweep(hotel)
    assert alarm_of(hotel, late).rung > rung


def test_who_gives_the_task_back_gives_its_alarm_back(hotel: Hotel, late: Row[Any]) -> None:
    hotel.change(room(hotel, late), "start", by="housekeeping_attendant")
    assert alarm_of(hotel, late).taken_at is not None
    hotel.change(room(hotel, late), "release", by="housekeeping_attendant")
    assert alarm_of(hotel, late).taken_at is None


@pytest.mark.parametrize(
    ("before", "by", "refusal"),
    [
        (lambda _hotel, _stay: None, "housekeeping_supervisor", WrongMoment),
        (take, "housekeeping_attendant", WrongMoment),
        (take, "engineering_supervisor", NotAllowed),
    ],
)
def test_refusals_of_an_alarm(
    hotel: Hotel, late: Row[Any], before: Callable[[Hotel, Row[Any]], None], by: str, refusal: type[Refusal]
) -> None:
    before(hotel, late)
    alarm = alarm_of(hotel, late)
    with pytest.raises(refusal), hotel.inside():
        alarms.release(alarm.id, by=hotel.actor(by), now=hotel.now + timedelta(minutes=1))


def test_no_such_alarm(hotel: Hotel) -> None:
    with pytest.raises(NotFound), hotel.inside():
        alarms.release(999, by=hotel.actor("lobby"), now=hotel.now)
