"""What a change of a task means to the clock: when it looks again, and which alarms mean nothing any more.

Whoever writes a task's state or due time goes through here: ``task_steps``, ``task_order``, ``task_batch``.
They say only *that* the clock must look; when the next rung of the ladder falls due is found out by
``alarms``, so that nobody else needs to know the ladders.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Row, Table, bindparam, exists, select, update

from vipops import models
from vipops.enums import UNFINISHED, TaskState
from vipops.events import Event
from vipops.services import shapes
from vipops.services.transactions import Transaction

# Earlier than any clock that steps back: at once, whatever the time is.
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)


def unfinished(state: str, second_signature: str) -> bool:
    """Whether the clock goes on: work that waits for its second signature is late like any other."""
    return state in UNFINISHED or (state == TaskState.DONE and bool(second_signature))


def wound(row: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns ``look_at`` and ``rung`` to write together with these ``values`` of ``row``.

    Nothing when the change does not touch the time of the work.
    """
    if not TIMELY & values.keys():
        return {}
    state = values.get("state", row.state)
    if not unfinished(state, values.get("second_signature", row.second_signature)):
        return {"look_at": None}
    moved = values.get("due_at", row.due_at) != row.due_at
    return {"look_at": AT_ONCE, **({"rung": 0} if moved else {})}


# "department" and "template" stand for new content: another department climbs another ladder.
TIMELY = frozenset({"state", "due_at", "department", "second_signature"})


def quiet(tell: Transaction, rows: Iterable[Any]) -> None:
    """End the alarms of these tasks, as they now are, that say what is no more. Their rows are locked."""
    now = {row.id: row for row in rows}
    if not now:
        return
    for row in tell.connection.execute(_STANDING, {"of": list(now)}).all():
        if _says_nothing(row, now[row.task_id]):
            over(tell, row)
            _pass_on(tell, row)


def over(tell: Transaction, row: Row[Any]) -> None:
    """The alarm means nothing any more."""
    ended = tell.connection.execute(_END, {"this": row.id, "moment": tell.at}).first()
    if ended is not None:
        tell(told("alarm_over", ended))


def told(kind: str, row: Any) -> Event:
    """The event that carries an alarm as it now is, for the department that it is told to."""
    return Event(
        kind, {"alarm": shapes.shaped(shapes.ALARM, row)}, stay_id=row.stay_id, audience=row.department
    )


def in_hand(tell: Transaction, task_id: int) -> None:
    """Somebody begins the task or makes it their own: its alarm is taken, unless it speaks for others too."""
    where = {"of": task_id, "moment": tell.at, "person": tell.by.id}
    for row in tell.connection.execute(_IN_HAND, where).all():
        tell(told("alarm_taken", row))


def out_of_hand(tell: Transaction, task_id: int) -> None:
    """Whoever made the task their own gives it back: its alarm is nobody's, and the ladder goes on."""
    for row in tell.connection.execute(_OUT_OF_HAND, {"of": task_id, "person": tell.by.id}).all():
        tell(told("alarm_released", row))
    tell.connection.execute(_LOOK_AT, {"of": task_id, "at_once": AT_ONCE})


def look_at_stay(tell: Transaction, stay_id: int) -> None:
    """Have the clock look at all unfinished work of a stay: another grade climbs another ladder."""
    tell.connection.execute(_LOOK_AT_STAY, {"at_stay": stay_id, "at_once": AT_ONCE})


def stop_for_stay(tell: Transaction, stay_id: int) -> None:
    """The stay leaves the board: the clock looks at its work no more."""
    tell.connection.execute(_STOP, {"at_stay": stay_id})
    for row in tell.connection.execute(_STANDING_OF_STAY, {"at_stay": stay_id}).all():
        over(tell, row)


def _pass_on(tell: Transaction, spoke: Row[Any]) -> None:
    """Have another task of the same short-notice plan speak for those that are left, as taken or not."""
    heir = tell.connection.execute(_HEIR, {"spoke": spoke.id}).first()
    if heir is None:
        return
    tell.connection.execute(_HEARD_THROUGH, {"spoke": spoke.id, "speaks": heir.id})
    speaks = tell.connection.execute(_SPEAK, {"this": heir.id}).one()
    tell(told("alarm_raised", speaks))


def _says_nothing(row: Row[Any], task: Any) -> bool:
    if not unfinished(task.state, task.second_signature) or row.due_at != task.due_at:
        return True
    if row.waits_for_id is None:
        return bool(row.department != task.department)
    # What it waited for is done: from here on its own people are told.
    return bool(task.state != TaskState.WAITING)


_task = cast(Table, models.Task.__table__)
_alarm = cast(Table, models.Alarm.__table__)
_STANDING = (
    select(_alarm)
    .where(_alarm.c.task_id.in_(bindparam("of", expanding=True)), _alarm.c.over_at.is_(None))
    .order_by(_alarm.c.id)
)
_STANDING_OF_STAY = (
    select(_alarm)
    .where(_alarm.c.stay_id == bindparam("at_stay"), _alarm.c.over_at.is_(None))
    .order_by(_alarm.c.id)
)
_other = _alarm.alias()
_IN_HAND = (
    update(_alarm)
    .where(
        _alarm.c.task_id == bindparam("of"),
        _alarm.c.over_at.is_(None),
        _alarm.c.taken_at.is_(None),
        _alarm.c.waits_for_id.is_(None),
        ~exists().where(_other.c.spoken_by_id == _alarm.c.id),
    )
    .values(taken_at=bindparam("moment"), taken_by_id=bindparam("person"))
    .returning(_alarm)
)
_OUT_OF_HAND = (
    update(_alarm)
    .where(
        _alarm.c.task_id == bindparam("of"),
        _alarm.c.over_at.is_(None),
        _alarm.c.taken_by_id == bindparam("person"),
        _alarm.c.waits_for_id.is_(None),
        ~exists().where(_other.c.spoken_by_id == _alarm.c.id),
    )
    .values(taken_at=None, taken_by_id=None)
    .returning(_alarm)
)
_LOOK_AT = (
    update(_task)
    .where(_task.c.id == bindparam("of"), _task.c.look_at.is_not(None))
    .values(look_at=bindparam("at_once"))
)
_END = (
    update(_alarm)
    .where(_alarm.c.id == bindparam("this"), _alarm.c.over_at.is_(None))
    .values(over_at=bindparam("moment"))
    .returning(_alarm)
)
_DOABLE = (TaskState.OPEN.value, TaskState.IN_PROGRESS.value)
_HEIR = (
    select(_alarm.c.id)
    .join(_task, _task.c.id == _alarm.c.task_id)
    .where(
        _alarm.c.spoken_by_id == bindparam("spoke"),
        _task.c.due_at == _alarm.c.due_at,
        _task.c.rung == _alarm.c.rung,
        _task.c.state.in_(_DOABLE),
    )
    .order_by(_alarm.c.id)
    .limit(1)
)
_HEARD_THROUGH = (
    update(_alarm).where(_alarm.c.spoken_by_id == bindparam("spoke")).values(spoken_by_id=bindparam("speaks"))
)
_SPEAK = (
    update(_alarm)
    .where(_alarm.c.id == bindparam("this"))
    .values(over_at=None, spoken_by_id=None)
    .returning(_alarm)
)
_LIVE = _task.c.state.in_(UNFINISHED) | (
    (_task.c.state == TaskState.DONE.value) & (_task.c.second_signature != "")
)
_LOOK_AT_STAY = (
    update(_task).where(_task.c.stay_id == bindparam("at_stay"), _LIVE).values(look_at=bindparam("at_once"))
)
_STOP = update(_task).where(_task.c.stay_id == bindparam("at_stay")).values(look_at=None)
