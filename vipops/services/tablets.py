"""The house's shared tablets: enrolled by somebody with a password, opened by PIN, revoked when lost.

A PIN is a small secret: it opens a session only on an enrolled device, with growing delays after wrong
tries (``vipops.services.passwords``).
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from vipops import models
from vipops.domain.permissions import Actor, Permission, require
from vipops.enums import Department
from vipops.errors import BadInput, NotAllowed, NotFound
from vipops.events import Event
from vipops.services import devices, offline_tokens, sign_in
from vipops.services.passwords import Hasher
from vipops.services.sign_in import Signed, token_hash
from vipops.services.transactions import transaction
from vipops.storage import reading

tablet, session = models.Tablet, models.SignIn


def enrol(name: str, department: Department | None, *, by: Actor, now: datetime) -> int:
    """Make the device that the actor sits at a tablet of the house; answers its id.

    Enrolling it again gives it the new name. Raises ``BadInput`` without a name or a device.
    """
    require(by, Permission.TABLET_MANAGE)
    if not name.strip() or not by.device:
        raise BadInput("Say where the tablet lies.", expected="a short name, such as Lobby desk 1")
    known = token_hash(by.device)
    values = {
        "property_id": by.property_id,
        "name": name.strip()[:255],
        "department": department.value if department else "",
        "enrolled_at": now,
        "enrolled_by_id": by.id,
        "revoked_at": None,
        "revoked_by_id": None,
    }
    with transaction(by, now) as tell:
        again = update(tablet).where(tablet.device_hash == known).values(**values).returning(tablet.id)
        new = insert(tablet).values(device_hash=known, **values).returning(tablet.id)
        tablet_id = tell.connection.scalar(again) or tell.connection.execute(new).scalar_one()
        tell(Event("tablet_enrolled"))
    return int(tablet_id)


def revoke(tablet_id: int, *, by: Actor, now: datetime) -> None:
    """A lost tablet opens nothing any more: its sessions end at once. Raises ``NotFound``."""
    require(by, Permission.TABLET_MANAGE)
    with transaction(by, now) as tell:
        row = devices.shut(tell, tablet, tablet_id, by=by, now=now)
        if row is None:
            raise NotFound("There is no such tablet.", tablet_id=tablet_id)
        open_here = tell.connection.execute(
            select(session.id, session.device).where(session.property_id == by.property_id)
        ).all()
        lost = [one.id for one in open_here if token_hash(one.device) == row.device_hash]
        tell.connection.execute(delete(session).where(session.id.in_(lost)))
        offline_tokens.forget_device(tell, row.device_hash)
        tell(Event("tablet_revoked"))


def enrolled(device: str) -> Row[Any] | None:
    """The tablet that this device is, while it is one."""
    if not device:
        return None
    with reading() as connection:
        return connection.execute(
            select(tablet.__table__).where(
                tablet.device_hash == token_hash(device), tablet.revoked_at.is_(None)
            )
        ).first()


def open_by_pin(
    staff_id: int, pin: str, *, device: str, hasher: Hasher, now: datetime, lasts: timedelta
) -> Signed:
    """Start a session of one of the house's people on an enrolled tablet.

    Raises ``NotAllowed`` on any other device or for a wrong PIN, and ``TooMany`` after too many tries.
    """
    here = enrolled(device)
    if here is None:
        raise NotAllowed("This device is not a tablet of the house. Sign in with user name and password.")
    return sign_in.by_pin(
        staff_id, pin, property_id=here.property_id, hasher=hasher, device=device, now=now, lasts=lasts
    )
