"""What happened: past tense, frozen, carrying the result and never a delta.

An event's body is what every department on duty may see. What only some may see never travels here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# kind -> what the body carries beside seq, kind, at and by.
KINDS: Mapping[str, str] = {
    "plan_laid": "tasks: rows",
    "plan_moved": "tasks: rows; left: ids of the tasks that are another department's now",
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
            "stay_moved_over",
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
            "task_released",
            "task_assigned",
            "task_postponed",
            "task_cannot_be_done",
            "task_skipped",
            "task_reopened",
            "task_cancelled",
            "task_restored",
            "task_in_position",
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
            "letter_fetched",
            "letter_voided",
            "letter_printed",
            "letter_written",
            "letter_faulty",
        ),
        "letter: row",
    ),
    **dict.fromkeys(
        (
            "request_recorded",
            "request_acknowledged",
            "request_done",
            "request_called_back",
            "request_reopened",
            "request_withdrawn",
        ),
        "request: {id, stay_id, kind, department, state, version}",
    ),
    # A complaint's words are read under permission only; the front office hears that there is one.
    **dict.fromkeys(
        (
            "complaint_recorded",
            "complaint_calmed",
            "complaint_owned",
            "complaint_handed_on",
            "complaint_resolved",
            "complaint_followed_up",
            "complaint_reopened",
            "complaint_withdrawn",
        ),
        "complaint: {id, stay_id, state, version}",
    ),
    **dict.fromkeys(
        (
            "lost_property_found",
            "lost_property_stored",
            "lost_property_guest_told",
            "lost_property_returned",
            "lost_property_given_up",
            "lost_property_reopened",
        ),
        "lost_property: {id, stay_id, state, version}",
    ),
    **dict.fromkeys(
        ("grade_asked", "grade_approved", "grade_refused", "grade_withdrawn"),
        "grant: {id, stay_id, state, version}",
    ),
    **dict.fromkeys(
        ("meal_booked", "meal_changed", "meal_cancelled"), "meal: {id, stay_id, version}; the plan follows"
    ),
    **dict.fromkeys(
        ("wake_up_booked", "wake_up_changed", "wake_up_cancelled"),
        "wake_up: {id, stay_id, version}; the plan follows",
    ),
    "guest_noted": "guest_id: whose record; who may read guests looks again",
    "guests_merged": "guest_id, into_id: the record that became part of the other",
    **dict.fromkeys(("alarm_raised", "alarm_taken", "alarm_released", "alarm_over"), "alarm: row"),
    **dict.fromkeys(
        ("handover_given", "handover_taken_back", "handover_accepted"), "handover: {id, department}"
    ),
    **dict.fromkeys(
        ("collision_found", "collision_changed", "collision_settled", "collision_over"), "collision: row"
    ),
    "paper_printed": "print: {paper, stay_id, task_id}",
    "procedure_put_in_force": "version: of the checklists; departments, grades: as the board has them",
    "procedure_proposed": "version: kept, and not in force",
    "reservation_held": "nothing more: the arrivals desk looks again",
    "reservation_decided": "nothing more: the arrivals desk looks again",
    "staff_changed": "staff: row",
    **dict.fromkeys(("tick_held", "tick_reviewed"), "held_tick: {id, task_id, state, version}"),
    **dict.fromkeys(
        ("room_added", "room_changed", "room_closed", "room_opened", "room_retired", "room_restored"),
        "room: row; the list of rooms looks again",
    ),
    "room_deleted": "number: of a room that never had a stay",
    "hotel_changed": "hotel: {name, zone}; screens ask again who and where they are",
    **dict.fromkeys(("screen_enrolled", "screen_revoked"), "nothing more: the list of screens looks again"),
    **dict.fromkeys(("tablet_enrolled", "tablet_revoked"), "nothing more: the list of tablets looks again"),
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
