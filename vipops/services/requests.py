"""Guests' wishes, suggestions, itinerary items and faults, from the ear to the call back (rule P10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, insert, select, update

from vipops import models
from vipops.domain.lifecycles import REQUEST
from vipops.domain.permissions import Actor, Permission, Subject, require
from vipops.domain.record_steps import REQUEST_PASSED, REQUEST_STEPS
from vipops.enums import Department, RequestKind, RequestState
from vipops.errors import NotFound, Overtaken
from vipops.events import Event
from vipops.services import answers, plans, record_tasks, shapes, stays
from vipops.services.answers import Call
from vipops.services.days import bad
from vipops.services.house import House
from vipops.services.transactions import Transaction, transaction

request = models.Request

LONGEST_TEXT = 500
LONGEST_NOTE = 255
# A tablet's clock may be a little ahead of the server's; a wish may outlast the stay by a day.
A_LITTLE = timedelta(minutes=2)
AFTERWARDS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What somebody heard. Without department and time the hotel's settings for the kind stand."""

    stay_id: int
    kind: RequestKind
    text: str
    department: Department | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RequestAsked:
    """A step as a person asks for it. ``seen`` is the version on the screen."""

    request_id: int
    verb: str
    seen: int
    note: str = ""


def record(
    new: NewRequest, *, by: Actor, house: House, now: datetime, call: Call | None = None
) -> dict[str, Any]:
    """Write it down, make it the department's task, and answer ``{request: row}``.

    Raises ``BadInput`` for no text or a time that is no time of this stay, ``WrongMoment`` after the stay.
    """
    require(by, Permission.REQUEST_RECORD)
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        stay = stays.find(tell, new.stay_id)
        row = begin(tell, house, stay, new)
        plans.lay(tell, house, stay)
        return answers.keep(tell, call, {"request": shapes.shaped(shapes.REQUEST, row)})


def change(
    asked: RequestAsked, *, by: Actor, house: House, now: datetime, call: Call | None = None
) -> dict[str, Any]:
    """Take a step (acknowledge, take_back, do, call_back, reopen, withdraw) and answer ``{request: row}``.

    Raises ``NotFound``, ``NotAllowed``, ``Overtaken``, and ``WrongMoment`` also where a second person must
    sign the task, or after the stay.
    """
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        row = find(tell, asked.request_id)
        needed = REQUEST.needs(row.state, asked.verb)
        require(by, needed, Subject(department=row.department, doer_id=row.recorded_by_id))
        if row.version != asked.seen:
            raise _overtaken(row)
        REQUEST.step(row.state, asked.verb)
        stay = stays.find(tell, row.stay_id)
        stays.require_running(stay)
        record_tasks.require_one_hand(tell, row, asked.verb)
        changed = fire(tell, row, asked.verb, asked.note)
        # What is due so long after the step has its moment now.
        plans.lay(tell, house, stay)
        return answers.keep(tell, call, {"request": shapes.shaped(shapes.REQUEST, changed)})


def begin(
    tell: Transaction,
    house: House,
    stay: Row[Any],
    new: NewRequest,
    *,
    task_id: int | None = None,
    point: str = "",
) -> Row[Any]:
    """Write a request down inside an open transaction and tell it; the caller lays the plan.

    ``task_id`` is the task that brought it, ``point`` the point of an inspection that failed.
    """
    stays.require_running(stay)
    row = tell.connection.execute(
        insert(request)
        .values(
            property_id=tell.property_id,
            stay_id=stay.id,
            kind=new.kind.value,
            state=RequestState.RECORDED.value,
            version=1,
            department=(new.department or house.settings.request_department(new.kind)).value,
            text=_text(new.text),
            due_at=_due(new, stay, house, tell.at),
            recorded_at=tell.at,
            recorded_by_id=tell.by.id,
            task_id=task_id,
            point=point,
            steps=[],
        )
        .returning(request.__table__)
    ).one()
    tell(_told("request_recorded", row))
    return row


def fire(tell: Transaction, row: Row[Any], verb: str, note: str = "") -> Row[Any]:
    """Move the request, tell it, and bring its tasks after it. Raises ``WrongMoment`` and ``Overtaken``."""
    step = REQUEST.step(row.state, verb)
    # What is taken up with it is put back with it.
    taken = record_tasks.nobodys(tell, row, "do") if verb == "acknowledge" else []
    entry: dict[str, Any] = {
        "verb": verb,
        "at": shapes.moment(tell.at),
        "by": tell.by.id,
        "note": note.strip()[:LONGEST_NOTE],
    }
    if taken:
        entry["took"] = [one.id for one in taken]
    changed = tell.connection.execute(
        update(request)
        .where(request.id == row.id, request.version == row.version)
        .values(state=REQUEST.fire(row.state, verb), version=request.version + 1, steps=[*row.steps, entry])
        .returning(request.__table__)
    ).first()
    if changed is None:
        raise _overtaken(find(tell, row.id))
    tell(_told(step.tells, changed))
    record_tasks.take(tell, taken)
    if verb == "take_back":
        record_tasks.put_back(tell, changed, "do", _taken_up(row))
    if changed.state == RequestState.WITHDRAWN:
        record_tasks.drop(tell, changed, REQUEST_STEPS)
    else:
        record_tasks.bring_after(tell, changed, REQUEST_STEPS, REQUEST_PASSED[changed.state])
    return changed


def acknowledge(tell: Transaction, request_id: int) -> None:
    """Its department has taken it up: acknowledged, if it was only recorded so far."""
    row = find(tell, request_id)
    if row.state == RequestState.RECORDED:
        fire(tell, row, "acknowledge")


def reach(tell: Transaction, request_id: int, step: str, _said: Mapping[str, Any]) -> None:
    """The step's task is settled: the request has the step behind it."""
    row = find(tell, request_id)
    while step not in REQUEST_PASSED[row.state]:
        missing = next(one for one in REQUEST_STEPS if one not in REQUEST_PASSED[row.state])
        row = fire(tell, row, missing)


def go_back_before(tell: Transaction, request_id: int, step: str) -> None:
    """The step's task is open again: so is the request."""
    row = find(tell, request_id)
    while step in REQUEST_PASSED[row.state]:
        row = fire(tell, row, "reopen")


def find(tell: Transaction, request_id: int) -> Row[Any]:
    """The request's row. Raises ``NotFound``, also for another property's."""
    row = tell.connection.execute(
        select(request.__table__).where(request.id == request_id, request.property_id == tell.property_id)
    ).first()
    if row is None:
        raise NotFound("There is no such request.", request_id=request_id)
    return row


def _taken_up(row: Row[Any]) -> tuple[int | None, Sequence[int]]:
    """Who acknowledged it last, and the tasks that this person took with it."""
    last: Mapping[str, Any] = next(
        (entry for entry in reversed(row.steps) if entry["verb"] == "acknowledge"), {}
    )
    return last.get("by"), last.get("took", ())


def _told(kind: str, row: Row[Any]) -> Event:
    # To all on duty, without its words: whoever has the stay before them looks again.
    names = ("id", "stay_id", "kind", "department", "state", "version")
    return Event(kind, {"request": {name: getattr(row, name) for name in names}}, stay_id=row.stay_id)


def _text(text: str) -> str:
    written = " ".join(text.split())
    if not written:
        raise bad("text", "Say what the guest wishes.", "a short sentence")
    if len(written) > LONGEST_TEXT:
        raise bad("text", "The text is too long.", f"at most {LONGEST_TEXT} characters")
    return written


def _due(new: NewRequest, stay: Row[Any], house: House, now: datetime) -> datetime:
    """When it shall be done, in UTC and whole seconds."""
    if new.due_at is None:
        return (now + house.settings.request_time(new.kind)).replace(microsecond=0)
    if new.due_at < now - A_LITTLE:
        raise bad("due_at", "This time has passed.", "a time that lies ahead")
    if new.due_at > stay.departure_at + AFTERWARDS:
        raise bad("due_at", "The guest has left long before.", "a time until the day after the departure")
    return new.due_at.astimezone(UTC).replace(microsecond=0)


def _overtaken(row: Row[Any]) -> Overtaken:
    return Overtaken(
        "The request was changed meanwhile.",
        version=row.version,
        state=row.state,
        request=shapes.shaped(shapes.REQUEST, row),
    )
