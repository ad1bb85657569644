"""Ticks of people who could no longer make them: dismissed meanwhile, or after their session had ended.

Somebody who leads accepts each under its author, or drops it with a reason. Either way it is on record.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from vipops import models
from vipops.domain.permissions import Actor, Permission, require
from vipops.enums import ReviewState
from vipops.errors import BadInput, NotFound, Overtaken
from vipops.events import Event
from vipops.services import answers, task_steps, tasks
from vipops.services.answers import Call
from vipops.services.house import House
from vipops.services.shapes import moment
from vipops.services.sign_in import actor_of
from vipops.services.tasks import Change
from vipops.services.transactions import Transaction, transaction
from vipops.storage import reading

held, staff = models.HeldTick, models.Staff
LONGEST_REASON = 255


@dataclass(frozen=True, slots=True)
class Decision:
    """``accept``, or ``drop`` with a reason. ``seen`` is the version on the screen."""

    held_id: int
    verb: str
    seen: int
    reason: str = ""


def hold(change: Change, why: str, *, by: Actor, now: datetime, call: Call | None = None) -> dict[str, Any]:
    """Keep a tick for somebody to look at: ``{held: row}``. ``why`` is ``dismissed`` or ``signed_out``."""
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        task = task_steps.find(tell, change.task_id)
        row = tell.connection.execute(
            insert(held)
            .values(
                property_id=tell.property_id,
                version=1,
                state=ReviewState.WAITING.value,
                author_id=by.id,
                device=by.device,
                key=call.key if call else "",
                task_id=task.id,
                stay_id=task.stay_id,
                department=task.department,
                verb=change.verb,
                seen=change.seen,
                details=dict(change.details),
                why=why,
                made_at=change.made_at or now,
                received_at=now,
            )
            .returning(held.__table__)
        ).one()
        tell(told("tick_held", row))
        return answers.keep(tell, call, {"held": shown(row)})


def decide(
    asked: Decision, *, by: Actor, house: House, now: datetime, call: Call | None = None
) -> dict[str, Any]:
    """Accept a tick, so that it counts for its author from when it was made, or drop it: ``{held: row}``.

    Raises ``Overtaken`` when somebody changed the task meanwhile or decided first, ``BadInput``,
    ``NotFound``, and what the task's own verb raises.
    """
    require(by, Permission.TICK_REVIEW)
    if asked.verb not in DECIDES:
        raise BadInput("There is no such step.", expected=" or ".join(DECIDES))
    author = _author(asked.held_id, by)
    # What is accepted happens under its author; who let it count stands beside it.
    doer = author if asked.verb == "accept" else by
    with transaction(doer, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        row = _find(tell, asked.held_id)
        if row.version > asked.seen:
            raise _overtaken(tell, row)
        reason = DECIDES[asked.verb](tell, row, asked, house)
        decided = tell.connection.execute(
            update(held)
            .where(held.id == row.id, held.version == asked.seen)
            .values(
                version=held.version + 1,
                state=STATES[asked.verb].value,
                decided_at=now,
                decided_by_id=by.id,
                reason=reason,
            )
            .returning(held.__table__)
        ).first()
        if decided is None:
            raise _overtaken(tell, _find(tell, row.id))
        tell(told("tick_reviewed", decided, reviewer=by))
        return answers.keep(tell, call, {"held": shown(decided)})


def shown(row: Row[Any]) -> dict[str, Any]:
    """A held tick for those who review; its words stay on the server until it counts."""
    return {
        "id": row.id,
        "version": row.version,
        "state": row.state,
        "author": row.author_id,
        "task_id": row.task_id,
        "stay_id": row.stay_id,
        "verb": row.verb,
        "why": row.why,
        "made_at": moment(row.made_at),
        "received_at": moment(row.received_at),
        "decided_at": moment(row.decided_at) if row.decided_at else None,
        "decided_by": row.decided_by_id,
        "reason": row.reason,
    }


def told(kind: str, row: Row[Any], reviewer: Actor | None = None) -> Event:
    """The event that carries a held tick as it now is, for the department of its task."""
    body = {"id": row.id, "task_id": row.task_id, "state": row.state, "version": row.version}
    beside = {"reviewer": reviewer.told()} if reviewer else {}
    return Event(kind, {"held_tick": body, **beside}, stay_id=row.stay_id, audience=row.department)


def _accept(tell: Transaction, row: Row[Any], _asked: Decision, house: House) -> str:
    tasks.change_in(tell, Change(row.task_id, row.verb, row.seen, row.details, row.made_at), house)
    return ""


def _drop(_tell: Transaction, _row: Row[Any], asked: Decision, _house: House) -> str:
    reason = asked.reason.strip()
    if not reason:
        raise BadInput(
            "Say why.",
            errors=[{"where": "reason", "message": "A reason is needed.", "expected": "a short sentence"}],
        )
    return reason[:LONGEST_REASON]


DECIDES = {"accept": _accept, "drop": _drop}
STATES = {"accept": ReviewState.ACCEPTED, "drop": ReviewState.DROPPED}


def _author(held_id: int, by: Actor) -> Actor:
    with reading() as connection:
        row = connection.execute(
            select(staff, held.device)
            .join(held, held.author_id == staff.id)
            .where(held.id == held_id, held.property_id == by.property_id)
        ).first()
    if row is None:
        raise NotFound("There is no such tick.", held_id=held_id)
    return actor_of(row, row.device)


def _find(tell: Transaction, held_id: int) -> Row[Any]:
    return tell.connection.execute(
        select(held.__table__).where(held.id == held_id, held.property_id == tell.property_id)
    ).one()


def _overtaken(tell: Transaction, row: Row[Any]) -> Overtaken:
    person = tell.connection.execute(select(staff.name).where(staff.id == row.decided_by_id)).scalar_one()
    return Overtaken(
        f"{person['en']} was first: it is {row.state} now.",
        by={"id": row.decided_by_id, "name": person},
        at=moment(row.decided_at),
        version=row.version,
        state=row.state,
    )
