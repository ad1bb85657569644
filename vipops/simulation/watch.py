"""The checkers at work: every event, every hour, and all of it at the end."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import orjson
from sqlalchemy import Connection, select

from vipops import models
from vipops.enums import Anchor
from vipops.queries import board
from vipops.services import shapes
from vipops.simulation.checkers import CHECKERS, Checker, Sight
from vipops.simulation.ledger import OPEN, Ledger, Row
from vipops.simulation.world import Heard, World
from vipops.storage import reading

task, alarm, stay = models.Task, models.Alarm, models.Stay
MOST_KEPT = 20


@dataclass(slots=True)
class Watch:
    """Every checker with what it found: ``faults`` by checker, the first ones as sentences."""

    checkers: Sequence[Checker] = field(default_factory=lambda: [checker() for checker in CHECKERS])
    faults: Counter[str] = field(default_factory=Counter)
    sentences: list[str] = field(default_factory=list)
    looks: int = 0

    def hear(self, heard: Heard, before: Ledger) -> None:
        """One event, not yet folded into the ledger."""
        for checker in self.checkers:
            for sentence in checker.hear(heard, before):
                self._found(checker.name, f"event {heard.seq}: {sentence}")

    def look(self, sight: Sight, ledger: Ledger) -> None:
        """The database as it stands; the ledger has heard everything."""
        self.looks += 1
        for checker in self.checkers:
            for sentence in checker.look(sight, ledger):
                self._found(checker.name, f"{sight.now:%F %T}Z: {sentence}")

    def _found(self, name: str, sentence: str) -> None:
        self.faults[name] += 1
        if self.faults[name] <= MOST_KEPT:
            self.sentences.append(f"{name}: {sentence}")


def sight(world: World) -> Sight:
    """What anybody would find in the database now."""
    with reading() as connection:
        tasks, alarms = _tasks(connection, world), _alarms(connection, world)
        days_ahead = _days_ahead(connection, world)
    _seq, text = board.snapshot(world.crew.lobby_manager(world.now), world.house)
    return Sight(world.now, world.house.zone, tasks, days_ahead, alarms, orjson.loads(text))


def _tasks(connection: Connection, world: World) -> list[Row]:
    rows = connection.execute(
        select(
            task.id, task.stay_id, task.key, task.template, task.subject, task.state, task.due_at, task.version
        )
        .where(task.property_id == world.house.id)
        .order_by(task.id)
    )  # fmt: skip
    return [
        {
            "id": number,
            "stay_id": stay_id,
            "key": key,
            "template": template,
            "subject": subject,
            "state": state,
            "due_at": shapes.moment(due_at),
            "version": version,
        }
        for number, stay_id, key, template, subject, state, due_at, version in rows
    ]


def _days_ahead(connection: Connection, world: World) -> list[Row]:
    """Open work of the days in house but the first and the last, which the guest's coming and going bound."""
    rows = connection.execute(
        select(
            task.stay_id, task.template, task.subject, task.anchored_at, stay.arrival_at, stay.arrived_at,
            stay.departure_at,
        )
        .join(stay, stay.id == task.stay_id)
        .where(
            task.property_id == world.house.id,
            task.anchor == Anchor.STAY_DAY,
            task.state.in_(OPEN),
        )
    ).all()  # fmt: skip
    edges = {
        row.stay_id: {
            world.house.day_of(moment).isoformat()
            for moment in (row.arrived_at or row.arrival_at, row.departure_at)
        }
        for row in rows
    }
    return [
        {"stay_id": row.stay_id, "template": row.template, "at": row.anchored_at}
        for row in rows
        if row.subject not in edges[row.stay_id]
    ]


def _alarms(connection: Connection, world: World) -> list[Row]:
    rows = connection.execute(
        select(alarm.id, alarm.task_id).where(alarm.property_id == world.house.id, alarm.over_at.is_(None))
    )
    return [dict(row._mapping) for row in rows]
