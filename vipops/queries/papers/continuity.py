"""The continuity pack: everything open by department, stay and time, for the hour without screens."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select

from vipops import models
from vipops.domain.permissions import WHOLE_HOUSE, sees, visibility
from vipops.enums import OVER, UNFINISHED, TaskState
from vipops.integrations.papers.paper_words import (
    ContinuityPack,
    DepartmentPart,
    OpenStay,
    OpenTask,
    StayLine,
)
from vipops.integrations.papers.written_times import clock, day_and_clock, long_day
from vipops.queries.papers.lines import Desk, head, stay_line
from vipops.sop.facts import Words

stay, staff, task = models.Stay, models.Staff, models.Task

_STATES = {
    TaskState.WAITING: Words("待前项完成", "waits for other work"),
    TaskState.IN_PROGRESS: Words("进行中", "in progress"),
}


def continuity(connection: Connection, desk: Desk, horizon: timedelta) -> ContinuityPack:
    """All open work that the reader may see; what is due beyond the horizon is counted only."""
    zone = desk.house.zone
    rows = {
        row.id: row
        for row in connection.execute(
            select(stay.__table__)
            .where(stay.property_id == desk.house.id, stay.closed.is_(False))
            .order_by(stay.arrival_at, stay.id)
        )
    }
    lines = {row.id: stay_line(desk, row) for row in rows.values()}
    return ContinuityPack(
        head(desk),
        as_of_day=long_day(desk.now.astimezone(zone).date(), desk.language),
        as_of_time=clock(desk.now, zone),
        until=day_and_clock(desk.now + horizon, zone, desk.language),
        in_house=tuple(lines[row.id] for row in rows.values() if row.state not in OVER),
        departments=tuple(_departments(desk, _open(connection, desk), lines, desk.now + horizon)),
    )


def _open(connection: Connection, desk: Desk) -> list[Row[Any]]:
    seen_by = WHOLE_HOUSE if desk.actor.id is None else visibility(desk.actor)
    rows: list[Any] = list(connection.execute(
        select(
            task.stay_id, task.department, task.title, task.detail, task.due_at, task.state, task.gate,
            task.points, staff.name.label("assignee"),
        )
        .join(stay, stay.id == task.stay_id)
        .outerjoin(staff, staff.id == task.assignee_id)
        .where(task.property_id == desk.house.id, stay.closed.is_(False), task.state.in_(UNFINISHED))
        .order_by(task.due_at, task.id)
    ))  # fmt: skip
    return [row for row in rows if sees(seen_by, row.department)]


def _departments(
    desk: Desk, rows: list[Row[Any]], lines: dict[int, StayLine], until: datetime
) -> Iterator[DepartmentPart]:
    by_department: dict[str, dict[int, list[Row[Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        by_department[row.department][row.stay_id].append(row)
    for code, department in desk.house.procedure.departments.items():
        stays = by_department.get(code)
        if stays is None:
            continue
        every = [row for of_stay in stays.values() for row in of_stay]
        yield DepartmentPart(
            str(code),
            desk.said(department.name),
            count=len(every),
            late=sum(row.due_at < desk.now for row in every),
            stays=tuple(_open_stay(desk, lines[stay_id], stays[stay_id], until) for stay_id in stays),
        )


def _open_stay(desk: Desk, line: StayLine, rows: list[Row[Any]], until: datetime) -> OpenStay:
    near = [row for row in rows if row.due_at <= until]
    return OpenStay(line, tuple(_open_task(desk, row) for row in near), later=len(rows) - len(near))


def _open_task(desk: Desk, row: Row[Any]) -> OpenTask:
    return OpenTask(
        due=day_and_clock(row.due_at, desk.house.zone, desk.language),
        title=desk.own(row.title),
        detail=desk.own(row.detail),
        state=desk.said(_STATES[row.state]) if row.state in _STATES else "",
        who=desk.own(row.assignee) if row.assignee else "",
        is_late=row.due_at < desk.now,
        gate=bool(row.gate),
        points=len(row.points),
    )
