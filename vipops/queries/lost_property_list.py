"""What guests left behind: what is on its way back, and what came to its end lately (item D3)."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from vipops import models
from vipops.domain.lifecycles import LOST_PROPERTY
from vipops.domain.permissions import Actor, Permission, require
from vipops.enums import LostPropertyState
from vipops.services import lost_property
from vipops.services.shapes import moment
from vipops.storage import reading

lost, stay = models.LostProperty, models.Stay
SHOWN_FOR = timedelta(days=90)
ENDED = (LostPropertyState.RETURNED.value, LostPropertyState.GIVEN_UP.value)


def listed(actor: Actor, now: datetime) -> dict[str, Any]:
    """``{open, ended}``: each thing with its stay and the steps that are possible; the oldest open one first.

    Raises ``NotAllowed``. Guests are named as staff speak of them.
    """
    require(actor, Permission.LOST_PROPERTY_READ)
    with reading() as connection:
        rows = connection.execute(
            select(lost.__table__, stay.name, stay.room, stay.state.label("stay_state"), stay.departure_at)
            .join(stay, stay.id == lost.stay_id)
            .where(lost.property_id == actor.property_id)
            .order_by(lost.found_at, lost.id)
        ).all()
    shown = [_shown(row) for row in rows]
    recent = moment(now - SHOWN_FOR)
    return {
        "open": [one for one in shown if one["state"] not in ENDED],
        "ended": [one for one in reversed(shown) if one["state"] in ENDED and one["found_at"] >= recent],
    }


def _shown(row: Any) -> dict[str, Any]:
    return {
        **lost_property.shown(row),
        "possible": LOST_PROPERTY.verbs(row.state),
        "stay": {
            "name": row.name,
            "room": row.room,
            "state": row.stay_state,
            "departure_at": moment(row.departure_at),
        },
    }
