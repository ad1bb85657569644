"""The demo is made once, kept while it is fresh, and begun anew when its stays are past."""

from datetime import timedelta
from typing import Any

import pytest

from tests.demo.conftest import Demo
from tests.support.builders import reservation
from vipops import models
from vipops.demo import hotel, people
from vipops.domain.hotel import HotelSettings
from vipops.errors import BadInput
from vipops.services import arrivals, properties
from vipops.services.house import House


def test_a_fresh_demo_is_kept_and_a_past_one_begins_anew(demo_anywhere: Demo) -> None:
    demo = demo_anywhere
    assert demo.create() == people.shown()
    old = {stay.id for stay in demo.all(models.Stay)}
    told = demo.all(models.Event)

    demo.create(demo.now + timedelta(hours=3))
    assert demo.all(models.Event) == told
    mine = _imported(demo)
    demo.create(demo.now + timedelta(days=1))

    new = {stay.id for stay in demo.all(models.Stay, models.Stay.closed.is_(False))} - {mine.id}
    assert len(new) == 12
    assert not old & new
    ended = demo.all(models.Stay, models.Stay.id.in_(old))
    assert {stay.state for stay in ended} == {"departed", "cancelled", "no_show"}
    # Nothing that was told is taken back, and a stay that came otherwise is as it was.
    assert demo.all(models.Event)[: len(told)] == told
    assert demo.all(models.Stay, models.Stay.id == mine.id) == [mine]
    assert demo.said == ["12 stays of an earlier demo were ended and taken off the board; new ones are here."]
    assert len(demo.all(models.Staff)) == len(people.PEOPLE)
    assert len(demo.all(models.HeldReservation)) == 1


def test_a_start_that_was_cut_short_is_begun_anew(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(hotel, "write_letters", _cut_short)
        with pytest.raises(KeyboardInterrupt):
            demo.create()
    demo.create(demo.now + timedelta(minutes=1))
    assert len(demo.all(models.Stay, models.Stay.closed.is_(False))) == 12
    assert len(demo.all(models.Stay)) == 24


def test_another_hotel_is_not_touched(demo: Demo) -> None:
    with demo.app.app_context():
        properties.found("REAL", {"zh": "酒店", "en": "Hotel"}, "Asia/Shanghai", HotelSettings())
    with pytest.raises(BadInput, match="Another hotel lives in this database: REAL"):
        demo.create()
    assert demo.all(models.Staff) == []


def _imported(demo: Demo) -> Any:
    booked = reservation(guest__vip_code="VB", room="1402")
    with demo.app.app_context():
        house = House.only()
        outcome = arrivals.import_reservation(booked, by=house.itself, house=house, now=demo.now)
    assert outcome.outcome == "created"
    return demo.all(models.Stay, models.Stay.id == outcome.stay_id)[0]


def _cut_short(*_: object) -> None:
    raise KeyboardInterrupt
