"""Many tasks written at once: a plan of a hundred tasks is one statement, not a hundred."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Row, bindparam, insert, update

from vipops import models
from vipops.services.transactions import Transaction

task = models.Task


def add(tell: Transaction, rows: list[dict[str, Any]]) -> list[Any]:
    """Insert the rows; answers them with their ids, in their order."""
    if not rows:
        return []
    ids = tell.connection.scalars(_ADD, rows)
    return [SimpleNamespace(**{**_EMPTY, **row, "id": new_id}) for row, new_id in zip(rows, ids, strict=True)]


def rewrite(tell: Transaction, changes: Iterable[tuple[Row[Any], Mapping[str, Any]]]) -> list[Any]:
    """Write new values into rows that this transaction has locked; answers the rows as they now are."""
    mark = {"changed_at": tell.at, "changed_by_id": tell.by.id}
    written: list[Any] = []
    batches: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row, values in changes:
        new = {**mark, **values, "version": row.version + 1}
        batches[tuple(sorted(new))].append({"of": row.id, **new})
        written.append(SimpleNamespace(**{**row._mapping, **new}))
    for names, batch in batches.items():
        tell.connection.execute(_write(names), batch)
    return written


@cache
def _write(names: tuple[str, ...]) -> Any:
    return update(task).where(task.id == bindparam("of")).values({name: bindparam(name) for name in names})


_ADD = insert(task).returning(task.id, sort_by_parameter_order=True)
_EMPTY: dict[str, Any] = dict.fromkeys(column.key for column in task.__table__.columns)
