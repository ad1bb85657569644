"""Tokens of tablets that may lose the network: bound to one device and one author, stored as a hash.

A token opens nothing. All it can do is hand in ticks that were made on its device by its author; what was
made after the session had ended is somebody's to look at (``tick_reviews``).
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from vipops import models
from vipops.domain.permissions import Actor
from vipops.errors import NotSignedIn
from vipops.services import session_ends
from vipops.services.sign_in import Signed, actor_of, token_hash
from vipops.services.transactions import Transaction, transaction
from vipops.storage import reading

token, staff = models.OfflineToken, models.Staff
# A tablet may lie in a drawer over a long weekend.
HANDED_IN_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Author:
    """Whose ticks a token hands in. ``made_until``: until when they could make them."""

    actor: Actor
    active: bool
    made_until: datetime


def issue(signed: Signed, now: datetime) -> str:
    """A fresh token for this person on this device, told once. Forgets those that are over."""
    with transaction(signed.actor, now) as tell:
        tell.connection.execute(
            delete(token).where(token.property_id == tell.property_id, token.sent_until <= now)
        )
        session_ends.end_tokens(tell, signed.actor.id, signed.actor.device)
        fresh = secrets.token_urlsafe(32)
        tell.connection.execute(
            insert(token).values(
                property_id=tell.property_id,
                staff_id=signed.actor.id,
                device=signed.actor.device,
                token_hash=token_hash(fresh),
                issued_at=now,
                made_until=signed.ends_at,
                sent_until=signed.ends_at + HANDED_IN_WITHIN,
            )
        )
    return fresh


def author_of(sent: str, now: datetime) -> Author:
    """Whose token this is. Raises ``NotSignedIn`` when it is nobody's, or nobody's any more."""
    with reading() as connection:
        row = connection.execute(
            select(staff, token.device, token.made_until, token.sent_until)
            .join(staff, staff.id == token.staff_id)
            .where(token.token_hash == token_hash(sent))
        ).first()
    if row is None or row.sent_until <= now:
        raise NotSignedIn("This tablet may no longer hand in what was done on it. Tell the lobby manager.")
    return Author(actor_of(row, row.device), row.active, row.made_until)


def forget_device(tell: Transaction, device_hash: str) -> None:
    """A lost tablet hands in nothing any more."""
    rows = tell.connection.execute(
        select(token.id, token.device).where(token.property_id == tell.property_id)
    ).all()
    lost = [row.id for row in rows if token_hash(row.device) == device_hash]
    tell.connection.execute(delete(token).where(token.id.in_(lost)))
