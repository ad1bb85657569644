"""Who was alarmed how often, and how long it took until somebody took the alarm in hand."""

from collections import Counter, defaultdict
from typing import Any

from sqlalchemy import Connection, case, func, select

from vipops import models
from vipops.enums import AlarmLevel, AlarmTo
from vipops.queries.reports.asked import Asked
from vipops.queries.reports.spread import spread
from vipops.storage import seconds

alarm = models.Alarm


def alarms(connection: Connection, asked: Asked) -> dict[str, Any]:
    """{rungs: [{to, level, n, taken, settled, standing, median, p90}]}, the lowest rung first.

    Alarms that fell due in the period, without those that another one speaks for. ``taken``: somebody took
    it in hand, ``median`` and ``p90`` minutes after it was raised; ``settled``: over before anybody took it.
    """
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    waits: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for row in connection.execute(_alarms(asked)):
        found[row.to, row.level][row.fate] += row.n
        if row.minutes is not None:
            waits[row.to, row.level][int(row.minutes)] += row.n
    rows = [_shown(*rung, found[rung], waits[rung]) for rung in sorted(found, key=_height)]
    return {"rungs": rows}


def _alarms(asked: Asked) -> Any:
    fate = case(
        (alarm.taken_at.is_not(None), "taken"), (alarm.over_at.is_not(None), "settled"), else_="standing"
    )
    inner = (
        select(
            alarm.to,
            alarm.level,
            fate.label("fate"),
            ((seconds(alarm.taken_at) - seconds(alarm.raised_at)) // 60).label("minutes"),
        )
        .where(
            alarm.property_id == asked.house.id,
            alarm.at >= asked.period.start,
            alarm.at < asked.period.end,
            alarm.spoken_by_id.is_(None),
            *asked.narrowed(alarm.stay_id, alarm.department),
        )
        .subquery()
    )
    columns = inner.c["to"], inner.c.level, inner.c.fate, inner.c.minutes
    return select(*columns, func.count().label("n")).group_by(*columns)


def _shown(to: str, level: str, fates: Counter[str], waits: Counter[int]) -> dict[str, Any]:
    how_long = spread(waits)
    return {
        "to": to,
        "level": level,
        "n": fates.total(),
        "taken": fates["taken"],
        "settled": fates["settled"],
        "standing": fates["standing"],
        "median": how_long["median"],
        "p90": how_long["p90"],
    }


def _height(rung: tuple[str, str]) -> tuple[int, int]:
    return LADDER.index(rung[0]), LEVELS.index(rung[1])


LADDER, LEVELS = [str(one) for one in AlarmTo], [str(one) for one in AlarmLevel]
