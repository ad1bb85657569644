"""Complaints with their words, for those who may read them. Each look is on record (rule P8)."""

from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import select

from vipops import models
from vipops.domain.lifecycles import COMPLAINT
from vipops.domain.permissions import Actor, Permission, Subject, allowed, require
from vipops.domain.record_steps import COMPLAINT_STEPS
from vipops.enums import ComplaintState
from vipops.queries import disclosures
from vipops.queries.requests import OF_STAY, stay_of, tasks_of
from vipops.services import shapes
from vipops.services.transactions import head_of, transaction

complaint, stay = models.Complaint, models.Stay

OVER = (ComplaintState.FOLLOWED_UP.value, ComplaintState.WITHDRAWN.value)


def complaints(actor: Actor, now: datetime, *, only_open: bool = False, stay_id: int | None = None) -> bytes:
    """JSON text {seq, complaints}, the oldest first: those that the caller may read, with their words.

    Raises ``NotAllowed`` for people without a board. One disclosure is recorded for each that is shown.
    """
    require(actor, Permission.COMPLAINT_RECORD)
    with transaction(actor, now) as tell:
        wanted = (
            select(complaint.__table__, *(getattr(stay, name).label(f"stay_{name}_") for name in OF_STAY))
            .join(stay, stay.id == complaint.stay_id)
            .where(complaint.property_id == actor.property_id)
            .order_by(complaint.recorded_at, complaint.id)
        )
        if stay_id is not None:
            wanted = wanted.where(complaint.stay_id == stay_id)
        if only_open:
            wanted = wanted.where(complaint.state.not_in(OVER))
        rows = [row for row in tell.connection.execute(wanted) if _may_read(actor, row)]
        tasks = tasks_of(tell.connection, actor, [row.stay_id for row in rows], COMPLAINT_STEPS)
        for row in rows:
            disclosures.record(tell, "complaint", str(row.id), now)
        found = [_row(actor, row, tasks) for row in rows]
        return orjson.dumps({"seq": head_of(tell), "complaints": found})


def _may_read(actor: Actor, row: Any) -> bool:
    return allowed(actor, Permission.COMPLAINT_READ, Subject(doer_id=row.recorded_by_id))


def _row(actor: Actor, row: Any, tasks: Any) -> dict[str, Any]:
    verbs = COMPLAINT.verbs(row.state)
    may = allowed(actor, Permission.COMPLAINT_STEP)
    return {
        **shapes.shaped(shapes.COMPLAINT, row),
        "text": row.text,
        "resolution": row.resolution,
        "steps": row.steps,
        "possible": verbs if may else [],
        "tasks": tasks.get((row.stay_id, str(row.id)), []),
        "stay": stay_of(row),
    }
