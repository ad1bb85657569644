"""What people change in a stay beside its steps and times: the room, the party, the car, the wishes."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from vipops.domain.permissions import Actor, Permission, require
from vipops.errors import BadInput
from vipops.services import answers, plans, room_moves, room_rows, shapes, stays
from vipops.services.answers import Call
from vipops.services.booking import alerts_of
from vipops.services.house import House
from vipops.services.rehearsals import trying


@dataclass(frozen=True, slots=True)
class StayEdit:
    """The new values; ``None`` leaves what is there. ``wishes`` are the checklists' codes."""

    room: str | None = None
    adults: int | None = None
    children: int | None = None
    transfer: bool | None = None
    transfer_out: bool | None = None
    wishes: list[str] | None = None
    reason: str = ""  # why the guest moves to another room

    def values(self) -> dict[str, Any]:
        """The columns that change."""
        given = {name: value for name, value in asdict(self).items() if value is not None}
        given.pop("reason")
        if self.wishes is not None:
            given |= {"wishes": sorted(set(self.wishes)), "alerts": alerts_of(sorted(set(self.wishes)))}
        return given


def change(
    stay_id: int,
    edit: StayEdit,
    *,
    seen: int | None,
    by: Actor,
    house: House,
    now: datetime,
    dry_run: bool = False,
    call: Call | None = None,
) -> dict[str, Any]:
    """Write the new values, lay the plan again; answers ``{stay, moved, added, dropped, late, collisions}``.

    A new room gets new tasks, the old room's done ones stay as history, and what was brought there is taken
    back. With ``dry_run`` the same is answered and nothing is changed. Raises ``BadInput`` for a room
    that the hotel does not have, ``WrongMoment`` after the stay, ``Overtaken``.
    """
    require(by, Permission.STAY_EDIT)
    with trying(by, now, dry_run=dry_run) as tell:
        if not dry_run and (given := answers.earlier(tell, call)) is not None:
            return given
        row = stays.find(tell, stay_id)
        stays.require_version(row, seen)
        stays.require_running(row)
        require_room(house, edit.room)
        if edit.room != row.room:
            room_rows.require_open(tell, edit.room, max(row.arrival_at, now), row.departure_at)
        changed = stays.change_row(tell, row, **edit.values())
        tell(stays.told("stay_changed", changed))
        room_moves.follow(tell, row, changed, edit.reason)
        changes = plans.lay(tell, house, changed, was=row)
        return answers.keep(tell, call, {"stay": shapes.shaped(shapes.STAY, changed), **changes})


def require_room(house: House, room: str | None) -> None:
    """Raises ``BadInput`` for a room that the hotel does not have, where it says which it has."""
    known = {str(one["number"]) for one in house.settings.rooms}
    if room and known and room not in known:
        raise BadInput(
            f"The hotel has no room {room}.",
            errors=[
                {
                    "where": "room",
                    "message": "There is no such room.",
                    "expected": "a room number of the hotel",
                }
            ],
        )
