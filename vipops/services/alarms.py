"""Alarms: late work is told once a rung, dated when it fell due, and quiet once somebody takes it (rule P10).

A round of the clock reads one short stretch of the index of ``look_at``, however many stays there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Row, Table, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from vipops import models
from vipops.domain.escalation import Fallen, Told, fallen
from vipops.domain.permissions import Actor, Permission, Subject, require
from vipops.enums import TaskState
from vipops.errors import NotFound, Overtaken, WrongMoment
from vipops.services import answers, shapes, task_clock
from vipops.services.answers import Call
from vipops.services.house import House
from vipops.services.task_order import settled
from vipops.services.transactions import Transaction, transaction
from vipops.storage import is_sqlite, reading

LOOKS_AT_ONCE = 100  # tasks looked at in one piece of work
# Work that waits is looked at again this often: who holds it up is chased, and may be put off.
LOOK_AGAIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class _Look:
    """What the clock found of a task: the rungs that fell due, whom the task waits for, when to look next."""

    reached: tuple[Fallen, ...]
    next_at: datetime | None
    held_by: Any = None


def raise_next(house: House, now: datetime) -> bool:
    """Raise the next alarm that has fallen due; answers whether the clock had anything to look at.

    Each alarm is one transaction and recorded once for its task, due time and rung, whoever else sweeps.
    After downtime only the highest rung that was reached is told; those below are recorded as passed.
    """
    later: list[tuple[Row[Any], datetime | None]] = []
    for row in _to_look_at(house, now):
        look = _look(house, row, now)
        if look.reached:
            _raise(house, row, look, now)
            _look_later(house, later, now)
            return True
        later.append((row, look.next_at))
    _look_later(house, later, now)
    return bool(later)


def take(alarm_id: int, *, by: Actor, now: datetime, call: Call | None = None) -> dict[str, Any]:
    """Somebody has it in hand: quiet for everyone, on record, and no rung higher until the grace is over.

    Answers ``{alarm}``. Raises ``NotFound``, ``NotAllowed`` for who may not tick the task, ``WrongMoment``
    when it is over, and ``Overtaken`` with who took it and when.
    """
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        row = _find(tell, alarm_id)
        require(by, Permission.TASK_TICK, Subject(department=row.department))
        # The task's row first, as the clock does: two who wait for each other would wait for ever.
        tell.connection.execute(_LOCK, {"of": row.task_id}).one()
        taken = tell.connection.execute(_TAKE, {"this": alarm_id, "moment": tell.at, "person": by.id}).first()
        if taken is None:
            raise _too_late(tell, _find(tell, alarm_id))
        _take_those_it_speaks_for(tell, taken)
        tell(task_clock.told("alarm_taken", taken))
        return answers.keep(tell, call, {"alarm": shapes.shaped(shapes.ALARM, taken)})


def release(alarm_id: int, *, by: Actor, now: datetime, call: Call | None = None) -> dict[str, Any]:
    """Take the taking back: nobody has it in hand, and it goes on up the ladder. Answers ``{alarm}``.

    Raises ``NotFound``, ``NotAllowed``, and ``WrongMoment`` for an alarm that is over, or that this person
    did not take.
    """
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        row = _find(tell, alarm_id)
        require(by, Permission.TASK_TICK, Subject(department=row.department))
        tell.connection.execute(_LOCK, {"of": row.task_id}).one()
        released = tell.connection.execute(_RELEASE, {"this": alarm_id, "person": by.id}).first()
        if released is None:
            raise WrongMoment("You do not have this alarm in hand.", alarm=shapes.shaped(shapes.ALARM, row))
        _take_those_it_speaks_for(tell, released)
        tell(task_clock.told("alarm_released", released))
        return answers.keep(tell, call, {"alarm": shapes.shaped(shapes.ALARM, released)})


def _to_look_at(house: House, now: datetime) -> Sequence[Row[Any]]:
    with reading() as connection:
        where = {"at_property": house.id, "now": now, "at_most": LOOKS_AT_ONCE}
        return list(connection.execute(TO_LOOK_AT, where).all())


def _look(house: House, row: Row[Any], now: datetime) -> _Look:
    if not task_clock.unfinished(row.state, row.second_signature):
        return _Look((), None)
    ladder = house.procedure.ladder(row.department, row.grade)
    told = Told(row.rung, row.told_at or row.due_at, row.taken_at) if row.rung else None
    reached, next_at = fallen(ladder, row.due_at, told, now)
    if not reached or row.state != TaskState.WAITING:
        return _Look(reached, next_at)
    holders = _held_by(row)
    if any(holder.due_at <= row.due_at for holder in holders):
        # Its people can do nothing, and those who can are chased for their own work.
        return _Look((), now + LOOK_AGAIN)
    return _Look(reached, next_at, min(holders, key=lambda holder: holder.due_at, default=None))


def _held_by(row: Row[Any]) -> list[Any]:
    """The unfinished work that nothing holds up itself and that this task waits for in the end."""
    with reading() as connection:
        tasks = {one.key: one for one in connection.execute(_PLAN, {"at_stay": row.stay_id})}
    found, seen, trail = [], set(), list(row.after)
    while trail:
        key = trail.pop()
        holder = tasks.get(key)
        if holder is None or key in seen or settled(holder):
            continue
        seen.add(key)
        if holder.state == TaskState.WAITING:
            trail.extend(holder.after)
        else:
            found.append(holder)
    return found


def _raise(house: House, row: Row[Any], look: _Look, now: datetime) -> None:
    with transaction(house.itself, now) as tell:
        claimed = _claim(tell, row, look)
        if not claimed:
            return
        for alarm in tell.connection.execute(_STANDING, {"of": [one.id for one in claimed]}).all():
            task_clock.over(tell, alarm)
        *passed, highest = look.reached
        _record(tell, [_row(tell, one, below, over_at=tell.at) for below in passed for one in claimed])
        speaks = _spoken(tell, row, highest)
        if speaks is None:
            speaks = _recorded(tell, _row(tell, claimed.pop(0), highest, held_by=look.held_by))
            if speaks is None:  # for this due time it was told before: the task was moved away and back
                return
            tell(task_clock.told("alarm_raised", speaks))
        heard = {
            "over_at": tell.at,
            "spoken_by_id": speaks.id,
            "taken_at": speaks.taken_at,
            "taken_by_id": speaks.taken_by_id,
        }
        _record(tell, [_row(tell, one, highest, **heard) for one in claimed])


def _claim(tell: Transaction, row: Row[Any], look: _Look) -> list[Any]:
    """Lock the task, and with it the rest of a short-notice plan that its alarm speaks for; move their rung.

    Nothing when another clock was first or somebody changed the task meanwhile.
    """
    rows = tell.connection.execute(
        _ALONE if row.state == TaskState.WAITING or not row.short_notice else _TOGETHER,
        {
            "of": row.id,
            "at_stay": row.stay_id,
            "at_department": row.department,
            "due": row.due_at,
            "stands_on": row.rung,
            "now": tell.at,
        },
    ).all()
    mine = next((one for one in rows if one.id == row.id), None)
    if mine is None or (mine.version, mine.look_at, mine.rung) != (row.version, row.look_at, row.rung):
        return []
    new = {"rung": look.reached[-1].number, "look_at": look.next_at}
    tell.connection.execute(_CLIMB, [{"this": one.id, **new} for one in rows])
    return [mine, *(one for one in rows if one.id != row.id)]


def _spoken(tell: Transaction, row: Row[Any], highest: Fallen) -> Row[Any] | None:
    """The alarm that told this rung for the rest of the short-notice plan already."""
    if not row.short_notice or row.state == TaskState.WAITING:
        return None
    where = {"at_stay": row.stay_id, "at_department": row.department, "due": row.due_at}
    return tell.connection.execute(_SPOKEN, {**where, "on": highest.number}).first()


def _row(tell: Transaction, task: Any, fell: Fallen, held_by: Any = None, **more: Any) -> dict[str, Any]:
    return {
        "property_id": tell.property_id,
        "stay_id": task.stay_id,
        "task_id": task.id,
        "department": held_by.department if held_by else task.department,
        "waits_for_id": held_by.id if held_by else None,
        "rung": fell.number,
        "level": fell.rung.level.value,
        "to": fell.rung.to.value,
        "due_at": task.due_at,
        "at": fell.at,
        "raised_at": tell.at,
        **more,
    }


def _record(tell: Transaction, rows: list[dict[str, Any]]) -> None:
    if rows:
        tell.connection.execute(_insert().on_conflict_do_nothing(), rows)


def _recorded(tell: Transaction, row: dict[str, Any]) -> Row[Any] | None:
    return tell.connection.execute(_insert().on_conflict_do_nothing().returning(_alarm), row).first()


def _insert() -> Any:
    return sqlite.insert(_alarm) if is_sqlite() else postgresql.insert(_alarm)


def _look_later(house: House, later: Sequence[tuple[Row[Any], datetime | None]], now: datetime) -> None:
    if not later:
        return
    with transaction(house.itself, now) as tell:
        # In the order of their ids, as everybody locks tasks.
        rows = sorted(later, key=lambda pair: pair[0].id)
        tell.connection.execute(
            _LATER,
            [{"this": row.id, "seen": row.version, "looked": row.look_at, "next": at} for row, at in rows],
        )


def _take_those_it_speaks_for(tell: Transaction, taken: Row[Any]) -> None:
    marks = {"this": taken.id, "moment": taken.taken_at, "person": taken.taken_by_id}
    tell.connection.execute(_TAKE_TOO, marks)
    tell.connection.execute(_LOOK, {"this": taken.id, "at_once": task_clock.AT_ONCE})


def _find(tell: Transaction, alarm_id: int) -> Row[Any]:
    row = tell.connection.execute(_FIND, {"this": alarm_id, "at_property": tell.property_id}).first()
    if row is None:
        raise NotFound("There is no such alarm.", alarm_id=alarm_id)
    return row


def _too_late(tell: Transaction, row: Row[Any]) -> WrongMoment | Overtaken:
    alarm = shapes.shaped(shapes.ALARM, row)
    if row.taken_at is None:
        return WrongMoment("The alarm is over.", alarm=alarm)
    staff = models.Staff
    person = tell.connection.execute(select(staff.name).where(staff.id == row.taken_by_id)).scalar_one()
    return Overtaken(
        f"{person['en']} has taken it already.",
        by={"id": row.taken_by_id, "name": person},
        at=shapes.moment(row.taken_at),
        alarm=alarm,
    )


_task = cast(Table, models.Task.__table__)
_alarm = cast(Table, models.Alarm.__table__)
_stay = cast(Table, models.Stay.__table__)

TO_LOOK_AT: Any = (
    select(
        *(
            _task.c[name]
            for name in (
                "id", "stay_id", "version", "department", "state", "due_at", "rung", "look_at",
                "short_notice", "second_signature", "after",
            )
        ),
        _stay.c.grade,
        _alarm.c.at.label("told_at"),
        _alarm.c.taken_at,
    )
    .join(_stay, _stay.c.id == _task.c.stay_id)
    .outerjoin(
        _alarm,
        (_alarm.c.task_id == _task.c.id)
        & (_alarm.c.due_at == _task.c.due_at)
        & (_alarm.c.rung == _task.c.rung),
    )
    .where(_task.c.property_id == bindparam("at_property"), _task.c.look_at <= bindparam("now"))
    .order_by(_task.c.look_at, _task.c.id)
    .limit(bindparam("at_most"))
)  # fmt: skip
_PLAN = select(
    _task.c.id, _task.c.key, _task.c.gate, _task.c.state, _task.c.department, _task.c.title,
    _task.c.second_signature, _task.c.after, _task.c.due_at,
).where(_task.c.stay_id == bindparam("at_stay"))  # fmt: skip
_ALONE = select(_task).where(_task.c.id == bindparam("of")).with_for_update()
_DOABLE = (TaskState.OPEN.value, TaskState.IN_PROGRESS.value)
_TOGETHER = (
    select(_task)
    .where(
        _task.c.stay_id == bindparam("at_stay"),
        _task.c.department == bindparam("at_department"),
        _task.c.due_at == bindparam("due"),
        _task.c.rung == bindparam("stands_on"),
        _task.c.look_at <= bindparam("now"),
        _task.c.short_notice,
        _task.c.state.in_(_DOABLE) | (_task.c.id == bindparam("of")),
    )
    .order_by(_task.c.id)
    .with_for_update()
)
_CLIMB = (
    update(_task)
    .where(_task.c.id == bindparam("this"))
    .values(rung=bindparam("rung"), look_at=bindparam("look_at"))
)
_LATER = (
    update(_task)
    .where(
        _task.c.id == bindparam("this"),
        _task.c.version == bindparam("seen"),
        _task.c.look_at == bindparam("looked"),
    )
    .values(look_at=bindparam("next"))
)
_STANDING = (
    select(_alarm)
    .where(_alarm.c.task_id.in_(bindparam("of", expanding=True)), _alarm.c.over_at.is_(None))
    .order_by(_alarm.c.id)
)
_SPOKEN = (
    select(_alarm)
    .join(_task, _task.c.id == _alarm.c.task_id)
    .where(
        _alarm.c.stay_id == bindparam("at_stay"),
        _alarm.c.department == bindparam("at_department"),
        _alarm.c.due_at == bindparam("due"),
        _alarm.c.rung == bindparam("on"),
        _alarm.c.over_at.is_(None),
        _task.c.short_notice,
    )
    .order_by(_alarm.c.id)
    .limit(1)
)
_FIND = select(_alarm).where(
    _alarm.c.id == bindparam("this"), _alarm.c.property_id == bindparam("at_property")
)
_LOCK = select(_task.c.id).where(_task.c.id == bindparam("of")).with_for_update()
_TAKE = (
    update(_alarm)
    .where(_alarm.c.id == bindparam("this"), _alarm.c.over_at.is_(None), _alarm.c.taken_at.is_(None))
    .values(taken_at=bindparam("moment"), taken_by_id=bindparam("person"))
    .returning(_alarm)
)
_RELEASE = (
    update(_alarm)
    .where(
        _alarm.c.id == bindparam("this"),
        _alarm.c.over_at.is_(None),
        _alarm.c.taken_by_id == bindparam("person"),
    )
    .values(taken_at=None, taken_by_id=None)
    .returning(_alarm)
)
_TAKE_TOO = (
    update(_alarm)
    .where(_alarm.c.spoken_by_id == bindparam("this"))
    .values(taken_at=bindparam("moment"), taken_by_id=bindparam("person"))
)
_SPOKEN_FOR = select(_alarm.c.task_id).where(
    (_alarm.c.id == bindparam("this")) | (_alarm.c.spoken_by_id == bindparam("this"))
)
_LOOK = (
    update(_task)
    .where(_task.c.id.in_(_SPOKEN_FOR), _task.c.look_at.is_not(None))
    .values(look_at=bindparam("at_once"))
)
