"""Many tasks written at once: a plan of a hundred tasks is one statement, not a hundred."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import Row, Table, bindparam, insert, update

from vipops import models
from vipops.services import task_clock
from vipops.services.transactions import Transaction

# The table itself: the mapped class would put the ORM's bookkeeping before every row.
table = cast(Table, models.Task.__table__)


def add(tell: Transaction, rows: list[dict[str, Any]]) -> list[Any]:
    """Insert rows of one stay; answers them with their ids, in their order."""
    if not rows:
        return []
    wound = [{**row, "look_at": task_clock.AT_ONCE} for row in rows]
    ids = {added.key: added.id for added in tell.connection.execute(_ADD, wound)}
    return [SimpleNamespace(**{**_EMPTY, **row, "id": ids[row["key"]]}) for row in wound]


def rewrite(tell: Transaction, changes: Iterable[tuple[Row[Any], Mapping[str, Any]]]) -> list[Any]:
    """Write new values into rows that this transaction has locked; answers the rows as they now are."""
    mark = {"changed_at": tell.at, "changed_by_id": tell.by.id}
    written: list[Any] = []
    rung: set[int] = set()
    batches: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row, values in changes:
        new = {**mark, **values, **task_clock.wound(row, values), "version": row.version + 1}
        rung |= {row.id} if row.rung else set()
        batches[tuple(sorted(new))].append({"of": row.id, **new})
        written.append(SimpleNamespace(**{**row._mapping, **new}))
    for names, batch in batches.items():
        tell.connection.execute(_write(names), batch)
    task_clock.quiet(tell, [row for row in written if row.id in rung])
    return written


@cache
def _write(names: tuple[str, ...]) -> Any:
    values: dict[str, Any] = {name: bindparam(name) for name in names}
    return update(table).where(table.c.id == bindparam("of")).values(values)


_ADD = insert(table).returning(table.c.id, table.c.key)
_EMPTY: dict[str, Any] = dict.fromkeys(table.columns.keys())
