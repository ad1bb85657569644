"""Signing in and out. A session lives on the server; the cookie holds a random token, the table its hash."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update

from vipops import models
from vipops.domain.permissions import SCREEN, Actor
from vipops.errors import NotAllowed, NotSignedIn, TooMany
from vipops.services import session_ends
from vipops.services.passwords import Hasher, delay_after, locked_for
from vipops.services.transactions import Transaction, transaction
from vipops.storage import reading

staff = models.Staff
session = models.SignIn
screen = models.Screen

# A browser keeps no cookie longer; each morning the wall asks for its session, and the time begins anew.
SCREEN_LASTS = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Signed:
    """A session as the request carries it. ``token`` is known only at sign-in."""

    id: int
    actor: Actor
    csrf: str
    language: str
    username: str
    ends_at: datetime
    token: str = ""


def sign_in(
    username: str, password: str, *, hasher: Hasher, device: str, now: datetime, lasts: timedelta
) -> Signed:
    """Start a session. Raises ``NotSignedIn`` (without saying which part is wrong) and ``TooMany``."""
    with reading() as connection:
        person = connection.execute(select(staff).where(staff.username == username.strip().lower())).first()
    _require_unlocked(person, now)
    # Between the two transactions: verifying takes tens of milliseconds by design.
    good = hasher.matches(person.password_hash if person else None, password)
    if person is None or not good or not person.active:
        if person is not None:
            _count_failure(person, device, now)
        raise NotSignedIn("User name or password is wrong.")
    return _open(person, device=device, now=now, lasts=lasts)


def confirm_pin(actor: Actor, pin: str, *, hasher: Hasher, now: datetime) -> None:
    """Ask the signed-in person's PIN again, before a signature. Raises ``NotAllowed`` and ``TooMany``."""
    with reading() as connection:
        person = connection.execute(select(staff).where(staff.id == actor.id)).one()
    _require_pin(person, pin, hasher=hasher, device=actor.device, now=now)


def confirm_password(actor: Actor, password: str, *, hasher: Hasher, now: datetime) -> None:
    """Ask the signed-in person's password again. Raises ``NotAllowed`` and ``TooMany``."""
    with reading() as connection:
        person = connection.execute(select(staff).where(staff.id == actor.id)).one()
    _require_unlocked(person, now)
    if not hasher.matches(person.password_hash, password):
        _count_failure(person, actor.device, now)
        raise NotAllowed("The password is wrong.")


def second_person(who: int | str, pin: str, *, beside: Actor, hasher: Hasher, now: datetime) -> Actor:
    """Another person on the same tablet, known by PIN, for a second signature (rule P14).

    ``who`` is the id (as the board lists people) or the user name. Raises ``NotAllowed`` when the PIN is
    wrong and ``TooMany`` after too many tries.
    """
    named = staff.id == who if isinstance(who, int) else staff.username == who.strip().lower()
    with reading() as connection:
        person = connection.execute(
            select(staff).where(named, staff.property_id == beside.property_id)
        ).first()
    _require_pin(person, pin, hasher=hasher, device=beside.device, now=now)
    return actor_of(person, beside.device)


def by_pin(
    staff_id: int,
    pin: str,
    *,
    property_id: int,
    hasher: Hasher,
    device: str,
    now: datetime,
    lasts: timedelta,
) -> Signed:
    """Start a session by PIN; whether the device may ask for one is the caller's question.

    Raises ``NotAllowed`` when the PIN is wrong and ``TooMany`` after too many tries.
    """
    with reading() as connection:
        person = connection.execute(
            select(staff).where(staff.id == staff_id, staff.property_id == property_id)
        ).first()
    _require_pin(person, pin, hasher=hasher, device=device, now=now)
    if person is None:  # cannot be: nobody's PIN is right
        raise NotAllowed("The PIN is wrong.")
    return _open(person, device=device, now=now, lasts=lasts)


def session_of(token: str, now: datetime) -> Signed:
    """The session of a person or of a wall screen that a cookie's token opens.

    Raises ``NotSignedIn`` when it ended for any reason.
    """
    with reading() as connection:
        row = connection.execute(_SESSION, {"hashed": token_hash(token)}).first()
        hung = None if row else connection.execute(_SCREEN, {"hashed": token_hash(token)}).first()
    if hung is not None:
        return _of_screen(hung, now)
    if row is None or row.ends_at <= now:
        raise NotSignedIn("Please sign in.")
    return Signed(
        row.session_id, actor_of(row, row.device), row.csrf, row.language, row.username, row.ends_at
    )


def sign_out(signed: Signed, now: datetime) -> None:
    """End this session at once."""
    with transaction(signed.actor, now) as tell:
        tell.connection.execute(delete(session).where(session.id == signed.id))
        session_ends.end_tokens(tell, signed.actor.id, signed.actor.device)


def living_sessions(ids: set[int], now: datetime) -> set[int]:
    """Which of these sessions still stand: the sockets of the others are closed."""
    if not ids:
        return set()
    with reading() as connection:
        rows = connection.execute(
            select(session.id, session.ends_at)
            .join(staff, staff.id == session.staff_id)
            .where(session.id.in_(ids), session.epoch == staff.epoch, staff.active)
        ).all()
        hung = connection.scalars(
            select(screen.id).where(screen.id.in_([-one for one in ids]), screen.revoked_at.is_(None))
        ).all()
    return {row.id for row in rows if row.ends_at > now} | {-one for one in hung}


def actor_of(row: Any, device: str = "") -> Actor:
    """A person of the house as the permission table knows them."""
    return Actor(row.id, row.property_id, row.name, row.role, row.department, row.post, device)


def token_hash(token: str) -> str:
    """What the table keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _of_screen(row: Row[Any], now: datetime) -> Signed:
    """Numbered below zero, where no person and no person's session is."""
    shown = {"zh": row.name, "en": row.name}
    actor = Actor(-row.id, row.property_id, shown, SCREEN, "", device=row.device)
    return Signed(-row.id, actor, row.csrf, row.language, "", now + SCREEN_LASTS)


def _open(person: Row[Any], *, device: str, now: datetime, lasts: timedelta) -> Signed:
    token, csrf, ends_at = secrets.token_urlsafe(32), secrets.token_urlsafe(24), now + lasts
    actor = actor_of(person, device)
    with transaction(actor, now) as tell:
        if person.failed_tries:
            _remember_tries(tell, person.id, 0, None)
        tell.connection.execute(update(staff).where(staff.id == person.id).values(came_on_at=now))
        tell.connection.execute(delete(session).where(session.staff_id == person.id, session.ends_at <= now))
        session_id = tell.connection.execute(
            insert(session)
            .values(
                property_id=person.property_id,
                staff_id=person.id,
                token_hash=token_hash(token),
                device=device,
                csrf=csrf,
                epoch=person.epoch,
                signed_in_at=now,
                ends_at=ends_at,
            )
            .returning(session.id)
        ).scalar_one()
    return Signed(session_id, actor, csrf, person.language, person.username, ends_at, token)


def _require_pin(person: Row[Any] | None, pin: str, *, hasher: Hasher, device: str, now: datetime) -> None:
    _require_unlocked(person, now)
    if person is None or not person.active or not hasher.matches(person.pin_hash or None, pin):
        if person is not None:
            _count_failure(person, device, now)
        raise NotAllowed("The PIN is wrong.")
    if person.failed_tries:
        with transaction(actor_of(person, device), now) as tell:
            _remember_tries(tell, person.id, 0, None)


def _require_unlocked(person: Row[Any] | None, now: datetime) -> None:
    wait = locked_for(person.locked_until, now) if person else 0
    if wait:
        raise TooMany(
            f"Too many wrong tries. Please wait {round(wait) or 1} seconds.", retry_after=round(wait) or 1
        )


def _count_failure(person: Row[Any], device: str, now: datetime) -> None:
    with transaction(actor_of(person, device), now) as tell:
        tries = (
            tell.connection.execute(select(staff.failed_tries).where(staff.id == person.id)).scalar_one() + 1
        )
        _remember_tries(tell, person.id, tries, now + delay_after(tries))


def _remember_tries(tell: Transaction, staff_id: int, tries: int, locked_until: datetime | None) -> None:
    tell.connection.execute(
        update(staff).where(staff.id == staff_id).values(failed_tries=tries, locked_until=locked_until)
    )


_SESSION = (
    select(staff, session.id.label("session_id"), session.csrf, session.device, session.ends_at)
    .join(staff, staff.id == session.staff_id)
    .where(session.token_hash == bindparam("hashed"), session.epoch == staff.epoch, staff.active)
)
_SCREEN = select(screen.__table__).where(
    screen.token_hash == bindparam("hashed"), screen.revoked_at.is_(None)
)
