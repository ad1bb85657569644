"""Gates: what must be done before a stay may take its next step."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from vipops.enums import TaskState

SETTLED = frozenset({TaskState.SIGNED_OFF, TaskState.SKIPPED, TaskState.CANCELLED})

# Steps further on pass through the gates before them: a guest who is at the door before the room is
# ready stands at the gate "ready".
GATES_OF_STEP: dict[str, tuple[str, ...]] = {
    "ready": ("ready",),
    "en_route": ("en_route",),
    "arrive": ("ready", "arrive"),
    "settle": ("settle",),
    "start_departure": ("start_departure",),
    "depart": ("depart",),
}


@dataclass(frozen=True, slots=True)
class Holder:
    """The facts about a task that a gate asks for."""

    id: int
    gate: str
    state: str
    department: str
    title: dict[str, str]
    second_signature: str
    assignee_id: int | None = None
    who: str = ""


def missing(verb: str, tasks: Iterable[Holder]) -> list[dict[str, Any]]:
    """What holds the step closed, and whose it is: [{task_id, title, department, state, needs, …}]."""
    gates = GATES_OF_STEP.get(verb, ())
    return [
        {
            "task_id": task.id,
            "title": task.title,
            "department": task.department,
            "state": task.state,
            "assignee": task.assignee_id,
            "who": task.who,
            "needs": "sign_off" if task.state == TaskState.DONE else "tick",
        }
        for task in tasks
        if task.gate in gates and not holds_open(task.state, task.second_signature)
    ]


def holds_open(state: str, second_signature: str) -> bool:
    """A task lets the stay through when it is settled, or done where one signature is enough."""
    return state in SETTLED or (state == TaskState.DONE and not second_signature)
