"""What merging two records of one guest would do. Nothing is changed, but the look is on record."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from vipops.domain.names import of_record, written
from vipops.domain.permissions import Actor, Permission, require
from vipops.queries import disclosures
from vipops.services.guest_merge import HANGS_ON_A_GUEST, LEARNT, learnt, two
from vipops.services.transactions import Transaction, transaction

NAMED = ("id", "version", "surname", *LEARNT, "language", "profile_id")
SAID_BY_BOTH = ("surname", *LEARNT, "language")


def preview(guest_id: int, into_id: int, *, by: Actor, now: datetime) -> dict[str, Any]:
    """{guest, into, moves: {stays: n, …}, learns: {field: value}, differs: [{field, guest, into}]}.

    Raises as :func:`vipops.services.guest_merge.merge` does.
    """
    require(by, Permission.GUEST_MERGE)
    with transaction(by, now) as tell:
        gone, kept = two(tell, guest_id, into_id)
        for row in (gone, kept):
            disclosures.record(tell, "guest_merge", str(row.id), now)
        return {
            "guest": _named(gone),
            "into": _named(kept),
            "moves": {name: _count(tell, table, gone) for name, table in HANGS_ON_A_GUEST.items()},
            "learns": learnt(gone, kept),
            "differs": [
                {"field": name, "guest": getattr(gone, name), "into": getattr(kept, name)}
                for name in SAID_BY_BOTH
                if getattr(gone, name) and getattr(kept, name) and getattr(gone, name) != getattr(kept, name)
            ],
        }


def _named(row: Row[Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in NAMED} | {"written_name": written(of_record(row))}


def _count(tell: Transaction, table: Any, gone: Row[Any]) -> int:
    counted = select(func.count()).select_from(table).where(table.guest_id == gone.id)
    return int(tell.connection.execute(counted).scalar_one())
