"""Which work is late, how late, how often, and what the record says held it up."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, String, and_, case, cast, exists, func, select, tuple_

from vipops import models
from vipops.enums import UNFINISHED, RequestKind, TaskState
from vipops.queries.reports.asked import Asked, title_of
from vipops.queries.reports.spread import share, spread
from vipops.storage import seconds

task, request = models.Task, models.Request

MOST = 40
AT_ONCE = 5000


def lateness(connection: Connection, asked: Asked) -> dict[str, Any]:
    """{tasks: [{template, title, department, due, late, open_late, share, median, p90, waited, faults}],
    more}.

    The worst first: by what its lateness cost, times late by middle lateness. ``median`` and ``p90`` are
    minutes between due and done of what was done late. ``waited``: for how many the work before them was
    another department's, and not done by the time they were due; ``faults``: how many brought a fault to
    light, which a request names.
    """
    found: dict[tuple[str, str], dict[str, Any]] = defaultdict(
        lambda: {**dict.fromkeys(COUNTS, 0), "waited": 0, "by": Counter()}
    )
    for row in connection.execute(_lateness(asked)):
        counts = found[row.template, row.department]
        for name in COUNTS:
            counts[name] += int(getattr(row, name))
        if row.minutes is not None:
            counts["by"][int(row.minutes)] += int(row.late)
    for work in _waited(connection, asked):
        found[work]["waited"] += 1
    rows = [_shown(template, department, counts, asked) for (template, department), counts in found.items()]
    worst = sorted((row for row in rows if row["late"] or row["open_late"]), key=_cost, reverse=True)
    return {"tasks": worst[:MOST], "more": max(0, len(worst) - MOST)}


COUNTS = ("due", "late", "open_late", "faults")


def _lateness(asked: Asked) -> Any:
    """One row for each task of the procedure and each number of minutes late: some hundreds."""
    late, open_late = _late(asked)
    failed = exists().where(request.task_id == task.id, request.kind == RequestKind.FAULT)
    minutes = case((late, (seconds(task.done_at) - seconds(task.due_at)) // 60)).label("minutes")
    parts = {
        "due": task.id.is_not(None),
        "late": late,
        "open_late": open_late,
        "faults": and_(late | open_late, failed),
    }
    inner = (
        select(
            task.template,
            task.department,
            minutes,
            *(case((holds, 1), else_=0).label(name) for name, holds in parts.items()),
        )
        .where(*asked.tasks(task))
        .subquery()
    )
    return select(
        inner.c.template,
        inner.c.department,
        inner.c.minutes,
        *(func.sum(inner.c[name]).label(name) for name in COUNTS),
    ).group_by(inner.c.template, inner.c.department, inner.c.minutes)


def _late(asked: Asked) -> tuple[Any, Any]:
    return task.done_at > task.due_at, and_(task.state.in_(UNFINISHED), task.due_at <= asked.now)


def _waited(connection: Connection, asked: Asked) -> Iterator[tuple[str, str]]:
    """(template, department) of each task that was late because another department was."""
    late, open_late = _late(asked)
    rows = connection.execute(
        select(task.stay_id, task.template, task.department, task.due_at, task.after).where(
            *asked.tasks(task), late | open_late, cast(task.after, String) != "[]"
        )
    ).all()
    first = _first(connection, {(row.stay_id, key) for row in rows for key in row.after})
    for row in rows:
        before = (first.get((row.stay_id, key)) for key in row.after)
        if any(one and one.department != row.department and _open_at(one, row.due_at) for one in before):
            yield row.template, row.department


def _first(connection: Connection, wanted: set[tuple[int, str]]) -> dict[tuple[int, str], Any]:
    """The work that comes first, by stay and key."""
    found: dict[tuple[int, str], Any] = {}
    for some in _batched(sorted(wanted)):
        for row in connection.execute(
            select(
                task.stay_id,
                task.key,
                task.department,
                task.state,
                task.second_signature,
                task.changed_at,
                task.done_at,
                task.signed_at,
            ).where(tuple_(task.stay_id, task.key).in_(some))
        ):
            found[row.stay_id, row.key] = row
    return found


def _open_at(row: Row[Any], moment: datetime) -> bool:
    """Whether the work was still to be done then."""
    if row.state in (TaskState.SKIPPED, TaskState.CANCELLED):
        return bool(row.changed_at > moment)
    settled_at = row.signed_at if row.second_signature else row.done_at
    return settled_at is None or bool(settled_at > moment)


def _batched(pairs: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """As many at once as a database takes in one statement."""
    for start in range(0, len(pairs), AT_ONCE):
        yield pairs[start : start + AT_ONCE]


def _shown(template: str, department: str, counts: dict[str, Any], asked: Asked) -> dict[str, Any]:
    how_late = spread(counts["by"])
    return {
        "template": template,
        "title": title_of(template, asked.house),
        "department": department,
        **{name: counts[name] for name in (*COUNTS, "waited")},
        "share": share(counts["late"] + counts["open_late"], counts["due"]),
        "median": how_late["median"],
        "p90": how_late["p90"],
    }


def _cost(row: dict[str, Any]) -> tuple[int, int, str]:
    return (row["late"] * max(1, row["median"] or 0) + row["open_late"], row["late"], row["template"])
