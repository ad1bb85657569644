"""The stay sheet: who, when, where, the plan by stage and department, the papers, what happened."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import select

from vipops import models
from vipops.domain.lifecycles import STAY
from vipops.domain.names import of_record, written
from vipops.domain.permissions import Actor, Permission, allowed, require, sees, visibility
from vipops.enums import LetterState
from vipops.queries import days, disclosures
from vipops.services import shapes, stays
from vipops.services.house import House
from vipops.services.transactions import Transaction, head_of, transaction

task, letter, event, guest, party, history = (
    models.Task, models.Letter, models.Event, models.Guest, models.StayGuest, models.GuestHistory,
)  # fmt: skip

UNTOLD = frozenset({"alarm_over"})  # goes without saying beside the tick that ends it
TOLD_IN_TIMELINE = ("seq", "kind", "at", "by", "passed", "task_id", "letter_id")


def sheet(stay_id: int, actor: Actor, now: datetime) -> bytes:
    """JSON text: {seq, stay, possible, tasks, letters, timeline, days}.

    By permission also {guest, guests, history, notes, wishes}.

    Raises ``NotFound`` and ``NotAllowed``. A look at the guest's data is recorded in the same transaction.
    """
    require(actor, Permission.STAY_READ)
    seen_by, house = visibility(actor), House.of(actor.property_id)
    with transaction(actor, now) as tell:
        row = stays.find(tell, stay_id)
        shown: dict[str, Any] = {
            "seq": head_of(tell),
            "stay": {
                **shapes.shaped(shapes.STAY, row),
                "departure_flight": row.departure_flight,
                "transfer_out": row.transfer_out,
                "departure_source": row.departure_source,
                "arrived_at": shapes.moment(row.arrived_at) if row.arrived_at else None,
                "confirmation_number": row.confirmation_number,
            },
            "possible": STAY.verbs(row.state, came_from=row.came_from),
            "tasks": _tasks(tell, stay_id, seen_by),
            "letters": _letters(tell, stay_id) if allowed(actor, Permission.LETTER_READ) else [],
            "timeline": _timeline(tell, stay_id, seen_by),
            "days": days.of_stay(tell, row, house, actor),
        }
        if allowed(actor, Permission.GUEST_READ):
            shown |= _guest_part(tell, row)
            disclosures.record(tell, "stay_sheet", str(stay_id), now)
    return orjson.dumps(shown, option=orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS)


def _tasks(tell: Transaction, stay_id: int, seen_by: str) -> list[dict[str, Any]]:
    rows = tell.connection.execute(
        select(task.__table__).where(task.stay_id == stay_id).order_by(task.due_at, task.id)
    )
    return [
        {**shapes.shaped(shapes.TASK, row), "detail": row.detail, "answers": row.answers}
        for row in rows
        if sees(seen_by, row.department)
    ]


def _letters(tell: Transaction, stay_id: int) -> list[dict[str, Any]]:
    rows = tell.connection.execute(
        select(letter.__table__)
        .where(letter.stay_id == stay_id, letter.state != LetterState.VOID)
        .order_by(letter.id)
    )
    return [shapes.shaped(shapes.LETTER, row) for row in rows]


def _timeline(tell: Transaction, stay_id: int, seen_by: str) -> list[dict[str, Any]]:
    rows = tell.connection.execute(
        select(event.audience, event.body)
        .where(event.property_id == tell.property_id, event.stay_id == stay_id)
        .order_by(event.seq)
    )
    titles = {
        row.id: row.title
        for row in tell.connection.execute(select(task.id, task.title).where(task.stay_id == stay_id))
    }
    bodies = [orjson.loads(row.body) for row in rows if sees(seen_by, row.audience)]
    return [_told(body, titles) for body in bodies if body["kind"] not in UNTOLD]


def _told(body: dict[str, Any], titles: Mapping[int, dict[str, str]]) -> dict[str, Any]:
    """What the timeline says of an event: its head, and the title of the task it was about."""
    line = {name: body[name] for name in TOLD_IN_TIMELINE if name in body}
    if "task" in body:
        line |= {name: body["task"][name] for name in ("title", "department", "reason")}
    if "alarm" in body:
        # Whoever is told that their work holds up another's is not told of that.
        line["title"] = titles[body["alarm"]["waits_for"] or body["alarm"]["task_id"]]
    if "tasks" in body:
        line["count"] = len(body["tasks"])
    return line


def _guest_part(tell: Transaction, row: Any) -> dict[str, Any]:
    fields = (
        guest.id, guest.surname, guest.given_name, guest.middle_name, guest.name_prefix, guest.native_name,
        guest.language,
    )  # fmt: skip
    people = tell.connection.execute(
        select(*fields, party.position)
        .join(party, party.guest_id == guest.id)
        .where(party.stay_id == row.id)
        .order_by(party.position)
    ).all()
    past = tell.connection.execute(
        select(history.arrival_on, history.departure_on, history.room, history.grade, history.outcome)
        .where(history.guest_id == row.guest_id)
        .order_by(history.arrival_on.desc())
    )
    known = [{**person._mapping, "written_name": written(of_record(person))} for person in people]
    return {
        "guest": known[0] if known else None,
        "guests": known[1:],
        "history": [dict(stay._mapping) for stay in past],
        "notes": row.notes,
        "wishes": row.wishes,
    }
