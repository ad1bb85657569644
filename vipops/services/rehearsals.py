"""A change tried out: the same code in a transaction that is taken back, so that a look is never wrong."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime

from vipops.domain.permissions import Actor
from vipops.services.transactions import Transaction, transaction


class _LookedAt(Exception):
    """What takes the transaction back."""


def trying(by: Actor, at: datetime, *, dry_run: bool) -> AbstractContextManager[Transaction]:
    """:func:`transaction`, or with ``dry_run`` one that leaves no row, no number and no event behind."""
    return _tried(by, at) if dry_run else transaction(by, at)


@contextmanager
def _tried(by: Actor, at: datetime) -> Iterator[Transaction]:
    with suppress(_LookedAt), transaction(by, at) as tell:
        yield tell
        raise _LookedAt
