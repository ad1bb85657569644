"""The proof of care of a stay: everything that was done, by whom, when, late or not, with its signatures."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Row, select

from vipops import models
from vipops.domain.permissions import sees, visibility
from vipops.enums import Stage, TaskState
from vipops.integrations.papers.paper_words import CareLine, CareRecord, CareStage, Step
from vipops.integrations.papers.written_times import day_and_clock
from vipops.queries.papers.lines import Desk, head, stay_line
from vipops.services.prints import Found
from vipops.sop.facts import Words

event, staff, task = models.Event, models.Staff, models.Task

_DONE = frozenset({TaskState.DONE, TaskState.SIGNED_OFF})
_LONGEST_REMARK = 160
_STAGES: Mapping[str, Words] = {
    Stage.PRE_ARRIVAL: Words("抵店前", "Before arrival"),
    Stage.ARRIVAL: Words("抵店", "Arrival"),
    Stage.IN_HOUSE: Words("在住", "In house"),
    Stage.DEPARTURE: Words("离店", "Departure"),
}
_STATES: Mapping[str, Words] = {
    TaskState.WAITING: Words("等待中", "waiting"),
    TaskState.OPEN: Words("未完成", "open"),
    TaskState.IN_PROGRESS: Words("进行中", "in progress"),
    TaskState.DONE: Words("已完成", "done"),
    TaskState.SIGNED_OFF: Words("已签字", "signed off"),
    TaskState.SKIPPED: Words("未做", "left out"),
}
_STEPS: Mapping[str, Words] = {
    "stay_preparing": Words("开始准备", "Preparations began"),
    "stay_ready": Words("房间备好", "Room ready"),
    "stay_en_route": Words("客人在途中", "Guest on the way"),
    "stay_arrived": Words("客人抵店", "Guest arrived"),
    "stay_in_house": Words("客人入房", "Guest settled in"),
    "stay_departing": Words("开始离店", "Departure began"),
    "stay_departed": Words("客人离店", "Guest departed"),
    "stay_cancelled": Words("取消入住", "Stay cancelled"),
    "stay_no_show": Words("未到店", "No-show"),
    "stay_step_undone": Words("撤回一步", "A step was taken back"),
    "stay_retimed": Words("时间变更", "New times"),
}


def care_record(connection: Connection, desk: Desk, found: Found) -> CareRecord:
    """The stay's work as its reader may see it, by stage and due time."""
    of = found.stay
    assert of is not None  # noqa: S101  # the finder of stay papers always has one
    rows = _tasks(connection, desk, of.id)
    people = _people(connection, desk)
    done = [row for row in rows if row.state in _DONE]
    late = [row for row in done if _minutes_late(row)]
    return CareRecord(
        head(desk),
        stay_line(desk, of),
        planned=len(rows),
        done=len(done),
        in_time=len(done) - len(late),
        late=len(late),
        left_out=sum(row.state == TaskState.SKIPPED for row in rows),
        steps=tuple(_steps(connection, desk, of.id)),
        stages=tuple(_stages(desk, rows, people)),
    )


def _tasks(connection: Connection, desk: Desk, stay_id: int) -> list[Row[Any]]:
    seen_by = visibility(desk.actor)
    rows = connection.execute(
        select(task.__table__)
        .where(task.stay_id == stay_id, task.state != TaskState.CANCELLED)
        .order_by(task.due_at, task.id)
    )
    return [row for row in rows if sees(seen_by, row.department)]


def _people(connection: Connection, desk: Desk) -> Mapping[int, str]:
    rows = connection.execute(select(staff.id, staff.name).where(staff.property_id == desk.house.id))
    return {row.id: desk.own(row.name) for row in rows}


def _stages(desk: Desk, rows: list[Row[Any]], people: Mapping[int, str]) -> list[CareStage]:
    by_stage: dict[str, list[CareLine]] = defaultdict(list)
    for row in rows:
        by_stage[row.stage].append(_line(desk, row, people))
    return [
        CareStage(desk.said(_STAGES[stage]), tuple(by_stage[stage])) for stage in Stage if stage in by_stage
    ]


def _line(desk: Desk, row: Row[Any], people: Mapping[int, str]) -> CareLine:
    department = desk.house.procedure.departments.get(row.department)
    return CareLine(
        title=desk.own(row.title),
        department=desk.said(department.name) if department else row.department,
        state=desk.said(_STATES[row.state]),
        due=_moment(desk, row.due_at),
        done=_moment(desk, row.done_at),
        by=people.get(row.done_by_id, ""),
        signed_by=people.get(row.signed_by_id, ""),
        late=_late(desk, _minutes_late(row)),
        remark=_remark(desk, row),
    )


def _minutes_late(row: Row[Any]) -> int:
    """Whole minutes between the due time and the deed, 0 for work done in time or not done."""
    return max(int((row.done_at - row.due_at).total_seconds() // 60), 0) if row.done_at else 0


def _late(desk: Desk, minutes: int) -> str:
    if not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    zh = (f"{hours} 小时" if hours else "") + (f" {rest} 分钟" if rest else "")
    en = (f"{hours} h " if hours else "") + (f"{rest} min" if rest else "")
    return desk.said(Words(f"迟 {zh.strip()}", f"{en.strip()} late"))


def _remark(desk: Desk, row: Row[Any]) -> str:
    """The reason, and what was said as proof."""
    said = [
        f"{desk.own(field['title'])}: {_answer(desk, field, row.answers[field['name']])}"
        for field in row.proof
        if str(row.answers.get(field["name"], "")).strip()
    ]
    failed = [
        f"{point['id']}: {point.get('note', '')}" for point in row.points if point.get("passed") is False
    ]
    return " · ".join([*filter(None, [row.reason]), *said, *failed])[:_LONGEST_REMARK]


def _answer(desk: Desk, field: Mapping[str, Any], answer: Any) -> str:
    if field["kind"] == "choice":
        titles = {choice["value"]: desk.own(choice["title"]) for choice in field.get("choices", ())}
        return titles.get(answer, str(answer))
    if field["kind"] == "time":
        return _moment(desk, datetime.fromisoformat(str(answer)))
    return str(answer)


def _steps(connection: Connection, desk: Desk, stay_id: int) -> list[Step]:
    rows = connection.execute(
        select(event.kind, event.at, event.body)
        .where(event.property_id == desk.house.id, event.stay_id == stay_id, event.kind.in_(_STEPS))
        .order_by(event.seq)
    )
    return [_step(desk, row) for row in rows]


def _step(desk: Desk, row: Any) -> Step:
    body = orjson.loads(row.body)
    by, passed = body.get("by"), body.get("passed") or {}
    return Step(
        _moment(desk, row.at),
        desk.said(_STEPS[row.kind]),
        desk.own(by["name"]) if by else "",
        str(passed.get("reason", "")),
    )


def _moment(desk: Desk, moment: datetime | None) -> str:
    return day_and_clock(moment, desk.house.zone, desk.language)
