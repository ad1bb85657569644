"""New times: done work stays, open work moves, spent work falls away, and what moved is told."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.support.builders import at
from tests.support.house import Hotel
from vipops.enums import Source
from vipops.errors import BadInput, NotAllowed, NotFound, Refusal, WrongMoment
from vipops.services import answers, stay_times
from vipops.services.stay_times import NewTimes


def say(
    hotel: Hotel, stay_id: int = 1, by: str = "lobby", *, dry_run: bool = False, **times: Any
) -> dict[str, Any]:
    said = stay_times.preview if dry_run else stay_times.change
    with hotel.inside():
        return said(stay_id, NewTimes(**times), by=hotel.actor(by), house=hotel.house, now=hotel.now)


def moved(answer: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {one["title"]["en"]: (one["from"], one["to"]) for one in answer["moved"]}


def test_a_delay_moves_what_is_open_and_says_from_when_to_when(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
    answer = say(hotel, arrival_at=at("2026-11-23 17:00"))
    assert moved(answer)["Line-up in place"] == ("2026-11-23T06:50:00Z", "2026-11-23T08:50:00Z")
    assert hotel.task(stay.id, "line_up").due_at == at("2026-11-23 16:50")
    assert "Make the room" not in moved(answer)
    row = hotel.stay_row(stay.id)
    assert (row.arrival_at, row.arrival_source) == (at("2026-11-23 17:00"), "person")
    assert answer["version"] == row.version == 2


def test_done_work_stays_as_it_was_done(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
    before = hotel.task(stay.id, "room_made")
    say(hotel, arrival_at=at("2026-11-24 17:00"))
    assert hotel.task(stay.id, "room_made") == before


def test_a_shorter_stay_drops_its_last_day_and_a_longer_one_adds_one(hotel: Hotel) -> None:
    hotel.stay()
    dropped = say(hotel, departure_at=at("2026-11-24 12:00"))["dropped"]
    a_day = {"Turndown", "Report the fruit", "Refill the fruit"}
    assert {one["title"]["en"] for one in dropped} == a_day
    assert len(dropped) == 3
    added = say(hotel, departure_at=at("2026-11-26 12:00"))["added"]
    assert {one["title"]["en"] for one in added} == a_day
    assert len(added) == 6


def test_a_delay_of_nothing_changes_nothing_in_the_plan(hotel: Hotel) -> None:
    stay = hotel.stay()
    before = hotel.tasks(stay.id)
    answer = say(hotel, arrival_at=stay.arrival_at, departure_at=stay.departure_at)
    assert (answer["moved"], answer["added"], answer["dropped"], answer["late"]) == ([], [], [], [])
    assert hotel.tasks(stay.id) == before


def test_there_and_back_is_where_it_was(hotel: Hotel) -> None:
    stay = hotel.stay()
    due = {name: row.due_at for name, row in hotel.tasks(stay.id).items()}
    say(hotel, arrival_at=stay.arrival_at + timedelta(hours=3))
    say(hotel, arrival_at=stay.arrival_at)
    assert {name: row.due_at for name, row in hotel.tasks(stay.id).items()} == due


def test_what_a_person_postponed_keeps_its_time_unless_the_plan_moves_beyond_it(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.change(
        hotel.task(stay.id, "air"),
        "postpone",
        by="engineering_attendant",
        until=at("2026-11-23 14:00").isoformat(),
        reason="Do not disturb.",
    )
    say(hotel, arrival_at=at("2026-11-23 16:00"))
    assert hotel.task(stay.id, "air").due_at == at("2026-11-23 14:00")
    say(hotel, arrival_at=at("2026-11-23 18:00"))
    assert hotel.task(stay.id, "air").due_at == at("2026-11-23 15:00")


def test_work_that_comes_too_late_is_due_now_and_said_to_be_short_notice(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.clock.to(at("2026-11-23 10:00"))
    answer = say(hotel, arrival_at=at("2026-11-23 11:00"))
    assert "Set the air" in {one["title"]["en"] for one in answer["late"]}
    row = hotel.task(stay.id, "air")
    assert (row.due_at, row.short_notice) == (hotel.now, True)


def test_a_preview_writes_nothing_and_answers_the_same(hotel: Hotel) -> None:
    hotel.stay()
    before = hotel.counts()
    seen = say(hotel, dry_run=True, arrival_at=at("2026-11-23 19:00"))
    assert hotel.counts() == before
    done = say(hotel, arrival_at=at("2026-11-23 19:00"))
    assert seen["moved"]
    for part in ("moved", "dropped", "late", "collisions"):
        assert seen[part] == done[part]


def test_each_time_keeps_who_said_it_and_when(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.clock.forward(minutes=5)
    say(hotel, departure_at=at("2026-11-25 14:00"), source=Source.PERSON)
    row = hotel.stay_row(stay.id)
    assert (row.departure_source, row.departure_said_at) == ("person", hotel.now)
    assert (row.arrival_source, row.arrival_said_at) == ("pms", stay.arrival_said_at)


@pytest.mark.parametrize(
    ("arrival_at", "fate"), [("2026-11-23 23:00", "checked"), ("2026-11-24 15:00", "drafted")]
)
def test_an_hour_does_not_touch_the_letter_another_day_does(hotel: Hotel, arrival_at: str, fate: str) -> None:
    stay = hotel.stay()
    hotel.bring_letter_to(stay.id, "checked")
    say(hotel, arrival_at=at(arrival_at))
    assert hotel.letter(stay.id).state == fate


def test_sent_again_has_one_effect_and_one_answer(hotel: Hotel) -> None:
    stay = hotel.stay()
    lobby = hotel.actor("lobby")
    call = answers.call(lobby.device, "k1", lobby.id, {})
    times = NewTimes(arrival_at=stay.arrival_at + timedelta(hours=1))
    with hotel.inside():
        first, again = (
            stay_times.change(stay.id, times, by=lobby, house=hotel.house, now=hotel.now, call=call)
            for _ in range(2)
        )
    assert first == again
    assert hotel.kinds().count("stay_retimed") == 1


@pytest.mark.parametrize(
    ("state", "asked", "refusal"),
    [
        ("expected", {"stay_id": 999, "arrival_at": at("2026-11-23 17:00")}, NotFound),
        ("expected", {"arrival_at": at("2026-11-25 12:00")}, BadInput),
        ("expected", {"departure_at": at("2026-11-23 15:00")}, BadInput),
        ("expected", {"arrival_at": at("2026-11-23 17:00"), "by": "housekeeping_manager"}, NotAllowed),
        ("expected", {"arrival_at": at("2026-11-23 17:00"), "by": "admin"}, NotAllowed),
        ("arrived", {"arrival_at": at("2026-11-23 17:00")}, WrongMoment),
        ("in_house", {"arrival_at": at("2026-11-23 17:00")}, WrongMoment),
        ("departed", {"departure_at": at("2026-11-26 12:00")}, WrongMoment),
        ("cancelled", {"departure_at": at("2026-11-26 12:00")}, WrongMoment),
        ("no_show", {"arrival_at": at("2026-11-23 17:00")}, WrongMoment),
    ],
)
@pytest.mark.parametrize("dry_run", [False, True], ids=["change", "preview"])
def test_refused(
    hotel: Hotel, state: str, asked: dict[str, Any], refusal: type[Refusal], *, dry_run: bool
) -> None:
    stay = hotel.stay()
    hotel.bring_to(stay.id, state)
    before = hotel.counts()
    with pytest.raises(refusal):
        say(hotel, dry_run=dry_run, **asked)
    assert hotel.counts() == before


def test_a_guest_in_house_may_stay_longer(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.bring_to(stay.id, "in_house")
    assert say(hotel, departure_at=at("2026-11-26 12:00"))["added"]
    assert hotel.stay_row(stay.id).departure_at == at("2026-11-26 12:00")


def test_moments_are_kept_to_the_second(hotel: Hotel) -> None:
    stay = hotel.stay()
    say(hotel, arrival_at=datetime.fromisoformat("2026-11-23T16:00:00.987654+08:00"))
    assert hotel.stay_row(stay.id).arrival_at == at("2026-11-23 16:00")
