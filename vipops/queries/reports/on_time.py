"""How much of the work was done on time, department by department, and in the period before."""

from typing import Any

from sqlalchemy import Connection, and_, case, func, select

from vipops import models
from vipops.enums import UNFINISHED, TaskState
from vipops.queries.event_log import Period
from vipops.queries.reports.asked import Asked
from vipops.queries.reports.spread import share

task = models.Task

COUNTS = ("due", "on_time", "late", "open_late", "skipped", "ahead")


def on_time(connection: Connection, asked: Asked) -> dict[str, Any]:
    """{departments: [{department, due, on_time, late, open_late, skipped, ahead, share, before}], total}.

    ``due`` is all work due in the period; it falls into done on time, done late, late and still open,
    skipped, and open but not due yet. ``share`` is on time of what was to be done by now (without skipped
    work), in per cent, ``None`` where there was none; ``before`` the same of the period before.
    """
    now_by, before_by = (_counted(connection, asked, period) for period in (asked.period, asked.before))
    rows = [
        {
            "department": code,
            **_shared(now_by[code]),
            "before": _shared(before_by.get(code, NOTHING))["share"],
        }
        for code in asked.departments()
        if code in now_by
    ]
    total = {name: sum(counts[name] for counts in now_by.values()) for name in COUNTS}
    total_before = {name: sum(counts[name] for counts in before_by.values()) for name in COUNTS}
    return {"departments": rows, "total": {**_shared(total), "before": _shared(total_before)["share"]}}


NOTHING = dict.fromkeys(COUNTS, 0)


def _counted(connection: Connection, asked: Asked, period: Period) -> dict[str, dict[str, int]]:
    unfinished = task.state.in_(UNFINISHED)
    parts = {
        "due": task.id.is_not(None),
        "on_time": task.done_at <= task.due_at,
        "late": task.done_at > task.due_at,
        # As the board counts what is late.
        "open_late": and_(unfinished, task.due_at <= asked.now),
        "skipped": task.state == TaskState.SKIPPED,
        "ahead": and_(unfinished, task.due_at > asked.now),
    }
    sums = (func.sum(case((holds, 1), else_=0)).label(name) for name, holds in parts.items())
    rows = connection.execute(
        select(task.department, *sums).where(*asked.tasks(task, period)).group_by(task.department)
    )
    return {row.department: {name: int(getattr(row, name)) for name in COUNTS} for row in rows}


def _shared(counts: dict[str, int]) -> dict[str, Any]:
    settled_by_now = counts["on_time"] + counts["late"] + counts["open_late"]
    return {**counts, "share": share(counts["on_time"], settled_by_now)}
