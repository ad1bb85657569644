"""Flight status from outside: landing moves the door, the door moves the plan."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from tests.support.builders import at
from tests.support.house import Hotel
from vipops import models
from vipops.errors import NotAllowed
from vipops.services import flights
from vipops.services.flights import FlightStatus

DAY = date(2026, 11, 23)


def report(hotel: Hotel, number: str = "CA981", by: str = "concierge_attendant", **status: Any) -> list[Any]:
    with hotel.inside():
        return flights.report(
            FlightStatus(number, status.pop("flies_on", DAY), **status),
            by=hotel.actor(by),
            house=hotel.house,
            now=hotel.now,
        )


def test_a_later_landing_moves_the_door_and_the_plan(hotel: Hotel) -> None:
    stay = hotel.stay()
    (answer,) = report(hotel, by="lobby", estimated=at("2026-11-23 15:30"))
    row = hotel.stay_row(stay.id)
    assert (row.landing_at, row.arrival_at, row.arrival_source) == (
        at("2026-11-23 15:30"), at("2026-11-23 16:30"), "flight",
    )  # fmt: skip
    assert answer["stay_id"] == stay.id
    assert "Line-up in place" in {one["title"]["en"] for one in answer["moved"]}
    assert hotel.task(stay.id, "flight_watch").due_at == at("2026-11-23 15:30")


def test_who_reports_is_told_of_their_own_departments_work(hotel: Hotel) -> None:
    hotel.stay()
    (answer,) = report(hotel, by="concierge_attendant", estimated=at("2026-11-23 15:30"))
    assert {one["department"] for one in answer["moved"]} == {"concierge"}


def test_the_best_word_is_landed_then_estimated_then_scheduled() -> None:
    words = {"scheduled": at("2026-11-23 14:00"), "estimated": at("2026-11-23 14:20")}
    landed = at("2026-11-23 14:25")
    assert FlightStatus("CA981", DAY, **words, landed=landed).landing == landed
    assert FlightStatus("CA981", DAY, **words).landing == words["estimated"]
    assert FlightStatus("CA981", DAY, scheduled=words["scheduled"]).landing == words["scheduled"]
    assert FlightStatus("CA981", DAY, **words, cancelled=True).landing is None


@pytest.mark.parametrize("what", ["cancelled", "diverted"])
def test_a_flight_that_does_not_come_is_noted_and_moves_nothing(hotel: Hotel, what: str) -> None:
    stay = hotel.stay()
    (answer,) = report(hotel, estimated=at("2026-11-23 15:30"), **{what: True})
    row = hotel.stay_row(stay.id)
    assert (row.flight_note, row.arrival_at, answer["moved"]) == (what, stay.arrival_at, [])
    assert report(hotel, estimated=at("2026-11-23 15:30"), **{what: True}) == []
    report(hotel, estimated=at("2026-11-23 15:30"))
    assert hotel.stay_row(stay.id).flight_note == ""


def test_the_same_word_again_changes_no_stay(hotel: Hotel) -> None:
    stay = hotel.stay()
    report(hotel, estimated=at("2026-11-23 15:30"))
    version, seq = hotel.stay_row(stay.id).version, hotel.seq
    assert report(hotel, estimated=at("2026-11-23 15:30")) == []
    assert (hotel.stay_row(stay.id).version, hotel.seq) == (version, seq)
    assert len(hotel.rows(select(models.Flight))) == 1


def test_the_driver_knows_better(hotel: Hotel) -> None:
    stay = hotel.stay()
    proof = {"eta": "2026-11-23T14:40:00+08:00", "plate": "A1", "seat": "rear_left"}
    hotel.tick(stay.id, "driver_report", by="concierge_attendant", proof=proof)
    report(hotel, landed=at("2026-11-23 13:50"))
    row = hotel.stay_row(stay.id)
    assert (row.arrival_at, row.arrival_source) == (at("2026-11-23 14:40"), "driver")
    assert row.landing_at == at("2026-11-23 13:50")


def test_a_landing_after_the_departure_day_is_for_people(hotel: Hotel) -> None:
    stay = hotel.stay()
    report(hotel, estimated=at("2026-11-26 01:00"))
    row = hotel.stay_row(stay.id)
    assert (row.arrival_at, row.landing_at) == (stay.arrival_at, at("2026-11-26 01:00"))


@pytest.mark.parametrize("number", ["ca981", "CA 981", " Ca 981 "])
def test_a_flight_is_known_however_it_is_written(hotel: Hotel, number: str) -> None:
    hotel.stay()
    assert len(report(hotel, number, estimated=at("2026-11-23 15:30"))) == 1


@pytest.mark.parametrize(
    "other", [{"number": "CA982"}, {"flies_on": date(2026, 11, 24)}, {"flies_on": date(2026, 11, 22)}]
)
def test_another_flight_moves_nobody(hotel: Hotel, other: dict[str, Any]) -> None:
    hotel.stay()
    assert report(hotel, **{"estimated": at("2026-11-23 15:30"), **other}) == []


@pytest.mark.parametrize("state", ["arrived", "in_house", "departed", "cancelled", "no_show"])
def test_who_is_here_or_does_not_come_waits_for_no_flight(hotel: Hotel, state: str) -> None:
    stay = hotel.stay()
    hotel.bring_to(stay.id, state)
    assert report(hotel, estimated=at("2026-11-23 15:30")) == []


def test_a_flight_moves_everyone_who_is_on_it(hotel: Hotel) -> None:
    hotel.stay()
    hotel.stay(confirmation_number="R1002", guest__profile_id="P2", room="1807")
    assert [one["stay_id"] for one in report(hotel, estimated=at("2026-11-23 15:30"))] == [1, 2]


@pytest.mark.parametrize("by", ["housekeeping_manager", "front_office_attendant", "admin"])
def test_who_may_not_report(hotel: Hotel, by: str) -> None:
    hotel.stay()
    before = hotel.counts()
    with pytest.raises(NotAllowed):
        report(hotel, by=by, estimated=at("2026-11-23 15:30"))
    assert hotel.counts() == before
