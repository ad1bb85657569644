"""Complaints: always answered, calmed first, owned, resolved, followed up by a call (rule P8)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.support.house import Hotel
from tests.support.records import complain, complaint_row, disagreements, take, tasks_of
from vipops.errors import BadInput, NotAllowed, NotFound, Overtaken, Refusal, WrongMoment
from vipops.services import stay_closing

WORDS = "The bath was cold, twice."


@pytest.fixture
def stay_id(hotel: Hotel) -> int:
    stay = hotel.stay()
    hotel.bring_to(stay.id, "in_house")
    return int(stay.id)


def test_anyone_on_duty_records_and_its_tasks_are_laid(hotel: Hotel, stay_id: int) -> None:
    before = hotel.seq
    row = complain(hotel, stay_id, f" {WORDS} ", by="housekeeping_attendant")
    assert (row.state, row.text, row.guest_id) == ("recorded", WORDS, hotel.stay_row(stay_id).guest_id)
    tasks = tasks_of(hotel, row)
    assert {step: (task.state, task.due_at - hotel.now) for step, task in tasks.items()} == {
        "calm": ("open", timedelta(minutes=5)),
        "own": ("waiting", timedelta(minutes=15)),
        "resolve": ("waiting", timedelta(hours=2)),
        "follow_up": ("waiting", timedelta(hours=4)),
    }
    assert {task.department for task in tasks.values()} == {"front_office"}
    assert hotel.kinds(before)[0] == "complaint_recorded"


def test_its_words_are_told_to_no_screen(hotel: Hotel, stay_id: int) -> None:
    before = hotel.seq
    row = complain(hotel, stay_id, WORDS)
    take(hotel, row, "calm", note="Tea in the lounge.")
    take(hotel, row, "own")
    hotel.change(tasks_of(hotel, row)["resolve"], "tick", proof={"resolution": "Boiler reset."})
    told = "".join(event.body for event in hotel.events(before))
    kept = str([(task.title, task.answers) for task in tasks_of(hotel, row).values()])
    for words in (WORDS, "Tea in the lounge.", "Boiler reset."):
        assert words not in told
        assert words not in kept
    assert complaint_row(hotel, row.id).resolution == "Boiler reset."
    audiences = {event.audience for event in hotel.events(before) if event.kind.startswith("complaint_")}
    assert audiences == {"front_office"}


def test_the_whole_way_by_the_record(hotel: Hotel, stay_id: int) -> None:
    row = complain(hotel, stay_id)
    for verb in ("calm", "own"):
        take(hotel, row, verb)
    take(hotel, row, "hand_on", to=hotel.actor("front_office_manager").id)
    given = tasks_of(hotel, row)
    assert {given[step].assignee_id for step in ("resolve", "follow_up")} == {
        hotel.actor("front_office_manager").id
    }
    take(hotel, row, "resolve", by="front_office_manager")
    shown = take(hotel, row, "follow_up")
    assert (shown["state"], shown["owner"]) == ("followed_up", hotel.actor("front_office_manager").id)
    assert {task.state for task in tasks_of(hotel, row).values()} == {"done"}
    steps = complaint_row(hotel, row.id).steps
    assert [step["verb"] for step in steps] == ["calm", "own", "hand_on", "resolve", "follow_up"]
    assert disagreements(hotel) == []


def test_who_owns_it_without_having_calmed_has_done_both(hotel: Hotel, stay_id: int) -> None:
    row = complain(hotel, stay_id)
    take(hotel, row, "own", by="sales")
    assert complaint_row(hotel, row.id).owner_id == hotel.actor("sales").id
    assert {step: task.state for step, task in tasks_of(hotel, row).items()} == {
        "calm": "done", "own": "done", "resolve": "open", "follow_up": "waiting",
    }  # fmt: skip


def test_a_guest_who_is_not_content_sends_it_back_to_its_owner(hotel: Hotel, stay_id: int) -> None:
    row = complain(hotel, stay_id)
    for verb in ("own", "resolve"):
        take(hotel, row, verb)
    answer = hotel.change(tasks_of(hotel, row)["follow_up"], "tick", proof={"satisfied": "not_content"})
    assert answer["state"] == "waiting", "the answer is the task as it stands after its effects"
    assert complaint_row(hotel, row.id).state == "owned"
    assert complaint_row(hotel, row.id).owner_id == hotel.actor("lobby").id
    assert tasks_of(hotel, row)["resolve"].state == "open"
    take(hotel, row, "resolve")
    assert take(hotel, row, "follow_up", satisfied=False)["state"] == "owned"
    take(hotel, row, "resolve")
    hotel.change(tasks_of(hotel, row)["follow_up"], "tick", proof={"satisfied": "content"})
    assert complaint_row(hotel, row.id).state == "followed_up"
    assert disagreements(hotel) == []


def test_a_tick_taken_back_takes_the_step_back(hotel: Hotel, stay_id: int) -> None:
    row = complain(hotel, stay_id)
    take(hotel, row, "own")
    take(hotel, row, "resolve")
    hotel.change(tasks_of(hotel, row)["own"], "reopen")
    found = complaint_row(hotel, row.id)
    assert (found.state, found.owner_id) == ("calmed", None)
    assert {step: task.state for step, task in tasks_of(hotel, row).items()} == {
        "calm": "done", "own": "open", "resolve": "waiting", "follow_up": "waiting",
    }  # fmt: skip
    assert disagreements(hotel) == []


def test_an_open_complaint_outlives_the_stay_and_keeps_it_on_the_board(hotel: Hotel, stay_id: int) -> None:
    row = complain(hotel, stay_id)
    take(hotel, row, "own")
    hotel.step(stay_id, "start_departure", reason="so")
    hotel.step(stay_id, "depart", reason="so")
    assert tasks_of(hotel, row)["resolve"].state == "open"
    late = complain(hotel, stay_id, "And the bill was wrong.")
    assert tasks_of(hotel, late)["calm"].state == "open"
    take(hotel, late, "withdraw")
    hotel.clock.forward(days=1)
    with hotel.inside():
        assert not stay_closing.close_next(hotel.house, hotel.now)
        take(hotel, row, "resolve")
        take(hotel, row, "follow_up")
        assert stay_closing.close_next(hotel.house, hotel.now)
    with pytest.raises(WrongMoment):
        complain(hotel, stay_id)


def of(verb: str, by: str = "lobby", **details: Any) -> Callable[[Hotel, Any], Any]:
    return lambda hotel, row: take(hotel, row, verb, by=by, **details)


def hand_to(username: str) -> Callable[[Hotel, Any], Any]:
    def hand_on(hotel: Hotel, row: Any) -> None:
        take(hotel, row, "own")
        take(hotel, row, "hand_on", to=hotel.actor(username).id if username else None)

    return hand_on


def owned(verb: str, **details: Any) -> Callable[[Hotel, Any], Any]:
    def act(hotel: Hotel, row: Any) -> None:
        take(hotel, row, "own")
        take(hotel, row, verb, **details)

    return act


def resolved(verb: str, **details: Any) -> Callable[[Hotel, Any], Any]:
    def act(hotel: Hotel, row: Any) -> None:
        take(hotel, row, "own")
        take(hotel, row, "resolve")
        take(hotel, row, verb, **details)

    return act


def skip(hotel: Hotel, row: Any) -> None:
    take(hotel, row, "own")
    hotel.change(tasks_of(hotel, row)["resolve"], "skip", reason="Too long.")


REFUSALS: dict[str, tuple[Callable[[Hotel, Any], Any], type[Refusal], str]] = {
    "no words": (lambda hotel, row: complain(hotel, row.stay_id, " "), BadInput, "recorded"),
    "too many words": (lambda hotel, row: complain(hotel, row.stay_id, "x" * 4001), BadInput, "recorded"),
    "no such stay": (lambda hotel, _row: complain(hotel, 999), NotFound, "recorded"),
    "an administrator": (
        lambda hotel, row: complain(hotel, row.stay_id, by="admin"), NotAllowed, "recorded",
    ),
    "a step by who recorded it on the floor": (of("calm", "housekeeping_attendant"), NotAllowed, "recorded"),
    "resolving what nobody owns": (of("resolve"), WrongMoment, "recorded"),
    "a verb nobody knows": (of("explode"), WrongMoment, "recorded"),
    "an older screen": (of("calm", seen=7), Overtaken, "recorded"),
    "resolved without saying how": (owned("resolve", resolution=" "), BadInput, "owned"),
    "followed up without an answer": (resolved("follow_up", satisfied=None), BadInput, "resolved"),
    "handed to nobody": (hand_to(""), BadInput, "owned"),
    "handed to who may not": (hand_to("housekeeping_manager"), BadInput, "owned"),
    "withdrawn when it is resolved": (resolved("withdraw"), WrongMoment, "resolved"),
    "skipping the resolution": (skip, WrongMoment, "owned"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSALS)
def test_refused_and_nothing_written(hotel: Hotel, stay_id: int, case: str) -> None:
    act, refusal, state = REFUSALS[case]
    row = complain(hotel, stay_id, by="housekeeping_attendant")
    with pytest.raises(refusal) as refused:
        act(hotel, row)
    assert type(refused.value) is refusal
    assert refused.value.message
    assert complaint_row(hotel, row.id).state == state
    assert len(hotel.rows_of("complaints")) == 1
    assert disagreements(hotel) == []
