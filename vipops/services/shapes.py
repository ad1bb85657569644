"""The shape of a stay, a task, a letter … on screens: one table for events and for snapshots.

Events are shaped in Python from the changed row, snapshots inside the database
(``vipops.queries.board``); both follow these tables, so that a snapshot plus the events after it
equals a fresh snapshot.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from operator import attrgetter
from typing import Any

from vipops import models
from vipops.storage import UtcDateTime

Shape = Mapping[str, Any]

_task = models.Task
TASK: Shape = {
    "id": _task.id,
    "version": _task.version,
    "key": _task.key,
    "source": _task.source,
    "stay_id": _task.stay_id,
    "department": _task.department,
    "stage": _task.stage,
    "title": _task.title,
    "due_at": _task.due_at,
    "state": _task.state,
    "points": _task.points,
    "assignee": _task.assignee_id,
    "gate": _task.gate,
    "after": _task.after,
    "proof": _task.proof,
    "second_signature": _task.second_signature,
    "rekey_name": _task.rekey_name,
    "letter": _task.letter,
    "paper": _task.paper,
    "subject": _task.subject,
    "fires": _task.fires,
    "roll": _task.roll,
    "who": _task.who,
    "people": _task.people,
    "short_notice": _task.short_notice,
    "reason": _task.reason,
    "done_at": _task.done_at,
    "done_by": _task.done_by_id,
    "received_at": _task.received_at,
    "signed_by": _task.signed_by_id,
}

_stay = models.Stay
STAY: Shape = {
    "id": _stay.id,
    "version": _stay.version,
    "state": _stay.state,
    "came_from": _stay.came_from,
    "state_at": _stay.state_at,
    "grade": _stay.grade,
    "name": _stay.name,
    "incognito": _stay.incognito,
    "service_recovery": _stay.service_recovery,
    "alerts": _stay.alerts,
    "room": _stay.room,
    "room_type": _stay.room_type,
    "arrival_at": _stay.arrival_at,
    "arrival_source": _stay.arrival_source,
    "arrival_said_at": _stay.arrival_said_at,
    "departure_at": _stay.departure_at,
    "landing_at": _stay.landing_at,
    "flight": _stay.flight,
    "flight_note": _stay.flight_note,
    "transfer": _stay.transfer,
    "plate": _stay.plate,
    "seat": _stay.seat,
    "party": {"code": _stay.party_code, "adults": _stay.adults, "children": _stay.children},
}

_letter = models.Letter
LETTER: Shape = {
    "id": _letter.id,
    "version": _letter.version,
    "stay_id": _letter.stay_id,
    "state": _letter.state,
    "language": _letter.language,
    "sign_by": _letter.sign_by,
    "missing_glyphs": _letter.missing_glyphs,
    "drafted_by": _letter.drafted_by_id,
    "checked_by": _letter.checked_by_id,
    "checked_at": _letter.checked_at,
    "signed_by": _letter.signed_by_id,
    "signed_at": _letter.signed_at,
    "placed_at": _letter.placed_at,
    "note": _letter.note,
    "fault": _letter.fault,
    "words_hash": _letter.words_hash,
}

_alarm = models.Alarm
ALARM: Shape = {
    "id": _alarm.id,
    "task_id": _alarm.task_id,
    "stay_id": _alarm.stay_id,
    "department": _alarm.department,
    "waits_for": _alarm.waits_for_id,
    "rung": _alarm.rung,
    "level": _alarm.level,
    "to": _alarm.to,
    "due_at": _alarm.due_at,
    "at": _alarm.at,
    "taken_at": _alarm.taken_at,
    "taken_by": _alarm.taken_by_id,
    "over_at": _alarm.over_at,
}

_collision = models.Collision
COLLISION: Shape = {
    "id": _collision.id,
    "version": _collision.version,
    "resources": _collision.resources,
    "first_stay_id": _collision.first_stay_id,
    "second_stay_id": _collision.second_stay_id,
    "first_task_id": _collision.first_task_id,
    "second_task_id": _collision.second_task_id,
    "starts_at": _collision.starts_at,
    "ends_at": _collision.ends_at,
    "proposal": _collision.proposal,
    "settled_at": _collision.settled_at,
    "settled_by": _collision.settled_by_id,
    "note": _collision.note,
    "over_at": _collision.over_at,
}

_meal = models.Meal
MEAL: Shape = {
    "id": _meal.id,
    "version": _meal.version,
    "stay_id": _meal.stay_id,
    "kind": _meal.kind,
    "at": _meal.at,
    "place": _meal.place,
    "party": _meal.party,
    "standard": _meal.standard,
    "notes": _meal.notes,
    "menu": _meal.menu,
    "cancelled": _meal.cancelled,
}

_wake_up = models.WakeUp
WAKE_UP: Shape = {
    "id": _wake_up.id,
    "version": _wake_up.version,
    "stay_id": _wake_up.stay_id,
    "at": _wake_up.at,
    "note": _wake_up.note,
    "cancelled": _wake_up.cancelled,
}


_request = models.Request
REQUEST: Shape = {
    "id": _request.id,
    "version": _request.version,
    "stay_id": _request.stay_id,
    "kind": _request.kind,
    "state": _request.state,
    "department": _request.department,
    "text": _request.text,
    "due_at": _request.due_at,
    "recorded_at": _request.recorded_at,
    "recorded_by": _request.recorded_by_id,
    "point": _request.point,
    "steps": _request.steps,
}

# Without its words and those of its resolution: who may read them asks for them.
_complaint = models.Complaint
COMPLAINT: Shape = {
    "id": _complaint.id,
    "version": _complaint.version,
    "stay_id": _complaint.stay_id,
    "state": _complaint.state,
    "owner": _complaint.owner_id,
    "recorded_at": _complaint.recorded_at,
    "recorded_by": _complaint.recorded_by_id,
}


def shaped(shape: Shape, row: Any) -> dict[str, Any]:
    """The row (anything that has the shape's columns as attributes) as the screens know it."""
    return _WRITERS[id(shape)](row)


def moment(value: datetime) -> str:
    """ISO 8601 in UTC to the second, as all answers and events show moments."""
    return value.isoformat(timespec="seconds")[:19] + "Z"


def _made(shape: Shape) -> Callable[[Any], dict[str, Any]]:
    """A function for this shape, put together once: a plan shapes a hundred rows."""
    moments = [name for name, column in shape.items() if _is_moment(column)]
    groups = [(name, _made(column)) for name, column in shape.items() if isinstance(column, Mapping)]
    others = {name: column for name, column in shape.items() if not isinstance(column, Mapping)}
    names = tuple(others)
    values = attrgetter(*(column.key for column in others.values()))

    def write(row: Any) -> dict[str, Any]:
        written = dict(zip(names, values(row), strict=True))
        for name in moments:
            if written[name] is not None:
                written[name] = moment(written[name])
        for name, group in groups:
            written[name] = group(row)
        return written

    return write


def _is_moment(column: Any) -> bool:
    return not isinstance(column, Mapping) and isinstance(column.type, UtcDateTime)


_WRITERS = {
    id(shape): _made(shape)
    for shape in (TASK, STAY, LETTER, ALARM, COLLISION, MEAL, WAKE_UP, REQUEST, COMPLAINT)
}
