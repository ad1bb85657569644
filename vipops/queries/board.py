"""The board: all open stays and the tasks that the caller may see, with the number they stand at."""

import orjson
from sqlalchemy import ColumnElement, Connection, select

from vipops import models
from vipops.domain.permissions import WALL, WHOLE_HOUSE, Actor, sees, visibility
from vipops.enums import Department
from vipops.queries import directory, wall
from vipops.queries.json_rows import lines, rows
from vipops.services import procedure_shapes, procedure_versions, shapes
from vipops.services.house import House
from vipops.storage import reading_aside

stay, task, head = models.Stay, models.Task, models.JournalHead
alarm, collision = models.Alarm, models.Collision


def snapshot(actor: Actor, house: House, *, in_lines: bool = False) -> tuple[int, bytes]:
    """The number, and ``{seq, stays, tasks, alarms, collisions, staff, departments, grades}`` as JSON.

    ``in_lines``: tasks are not rows but ``{names, lines}``, each line the values of one row by those names.
    Takes a tenth of a second for a full house, most of it without the interpreter's lock: call it in a
    thread. A wall screen gets the parts that it draws, cut. Raises ``NotAllowed`` for people without a board.
    """
    at_the_wall = visibility(actor) == WALL
    in_lines = in_lines and not at_the_wall
    seen_by = WHOLE_HOUSE if at_the_wall else visibility(actor)
    with reading_aside() as connection:
        seq = connection.scalar(select(head.seq).where(head.property_id == actor.property_id)) or 0
        # The house may be some seconds old; the board is as new as its number.
        procedure = procedure_versions.in_force(connection, house.id)
        parts = {
            "stays": _stays(connection, actor),
            "tasks": _task_lines(connection, actor, seen_by)
            if in_lines
            else _tasks(connection, actor, seen_by, rows(shapes.TASK)),
            "alarms": _alarms(connection, actor, seen_by),
            "collisions": _collisions(connection, actor, seen_by),
            "staff": orjson.dumps(directory.staff(connection, actor)),
            "departments": orjson.dumps(procedure_shapes.departments(procedure)),
            "grades": orjson.dumps(procedure_shapes.grades(procedure)),
        }
        if at_the_wall:
            parts = wall.board(connection, parts)
    members = b"".join(b',"%s":%s' % (name.encode(), text) for name, text in parts.items())
    return seq, b'{"seq":%d%s}' % (seq, members)


def _stays(connection: Connection, actor: Actor) -> bytes:
    return connection.execute(
        select(rows(shapes.STAY)).where(stay.property_id == actor.property_id, stay.closed.is_(False))
    ).scalar_one()


def _task_lines(connection: Connection, actor: Actor, seen_by: str) -> bytes:
    found = _tasks(connection, actor, seen_by, lines(shapes.TASK))
    return b'{"names":%s,"lines":%s}' % (orjson.dumps(list(shapes.TASK)), found)


def _tasks(connection: Connection, actor: Actor, seen_by: str, shaped: ColumnElement[bytes]) -> bytes:
    wanted = (
        select(shaped)
        .join(stay, stay.id == task.stay_id)
        .where(task.property_id == actor.property_id, stay.closed.is_(False))
    )
    if seen_by != WHOLE_HOUSE:
        wanted = wanted.where(task.department == seen_by)
    found: bytes = connection.execute(wanted).scalar_one()
    return found


def _alarms(connection: Connection, actor: Actor, seen_by: str) -> bytes:
    wanted = select(rows(shapes.ALARM)).where(alarm.property_id == actor.property_id, alarm.over_at.is_(None))
    if seen_by != WHOLE_HOUSE:
        wanted = wanted.where(alarm.department == seen_by)
    return connection.execute(wanted).scalar_one()


def _collisions(connection: Connection, actor: Actor, seen_by: str) -> bytes:
    if not sees(seen_by, Department.FRONT_OFFICE):
        return b"[]"
    return connection.execute(
        select(rows(shapes.COLLISION)).where(
            collision.property_id == actor.property_id, collision.over_at.is_(None)
        )
    ).scalar_one()
