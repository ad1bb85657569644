"""Flights late, early, cancelled, diverted, in every state of the stay: what is kept and what is told."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Row

from tests.sop.stays import DATA
from tests.support.builders import at
from tests.support.collisions import guest, standing
from tests.support.house import Hotel
from vipops.integrations.pms.reservation import Transport
from vipops.services import flights, stay_times
from vipops.services.flights import FlightStatus
from vipops.services.stay_times import NewTimes

DELAYS = sorted(
    {minutes for _day, minutes in json.loads((DATA / "flight-delays.json").read_text("utf-8"))["flights"]}
)
# The earliest, the latest, none at all, and some of all between.
SAMPLE = sorted({DELAYS[0], DELAYS[-1], 0, *DELAYS[:: max(1, len(DELAYS) // 12)]})
LANDING = at("2026-11-23 14:00")
DAY = LANDING.date()
OPEN = ("waiting", "open", "in_progress")
WAITED_FOR = ("expected", "preparing", "ready", "en_route")


def report(hotel: Hotel, **status: Any) -> list[Any]:
    with hotel.inside():
        return flights.report(
            FlightStatus("CA981", LANDING.astimezone(hotel.house.zone).date(), **status),
            by=hotel.actor("lobby"),
            house=hotel.house,
            now=hotel.now,
        )


def plan_of(hotel: Hotel, stay_id: int) -> dict[str, Row[Any]]:
    return {row.key: row for row in hotel.rows_of("tasks") if row.stay_id == stay_id}


@pytest.mark.parametrize("minutes", SAMPLE)
def test_every_delay_is_carried_into_the_stored_plan(hotel: Hotel, minutes: int) -> None:
    stay = hotel.stay()
    report(hotel, scheduled=LANDING)
    hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
    hotel.clock.to(LANDING - timedelta(hours=3))
    before, seq = plan_of(hotel, stay.id), hotel.seq
    (answer,) = report(hotel, scheduled=LANDING, estimated=LANDING + timedelta(minutes=minutes)) or [{}]
    after = plan_of(hotel, stay.id)
    done = {key for key, row in before.items() if row.state not in OPEN}
    assert {key: after[key] for key in done} == {key: before[key] for key in done}, "done work stays"
    for row in after.values():
        waited_for = [after[key] for key in row.after if key in after and after[key].state in OPEN]
        assert row.state not in OPEN or all(first.due_at <= row.due_at for first in waited_for), row.key
    told = {one["key"]: (one["from"], one["to"]) for one in answer.get("moved", [])}
    changed = {key for key, row in after.items() if key in before and row.due_at != before[key].due_at}
    assert set(told) == changed, "what moved is told, and nothing else"
    assert all(_shown(after[key].due_at) == to for key, (_from, to) in told.items())
    late = {one["key"] for one in answer.get("late", [])}
    assert late == {key for key in changed if after[key].short_notice}
    if minutes == 0:
        assert (answer, after, hotel.seq) == ({}, before, seq)
    assert report(hotel, scheduled=LANDING, estimated=LANDING + timedelta(minutes=minutes)) == []
    assert plan_of(hotel, stay.id) == after, "the same word again changes nothing"


@pytest.mark.parametrize("what", ["cancelled", "diverted"])
@pytest.mark.parametrize("minutes", [SAMPLE[0], 0, SAMPLE[-1]])
@pytest.mark.parametrize("state", WAITED_FOR)
def test_a_flight_that_does_not_come_is_somebodys_task(
    hotel: Hotel, state: str, minutes: int, what: str
) -> None:
    stay = hotel.stay()
    hotel.bring_to(stay.id, state)
    report(hotel, scheduled=LANDING, estimated=LANDING + timedelta(minutes=minutes))
    before = plan_of(hotel, stay.id)
    (answer,) = report(hotel, scheduled=LANDING, **{what: True})
    after = plan_of(hotel, stay.id)
    assert [one["key"] for one in answer["added"]] == ["flight_off"]
    assert (after["flight_off"].state, after["flight_off"].department) == ("open", "front_office")
    assert after["flight_off"].due_at == hotel.now
    assert {key: row for key, row in after.items() if key != "flight_off"} == before, (
        "nobody knows a new time"
    )
    assert hotel.stay_row(stay.id).flight_note == what
    (back,) = report(hotel, scheduled=LANDING, estimated=LANDING + timedelta(minutes=minutes))
    assert [one["key"] for one in back["dropped"]] == ["flight_off"]
    assert hotel.stay_row(stay.id).flight_note == ""


def test_a_new_time_after_the_flight_was_cancelled(hotel: Hotel) -> None:
    stay = hotel.stay()
    report(hotel, scheduled=LANDING, cancelled=True)
    hotel.tick(stay.id, "flight_off")
    with hotel.inside():
        stay_times.change(
            stay.id, NewTimes(arrival_at=at("2026-11-23 21:00")), by=hotel.actor("lobby"), house=hotel.house,
            now=hotel.now,
        )  # fmt: skip
    after = plan_of(hotel, stay.id)
    assert after["flight_off"].state == "done"
    assert after["line_up"].due_at == at("2026-11-23 20:50")


@pytest.mark.parametrize("state", ["arrived", "in_house", "departing", "departed", "cancelled", "no_show"])
@pytest.mark.parametrize("status", [{"estimated": LANDING + timedelta(hours=2)}, {"cancelled": True}])
def test_who_is_here_or_gone_waits_for_no_flight(hotel: Hotel, state: str, status: dict[str, Any]) -> None:
    stay = hotel.stay()
    hotel.bring_to(stay.id, state)
    before = (plan_of(hotel, stay.id), hotel.stay_row(stay.id), hotel.seq)
    assert report(hotel, scheduled=LANDING, **status) == []
    assert (plan_of(hotel, stay.id), hotel.stay_row(stay.id), hotel.seq) == before


@pytest.mark.parametrize("state", ["expected", "en_route", "in_house", "departing"])
@pytest.mark.parametrize("minutes", [-180, 90, 60 * 26])
def test_a_changed_departure_moves_the_farewell(hotel: Hotel, state: str, minutes: int) -> None:
    stay = hotel.stay()
    hotel.bring_to(stay.id, state)
    before = plan_of(hotel, stay.id)
    leaves = stay.departure_at + timedelta(minutes=minutes)
    with hotel.inside():
        answer = stay_times.change(
            stay.id, NewTimes(departure_at=leaves), by=hotel.actor("lobby"), house=hotel.house, now=hotel.now
        )
    after = plan_of(hotel, stay.id)
    assert after["farewell"].due_at == leaves
    assert {one["key"] for one in answer["moved"]} == {
        key for key, row in after.items() if key in before and row.due_at != before[key].due_at
    }
    assert bool(answer["added"]) == (minutes > 60 * 24)
    settled = {key: row for key, row in before.items() if row.state not in OPEN}
    assert {key: after[key] for key in settled} == settled


@pytest.mark.parametrize("minutes", [-50, -10, 0, 25, 180])
def test_the_drivers_report_moves_the_door_and_what_hangs_on_it(hotel: Hotel, minutes: int) -> None:
    stay = hotel.stay()
    hotel.clock.to(LANDING)
    eta = stay.arrival_at + timedelta(minutes=minutes)
    proof = {"eta": eta.isoformat(), "plate": "A1", "seat": "rear_left"}
    hotel.tick(stay.id, "driver_report", by="concierge_attendant", proof=proof)
    after = plan_of(hotel, stay.id)
    assert (hotel.stay_row(stay.id).arrival_at, hotel.stay_row(stay.id).plate) == (eta, "A1")
    line_up = eta - timedelta(minutes=10)
    assert after["line_up"].due_at == max(line_up, hotel.now)
    assert after["line_up"].short_notice == (line_up < hotel.now)
    assert after["driver_report"].state == "done"


@pytest.mark.parametrize("told", ["at once", "one by one"])
def test_many_flights_at_once_leave_the_house_as_one_by_one(hotel: Hotel, told: str) -> None:
    """What collides is looked for when several stays have moved: it is what each by itself would find."""
    stays = [
        guest(hotel, number, vip, arrival, arrival_transport=Transport(f"CA{number}", at=at(arrival)))
        for number, vip, arrival in (
            (1, "2", "2026-11-23 12:00"), (2, "1", "2026-11-23 15:00"), (3, "3", "2026-11-23 18:00"),
            (4, "1", "2026-11-23 21:00"),
        )
    ]  # fmt: skip
    assert standing(hotel) == []
    words = [
        # The first word on CA1 is taken back by the last one.
        FlightStatus("CA1", DAY, estimated=at("2026-11-23 23:00")),
        FlightStatus("CA2", DAY, estimated=at("2026-11-23 15:10")),
        FlightStatus("CA3", DAY, estimated=at("2026-11-23 15:05")),
        FlightStatus("CA4", DAY, estimated=at("2026-11-23 15:20")),
        FlightStatus("ca 1", DAY, estimated=at("2026-11-23 14:55")),
    ]
    with hotel.inside():
        who = {"by": hotel.actor("lobby"), "house": hotel.house, "now": hotel.now}
        if told == "at once":
            answer = flights.report_all(words, **who)
            assert sorted(one["stay_id"] for one in answer if one["collisions"]) == [1, 2, 3, 4]
        else:
            for word in words:
                flights.report(word, **who)
    found = {(row.first_stay_id, row.second_stay_id, row.resources[0]["code"]) for row in standing(hotel)}
    assert found == {
        (2, 1, "general_manager"), (2, 1, "lift"), (1, 3, "lift"), (2, 4, "general_manager"), (2, 4, "lift"),
    }  # fmt: skip
    assert [hotel.stay_row(stay.id).arrival_at for stay in stays] == [
        at(f"2026-11-23 {clock}") for clock in ("15:55", "16:10", "16:05", "16:20")
    ]


def _shown(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
