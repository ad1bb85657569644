"""Ticks and the other verbs of a task. ``Change.seen`` is the version on the screen it was made on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from vipops.domain.lifecycles import TASK
from vipops.domain.permissions import Actor, Subject, require
from vipops.errors import WrongMoment
from vipops.services import answers, shapes, task_effects, task_proof, task_steps
from vipops.services.answers import Call
from vipops.services.house import House
from vipops.services.transactions import Transaction, transaction

# What the letter desk does is ticked there; by hand it would say what nobody did.
AT_THE_LETTER_DESK = frozenset({"tick", "sign_off", "reopen"})


@dataclass(frozen=True, slots=True)
class Change:
    """What a person asks of a task. ``details`` hold the verb's needs: proof, points, reason, who, until.

    ``made_at`` is when the person did it, by the tablet's clock, where the tablet was offline; in UTC.
    """

    task_id: int
    verb: str
    seen: int
    details: Mapping[str, Any] = field(default_factory=dict)
    made_at: datetime | None = None


def change(
    asked: Change, *, by: Actor, house: House, now: datetime, call: Call | None = None
) -> dict[str, Any]:
    """Run one verb on one task and answer ``{task: row}``.

    Raises ``NotFound``, ``NotAllowed``, ``WrongMoment``, ``BadInput`` when the proof is incomplete,
    and ``Overtaken`` (who and when) when somebody changed the task after ``seen``.
    """
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        return answers.keep(tell, call, change_in(tell, asked, house))


def change_in(tell: Transaction, asked: Change, house: House) -> dict[str, Any]:
    """The same within an open transaction, as the person whose transaction it is."""
    row = task_steps.find(tell, asked.task_id)
    require(tell.by, TASK.needs(row.state, asked.verb), _subject(row))
    task_steps.require_version(tell, row, asked.seen)
    tell.made_at = _within_reason(asked.made_at, row, tell.at)
    step = TASK.step(row.state, asked.verb)
    _require_here(row, asked.verb)
    wanted = task_proof.values_for(tell, row, asked.verb, asked.details)
    changed = task_steps.fire(tell, row, step, seen=asked.seen, values=wanted)
    task_effects.follow(tell, house, changed, asked.verb)
    if row.fires:
        # The record's step may have opened it again, such as a call that left the guest discontent.
        changed = task_steps.find(tell, row.id)
    return {"task": shapes.shaped(shapes.TASK, changed)}


def _within_reason(made_at: datetime | None, row: Row[Any], now: datetime) -> datetime | None:
    """A tablet's clock is believed between the last change that its screen had seen, and now."""
    return None if made_at is None else min(max(made_at, row.changed_at), now)


def _subject(row: Row[Any]) -> Subject:
    return Subject(
        department=row.department,
        doer_id=row.done_by_id,
        assignee_id=row.assignee_id,
        second_signature=row.second_signature,
    )


def _require_here(row: Row[Any], verb: str) -> None:
    if row.letter and verb in AT_THE_LETTER_DESK:
        raise WrongMoment("This is done at the letter desk.", state=row.state, verb=verb, letter=row.letter)
