"""What an import changes in a stay, for the person who looks before confirming: read from what it tells."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from vipops.domain.permissions import Actor, sees_work_of
from vipops.enums import TaskState
from vipops.events import Event
from vipops.services.booking import STAY_FIELDS

# Beside the stay and its tasks: what else the import sets going, worth a look before it does.
EFFECTS = frozenset(
    {
        "letter_voided",
        "letter_sent_back",
        "letter_fetched",
        "grade_asked",
        "collision_found",
        "collision_over",
        "guest_noted",
    }
)
# What a new stay is known by; the rest stands on its sheet.
SHOWN_OF_A_NEW_STAY = ("grade", "room", "arrival_at", "departure_at", "flight", "wishes")


def fields_changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """[{field, before, after}] of a stay's columns, as JSON values, in the order of ``STAY_FIELDS``."""
    return tuple(
        {"field": name, "before": before[name], "after": after[name]}
        for name in STAY_FIELDS
        if before[name] != after[name]
    )


def fields_new(said: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """The same for a stay that was not there."""
    return tuple(
        {"field": name, "before": None, "after": said[name]} for name in SHOWN_OF_A_NEW_STAY if said[name]
    )


def of_events(told: Iterable[Event], by: Actor) -> dict[str, Any]:
    """{added, dropped, effects}: how many tasks are laid, the titles of those taken back, and what else.

    Only of departments whose work this person is told of.
    """
    added = 0
    dropped: list[Any] = []
    effects: Counter[str] = Counter()
    for event in told:
        if event.kind in EFFECTS:
            effects[event.kind] += 1
        if event.kind not in ("plan_laid", "plan_moved") or not sees_work_of(by, event.audience):
            continue
        tasks = event.content["tasks"]
        gone = [task["title"] for task in tasks if task["state"] == TaskState.CANCELLED]
        dropped += gone
        added += sum(task["version"] == 1 for task in tasks if task["state"] != TaskState.CANCELLED)
    return {"added": added, "dropped": tuple(dropped), "effects": dict(effects)}
