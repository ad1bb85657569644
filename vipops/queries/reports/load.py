"""When there is how much to do: work due and work done, by the hour of the day on the hotel's clocks."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from vipops import models
from vipops.queries.reports.asked import Asked
from vipops.storage import seconds

task = models.Task

# Every zone's clocks differ from UTC by a whole number of these.
QUARTER = 900


def load(connection: Connection, asked: Asked) -> dict[str, Any]:
    """{days, departments: [{department, due: [24 counts], done: [24 counts]}]} of work due in the period."""
    due = _by_hour(connection, asked, task.due_at)
    done = _by_hour(connection, asked, task.done_at)
    rows = [
        {
            "department": code,
            "due": [due[code, hour] for hour in range(24)],
            "done": [done[code, hour] for hour in range(24)],
        }
        for code in asked.departments()
        if any(due[code, hour] for hour in range(24))
    ]
    return {"days": (asked.last - asked.first).days + 1, "departments": rows}


def _by_hour(connection: Connection, asked: Asked, moment: Any) -> Counter[tuple[str, int]]:
    """Counted by quarters in UTC; the hotel's clocks, which may change in the period, say the hour."""
    quarters = (
        select(task.department, (seconds(moment) - seconds(moment) % QUARTER).label("quarter"))
        .where(*asked.tasks(task), moment.is_not(None))
        .subquery()
    )
    rows = connection.execute(
        select(quarters.c.department, quarters.c.quarter, func.count().label("n")).group_by(
            quarters.c.department, quarters.c.quarter
        )
    )
    found: Counter[tuple[str, int]] = Counter()
    for row in rows:
        hour = datetime.fromtimestamp(row.quarter, UTC).astimezone(asked.house.zone).hour
        found[row.department, hour] += row.n
    return found
