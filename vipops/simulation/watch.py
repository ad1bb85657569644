"""The checkers at work: every event, every hour, and all of it at the end."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import Connection, select

from vipops import models
from vipops.enums import Anchor
from vipops.queries import board, verification
from vipops.services import plans, shapes, stays
from vipops.services.transactions import transaction
from vipops.simulation.checkers import CHECKERS, Checker, Sight, TheChainHolds
from vipops.simulation.ledger import OPEN, Ledger, Row
from vipops.simulation.world import Heard, World
from vipops.storage import reading

RECORDS: Mapping[str, Any] = {
    "request": models.Request,
    "complaint": models.Complaint,
    "lost_property": models.LostProperty,
}
OVER = frozenset({"departed", "cancelled", "no_show"})
task, alarm, stay = models.Task, models.Alarm, models.Stay
MOST_KEPT = 20


@dataclass(slots=True)
class Watch:
    """Every checker with what it found: ``faults`` by checker, the first ones as sentences."""

    checkers: Sequence[Checker] = field(default_factory=lambda: [checker() for checker in CHECKERS])
    faults: Counter[str] = field(default_factory=Counter)
    sentences: list[str] = field(default_factory=list)
    looks: int = 0

    @property
    def chain(self) -> str:
        """The hash that stands for the whole journal: the same week has the same."""
        return next(checker.link for checker in self.checkers if isinstance(checker, TheChainHolds))

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


def sight(world: World, *, thorough: bool = False, authority: bytes | None = None) -> Sight:
    """What anybody would find in the database now.

    ``thorough`` also lays every plan again without writing, and asks the service's own verification;
    ``authority`` is the certificate that letters were sealed with, ``None`` where a stand-in did it.
    """
    with reading() as connection:
        tasks, days_ahead = _tasks(connection, world), _days_ahead(connection, world)
        alarms, records = _alarms(connection, world), _records(connection, world)
    _seq, text = board.snapshot(world.crew.lobby_manager(world.now), world.house)
    return Sight(
        world.now,
        world.house.zone,
        tasks,
        days_ahead,
        alarms,
        orjson.loads(text),
        records,
        unplanned=[*_unplanned(world)] if thorough else [],
        unverified=[fault for found in verification.check(authority) for fault in found.faults]
        if thorough
        else [],
    )


def _unplanned(world: World) -> Iterator[str]:
    for stay_id, row in world.ledger.stays.items():
        if row["state"] in OVER:
            continue
        with transaction(world.house.itself, world.now) as tell:
            change = plans.preview(tell, world.house, stays.find(tell, stay_id), {})
        for what in ("added", "dropped", "moved"):
            for task_row in change[what]:
                yield f"stay {stay_id}: {task_row['key']} would be {what}"


def _records(connection: Connection, world: World) -> dict[str, dict[int, str]]:
    return {
        kind: {
            row.id: row.state
            for row in connection.execute(
                select(model.id, model.state).where(model.property_id == world.house.id)
            )
        }
        for kind, model in RECORDS.items()
    }


def _tasks(connection: Connection, world: World) -> list[Row]:
    rows = connection.execute(
        select(
            task.id, task.stay_id, task.key, task.template, task.subject, task.state, task.due_at,
            task.version,
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
