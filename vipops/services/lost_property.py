"""What guests left behind: found, stored, the guest told, given back or given up (item D3).

Followed to its return also after the departure: its tasks keep the stay on the board, and what is found in a
room of yesterday brings the stay back to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from vipops import models
from vipops.domain.lifecycles import LOST_PROPERTY
from vipops.domain.permissions import Actor, Permission, require
from vipops.domain.record_steps import LOST_PROPERTY_PASSED, LOST_PROPERTY_STEPS
from vipops.enums import LostPropertyState
from vipops.errors import NotFound, Overtaken
from vipops.events import Event
from vipops.services import answers, plans, record_tasks, shapes, stays
from vipops.services.answers import Call
from vipops.services.days import bad
from vipops.services.house import House
from vipops.services.transactions import Transaction, transaction

lost = models.LostProperty
LONGEST = 255
Sentence = str  # the catalogue collects what is written as Sentence("…")
# The proof fields of the tasks that say what a step needs.
STORED_WHERE, HANDED = "stored_where", "handed"


@dataclass(frozen=True, slots=True)
class Found:
    """What somebody found, and where; without a place it is the stay's room."""

    stay_id: int
    what: str
    where_found: str = ""


@dataclass(frozen=True, slots=True)
class LostPropertyAsked:
    """A step as a person asks for it; ``details`` hold the note, and for ``store`` the place."""

    lost_property_id: int
    verb: str
    seen: int
    details: Mapping[str, Any] = field(default_factory=dict)


def record(
    found: Found, *, by: Actor, house: House, now: datetime, call: Call | None = None
) -> dict[str, Any]:
    """Write it down, lay its tasks, and answer ``{lost_property: row}``.

    A stay that has left the board comes back to it. Raises ``BadInput`` when nobody says what was found.
    """
    require(by, Permission.LOST_PROPERTY_RECORD)
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        stay = stays.find(tell, found.stay_id)
        row = begin(tell, stay, found.what, found.where_found)
        _bring_back(tell, house, stay)
        return answers.keep(tell, call, {"lost_property": shown(row)})


def change(
    asked: LostPropertyAsked, *, by: Actor, house: House, now: datetime, call: Call | None = None
) -> dict[str, Any]:
    """Take a step (store, tell_guest, give_back, give_up, reopen); answers ``{lost_property: row}``.

    ``store`` needs the place, ``give_back`` to whom or how, ``give_up`` and ``reopen`` a reason. Raises
    ``NotFound``, ``NotAllowed``, ``WrongMoment``, ``Overtaken`` and ``BadInput``.
    """
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        row = find(tell, asked.lost_property_id)
        require(by, LOST_PROPERTY.needs(row.state, asked.verb))
        if row.version != asked.seen:
            raise _overtaken(row)
        LOST_PROPERTY.step(row.state, asked.verb)
        said = _needed(asked.verb, asked.details)
        changed = fire(tell, row, asked.verb, said)
        if asked.verb == "reopen":
            _bring_back(tell, house, stays.find(tell, row.stay_id))
        return answers.keep(tell, call, {"lost_property": shown(changed)})


def begin(
    tell: Transaction, stay: Row[Any], what: str, where_found: str = "", *, task_id: int | None = None
) -> Row[Any]:
    """Write it down inside an open transaction and tell it; the caller lays the plan."""
    written = " ".join(what.split())
    if not written:
        raise bad("what", "Say what was found.", "a short text")
    row = tell.connection.execute(
        insert(lost)
        .values(
            property_id=tell.property_id,
            stay_id=stay.id,
            state=LostPropertyState.FOUND.value,
            version=1,
            what=written[:LONGEST],
            where_found=(where_found.strip() or stay.room)[:LONGEST],
            stored_where="",
            found_at=tell.at,
            found_by_id=tell.by.id,
            task_id=task_id,
            steps=[],
        )
        .returning(lost.__table__)
    ).one()
    tell(_told("lost_property_found", row))
    return row


def fire(tell: Transaction, row: Row[Any], verb: str, said: Mapping[str, str]) -> Row[Any]:
    """Move it, tell it, and bring its tasks after it. Raises ``WrongMoment`` and ``Overtaken``."""
    step = LOST_PROPERTY.step(row.state, verb)
    entry = {"verb": verb, "at": shapes.moment(tell.at), "by": tell.by.id, "note": said.get("note", "")}
    place = {"stored_where": said[STORED_WHERE]} if said.get(STORED_WHERE) else {}
    changed = tell.connection.execute(
        update(lost)
        .where(lost.id == row.id, lost.version == row.version)
        .values(
            state=LOST_PROPERTY.fire(row.state, verb),
            version=lost.version + 1,
            steps=[*row.steps, entry],
            **place,
        )
        .returning(lost.__table__)
    ).first()
    if changed is None:
        raise _overtaken(find(tell, row.id))
    tell(_told(step.tells, changed))
    if changed.state == LostPropertyState.GIVEN_UP:
        record_tasks.drop(tell, changed, LOST_PROPERTY_STEPS)
    else:
        record_tasks.bring_after(tell, changed, LOST_PROPERTY_STEPS, LOST_PROPERTY_PASSED[changed.state])
    return changed


def reach(tell: Transaction, lost_property_id: int, step: str, said: Mapping[str, Any]) -> None:
    """The step's task is ticked: so far it has come, with the place or the hand that the task names."""
    row = find(tell, lost_property_id)
    told = {name: str(said[name])[:LONGEST] for name in (STORED_WHERE, HANDED) if said.get(name)}
    if step not in LOST_PROPERTY_PASSED[row.state]:
        fire(tell, row, step, {**told, "note": told.get(HANDED, told.get(STORED_WHERE, ""))})


def go_back_before(tell: Transaction, lost_property_id: int, step: str) -> None:
    """The step's task is open again: so is the way of the thing."""
    row = find(tell, lost_property_id)
    while step in LOST_PROPERTY_PASSED[row.state]:
        row = fire(tell, row, "reopen", {})


def open_by_answer(tell: Transaction, _house: House, task: Row[Any], verb: str) -> bool:
    """A room check that found something opens its record; ticked again, it opens no second one.

    Answers whether it did: the plan is another then.
    """
    opened = False
    for asked in task.proof if verb == "tick" else ():
        chosen = [one for one in asked.get("choices", ()) if one["value"] == task.answers.get(asked["name"])]
        if not any(one.get("opens") == "lost_property" for one in chosen):
            continue
        what = " ".join(str(task.answers.get(one.get("needs", ""), "")) for one in chosen)
        if not _known(tell, task, what):
            stay = stays.find(tell, task.stay_id)
            begin(tell, stay, what, task.subject.split("~")[0], task_id=task.id)
            opened = True
    return opened


def find(tell: Transaction, lost_property_id: int) -> Row[Any]:
    """The row. Raises ``NotFound``, also for another property's."""
    row = tell.connection.execute(
        select(lost.__table__).where(lost.id == lost_property_id, lost.property_id == tell.property_id)
    ).first()
    if row is None:
        raise NotFound("There is no such lost property.", lost_property_id=lost_property_id)
    return row


def shown(row: Any) -> dict[str, Any]:
    """One thing as its page shows it."""
    return {
        "id": row.id,
        "version": row.version,
        "stay_id": row.stay_id,
        "state": row.state,
        "what": row.what,
        "where_found": row.where_found,
        "stored_where": row.stored_where,
        "found_at": shapes.moment(row.found_at),
        "found_by": row.found_by_id,
        "steps": row.steps,
    }


def _known(tell: Transaction, task: Row[Any], what: str) -> bool:
    written = " ".join(what.split())[:LONGEST]
    found = tell.connection.execute(
        select(lost.id).where(
            lost.task_id == task.id, lost.what == written, lost.state != LostPropertyState.GIVEN_UP
        )
    ).first()
    return found is not None


def _bring_back(tell: Transaction, house: House, stay: Row[Any]) -> None:
    """Lay the plan; a stay that left the board when the day turned comes back with all of it."""
    if stay.closed:
        stay = stays.change_row(tell, stay, closed=False)
        tell(stays.told("stay_changed", stay))
        plans.lay(tell, house, stay)
        plans.tell_again(tell, stay)
        return
    plans.lay(tell, house, stay)


def _needed(verb: str, details: Mapping[str, Any]) -> dict[str, str]:
    said = {name: " ".join(str(details.get(name) or "").split())[:LONGEST] for name in (STORED_WHERE, "note")}
    where, sentence = NEEDS.get(verb, ("", ""))
    if where and not said[where]:
        raise bad(where, sentence, "a short text")
    return said


NEEDS = {
    "store": (STORED_WHERE, Sentence("Say where it is kept.")),
    "give_back": ("note", Sentence("Say to whom or how it was given back.")),
    "give_up": ("note", "A reason is needed."),
    "reopen": ("note", "A reason is needed."),
}


def _told(kind: str, row: Any) -> Event:
    body = {name: getattr(row, name) for name in ("id", "stay_id", "state", "version")}
    return Event(kind, {"lost_property": body}, stay_id=row.stay_id)


def _overtaken(row: Row[Any]) -> Overtaken:
    return Overtaken(
        "Somebody was first with it.", version=row.version, state=row.state, lost_property_id=row.id
    )
