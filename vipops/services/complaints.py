"""Complaints: always answered, calmed first, owned, resolved, followed up by a call (rule P8).

What was said stays in the complaint: no event, no task and no answer of a verb repeats it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from vipops import models
from vipops.domain.lifecycles import COMPLAINT
from vipops.domain.permissions import Actor, Permission, Subject, allowed, require
from vipops.domain.record_steps import COMPLAINT_PASSED, COMPLAINT_STEPS
from vipops.enums import ComplaintState, Department
from vipops.errors import NotFound, Overtaken, WrongMoment
from vipops.events import Event
from vipops.services import answers, guest_notes, plans, record_tasks, shapes, stays
from vipops.services.answers import Call
from vipops.services.days import bad
from vipops.services.house import House
from vipops.services.sign_in import actor_of
from vipops.services.transactions import Transaction, transaction

complaint, staff = models.Complaint, models.Staff

LONGEST_TEXT = 4000
LONGEST_NOTE = 500
# What a task's answers say of the complaint; they are kept there and not in the task.
RESOLUTION, SATISFIED, NOT_CONTENT = "resolution", "satisfied", "not_content"


@dataclass(frozen=True, slots=True)
class ComplaintAsked:
    """A step as a person asks for it: ``details`` hold note, to (a staff id), resolution, satisfied."""

    complaint_id: int
    verb: str
    seen: int
    details: Mapping[str, Any] = field(default_factory=dict)


def record(
    stay_id: int, text: str, *, by: Actor, house: House, now: datetime, call: Call | None = None
) -> dict[str, Any]:
    """Write it down, lay its tasks, and answer ``{complaint: row}`` without its words.

    Also of a guest who has left, as long as the stay is on the board. Raises ``BadInput`` for no text,
    ``WrongMoment`` when the stay is closed.
    """
    require(by, Permission.COMPLAINT_RECORD)
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        stay = stays.find(tell, stay_id)
        row = begin(tell, stay, text)
        plans.lay(tell, house, stay)
        return answers.keep(tell, call, {"complaint": shapes.shaped(shapes.COMPLAINT, row)})


def change(
    asked: ComplaintAsked, *, by: Actor, house: House, now: datetime, call: Call | None = None
) -> dict[str, Any]:
    """Take a step (calm, own, hand_on, resolve, follow_up, reopen, withdraw); answers ``{complaint: row}``.

    ``resolve`` needs a resolution, ``hand_on`` to whom, ``follow_up`` whether the guest is satisfied: one
    who is not sends the complaint back to its owner. Raises ``NotFound``, ``NotAllowed``, ``WrongMoment``,
    ``Overtaken`` and ``BadInput``.
    """
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        row = find(tell, asked.complaint_id)
        require(by, COMPLAINT.needs(row.state, asked.verb), Subject(doer_id=row.recorded_by_id))
        if row.version != asked.seen:
            raise _overtaken(row)
        COMPLAINT.step(row.state, asked.verb)
        record_tasks.require_one_hand(tell, row, asked.verb)
        said = {**asked.details, **NEEDS.get(asked.verb, _nothing)(tell, asked.details)}
        changed = fire(tell, row, asked.verb, said)
        # What is due so long after the step has its moment now.
        plans.lay(tell, house, stays.find(tell, row.stay_id))
        return answers.keep(tell, call, {"complaint": shapes.shaped(shapes.COMPLAINT, changed)})


def begin(tell: Transaction, stay: Row[Any], text: str, *, task_id: int | None = None) -> Row[Any]:
    """Write a complaint down inside an open transaction and tell it; the caller lays the plan."""
    if stay.closed:
        raise WrongMoment("The stay is over.", state=stay.state)
    row = tell.connection.execute(
        insert(complaint)
        .values(
            property_id=tell.property_id,
            stay_id=stay.id,
            guest_id=stay.guest_id,
            state=ComplaintState.RECORDED.value,
            version=1,
            text=_text("text", text),
            recorded_at=tell.at,
            recorded_by_id=tell.by.id,
            owner_id=None,
            resolution="",
            task_id=task_id,
            steps=[],
        )
        .returning(complaint.__table__)
    ).one()
    tell(_told("complaint_recorded", row))
    guest_notes.complained(tell, row)
    return row


def fire(tell: Transaction, row: Row[Any], verb: str, said: Mapping[str, Any] | None = None) -> Row[Any]:
    """Move the complaint, tell it, and bring its tasks after it. Raises ``WrongMoment`` and ``Overtaken``."""
    said = said or {}
    if verb == "follow_up" and said.get(SATISFIED) is False:
        # The call was made and is on record; the complaint goes on.
        said, verb = {**said, "called": True}, "reopen"
    step = COMPLAINT.step(row.state, verb)
    entry = {"verb": verb, "at": shapes.moment(tell.at), "by": tell.by.id, **_kept(said)}
    changed = tell.connection.execute(
        update(complaint)
        .where(complaint.id == row.id, complaint.version == row.version)
        .values(
            state=COMPLAINT.fire(row.state, verb),
            version=complaint.version + 1,
            steps=[*row.steps, entry],
            **_marks(tell, verb, COMPLAINT.fire(row.state, verb), said),
        )
        .returning(complaint.__table__)
    ).first()
    if changed is None:
        raise _overtaken(find(tell, row.id))
    tell(_told(step.tells, changed))
    if changed.state == ComplaintState.WITHDRAWN:
        record_tasks.drop(tell, changed, COMPLAINT_STEPS)
        guest_notes.complaint_withdrawn(tell, changed)
        return changed
    record_tasks.bring_after(tell, changed, COMPLAINT_STEPS, COMPLAINT_PASSED[changed.state])
    if changed.owner_id is not None and changed.owner_id != row.owner_id:
        record_tasks.give(tell, changed, ("resolve", "follow_up"), changed.owner_id)
    return changed


def reach(tell: Transaction, complaint_id: int, step: str, said: Mapping[str, Any]) -> None:
    """The step's task is settled: the complaint has the step behind it, with what was said of it."""
    row = find(tell, complaint_id)
    details = {**said, SATISFIED: said.get(SATISFIED) != NOT_CONTENT}
    if step == "follow_up" and not details[SATISFIED]:
        fire(tell, row, step, details)
        return
    while step not in COMPLAINT_PASSED[row.state]:
        missing = next(one for one in COMPLAINT_STEPS if one not in COMPLAINT_PASSED[row.state])
        row = fire(tell, row, step if step in COMPLAINT.verbs(row.state) else missing, details)


def go_back_before(tell: Transaction, complaint_id: int, step: str) -> None:
    """The step's task is open again: so is the complaint."""
    row = find(tell, complaint_id)
    while step in COMPLAINT_PASSED[row.state]:
        row = fire(tell, row, "reopen")


def find(tell: Transaction, complaint_id: int) -> Row[Any]:
    """The complaint's row. Raises ``NotFound``, also for another property's."""
    row = tell.connection.execute(
        select(complaint.__table__).where(
            complaint.id == complaint_id, complaint.property_id == tell.property_id
        )
    ).first()
    if row is None:
        raise NotFound("There is no such complaint.", complaint_id=complaint_id)
    return row


def _nothing(_tell: Transaction, _details: Mapping[str, Any]) -> dict[str, Any]:
    return {}


def _resolution(_tell: Transaction, details: Mapping[str, Any]) -> dict[str, Any]:
    return {RESOLUTION: _text(RESOLUTION, str(details.get(RESOLUTION) or ""))}


def _satisfied(_tell: Transaction, details: Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(details.get(SATISFIED), bool):
        raise bad(SATISFIED, "Say whether the guest is content.", "true or false")
    return {SATISFIED: details[SATISFIED]}


def _owner(tell: Transaction, details: Mapping[str, Any]) -> dict[str, Any]:
    """Whom it is handed to: somebody on duty who may take the steps of a complaint."""
    person = tell.connection.execute(
        select(staff.__table__).where(
            staff.id == details.get("to"), staff.property_id == tell.property_id, staff.active.is_(True)
        )
    ).first()
    if person is None or not allowed(actor_of(person, device=""), Permission.COMPLAINT_STEP):
        raise bad("to", "Nobody who may own a complaint has this id.", "a manager's staff id")
    return {"to": person.id}


NEEDS = {"resolve": _resolution, "follow_up": _satisfied, "hand_on": _owner}


def _marks(tell: Transaction, verb: str, moved: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """Whose it is, and how it was resolved."""
    if verb == "own":
        return {"owner_id": tell.by.id}
    if verb == "hand_on":
        return {"owner_id": said["to"]}
    if verb == "resolve":
        return {"resolution": str(said.get(RESOLUTION) or "")[:LONGEST_TEXT]}
    if verb == "reopen" and moved in (ComplaintState.RECORDED, ComplaintState.CALMED):
        return {"owner_id": None}
    return {}


def _kept(said: Mapping[str, Any]) -> dict[str, Any]:
    """What the step's line in the record says beside who and when."""
    kept = {"note": str(said.get("note") or "").strip()[:LONGEST_NOTE]}
    return kept | {name: said[name] for name in ("to", "called") if name in said}


def _told(kind: str, row: Row[Any]) -> Event:
    names = ("id", "stay_id", "state", "version")
    body = {name: getattr(row, name) for name in names}
    return Event(kind, {"complaint": body}, stay_id=row.stay_id, audience=Department.FRONT_OFFICE.value)


def _text(where: str, text: str) -> str:
    written = text.strip()
    if not written:
        raise bad(where, "Say it in words.", "a short text")
    if len(written) > LONGEST_TEXT:
        raise bad(where, "The text is too long.", f"at most {LONGEST_TEXT} characters")
    return written


def _overtaken(row: Row[Any]) -> Overtaken:
    return Overtaken(
        "The complaint was changed meanwhile.",
        version=row.version,
        state=row.state,
        complaint=shapes.shaped(shapes.COMPLAINT, row),
    )
