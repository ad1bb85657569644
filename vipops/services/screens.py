"""Wall screens: set up by the administrator, without a person, without an end until they are shut.

A screen sees the board of the whole house and can do nothing else (``vipops.domain.permissions``).
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert

from vipops import models
from vipops.domain.permissions import Actor, Permission, require
from vipops.enums import Language
from vipops.errors import BadInput, NotFound
from vipops.events import Event
from vipops.services import devices, sign_in
from vipops.services.sign_in import Signed
from vipops.services.transactions import transaction

screen = models.Screen

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class NewScreen:
    """Where it hangs, and the language it shows."""

    name: str
    language: Language


def enrol(new: NewScreen, *, by: Signed, now: datetime) -> str:
    """Make the device that the administrator sits at a wall screen; answers the token for its cookie.

    The administrator's own session on this device ends: nobody is signed in on a wall. Raises ``BadInput``
    without a name, and ``NotAllowed``.
    """
    require(by.actor, Permission.SCREEN_MANAGE)
    name = new.name.strip()[:LONGEST_NAME]
    if not name:
        raise BadInput("Say where the screen hangs.", expected="a short name, such as Back office")
    token = secrets.token_urlsafe(32)
    with transaction(by.actor, now) as tell:
        tell.connection.execute(
            insert(screen).values(
                property_id=by.actor.property_id,
                name=name,
                language=new.language.value,
                token_hash=sign_in.token_hash(token),
                csrf=secrets.token_urlsafe(24),
                device=by.actor.device,
                enrolled_at=now,
                enrolled_by_id=by.actor.id,
            )
        )
        tell(Event("screen_enrolled"))
    sign_in.sign_out(by, now)
    return token


def revoke(screen_id: int, *, by: Actor, now: datetime) -> None:
    """The screen shows nothing any more, at once. Raises ``NotFound`` and ``NotAllowed``."""
    require(by, Permission.SCREEN_MANAGE)
    with transaction(by, now) as tell:
        if devices.shut(tell, screen, screen_id, by=by, now=now) is None:
            raise NotFound("There is no such screen.", screen_id=screen_id)
        tell(Event("screen_revoked"))
