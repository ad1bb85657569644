"""The steps of a stay: gates, passing them with a reason, undo, what each does to plan and letter."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from tests.support.builders import at
from tests.support.house import WAY_TO, Hotel
from vipops import models
from vipops.domain.lifecycles import STAY
from vipops.errors import BadInput, GateClosed, NotAllowed, NotFound, Overtaken, Refusal, WrongMoment
from vipops.services import answers, stay_closing, stay_edit, stays
from vipops.services.stay_edit import StayEdit
from vipops.services.stays import StepAsked


def make_room_ready(hotel: Hotel, stay_id: int) -> None:
    hotel.tick(stay_id, "room_made", by="housekeeping_attendant")
    hotel.change(hotel.task(stay_id, "room_made"), "sign_off", by="housekeeping_supervisor")
    hotel.tick(stay_id, "inspection", points={point: {"passed": True} for point in ("F7a", "F7b", "F7c")})


def test_from_the_booking_to_the_farewell_through_open_gates(hotel: Hotel) -> None:
    stay = hotel.stay(guest__profile_id="P1")
    seen = []
    for verb, before in (
        ("prepare", lambda: make_room_ready(hotel, stay.id)),
        ("ready", lambda: None),
        ("en_route", lambda: hotel.tick(stay.id, "driver_report", proof={
            "eta": "2026-11-23T15:05:00+08:00", "plate": "A1", "seat": "rear_left"})),
        ("arrive", lambda: hotel.clock.to(at("2026-11-23 15:04"))),
        ("settle", lambda: hotel.tick(stay.id, "registered")),
        ("start_departure", lambda: hotel.tick(stay.id, "folio")),
        ("depart", lambda: hotel.clock.to(at("2026-11-25 11:50"))),
    ):  # fmt: skip
        before()
        seen.append(hotel.step(stay.id, verb)["state"])
    assert seen == ["preparing", "ready", "en_route", "arrived", "in_house", "departing", "departed"]
    row = hotel.stay_row(stay.id)
    assert row.arrived_at == at("2026-11-23 15:04")
    assert row.state_at == at("2026-11-25 11:50")


class TestGates:
    def test_a_closed_gate_says_what_is_missing_and_whose_it_is(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        hotel.step(stay.id, "prepare")
        before = hotel.counts()
        with pytest.raises(GateClosed) as refused:
            hotel.step(stay.id, "ready")
        missing = {one["title"]["en"]: one["department"] for one in refused.value.facts["missing"]}
        assert missing == {"Make the room": "housekeeping", "Inspect the room": "front_office"}
        assert refused.value.facts["may_pass"] is True
        assert hotel.counts() == before

    def test_who_leads_passes_with_a_reason_that_stays_on_record(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        hotel.step(stay.id, "prepare")
        before = hotel.seq
        assert hotel.step(stay.id, "ready", reason=" The guest is early. ")["state"] == "ready"
        (told,) = [row for row in hotel.events(before) if row.kind == "stay_ready"]
        assert '"reason":"The guest is early."' in told.body
        assert '"task_id"' in told.body

    @pytest.mark.parametrize(
        ("by", "reason"),
        [
            ("lobby", ""),
            ("lobby", "   "),
            ("front_office_manager", "Early."),
            ("front_office_supervisor", "Early."),
        ],
    )
    def test_nobody_else_and_not_without_a_reason(self, hotel: Hotel, by: str, reason: str) -> None:
        stay = hotel.stay()
        hotel.step(stay.id, "prepare")
        with pytest.raises(GateClosed) as refused:
            hotel.step(stay.id, "ready", by=by, reason=reason)
        assert refused.value.facts["may_pass"] is (by == "lobby")
        assert hotel.stay_row(stay.id).state == "preparing"

    def test_who_sees_one_department_is_told_whose_the_other_work_is_and_no_more(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        hotel.step(stay.id, "prepare")
        with pytest.raises(GateClosed) as refusal:
            hotel.step(stay.id, "ready", by="front_office_supervisor")
        told = {one["department"]: one for one in refusal.value.facts["missing"]}
        assert told["front_office"]["title"]["en"] == "Inspect the room"
        assert (told["housekeeping"]["title"], told["housekeeping"]["needs"]) == (None, "tick")

    def test_a_reason_at_an_open_gate_is_no_passing(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        before = hotel.seq
        hotel.step(stay.id, "prepare", reason="Just so.")
        assert "passed" not in hotel.events(before)[0].body

    def test_work_that_waits_for_its_second_signature_holds_the_gate(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        hotel.step(stay.id, "prepare")
        hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
        with pytest.raises(GateClosed) as refused:
            hotel.step(stay.id, "ready")
        needs = {one["title"]["en"]: one["needs"] for one in refused.value.facts["missing"]}
        assert needs == {"Make the room": "sign_off", "Inspect the room": "tick"}

    def test_a_guest_at_the_door_before_the_room_is_ready_stands_at_its_gate(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        with pytest.raises(GateClosed):
            hotel.step(stay.id, "arrive")


class TestUndo:
    @pytest.mark.parametrize(
        "verb", [step.verb for step in STAY.steps if step.undoable], ids=lambda verb: f"after {verb}"
    )
    def test_the_last_step_is_taken_back_once(self, hotel: Hotel, verb: str) -> None:
        start = next(str(step.sources[0]) for step in STAY.steps if step.verb == verb)
        stay = hotel.stay()
        hotel.bring_to(stay.id, start)
        hotel.step(stay.id, verb, reason="by mistake")
        assert hotel.step(stay.id, "undo")["state"] == start
        with pytest.raises(WrongMoment):
            hotel.step(stay.id, "undo")

    def test_undoing_the_arrival_forgets_when_the_guest_came(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        hotel.step(stay.id, "arrive", reason="early")
        assert hotel.stay_row(stay.id).arrived_at == hotel.now
        hotel.step(stay.id, "undo")
        assert hotel.stay_row(stay.id).arrived_at is None

    @pytest.mark.parametrize("verb", ["cancel", "no_show"])
    def test_what_cancelling_took_back_comes_again(self, hotel: Hotel, verb: str) -> None:
        stay = hotel.stay()
        hotel.tick(stay.id, "briefing")
        before = {name: row.state for name, row in hotel.tasks(stay.id).items()}
        hotel.step(stay.id, verb)
        assert {row.state for row in hotel.tasks(stay.id).values()} == {"done", "cancelled"}
        hotel.step(stay.id, "undo")
        assert {name: row.state for name, row in hotel.tasks(stay.id).items()} == before

    def test_after_a_departure_the_farewell_and_the_room_are_still_to_do(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        hotel.bring_to(stay.id, "departed")
        open_still = {name for name, row in hotel.tasks(stay.id).items() if row.state in ("open", "waiting")}
        assert open_still == {"folio", "farewell", "room_after"}


def test_the_unsigned_letter_of_a_cancelled_stay_is_void(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.bring_letter_to(stay.id, "checked")
    hotel.step(stay.id, "cancel")
    assert hotel.letter(stay.id).state == "void"


def test_a_signed_letter_of_a_cancelled_stay_stays_on_record(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.bring_letter_to(stay.id, "signed")
    hotel.step(stay.id, "cancel")
    assert hotel.letter(stay.id).state == "signed"


def step(verb: str, by: str = "lobby", **over: Any) -> Callable[[Hotel, int], Any]:
    return lambda hotel, stay_id: hotel.step(stay_id, verb, by=by, **over)


REFUSALS: dict[str, tuple[Callable[[Hotel, int], Any], type[Refusal]]] = {
    "a stay that is not there": (lambda hotel, _stay: hotel.step(999, "prepare"), NotFound),
    "an older screen": (step("prepare", seen=9), Overtaken),
    "a step too far": (step("settle"), WrongMoment),
    "departing before arriving": (step("depart", reason="so"), WrongMoment),
    "undo of nothing": (step("undo"), WrongMoment),
    "a verb nobody knows": (step("vanish"), WrongMoment),
    "an attendant": (step("prepare", "front_office_attendant"), NotAllowed),
    "another department": (step("prepare", "housekeeping_manager"), NotAllowed),
    "an administrator": (step("prepare", "admin"), NotAllowed),
    "a supervisor cancelling": (step("cancel", "front_office_supervisor"), NotAllowed),
    "a closed gate": (step("arrive"), GateClosed),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_refused_and_nothing_written(hotel: Hotel, case: str) -> None:
    act, refusal = REFUSALS[case]
    stay = hotel.stay()
    before = hotel.counts()
    with pytest.raises(refusal) as refused:
        act(hotel, stay.id)
    assert type(refused.value) is refusal
    assert hotel.counts() == before


@pytest.mark.parametrize("state", WAY_TO)
def test_every_verb_in_every_state_is_taken_or_refused_as_the_table_says(hotel: Hotel, state: str) -> None:
    stay = hotel.stay()
    hotel.bring_to(stay.id, state)
    row = hotel.stay_row(stay.id)
    possible = STAY.verbs(state, came_from=row.came_from)
    for verb in sorted({step.verb for step in STAY.steps} - set(possible)):
        with pytest.raises(WrongMoment) as refused:
            hotel.step(stay.id, verb, reason="all the same")
        assert refused.value.facts["possible"] == possible
    assert hotel.stay_row(stay.id).version == row.version


def test_a_step_sent_again_is_taken_once(hotel: Hotel) -> None:
    stay = hotel.stay()
    lobby = hotel.actor("lobby")
    call = answers.call(lobby.device, "k1", lobby.id, {})
    with hotel.inside():
        first, again = (
            stays.step(StepAsked(stay.id, "prepare"), by=lobby, house=hotel.house, now=hotel.now, call=call)
            for _ in range(2)
        )
    assert first == again
    assert hotel.kinds().count("stay_preparing") == 1


class TestEdit:
    def edit(self, hotel: Hotel, by: str = "lobby", seen: int | None = None, **values: Any) -> dict[str, Any]:
        with hotel.inside():
            return stay_edit.change(
                1, StayEdit(**values), seen=seen, by=hotel.actor(by), house=hotel.house, now=hotel.now
            )

    def test_a_new_room_gets_new_tasks_and_the_old_rooms_done_ones_stay(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
        answer = self.edit(hotel, room="1807")
        assert answer["stay"]["room"] == "1807"
        states = {(row.template, row.state) for row in hotel.rows(select(models.Task))}
        assert {("room_made", "done"), ("room_made", "open")} <= states
        assert "Inspect the room" in {one["title"]["en"] for one in answer["added"]}

    def test_a_child_brings_a_cot_and_leaves_with_it(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        self.edit(hotel, children=1)
        assert hotel.task(stay.id, "cot").state == "open"
        self.edit(hotel, children=0)
        assert hotel.task(stay.id, "cot").state == "cancelled"
        self.edit(hotel, children=2)
        assert hotel.task(stay.id, "cot").state == "open"

    def test_no_transfer_no_driver(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        dropped = self.edit(hotel, transfer=False)["dropped"]
        assert {one["title"]["en"] for one in dropped} == {
            "Watch the flight", "Driver reports", "Pass the plate on",
        }  # fmt: skip
        assert hotel.task(stay.id, "driver_report").state == "cancelled"

    def test_wishes_bring_their_alerts(self, hotel: Hotel) -> None:
        hotel.stay()
        shown = self.edit(hotel, wishes=["fruit", "allergy_nuts", "fruit"])["stay"]
        assert shown["alerts"] == ["allergy_nuts"]
        assert hotel.stay_row(1).wishes == ["allergy_nuts", "fruit"]

    @pytest.mark.parametrize(
        ("state", "values", "refusal"),
        [
            ("expected", {"room": "9999"}, BadInput),
            ("expected", {"room": "1807", "by": "housekeeping_manager"}, NotAllowed),
            ("expected", {"room": "1807", "seen": 7}, Overtaken),
            ("departed", {"room": "1807"}, WrongMoment),
            ("cancelled", {"children": 1}, WrongMoment),
            ("no_show", {"children": 1}, WrongMoment),
        ],
    )
    def test_refused(self, hotel: Hotel, state: str, values: dict[str, Any], refusal: type[Refusal]) -> None:
        stay = hotel.stay()
        hotel.bring_to(stay.id, state)
        before = hotel.counts()
        with pytest.raises(refusal):
            self.edit(hotel, **values)
        assert hotel.counts() == before


class TestClosing:
    def close(self, hotel: Hotel) -> bool:
        with hotel.inside():
            return stay_closing.close_next(hotel.house, hotel.now)

    @pytest.mark.parametrize("state", ["departed", "cancelled", "no_show"])
    def test_what_ended_yesterday_leaves_the_board_once(self, hotel: Hotel, state: str) -> None:
        stay = hotel.stay()
        hotel.bring_to(stay.id, state)
        hotel.clock.to(at("2026-11-23 03:59"))
        assert not self.close(hotel)
        hotel.clock.to(at("2026-11-23 04:00"))
        assert self.close(hotel)
        assert not self.close(hotel)
        assert hotel.stay_row(stay.id).closed
        assert hotel.kinds()[-1] == "stay_closed"

    @pytest.mark.parametrize("state", ["expected", "in_house", "departing"])
    def test_what_goes_on_stays(self, hotel: Hotel, state: str) -> None:
        stay = hotel.stay()
        hotel.bring_to(stay.id, state)
        hotel.clock.forward(days=9)
        assert not self.close(hotel)

    def test_an_undone_ending_brings_the_stay_back(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        hotel.bring_to(stay.id, "departed")
        hotel.clock.to(at("2026-11-23 04:00"))
        self.close(hotel)
        hotel.step(stay.id, "undo")
        assert not hotel.stay_row(stay.id).closed
