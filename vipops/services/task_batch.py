"""Many tasks written at once: a plan of a hundred tasks is one statement, not a hundred."""

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import Row, Table, insert

from vipops import models
from vipops.services import row_batch, task_clock
from vipops.services.transactions import Transaction

# The table itself: the mapped class would put the ORM's bookkeeping before every row.
table = cast(Table, models.Task.__table__)


def add(tell: Transaction, rows: list[dict[str, Any]]) -> list[Any]:
    """Insert rows; answers them with their ids, in their order."""
    if not rows:
        return []
    wound = [{**row, "look_at": task_clock.AT_ONCE} for row in rows]
    ids = {(added.stay_id, added.key): added.id for added in tell.connection.execute(_ADD, wound)}
    return [SimpleNamespace(**(_EMPTY | row | {"id": ids[row["stay_id"], row["key"]]})) for row in wound]


def rewrite(tell: Transaction, changes: Iterable[tuple[Row[Any], Mapping[str, Any]]]) -> list[Any]:
    """Write new values into rows that this transaction has locked; answers the rows as they now are."""
    mark = {"changed_at": tell.at, "changed_by_id": tell.by.id}
    marked = [(row, {**mark, **values, **task_clock.wound(row, values)}) for row, values in changes]
    written = row_batch.rewrite(tell.connection, table, marked)
    rung = {row.id for row, _values in marked if row.rung}
    task_clock.quiet(tell, [row for row in written if row.id in rung])
    return written


_ADD = insert(table).returning(table.c.id, table.c.stay_id, table.c.key)
_EMPTY: dict[str, Any] = dict.fromkeys(table.columns.keys())
