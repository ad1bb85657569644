"""Requests: recorded in ten seconds, the department's task at once, called back when done (rule P10)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.support.builders import at
from tests.support.house import Hotel
from tests.support.records import ask, disagreements, move, request_row, tasks_of
from vipops.enums import Department, RequestKind
from vipops.errors import BadInput, NotAllowed, NotFound, Overtaken, Refusal, WrongMoment
from vipops.services import answers, requests
from vipops.services.requests import NewRequest


@pytest.fixture
def stay_id(hotel: Hotel) -> int:
    """A stay whose guest is in the room."""
    stay = hotel.stay()
    hotel.bring_to(stay.id, "in_house")
    return int(stay.id)


def test_anyone_on_duty_records_and_it_is_the_departments_task(hotel: Hotel, stay_id: int) -> None:
    before = hotel.seq
    row = ask(
        hotel,
        stay_id,
        "  Two  more pillows ",
        by="food_beverage_attendant",
        department=Department.HOUSEKEEPING,
    )
    assert (row.state, row.department, row.text, row.version) == (
        "recorded",
        "housekeeping",
        "Two more pillows",
        1,
    )
    assert row.recorded_by_id == hotel.actor("food_beverage_attendant").id
    tasks = tasks_of(hotel, row)
    assert (tasks["do"].department, tasks["do"].state) == ("housekeeping", "open")
    assert tasks["do"].title == {"zh": "要求：Two more pillows", "en": "Request: Two more pillows"}
    assert tasks["do"].due_at == row.due_at == hotel.now + timedelta(minutes=30)
    assert (tasks["call_back"].department, tasks["call_back"].state) == ("front_office", "waiting")
    assert hotel.kinds(before)[0] == "request_recorded"
    assert "plan_moved" in hotel.kinds(before)


@pytest.mark.parametrize(
    ("kind", "department", "minutes", "steps"),
    [
        ("wish", "front_office", 30, {"do", "call_back"}),
        ("suggestion", "front_office", 240, {"do", "call_back"}),
        ("itinerary", "concierge", 60, {"do", "call_back"}),
        ("fault", "engineering", 45, {"do", "call_back"}),
    ],
)
def test_each_kind_has_its_department_and_time(
    hotel: Hotel, stay_id: int, kind: str, department: str, minutes: int, steps: set[str]
) -> None:
    row = ask(hotel, stay_id, kind=kind)
    assert (row.department, row.due_at) == (department, hotel.now + timedelta(minutes=minutes))
    assert set(tasks_of(hotel, row)) == steps


def test_what_the_guest_said_reaches_those_concerned_at_once(hotel: Hotel, stay_id: int) -> None:
    """IC2: by the moment it was recorded, whatever the time of the itinerary itself."""
    ask(hotel, stay_id, kind="itinerary", due_at=at("2026-11-24 09:00"))
    told = hotel.task(stay_id, "passed_on")
    assert (told.department, told.due_at) == ("concierge", hotel.now + timedelta(minutes=5))


def test_a_fault_before_the_arrival_holds_the_room_until_a_second_person_has_signed(hotel: Hotel) -> None:
    stay = hotel.stay()
    row = ask(hotel, stay.id, "Shower drips", kind="fault", by="housekeeping_attendant")
    fault = tasks_of(hotel, row)["do"]
    assert (fault.gate, fault.second_signature, fault.department) == ("ready", "another", "engineering")
    hotel.change(fault, "tick", by="engineering_attendant")
    assert request_row(hotel, row.id).state == "recorded"
    hotel.change(hotel.task(stay.id, "fault"), "sign_off", by="engineering_supervisor")
    assert request_row(hotel, row.id).state == "done"
    assert "call_back" not in tasks_of(hotel, row), "there is no guest to call before the arrival"


def test_the_whole_way_by_the_record_ticks_the_tasks(hotel: Hotel, stay_id: int) -> None:
    row = ask(hotel, stay_id, department=Department.HOUSEKEEPING)
    before = hotel.seq
    move(hotel, row, "acknowledge", by="housekeeping_attendant")
    do = tasks_of(hotel, row)["do"]
    assert (do.state, do.assignee_id) == ("open", hotel.actor("housekeeping_attendant").id)
    move(hotel, row, "do", by="housekeeping_attendant", note="Three brought.")
    assert (tasks_of(hotel, row)["do"].state, tasks_of(hotel, row)["call_back"].state) == ("done", "open")
    shown = move(hotel, row, "call_back", by="lobby")
    assert (shown["state"], shown["version"]) == ("called_back", 4)
    assert [(step["verb"], step["note"]) for step in shown["steps"]] == [
        ("acknowledge", ""), ("do", "Three brought."), ("call_back", ""),
    ]  # fmt: skip
    assert {"request_acknowledged", "request_done", "request_called_back"} <= set(hotel.kinds(before))
    assert disagreements(hotel) == []


def test_acknowledged_by_mistake_is_taken_back_and_nobody_has_its_task(hotel: Hotel, stay_id: int) -> None:
    row = ask(hotel, stay_id, department=Department.HOUSEKEEPING)
    move(hotel, row, "acknowledge", by="housekeeping_attendant")
    before = hotel.seq
    shown = move(hotel, row, "take_back", by="housekeeping_attendant")
    assert (shown["state"], shown["version"]) == ("recorded", 3)
    assert [step["verb"] for step in shown["steps"]] == ["acknowledge", "take_back"]
    do = tasks_of(hotel, row)["do"]
    assert (do.state, do.assignee_id) == ("open", None)
    assert {"request_reopened", "task_released"} <= set(hotel.kinds(before))
    assert disagreements(hotel) == []
    move(hotel, row, "acknowledge", by="housekeeping_supervisor")
    assert tasks_of(hotel, row)["do"].assignee_id == hotel.actor("housekeeping_supervisor").id


def test_what_somebody_had_before_stays_theirs_when_it_is_taken_back(hotel: Hotel, stay_id: int) -> None:
    """The task had its person before, or has another since: the acknowledgement alone is taken back."""
    row = ask(hotel, stay_id, department=Department.HOUSEKEEPING)
    hotel.change(tasks_of(hotel, row)["do"], "claim", by="housekeeping_attendant")
    move(hotel, row, "take_back", by="housekeeping_supervisor")
    assert tasks_of(hotel, row)["do"].assignee_id == hotel.actor("housekeeping_attendant").id
    other = ask(hotel, stay_id, "A cot", department=Department.HOUSEKEEPING)
    move(hotel, other, "acknowledge", by="housekeeping_attendant")
    to = hotel.actor("housekeeping_supervisor").id
    hotel.change(tasks_of(hotel, other)["do"], "assign", by="housekeeping_manager", assignee=to)
    move(hotel, other, "take_back", by="housekeeping_attendant")
    assert tasks_of(hotel, other)["do"].assignee_id == to


@pytest.mark.parametrize("verb", ["claim", "start", "assign"])
def test_taking_up_the_task_acknowledges(hotel: Hotel, stay_id: int, verb: str) -> None:
    row = ask(hotel, stay_id)
    assignee = hotel.actor("front_office_attendant").id
    hotel.change(tasks_of(hotel, row)["do"], verb, assignee=assignee)
    assert request_row(hotel, row.id).state == "acknowledged"
    hotel.change(tasks_of(hotel, row)["do"], "claim", by="front_office_attendant")
    assert request_row(hotel, row.id).version == 2, "acknowledged once"


def test_ticks_take_the_steps_and_opening_again_takes_them_back(hotel: Hotel, stay_id: int) -> None:
    row = ask(hotel, stay_id)
    hotel.change(tasks_of(hotel, row)["do"], "tick")
    assert request_row(hotel, row.id).state == "done"
    answer = hotel.change(tasks_of(hotel, row)["call_back"], "tick")
    assert (answer["state"], request_row(hotel, row.id).state) == ("done", "called_back")
    hotel.change(tasks_of(hotel, row)["call_back"], "reopen")
    assert (request_row(hotel, row.id).state, tasks_of(hotel, row)["do"].state) == ("done", "done")
    hotel.change(tasks_of(hotel, row)["call_back"], "tick")
    hotel.change(tasks_of(hotel, row)["do"], "reopen")
    assert request_row(hotel, row.id).state == "acknowledged"
    assert tasks_of(hotel, row)["call_back"].state == "waiting"
    assert disagreements(hotel) == []


def test_a_guest_who_is_not_content_opens_it_again(hotel: Hotel, stay_id: int) -> None:
    row = ask(hotel, stay_id)
    move(hotel, row, "do")
    move(hotel, row, "reopen", note="Still too soft.")
    assert request_row(hotel, row.id).state == "acknowledged"
    assert (tasks_of(hotel, row)["do"].state, tasks_of(hotel, row)["call_back"].state) == ("open", "waiting")


def test_withdrawing_takes_the_open_tasks_back(hotel: Hotel, stay_id: int) -> None:
    row = ask(hotel, stay_id)
    move(hotel, row, "withdraw", note="Said twice.")
    assert {task.state for task in tasks_of(hotel, row).values()} == {"cancelled"}
    hotel.tick(stay_id, "registered")
    ask(hotel, stay_id, "Another")
    assert {task.state for task in tasks_of(hotel, row).values()} == {"cancelled"}


def test_a_call_back_may_be_skipped_and_what_was_asked_may_not(hotel: Hotel, stay_id: int) -> None:
    row = ask(hotel, stay_id)
    with pytest.raises(WrongMoment, match="withdraw"):
        hotel.change(tasks_of(hotel, row)["do"], "skip", reason="No pillows.")
    hotel.change(tasks_of(hotel, row)["do"], "tick")
    hotel.change(tasks_of(hotel, row)["call_back"], "skip", reason="The guest sleeps.")
    assert request_row(hotel, row.id).state == "done"


def test_a_new_plan_brings_no_task_of_a_step_that_is_taken(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.step(stay.id, "arrive", reason="Early.")
    row = ask(hotel, stay.id, "Lamp dark", kind="fault")
    hotel.clock.forward(minutes=5)
    hotel.change(tasks_of(hotel, row)["do"], "tick", by="engineering_attendant")
    hotel.step(stay.id, "undo")
    states = {task.template: task.state for task in hotel.rows_of("tasks") if task.subject == str(row.id)}
    assert states["repair"] == "done"
    assert "fault" not in states
    assert disagreements(hotel) == []


def of(verb: str, by: str = "lobby", **details: Any) -> Callable[[Hotel, Any], Any]:
    return lambda hotel, row: move(hotel, row, verb, by=by, **details)


def new(by: str = "lobby", **over: Any) -> Callable[[Hotel, Any], Any]:
    return lambda hotel, row: ask(hotel, over.pop("stay_id", row.stay_id), **{"by": by, **over})


def second_hand(hotel: Hotel, row: Any) -> None:
    stay = hotel.stay(confirmation_number="R2", guest__profile_id="P2", room="1807")
    move(hotel, ask(hotel, stay.id, kind="fault"), "do")


def after_the_stay(hotel: Hotel, row: Any) -> None:
    hotel.step(row.stay_id, "start_departure", reason="so")
    hotel.step(row.stay_id, "depart", reason="so")
    move(hotel, row, "do")


def to_another_stay(hotel: Hotel, _row: Any) -> None:
    ask(hotel, 999)


REFUSALS: dict[str, tuple[Callable[[Hotel, Any], Any], type[Refusal]]] = {
    "no words": (new(text="   "), BadInput),
    "too many words": (new(text="x" * 501), BadInput),
    "a time that has passed": (new(due_at=at("2026-11-22 09:00")), BadInput),
    "a time long after the stay": (new(due_at=at("2026-12-22 09:00")), BadInput),
    "a stay that is not there": (to_another_stay, NotFound),
    "an administrator": (new("admin"), NotAllowed),
    "a step of another department's": (of("do", "security_manager"), NotAllowed),
    "calling back from the floor": (of("call_back", "housekeeping_attendant"), NotAllowed),
    "withdrawing from the floor": (of("withdraw", "housekeeping_manager"), NotAllowed),
    "calling back what is not done": (of("call_back"), WrongMoment),
    "opening what is open": (of("reopen"), WrongMoment),
    "a verb nobody knows": (of("explode"), WrongMoment),
    "an older screen": (of("do", seen=7), Overtaken),
    "a fault that a second person must sign": (second_hand, WrongMoment),
    "after the stay": (after_the_stay, WrongMoment),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_refused_and_nothing_written(hotel: Hotel, stay_id: int, case: str) -> None:
    act, refusal = REFUSALS[case]
    row = ask(hotel, stay_id, department=Department.HOUSEKEEPING)
    with pytest.raises(refusal) as refused:
        act(hotel, row)
    assert type(refused.value) is refusal
    assert refused.value.message
    found = [one for one in hotel.rows_of("requests") if one.id == row.id]
    assert [(one.state, one.version) for one in found] == [("recorded", 1)]
    assert disagreements(hotel) == []


def test_sent_again_is_recorded_once(hotel: Hotel, stay_id: int) -> None:
    lobby = hotel.actor("lobby")
    call = answers.call("tablet", "k1", lobby.id, {})
    asked = NewRequest(stay_id, requests.RequestKind.WISH, "Tea")
    with hotel.inside():
        first = requests.record(asked, by=lobby, house=hotel.house, now=hotel.now, call=call)
        assert requests.record(asked, by=lobby, house=hotel.house, now=hotel.now, call=call) == first
    assert len(hotel.rows_of("requests")) == 1


def test_the_call_back_is_due_so_long_after_it_was_really_done(hotel: Hotel) -> None:
    """``due: after+15m`` counts from the deed, at once and not only when the plan is next laid."""
    stay = hotel.stay()
    hotel.bring_to(stay.id, "in_house")
    with hotel.inside():
        new = NewRequest(stay.id, RequestKind.WISH, "Two more pillows")
        requests.record(new, by=hotel.actor("lobby"), house=hotel.house, now=hotel.now)
    (work,) = [row for row in hotel.tasks(stay.id).values() if row.fires == "do"]
    hotel.clock.forward(minutes=3)
    hotel.change(work, "tick")
    (call,) = [row for row in hotel.tasks(stay.id).values() if row.fires == "call_back"]
    assert call.due_at == hotel.now + timedelta(minutes=15)
