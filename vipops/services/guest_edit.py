"""What people change in a guest's record: the days that come back every year (rule P5)."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update

from vipops import models
from vipops.domain.occasions import is_month_day
from vipops.domain.permissions import Actor, Permission, require
from vipops.errors import Overtaken
from vipops.events import Event
from vipops.services import answers, guest_plans
from vipops.services.answers import Call
from vipops.services.days import bad
from vipops.services.guests import AUDIENCE, require_one
from vipops.services.house import House
from vipops.services.transactions import transaction

guest = models.Guest


@dataclass(frozen=True, slots=True)
class GuestEdit:
    """The new values; ``None`` leaves what is there. Days are MM-DD, or "" for unknown."""

    birthday: str | None = None
    anniversary: str | None = None


def change(
    guest_id: int,
    edit: GuestEdit,
    *,
    seen: int,
    by: Actor,
    house: House,
    now: datetime,
    call: Call | None = None,
) -> dict[str, Any]:
    """Write the days down; an occasion in a running stay becomes tasks.

    Answers ``{guest: {id, version, birthday, anniversary}}``.
    Raises ``BadInput`` for a day that no year has, ``Overtaken``, ``NotFound``.
    """
    require(by, Permission.GUEST_NOTE)
    given = {name: value.strip() for name, value in asdict(edit).items() if value is not None}
    for name, day in given.items():
        if day and not is_month_day(day):
            raise bad(name, "No year has this day.", "month and day as MM-DD, such as 11-22, or nothing")
    with transaction(by, now) as tell:
        if (before := answers.earlier(tell, call)) is not None:
            return before
        row = require_one(tell, guest_id)
        if row.version != seen:
            raise Overtaken("The guest's record was changed meanwhile.", version=row.version)
        changed = tell.connection.execute(
            update(guest)
            .where(guest.id == guest_id, guest.version == seen)
            .values(version=guest.version + 1, **given)
            .returning(guest.__table__)
        ).first()
        if changed is None:
            raise Overtaken("The guest's record was changed meanwhile.")
        tell(Event("guest_noted", {"guest_id": guest_id}, audience=AUDIENCE))
        guest_plans.lay_again(tell, house, guest_id)
        shown = {name: getattr(changed, name) for name in ("id", "version", "birthday", "anniversary")}
        return answers.keep(tell, call, {"guest": shown})
