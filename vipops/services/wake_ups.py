"""Wake-up calls, booked by a person and made by a person (item IC1)."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from vipops import models
from vipops.domain.permissions import Actor, Permission, require
from vipops.errors import NotFound, Overtaken, WrongMoment
from vipops.events import Event
from vipops.services import answers, plans, shapes, stays
from vipops.services.answers import Call
from vipops.services.days import bad, moment_in_stay
from vipops.services.house import House
from vipops.services.transactions import Transaction, transaction

wake_up = models.WakeUp
LONGEST_NOTE = 255


def order(
    stay_id: int,
    at: datetime,
    note: str = "",
    *,
    by: Actor,
    house: House,
    now: datetime,
    call: Call | None = None,
) -> dict[str, Any]:
    """Book a call and answer ``{wake_up: {id, stay_id, version, at, note, cancelled}}``.

    Raises ``BadInput`` for a time in the past, outside the stay, or taken by another call of this stay.
    """
    require(by, Permission.WAKE_UP_BOOK)
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        row = book(tell, house, stays.find(tell, stay_id), at, note)
        return answers.keep(tell, call, {"wake_up": shapes.shaped(shapes.WAKE_UP, row)})


def change(
    wake_up_id: int,
    at: datetime,
    note: str | None = None,
    *,
    seen: int,
    by: Actor,
    house: House,
    now: datetime,
    call: Call | None = None,
) -> dict[str, Any]:
    """Another time, and another note where one is given; answers ``{wake_up}``. Raises ``Overtaken``."""
    require(by, Permission.WAKE_UP_BOOK)
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        row = _standing(tell, wake_up_id, seen)
        stay = stays.find(tell, row.stay_id)
        moment = _free_moment(tell, stay, at, beside=row.id)
        written = {} if note is None else {"note": _short(note)}
        return answers.keep(tell, call, _write(tell, house, stay, row, "changed", at=moment, **written))


def cancel(
    wake_up_id: int, *, seen: int, by: Actor, house: House, now: datetime, call: Call | None = None
) -> dict[str, Any]:
    """The guest wants no call any more; answers ``{wake_up}``. Raises ``Overtaken``."""
    require(by, Permission.WAKE_UP_BOOK)
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        row = _standing(tell, wake_up_id, seen)
        stay = stays.find(tell, row.stay_id)
        return answers.keep(tell, call, _write(tell, house, stay, row, "cancelled", cancelled=True))


def book(tell: Transaction, house: House, stay: Row[Any], at: datetime, note: str = "") -> Row[Any]:
    """Write the call down inside an open transaction, tell it, lay the plan; answers the call's row.

    Raises as :func:`order` does. Who may ask for it is the caller's business.
    """
    row = tell.connection.execute(
        insert(wake_up)
        .values(
            property_id=tell.property_id,
            stay_id=stay.id,
            version=1,
            at=_free_moment(tell, stay, at),
            note=_short(note),
            cancelled=False,
            recorded_at=tell.at,
            recorded_by_id=tell.by.id,
        )
        .returning(wake_up.__table__)
    ).one()
    _tell(tell, "booked", row)
    plans.lay(tell, house, stay)
    return row


def _free_moment(tell: Transaction, stay: Row[Any], at: datetime, beside: int = 0) -> datetime:
    moment = moment_in_stay(stay, at, tell.at)
    taken = tell.connection.execute(
        select(wake_up.id).where(
            wake_up.stay_id == stay.id,
            wake_up.at == moment,
            wake_up.cancelled.is_(False),
            wake_up.id != beside,
        )
    ).first()
    if taken:
        raise bad("at", "A wake-up call is booked for this time already.", "another time")
    return moment


def _standing(tell: Transaction, wake_up_id: int, seen: int) -> Row[Any]:
    row = tell.connection.execute(
        select(wake_up.__table__).where(wake_up.id == wake_up_id, wake_up.property_id == tell.property_id)
    ).first()
    if row is None:
        raise NotFound("There is no such wake-up call.", wake_up_id=wake_up_id)
    if row.version != seen:
        raise _overtaken(row)
    if row.cancelled:
        raise WrongMoment("This wake-up call was cancelled.", state="cancelled")
    return row


def _write(
    tell: Transaction, house: House, stay: Row[Any], row: Row[Any], what: str, **values: Any
) -> dict[str, Any]:
    changed = tell.connection.execute(
        update(wake_up)
        .where(wake_up.id == row.id, wake_up.version == row.version)
        .values(version=wake_up.version + 1, **values)
        .returning(wake_up.__table__)
    ).first()
    if changed is None:
        raise _overtaken(row)
    _tell(tell, what, changed)
    plans.lay(tell, house, stay)
    return {"wake_up": shapes.shaped(shapes.WAKE_UP, changed)}


def _tell(tell: Transaction, what: str, row: Row[Any]) -> None:
    # To all on duty: whoever has the stay before them looks again, and reads it where they may.
    body = {"id": row.id, "stay_id": row.stay_id, "version": row.version}
    tell(Event(f"wake_up_{what}", {"wake_up": body}, stay_id=row.stay_id))


def _overtaken(row: Row[Any]) -> Overtaken:
    return Overtaken("The wake-up call was changed meanwhile.", version=row.version)


def _short(note: str) -> str:
    written = note.strip()
    if len(written) > LONGEST_NOTE:
        raise bad("note", "The note is too long.", f"at most {LONGEST_NOTE} characters")
    return written
