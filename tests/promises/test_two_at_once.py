"""Promise 5: of two who change the same task at once one wins, the other is told who and when."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from threading import Barrier
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from tests.support.house import Hotel
from vipops.domain.lifecycles import TASK
from vipops.errors import NotAllowed, Overtaken, Refusal, WrongMoment

PEOPLE = ("housekeeping_attendant", "housekeeping_attendant_2", "housekeeping_supervisor", "lobby")
VERBS = ("tick", "start", "claim", "cannot", "skip", "reopen", "sign_off")


@pytest.mark.parametrize("turn", range(3))
def test_one_wins_and_the_other_is_told(hotel: Hotel, turn: int) -> None:
    stay = hotel.stay()
    seen = hotel.task(stay.id, "room_made")
    people = ("housekeeping_attendant", "housekeeping_attendant_2", "lobby", "lobby_late")
    actors = {name: hotel.actor(name) for name in people}
    barrier = Barrier(len(people))

    def tick(name: str) -> Any:
        barrier.wait()
        try:
            return hotel.change(seen, "tick", by=name)
        except Overtaken as overtaken:
            return overtaken

    with ThreadPoolExecutor(len(people)) as pool:
        ended = dict(zip(people, pool.map(tick, people), strict=True))
    winners = [name for name, end in ended.items() if isinstance(end, dict)]
    assert len(winners) == 1
    for name in set(people) - set(winners):
        told = ended[name].facts
        assert (told["by"]["id"], told["version"], told["state"]) == (actors[winners[0]].id, 2, "done")
        assert datetime.fromisoformat(told["at"]) == hotel.now
    assert hotel.kinds().count("task_ticked") == 1


@dataclass
class Known:
    """The task as the model has it."""

    state: str = "open"
    version: int = 1
    done_by: str = ""
    changed_by: str = ""


class Tablets(RuleBasedStateMachine):
    """Several people look at a task when they like and act on what they saw."""

    hotel: Hotel
    number = 0
    seen = Bundle("seen")

    def __init__(self) -> None:
        super().__init__()
        Tablets.number += 1
        stay = self.hotel.stay(
            confirmation_number=f"S{Tablets.number}", guest__profile_id=f"S{Tablets.number}"
        )
        self.row = self.hotel.task(stay.id, "room_made")
        self.known = Known()

    @rule(target=seen)
    def look(self) -> Any:
        """The version on somebody's screen."""
        return multiple(self.known.version)

    @rule(version=seen, person=st.sampled_from(PEOPLE), verb=st.sampled_from(VERBS))
    def act(self, version: int, person: str, verb: str) -> None:
        self.hotel.clock.forward(seconds=1)
        expected = self.expected(version, person, verb)
        if expected is not None:
            with pytest.raises(expected) as refused:
                self.hotel.change(self.row, verb, by=person, seen=version, reason="so")
            assert type(refused.value) is expected
            if expected is Overtaken:
                assert refused.value.facts["version"] == self.known.version
                assert refused.value.facts["by"]["id"] == self.hotel.actor(self.known.changed_by).id
            return
        shown = self.hotel.change(self.row, verb, by=person, seen=version, reason="so")
        self.known.state = TASK.fire(self.known.state, verb)
        self.known.version += 1
        self.known.changed_by = person
        if verb == "tick":
            self.known.done_by = person
        if verb == "reopen":
            self.known.done_by = ""
        assert (shown["state"], shown["version"]) == (self.known.state, self.known.version)

    def expected(self, version: int, person: str, verb: str) -> type[Refusal] | None:
        leads = person in ("lobby", "housekeeping_supervisor")
        may = {
            "skip": leads,
            "reopen": leads or person == self.known.done_by,
            "sign_off": leads and person != self.known.done_by,
        }
        if not may.get(verb, True):
            return NotAllowed
        if version != self.known.version:
            return Overtaken
        return None if verb in TASK.verbs(self.known.state) else WrongMoment

    @invariant()
    def the_row_is_what_the_model_says(self) -> None:
        row = self.hotel.task(self.row.stay_id, "room_made")
        assert (row.state, row.version) == (self.known.state, self.known.version)
        assert (row.done_at is not None) == (row.state in ("done", "signed_off"))


@pytest.mark.parametrize("hotel_url", ["sqlite"], indirect=True)
def test_any_order_of_looks_and_acts(hotel: Hotel) -> None:
    Tablets.hotel = hotel
    run_state_machine_as_test(
        Tablets,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
