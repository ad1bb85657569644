"""What holds a stay at its next step, and whose it is."""

import pytest

from vipops.domain.gates import GATES_OF_STEP, Holder, missing
from vipops.domain.lifecycles import STAY
from vipops.enums import TaskState

TITLE = {"zh": "做房", "en": "Make the room"}


def holder(state: str, gate: str = "ready", second_signature: str = "") -> Holder:
    return Holder(5, gate, state, "housekeeping", TITLE, second_signature, 8, "room_attendant")


@pytest.mark.parametrize(
    ("state", "second_signature", "holds"),
    [
        (TaskState.WAITING, "", True),
        (TaskState.OPEN, "", True),
        (TaskState.IN_PROGRESS, "", True),
        (TaskState.DONE, "", False),
        (TaskState.DONE, "supervisor", True),
        (TaskState.SIGNED_OFF, "supervisor", False),
        (TaskState.SKIPPED, "supervisor", False),
        (TaskState.CANCELLED, "supervisor", False),
    ],
)
def test_a_task_holds_its_gate_until_it_is_settled(state: str, second_signature: str, holds: bool) -> None:  # noqa: FBT001
    assert bool(missing("ready", [holder(state, second_signature=second_signature)])) is holds


def test_what_is_missing_says_what_and_whose() -> None:
    assert missing("ready", [holder("done", second_signature="manager")]) == [
        {
            "task_id": 5,
            "title": TITLE,
            "department": "housekeeping",
            "state": "done",
            "assignee": 8,
            "who": "room_attendant",
            "needs": "sign_off",
        }
    ]
    assert missing("ready", [holder("open")])[0]["needs"] == "tick"


def test_a_gate_holds_its_own_step_and_a_guest_at_the_door_stands_at_the_room() -> None:
    held = {verb for verb in GATES_OF_STEP if missing(verb, [holder("open", gate="ready")])}
    assert held == {"ready", "arrive"}
    for gate in ("en_route", "settle", "start_departure", "depart"):
        assert {verb for verb in GATES_OF_STEP if missing(verb, [holder("open", gate=gate)])} == {gate}


def test_cancelling_and_undoing_pass_no_gate() -> None:
    for verb in ("prepare", "cancel", "no_show", "undo"):
        assert missing(verb, [holder("open", gate=gate) for gate in GATES_OF_STEP]) == []


def test_gates_stand_at_steps_of_the_table() -> None:
    assert set(GATES_OF_STEP) <= {step.verb for step in STAY.steps}
