"""The staff at work: what is on the list is done, mostly in time, by somebody who is free."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from vipops import models
from vipops.domain.names import PersonName, full
from vipops.enums import Role
from vipops.errors import GateClosed, Overtaken, WrongMoment
from vipops.events import KINDS
from vipops.services import tasks
from vipops.services.tasks import Change
from vipops.simulation import answers
from vipops.simulation.answers import Known
from vipops.simulation.ledger import Row, tasks_in
from vipops.simulation.preparations import before_the_tick, left_open
from vipops.simulation.world import World
from vipops.storage import reading

# How late the staff are, in minutes: of a hundred tasks so many between so early and so late.
PUNCTUALITY = ((70, -14, -2), (16, -2, 6), (11, 6, 60), (3, 60, 240))
RACES = (WrongMoment, Overtaken, GateClosed)

# What somebody does with a task before it is done, and how many of a thousand times.
HABITS: tuple[tuple[str, int], ...] = (
    ("start", 60),
    ("claim", 60),
    ("assign", 30),
    ("cannot", 30),
    ("postpone", 25),
    ("skip", 12),
)
REASONS = {
    "cannot": "Do not disturb is on",
    "postpone": "The guest asks for later",
    "skip": "The guest does not wish it",
    "reopen": "Looked at again and not good enough",
}
SENT_BACK = 0.02  # of what is done, a supervisor sends back so much


class Work:
    """Hears of tasks and does them."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._known: dict[int, Callable[[], Known]] = {}
        self._planned: dict[int, tuple[str, datetime]] = {}
        told = [kind for kind, body in KINDS.items() if body.startswith("task")]
        world.listen(dict.fromkeys(told, self._hear))

    def enter(self, stay_id: int, known: Callable[[], Known]) -> None:
        """A stay begins; ``known()`` is what the person with the tablet knows of its guest."""
        self._known[stay_id] = known

    def hurry(self, task_id: int) -> None:
        """Somebody waits for it: done within minutes."""
        row = self._world.ledger.tasks[task_id]
        if row["state"] in {"open", "in_progress"} and not row["letter"]:
            self._plan(row, "tick", self._world.now + timedelta(minutes=2))

    def _hear(self, event: Mapping[str, Any]) -> None:
        for row in tasks_in(event):
            if row["letter"]:
                continue  # the letter desk ticks it
            if row["state"] in {"open", "in_progress"}:
                self._plan(row, "tick", self._wanted(row))
            elif row["state"] == "done" and row["second_signature"]:
                self._plan(
                    row, "sign_off", self._world.now + timedelta(minutes=self._dice(row).randrange(2, 12))
                )
            elif row["state"] == "done" and event["kind"] == "task_ticked":
                self._look_again(row)

    def _wanted(self, row: Mapping[str, Any]) -> datetime:
        dice = self._dice(row)
        (_share, early, late), *_ = dice.choices(PUNCTUALITY, [share for share, *_ in PUNCTUALITY])
        due_at = datetime.fromisoformat(row["due_at"])
        return max(
            due_at + timedelta(minutes=dice.randint(early, late)), self._world.now + timedelta(minutes=2)
        )

    def _plan(self, row: Mapping[str, Any], verb: str, at: datetime) -> None:
        self._planned[row["id"]] = (verb, at)
        self._world.agenda.at(at, lambda: self._come(row["id"], verb, at))

    def _come(self, task_id: int, verb: str, at: datetime) -> None:
        """The time has come, unless it was moved meanwhile."""
        if self._planned.get(task_id) != (verb, at):
            return
        del self._planned[task_id]
        row = self._world.ledger.tasks[task_id]
        if verb == "sign_off" and row["state"] == "done":
            self._change(row, verb, self._world.crew.second(row, at), {})
        elif verb == "tick" and row["state"] in {"open", "in_progress"}:
            self._do(row)

    def _do(self, row: Row) -> None:
        world = self._world
        person, free_at = world.crew.doer(row, world.now)
        if free_at > world.now:
            self._plan(row, "tick", free_at)
            return
        dice = self._dice(row, "habit", row["version"])
        roll = dice.randrange(1000)
        for verb, share in HABITS if row["version"] <= 3 else ():
            roll -= share
            if roll < 0:
                self._before(verb, row, dice)
                return
        world.crew.busy(person, world.now + timedelta(minutes=dice.randint(1, 5)))
        row = before_the_tick(world, row, person)
        details: dict[str, Any] = {
            "proof": answers.proof(row["proof"], self._known[row["stay_id"]](), dice) | left_open(row),
            "points": answers.points(row["points"], dice),
        }
        if row["rekey_name"]:
            details["name"] = self._name(row["stay_id"])
        self._change(row, "tick", person, details)

    def _name(self, stay_id: int) -> str:
        """The guest's name as in the booking, keyed in again."""
        guest, stay = models.Guest, models.Stay
        with reading() as connection:
            found = connection.execute(
                select(guest.surname, guest.given_name, guest.name_prefix, guest.native_name)
                .join(stay, stay.guest_id == guest.id)
                .where(stay.id == stay_id)
            ).one()
        return full(PersonName(*found))

    def _before(self, verb: str, row: Mapping[str, Any], dice: Random) -> None:
        """Something else than done; what is told of it brings the task back on the list."""
        world = self._world
        person, _free_at = world.crew.doer(row, world.now)
        details: dict[str, Any] = {"reason": REASONS.get(verb, "")}
        if verb in {"skip", "assign"}:
            seniors = world.crew.in_department(row["department"], Role.SUPERVISOR, Role.MANAGER)
            details["assignee"] = person.id
            person = (seniors or [world.crew.lobby_manager(world.now)])[0]
        if verb == "postpone":
            details["until"] = (world.now + timedelta(minutes=dice.choice((30, 60, 90)))).isoformat()
        self._change(row, verb, person, details)

    def _look_again(self, row: Mapping[str, Any]) -> None:
        if self._dice(row, "again", row["version"]).random() < SENT_BACK:
            self._world.later(10, lambda: self._send_back(row["id"]))

    def _send_back(self, task_id: int) -> None:
        row = self._world.ledger.tasks[task_id]
        if row["state"] == "done":
            person = self._world.crew.lobby_manager(self._world.now)
            self._change(row, "reopen", person, {"reason": REASONS["reopen"]})

    def _change(self, row: Mapping[str, Any], verb: str, by: Any, details: Mapping[str, Any]) -> None:
        world = self._world
        asked = Change(row["id"], verb, row["version"], details)
        world.attempt(
            f"{verb} {row['key'].partition(':')[0]}",
            lambda: tasks.change(asked, by=by, house=world.house, now=world.now),
            *RACES,
        )

    def _dice(self, row: Mapping[str, Any], *more: object) -> Random:
        return self._world.chance("task", row["stay_id"], row["key"], *more)
