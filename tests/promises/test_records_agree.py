"""A request or complaint and its tasks never disagree, whatever is done to either in whatever order."""

from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.support.house import Hotel
from tests.support.records import ask, complain, disagreements, move, take, tasks_of
from vipops.domain.lifecycles import COMPLAINT, REQUEST
from vipops.errors import Refusal

REQUEST_VERBS = sorted({step.verb for step in REQUEST.steps})
COMPLAINT_VERBS = sorted({step.verb for step in COMPLAINT.steps})
TASK_VERBS = ("tick", "sign_off", "start", "claim", "reopen", "skip", "cannot")
PROOF = {"resolution": "Mended.", "satisfied": "content"}


class Records(RuleBasedStateMachine):
    """A wish, a fault and a complaint of one stay; people tap on records and on tasks."""

    hotel: Hotel
    number = 0

    @initialize(state=st.sampled_from(["expected", "in_house"]))
    def begin(self, state: str) -> None:
        Records.number += 1
        name = f"A{Records.number}"
        stay = self.hotel.stay(confirmation_number=name, guest__profile_id=name)
        self.hotel.bring_to(stay.id, state)
        self.stay_id = stay.id
        self.requests = [ask(self.hotel, stay.id, kind=kind) for kind in ("wish", "fault")]
        self.complaint = complain(self.hotel, stay.id)

    @rule(which=st.integers(0, 1), verb=st.sampled_from(REQUEST_VERBS))
    def step_of_a_request(self, which: int, verb: str) -> None:
        self.tried(lambda: move(self.hotel, self.requests[which], verb))

    @rule(verb=st.sampled_from(COMPLAINT_VERBS), said=st.sampled_from([True, False]))
    def step_of_the_complaint(self, verb: str, *, said: bool) -> None:
        to = self.hotel.actor("front_office_manager").id
        self.tried(lambda: take(self.hotel, self.complaint, verb, to=to, satisfied=said))

    @rule(
        which=st.integers(0, 2),
        step=st.integers(0, 3),
        verb=st.sampled_from(TASK_VERBS),
        content=st.sampled_from(["content", "not_content"]),
        by=st.sampled_from(["lobby", "lobby_late"]),
    )
    def verb_of_a_task(self, which: int, step: int, verb: str, content: str, by: str) -> None:
        tasks = [*tasks_of(self.hotel, [*self.requests, self.complaint][which]).values()]
        if step < len(tasks):
            proof = PROOF | {"satisfied": content}
            self.tried(lambda: self.hotel.change(tasks[step], verb, by=by, reason="so", proof=proof))

    @rule(verb=st.sampled_from(["arrive", "settle", "undo", "start_departure"]))
    def step_of_the_stay(self, verb: str) -> None:
        self.tried(lambda: self.hotel.step(self.stay_id, verb, reason="so"))

    def tried(self, act: Any) -> None:
        self.hotel.clock.forward(seconds=20)
        try:
            act()
        except Refusal:
            return

    @invariant()
    def they_agree(self) -> None:
        assert disagreements(self.hotel) == []


@pytest.mark.parametrize("hotel_url", ["sqlite"], indirect=True)
def test_records_and_tasks_agree_in_any_order(hotel: Hotel) -> None:
    Records.hotel = hotel
    run_state_machine_as_test(
        Records,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_comparison_sees_a_record_that_went_alone(hotel: Hotel) -> None:
    """The control: a record moved behind its task's back."""
    stay = hotel.stay()
    ask(hotel, stay.id)
    hotel.sql("UPDATE requests SET state = 'done'")
    assert disagreements(hotel) == ["done requests, do is open"]
