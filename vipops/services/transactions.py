"""The one way to change anything: rows, numbered events and the stored answer commit together."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

import orjson
from flask import current_app
from sqlalchemy import Connection, Table, bindparam, insert, select, update
from sqlalchemy.exc import OperationalError

from vipops import models
from vipops.domain.permissions import Actor
from vipops.errors import Busy
from vipops.events import Event
from vipops.storage import db

DOORBELLS = "vipops_doorbells"
FULL_DISK = ("disk is full", "database or disk is full", "No space left", "disk I/O error")


@dataclass(slots=True)
class Transaction:
    """An open transaction of one property. Calling it tells an event; nobody hears it before the commit."""

    property_id: int
    by: Actor
    at: datetime
    connection: Connection
    told: list[Event] = field(default_factory=list)
    # When the person did it, where a tablet had no network to say so at once.
    made_at: datetime | None = None

    @property
    def done_at(self) -> datetime:
        """The moment that the person did it: ``at``, or earlier on a tablet without a network."""
        return self.made_at or self.at

    def __call__(self, event: Event) -> None:
        self.told.append(event)


@contextmanager
def transaction(by: Actor, at: datetime) -> Iterator[Transaction]:
    """Open a write transaction of the actor's property; commit on leaving, roll back on any error.

    ``at`` is the moment that the events carry, in UTC. Raises ``Busy`` when the database cannot
    take the change; nothing is half-written then.
    """
    last = None
    try:
        with db.engine.begin() as connection:
            tell = Transaction(by.property_id, by, at, connection)
            yield tell
            if tell.told:
                last = _number_and_write(tell)
    except OperationalError as error:
        raise _refusal(error) from error
    if last is not None:
        _ring(by.property_id, last)


def on_commit(listener: Callable[[int, int], None]) -> None:
    """Have ``listener(property_id, last_seq)`` called after each commit that told something."""
    current_app.extensions.setdefault(DOORBELLS, []).append(listener)


def chained(previous: str, body: str) -> str:
    """The hash of an event: SHA-256 over the hash before it and its own text, in hex."""
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


def _number_and_write(tell: Transaction) -> int:
    # The head's row stays locked until commit, so commit order is number order.
    taken = tell.connection.execute(_TAKE, {"of": tell.property_id, "more": len(tell.told)}).one()
    link: str = taken.hash
    rows = []
    for seq, event in enumerate(tell.told, start=taken.seq - len(tell.told) + 1):
        body = _body(tell, seq, event)
        link = chained(link, body)
        rows.append(
            {
                "property_id": tell.property_id,
                "seq": seq,
                "kind": event.kind,
                "at": tell.at,
                "by_id": tell.by.id,
                "stay_id": event.stay_id,
                "audience": event.audience,
                "body": body,
                "hash": link,
            }
        )
    tell.connection.execute(_WRITE, rows)
    tell.connection.execute(_LINK, {"of": tell.property_id, "link": link})
    return int(taken.seq)


def _body(tell: Transaction, seq: int, event: Event) -> str:
    shown: dict[str, Any] = {"seq": seq, "kind": event.kind, "at": tell.at, "by": tell.by.told()}
    if tell.made_at is not None:
        shown["made_at"] = tell.made_at
    if event.stay_id is not None:
        shown["stay_id"] = event.stay_id
    return orjson.dumps(
        shown | dict(event.content), option=orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS
    ).decode()


def _refusal(error: OperationalError) -> Busy:
    if any(sign in str(error.orig) for sign in FULL_DISK):
        return Busy("The disk is full; nothing was written. Reading goes on. Tell hotel IT.", disk_full=True)
    return Busy("The database could not take the change; nothing was written. Please try again.")


def _ring(property_id: int, last: int) -> None:
    for listener in current_app.extensions.get(DOORBELLS, ()):
        listener(property_id, last)


def head_of(tell: Transaction) -> int:
    """The number of the property's last event as the open transaction sees it."""
    head = models.JournalHead
    return tell.connection.scalar(select(head.seq).where(head.property_id == tell.property_id)) or 0


# Made once: putting a statement together costs more than running it.
_head = cast(Table, models.JournalHead.__table__)
_TAKE = (
    update(_head)
    .where(_head.c.property_id == bindparam("of"))
    .values(seq=_head.c.seq + bindparam("more"))
    .returning(_head.c.seq, _head.c.hash)
)
_LINK = update(_head).where(_head.c.property_id == bindparam("of")).values(hash=bindparam("link"))
_WRITE = insert(cast(Table, models.Event.__table__))
