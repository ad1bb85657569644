"""What the lobby manager does with a collision: take the house's proposal and back, or settle it by hand."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
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
MOMENTS = frozenset({"due_at", "holds_from", "holds_until"})


@dataclass(frozen=True, slots=True)
class CollisionAsked:
    """``verb``: accept the proposal, take_back what was accepted, or settle by hand with a ``note``.

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
    otherwise: it stays settled until the times are others. A proposal taken by mistake is taken back as long
    as its task stands where it put it. Answers ``{collision}``.

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
    stood_in = "instead" in row.proposal
    values = _stood_in(second, row.proposal) if stood_in else _moved(tell, second, row.proposal)
    taken = {"was": _written(second, values), "became": _written(SimpleNamespace(**values), values)}
    _settled(tell, row, "", proposal={**row.proposal, "taken": taken})
    _place(tell, house, second, values)


def _take_back(tell: Transaction, house: House, row: Row[Any], asked: CollisionAsked) -> None:
    taken = row.proposal.get("taken")
    if row.settled_at is None or not taken:
        raise WrongMoment("No proposal was taken here.", verb=asked.verb)
    second = task_steps.find(tell, row.second_task_id)
    if second.state not in CAN_MOVE or _written(second, taken["became"]) != taken["became"]:
        raise WrongMoment("The task has changed since: it stays as it is.", state=second.state)
    proposal = {name: value for name, value in row.proposal.items() if name != "taken"}
    again = collision_watch.write(tell, row, proposal=proposal, **collision_watch.NOT_SETTLED)
    if row.over_at is None:
        tell(collision_watch.told("collision_changed", again))
    _place(tell, house, second, _read(taken["was"]))


def _settle(tell: Transaction, _house: House, row: Row[Any], asked: CollisionAsked) -> None:
    note = asked.note.strip()[:LONGEST_NOTE]
    if not note:
        raise BadInput(
            "Say how it is settled.",
            errors=[{"where": "note", "message": "A note is needed.", "expected": "who or what helps out"}],
        )
    _settled(tell, row, note)


def _no_verb(_tell: Transaction, _house: House, _row: Row[Any], asked: CollisionAsked) -> None:
    raise WrongMoment("A collision is accepted, taken back or settled.", verb=asked.verb)


VERBS: Mapping[str, Callable[[Transaction, House, Row[Any], CollisionAsked], None]] = {
    "accept": _accept,
    "take_back": _take_back,
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
    # A proposal that is taken ends the collision; taking it back begins it again.
    if row.over_at is not None and asked.verb != "take_back":
        raise WrongMoment("The two do not collide any more.", verb=asked.verb)
    if row.version != asked.seen:
        raise Overtaken("The collision is another one now.", version=row.version)
    return row


def _settled(tell: Transaction, row: Row[Any], note: str, **more: Any) -> None:
    settled = collision_watch.write(
        tell, row, settled_at=tell.at, settled_by_id=tell.by.id, note=note, **more
    )
    tell(collision_watch.told("collision_settled", settled))


def _place(tell: Transaction, house: House, row: Row[Any], values: Mapping[str, Any]) -> None:
    of, before = stays.find(tell, row.stay_id), holds.rows_of(tell, row.stay_id)
    (changed,) = task_batch.rewrite(tell, [(row, values)])
    tell(
        task_steps.told("task_postponed", changed)
        if "due_at" in values
        else plans.told_moved(row.stay_id, changed)
    )
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


def _written(row: Any, names: Iterable[str]) -> dict[str, Any]:
    """These columns of a task as JSON keeps them."""
    values = {name: getattr(row, name) for name in names}
    return {name: shapes.moment(one) if isinstance(one, datetime) else one for name, one in values.items()}


def _read(written: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: datetime.fromisoformat(one) if name in MOMENTS and one else one for name, one in written.items()
    }


def _shown(tell: Transaction, collision_id: int) -> dict[str, Any]:
    row = tell.connection.execute(select(collision.__table__).where(collision.id == collision_id)).one()
    return {"collision": shapes.shaped(shapes.COLLISION, row)}
