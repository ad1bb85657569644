"""The people of the house: taken on, changed, dismissed, let in again."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from vipops import models
from vipops.domain.permissions import Actor, Permission, require
from vipops.enums import Department, Language, Role
from vipops.errors import BadInput, NotFound
from vipops.events import Event
from vipops.services import handing_on, session_ends, sign_in
from vipops.services.passwords import Hasher, new_password, new_pin, require_good
from vipops.services.sign_in import Signed, actor_of
from vipops.services.transactions import Transaction, transaction
from vipops.storage import reading

staff = models.Staff

FRESH = {"password": new_password, "pin": new_pin}


@dataclass(frozen=True, slots=True)
class NewStaff:
    username: str
    name: dict[str, str]
    role: Role
    department: Department
    post: str = ""
    language: Language = Language.ZH


def take_on(person: NewStaff, password: str, pin: str, *, hasher: Hasher, by: Actor, now: datetime) -> int:
    """Add a person and answer the id. Raises ``BadInput`` for a taken user name or a weak password."""
    require(by, Permission.STAFF_MANAGE)
    username = person.username.strip().lower()
    require_good(password, username)
    _require_pin_form(pin)
    hashes = {"password_hash": hasher.hash(password), "pin_hash": hasher.hash(pin)}
    try:
        with transaction(by, now) as tell:
            row = insert_one(tell, person, hashes)
    except IntegrityError as error:
        raise BadInput(f"The user name {username} is taken.", expected="another user name") from error
    return int(row.id)


def change(
    staff_id: int,
    *,
    by: Actor,
    now: datetime,
    role: Role | None = None,
    department: Department | None = None,
    post: str | None = None,
    active: bool | None = None,
    hand_to: int | None = None,
) -> None:
    """Give a person another role, department or post, or dismiss them: their sessions end at once.

    The open tasks of a dismissed person are ``hand_to``'s from now on, or nobody's. Raises ``NotFound``,
    ``BadInput`` for somebody to hand on to who is not on the staff, or for dismissing oneself.
    """
    require(by, Permission.STAFF_MANAGE)
    if active is False and staff_id == by.id:
        raise BadInput("Nobody dismisses themselves.", expected="another administrator")
    wanted = {"role": role, "department": department, "post": post, "active": active}
    values = {name: value for name, value in wanted.items() if value is not None}
    with transaction(by, now) as tell:
        end_sessions(tell, staff_id, values)
        if active is False:
            handing_on.hand_on(tell, staff_id, hand_to)


def new_language(actor: Actor, language: Language, now: datetime) -> None:
    """The person's own choice of language."""
    with transaction(actor, now) as tell:
        tell.connection.execute(update(staff).where(staff.id == actor.id).values(language=language.value))


def let_in_again(username: str, *, hasher: Hasher, now: datetime) -> str:
    """Answer a fresh random password for a locked-out person: the command line's way back in for hotel IT.

    Raises ``NotFound`` for an unknown user name.
    """
    with reading() as connection:
        person = connection.execute(select(staff).where(staff.username == username.strip().lower())).first()
    if person is None:
        raise NotFound(f"Nobody is called {username}.")
    password = new_password()
    values = {
        "password_hash": hasher.hash(password), "active": True, "failed_tries": 0, "locked_until": None,
    }  # fmt: skip
    with transaction(replace(actor_of(person), id=None), now) as tell:
        end_sessions(tell, person.id, values)
    return password


def give_fresh(staff_id: int, what: str, *, hasher: Hasher, by: Actor, now: datetime) -> str:
    """Answer a fresh random ``password`` or ``pin`` for somebody who forgot theirs, shown once.

    Their sessions end and their tries are forgiven. Raises ``NotFound``, ``BadInput`` for another secret.
    """
    require(by, Permission.STAFF_MANAGE)
    if what not in FRESH:
        raise BadInput("There is no such secret.", expected="password or pin")
    fresh = FRESH[what]()
    values = {f"{what}_hash": hasher.hash(fresh), "failed_tries": 0, "locked_until": None}
    with transaction(by, now) as tell:
        end_sessions(tell, staff_id, values)
    return fresh


def new_secrets(
    signed: Signed, present: str, *, password: str, pin: str, hasher: Hasher, now: datetime
) -> None:
    """Change the person's own password or PIN (an empty one stays). Their other sessions end.

    Raises ``NotAllowed`` for a wrong present password, ``TooMany`` after too many tries, ``BadInput``.
    """
    sign_in.confirm_password(signed.actor, present, hasher=hasher, now=now)
    if not password and not pin:
        raise BadInput("Say what shall be new.", expected="a new password or PIN")
    if password:
        require_good(password, signed.username)
    if pin:
        _require_pin_form(pin)
    wanted = {"password_hash": password, "pin_hash": pin}
    values = {name: hasher.hash(fresh) for name, fresh in wanted.items() if fresh}
    session = models.SignIn
    with transaction(signed.actor, now) as tell:
        tell.connection.execute(update(staff).where(staff.id == signed.actor.id).values(**values))
        tell.connection.execute(
            delete(session).where(session.staff_id == signed.actor.id, session.id != signed.id)
        )


def insert_one(tell: Transaction, person: NewStaff, hashes: dict[str, str]) -> Row[Any]:
    """The row of somebody new, told. The database refuses a user name that is taken."""
    row = tell.connection.execute(
        insert(staff)
        .values(
            property_id=tell.property_id,
            username=person.username.strip().lower(),
            name=person.name,
            role=person.role.value,
            department=person.department.value,
            post=person.post,
            language=person.language.value,
            active=True,
            epoch=1,
            failed_tries=0,
            version=1,
            **_by_whom(tell),
            **hashes,
        )
        .returning(staff.__table__)
    ).one()
    tell(_told(row))
    return row


def end_sessions(tell: Transaction, staff_id: int, values: dict[str, Any]) -> None:
    """Write the values and end every session of the person. Raises ``NotFound``."""
    row = tell.connection.execute(
        update(staff)
        .where(staff.id == staff_id, staff.property_id == tell.property_id)
        .values(epoch=staff.epoch + 1, version=staff.version + 1, **_by_whom(tell), **values)
        .returning(staff.__table__)
    ).first()
    if row is None:
        raise NotFound("There is no such person.", staff_id=staff_id)
    tell.connection.execute(delete(models.SignIn).where(models.SignIn.staff_id == staff_id))
    session_ends.end_tokens(tell, staff_id)
    tell(_told(row))


def _by_whom(tell: Transaction) -> dict[str, Any]:
    return {"changed_at": tell.at, "changed_by": dict(tell.by.name)}


def _told(row: Row[Any]) -> Event:
    shown = {
        "id": row.id, "name": row.name, "role": row.role, "department": row.department, "post": row.post,
        "active": row.active,
    }  # fmt: skip
    return Event("staff_changed", {"staff": shown})


def _require_pin_form(pin: str) -> None:
    if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 8):
        raise BadInput("A PIN has 4 to 8 digits.", expected="digits")
