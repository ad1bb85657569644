"""What happened: past tense, frozen, carrying the result and never a delta.

An event's body is what every department on duty may see. What only some may see never travels here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# kind -> what the body carries beside seq, kind, at and by.
KINDS: Mapping[str, str] = {
    "plan_laid": "tasks: rows",
    "plan_moved": "tasks: rows",
    **dict.fromkeys(
        (
            "stay_expected",
            "stay_preparing",
            "stay_ready",
            "stay_en_route",
            "stay_arrived",
            "stay_in_house",
            "stay_departing",
            "stay_departed",
            "stay_cancelled",
            "stay_no_show",
            "stay_step_undone",
            "stay_retimed",
            "stay_changed",
        ),
        "stay: row",
    ),
    "stay_closed": "stay_id: the stay and its tasks leave the board",
    **dict.fromkeys(
        (
            "task_opened",
            "task_waiting",
            "task_started",
            "task_ticked",
            "task_signed_off",
            "task_claimed",
            "task_assigned",
            "task_postponed",
            "task_cannot_be_done",
            "task_skipped",
            "task_reopened",
            "task_cancelled",
            "task_restored",
        ),
        "task: row",
    ),
    **dict.fromkeys(
        (
            "letter_drafted",
            "letter_checked",
            "letter_signed",
            "letter_placed",
            "letter_sent_back",
            "letter_voided",
            "letter_printed",
            "letter_written",
            "letter_faulty",
        ),
        "letter: row",
    ),
    "reservation_held": "nothing more: the arrivals desk looks again",
    "reservation_decided": "nothing more: the arrivals desk looks again",
    "staff_changed": "staff: row",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. ``audience`` "" is everyone on duty, else a department."""

    kind: str
    content: Mapping[str, Any] = field(default_factory=dict)
    stay_id: int | None = None
    audience: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"Nobody would understand an event of kind {self.kind!r}")
