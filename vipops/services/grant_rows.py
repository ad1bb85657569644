"""The rows of grants: found, moved along their lifecycle, told, and withdrawn when the stay is over."""

from typing import Any

from sqlalchemy import Row, select, update

from vipops import models
from vipops.domain.lifecycles import GRANT
from vipops.enums import GrantState
from vipops.errors import NotFound, Overtaken
from vipops.events import Event
from vipops.services import shapes
from vipops.services.transactions import Transaction

grant = models.Grant
# Who hears that a grade is asked for; why, is read under permission.
AUDIENCE = "front_office"
LONGEST = 255


def find(tell: Transaction, grant_id: int) -> Row[Any]:
    """The grant's row. Raises ``NotFound``."""
    row = tell.connection.execute(
        select(grant.__table__).where(grant.id == grant_id, grant.property_id == tell.property_id)
    ).first()
    if row is None:
        raise NotFound("Nobody asked for this.", grant_id=grant_id)
    return row


def move(tell: Transaction, row: Row[Any], verb: str, note: str) -> Row[Any]:
    """Take the step under the version that was read, and tell it. Raises ``WrongMoment``, ``Overtaken``."""
    step = GRANT.step(row.state, verb)
    decided = {} if verb == "withdraw" else {"decided_at": tell.at, "decided_by_id": tell.by.id}
    changed = tell.connection.execute(
        update(grant)
        .where(grant.id == row.id, grant.version == row.version)
        .values(state=GRANT.fire(row.state, verb), version=grant.version + 1, note=note[:LONGEST], **decided)
        .returning(grant.__table__)
    ).first()
    if changed is None:
        raise overtaken(find(tell, row.id))
    tell(told(step.tells, changed))
    return changed


def stay_ended(tell: Transaction, stay: Row[Any]) -> None:
    """Nobody has to decide any more about the grade of a stay that is over."""
    waiting = tell.connection.execute(
        select(grant.__table__).where(grant.stay_id == stay.id, grant.state == GrantState.ASKED)
    ).all()
    for row in waiting:
        move(tell, row, "withdraw", "The stay has ended.")


def told(kind: str, row: Any) -> Event:
    """The event that says where a grant stands."""
    body = {"id": row.id, "stay_id": row.stay_id, "state": row.state, "version": row.version}
    return Event(kind, {"grant": body}, stay_id=row.stay_id, audience=AUDIENCE)


def shown(row: Any) -> dict[str, Any]:
    """A grant as its page shows it."""
    return {
        "id": row.id,
        "version": row.version,
        "stay_id": row.stay_id,
        "state": row.state,
        "from_grade": row.from_grade,
        "grade": row.grade,
        "reason": row.reason,
        "asked_at": shapes.moment(row.asked_at),
        "asked_by": row.asked_by_id,
        "decided_at": shapes.moment(row.decided_at) if row.decided_at else None,
        "decided_by": row.decided_by_id,
        "note": row.note,
    }


def overtaken(row: Row[Any]) -> Overtaken:
    """Somebody has decided meanwhile."""
    return Overtaken(
        f"Somebody was first: it is {row.state} now.", version=row.version, state=row.state, grant_id=row.id
    )
