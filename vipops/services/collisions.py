"""What the lobby manager does with a collision: take the house's proposal, or settle it by hand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select

from vipops import models
from vipops.domain.permissions import Actor, Permission, require
from vipops.enums import TaskState
from vipops.errors import BadInput, NotFound, Overtaken, WrongMoment
from vipops.services import answers, collision_watch, holds, plans, shapes, stays, task_batch, task_steps
from vipops.services.answers import Call
from vipops.services.collision_watch import Moved
from vipops.services.house import House
from vipops.services.transactions import Transaction, transaction

collision, task = models.Collision, models.Task
LONGEST_NOTE = 255
CAN_MOVE = (TaskState.WAITING, TaskState.OPEN)


@dataclass(frozen=True, slots=True)
class CollisionAsked:
    """``verb``: accept the proposal, or settle by hand with a ``note``.

    ``seen`` is the version on the screen.
    """

    collision_id: int
    verb: str
    seen: int
    note: str = ""


def change(
    asked: CollisionAsked, *, by: Actor, house: House, now: datetime, call: Call | None = None
) -> dict[str, Any]:
    """Take the proposal (the task of the lower grade moves, or somebody stands in), or say how it was settled
    otherwise: it stays settled until the times are others. Answers ``{collision}``.

    Raises ``NotFound``, ``NotAllowed``, ``Overtaken``, ``BadInput`` without a note, and ``WrongMoment`` where
    there is no proposal, the task has begun, or the two do not collide any more.
    """
    require(by, Permission.COLLISION_SETTLE)
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        row = _standing(tell, asked)
        VERBS.get(asked.verb, _no_verb)(tell, house, row, asked)
        return answers.keep(tell, call, _shown(tell, row.id))


def _accept(tell: Transaction, house: House, row: Row[Any], asked: CollisionAsked) -> None:
    if not row.proposal:
        raise WrongMoment("There is no proposal: settle it by hand.", verb=asked.verb)
    second = task_steps.find(tell, row.second_task_id)
    if second.state not in CAN_MOVE:
        raise WrongMoment("The task has begun already.", state=second.state, verb=asked.verb)
    settled = _settled(tell, row, "")
    _take(tell, house, second, settled.proposal)


def _settle(tell: Transaction, _house: House, row: Row[Any], asked: CollisionAsked) -> None:
    note = asked.note.strip()[:LONGEST_NOTE]
    if not note:
        raise BadInput(
            "Say how it is settled.",
            errors=[{"where": "note", "message": "A note is needed.", "expected": "who or what helps out"}],
        )
    _settled(tell, row, note)


def _no_verb(_tell: Transaction, _house: House, _row: Row[Any], asked: CollisionAsked) -> None:
    raise WrongMoment("A collision is accepted or settled.", verb=asked.verb)


VERBS: Mapping[str, Callable[[Transaction, House, Row[Any], CollisionAsked], None]] = {
    "accept": _accept,
    "settle": _settle,
}


def _standing(tell: Transaction, asked: CollisionAsked) -> Row[Any]:
    row = tell.connection.execute(
        select(collision.__table__)
        .where(collision.id == asked.collision_id, collision.property_id == tell.property_id)
        .with_for_update()
    ).first()
    if row is None:
        raise NotFound("There is no such collision.", collision_id=asked.collision_id)
    if row.over_at is not None:
        raise WrongMoment("The two do not collide any more.", verb=asked.verb)
    if row.version != asked.seen:
        raise Overtaken("The collision is another one now.", version=row.version)
    return row


def _settled(tell: Transaction, row: Row[Any], note: str) -> Row[Any]:
    settled = collision_watch.write(tell, row, settled_at=tell.at, settled_by_id=tell.by.id, note=note)
    tell(collision_watch.told("collision_settled", settled))
    return settled


def _take(tell: Transaction, house: House, row: Row[Any], proposal: Mapping[str, Any]) -> None:
    of, before = stays.find(tell, row.stay_id), holds.rows_of(tell, row.stay_id)
    stood_in = "instead" in proposal
    (changed,) = task_batch.rewrite(
        tell, [(row, _stood_in(row, proposal) if stood_in else _moved(tell, row, proposal))]
    )
    tell(plans.told_moved(row.stay_id, changed) if stood_in else task_steps.told("task_postponed", changed))
    collision_watch.look(tell, house, [Moved(of, before, holds.rows_of(tell, row.stay_id))])
    # The words of the task name who comes: the plan is made again with who stands in.
    plans.lay(tell, house, of)


def _moved(tell: Transaction, row: Row[Any], proposal: Mapping[str, Any]) -> dict[str, Any]:
    by = timedelta(minutes=proposal["minutes"])
    due_at = max(row.due_at + by, tell.at)
    return {"due_at": due_at, "postponed": True, **holds.moved_with(row, due_at)}


def _stood_in(row: Row[Any], proposal: Mapping[str, Any]) -> dict[str, Any]:
    stand_ins = {one["takes"]: one["by"]["code"] for one in proposal["instead"]}
    return {
        # Who stands in for a stand-in stands in for the first one.
        "stand_ins": {entry: stand_ins.get(code, code) for entry, code in row.stand_ins.items()} | stand_ins,
        "takes": [stand_ins.get(entry, entry) for entry in row.takes],
        "people": [stand_ins.get(entry, entry) for entry in row.people],
    }


def _shown(tell: Transaction, collision_id: int) -> dict[str, Any]:
    row = tell.connection.execute(select(collision.__table__).where(collision.id == collision_id)).one()
    return {"collision": shapes.shaped(shapes.COLLISION, row)}
