"""One effect and one answer for an operation sent any number of times."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

import orjson
from sqlalchemy import Connection, Table, bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from vipops import models
from vipops.errors import BadInput, Refusal
from vipops.services.transactions import Transaction
from vipops.storage import reading

LONGEST_KEY = 64


@dataclass(frozen=True, slots=True)
class Call:
    """An operation as it was sent: by which device, under which key, asking what."""

    device: str
    key: str
    digest: str


def call(device: str, key: str, author_id: int | None, asked: Mapping[str, Any]) -> Call:
    """Raises ``BadInput`` for an empty or overlong key."""
    if not 1 <= len(key) <= LONGEST_KEY:
        raise BadInput(
            f"Idempotency-Key must have 1 to {LONGEST_KEY} characters.", expected="a fresh random key"
        )
    digest = hashlib.sha256(orjson.dumps([author_id, asked], option=orjson.OPT_SORT_KEYS)).hexdigest()
    return Call(device, key, digest)


def earlier(tell: Transaction, sent: Call | None) -> dict[str, Any] | None:
    """The answer already given to this call, or ``None``.

    Raises ``BadInput`` when the key was used for something else.
    """
    return None if sent is None else _given(tell.connection, sent)


def once(sent: Call | None, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What ``work`` answers, or what another copy of this call, sent at the same time, has been given.

    A copy loses the race against itself: it is overtaken, finds the wrong moment, or its answer is stored.
    """
    try:
        return work()
    except (Refusal, IntegrityError):
        given = _given_meanwhile(sent)
        if given is None:
            raise
        return given


def keep(tell: Transaction, sent: Call | None, body: dict[str, Any]) -> dict[str, Any]:
    """Store the answer beside its effect and hand it back."""
    if sent is not None:
        tell.connection.execute(
            _KEEP,
            {
                "device": sent.device,
                "key": sent.key,
                "property_id": tell.property_id,
                "digest": sent.digest,
                "body": orjson.dumps(body).decode(),
                "at": tell.at,
            },
        )
    return body


def _given_meanwhile(sent: Call | None) -> dict[str, Any] | None:
    if sent is None:
        return None
    with reading() as connection:
        return _given(connection, sent)


def _given(connection: Connection, sent: Call) -> dict[str, Any] | None:
    found = connection.execute(_FIND, {"of_device": sent.device, "of_key": sent.key}).first()
    if found is None:
        return None
    if found.digest != sent.digest:
        raise BadInput("This Idempotency-Key was already used for something else.", expected="a fresh key")
    answered: dict[str, Any] = orjson.loads(found.body)
    return answered


_answer = models.Answer
_FIND = select(_answer.digest, _answer.body).where(
    _answer.device == bindparam("of_device"), _answer.key == bindparam("of_key")
)
_KEEP = insert(cast(Table, _answer.__table__))
