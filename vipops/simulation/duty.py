"""The people on duty: alarms are taken in hand, collisions settled, shifts handed over."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from vipops.enums import Department, Role
from vipops.errors import BadInput, NotAllowed, Overtaken, WrongMoment
from vipops.services import alarms, collisions, handovers, requests
from vipops.services.collisions import CollisionAsked
from vipops.services.handovers import Accepted, Given
from vipops.services.requests import RequestAsked
from vipops.simulation.ledger import OPEN
from vipops.simulation.work import Work
from vipops.simulation.world import World

RACES = (WrongMoment, Overtaken)
SHIFTS_END = (time(7, 0), time(15, 0), time(23, 0))
HANDED_OVER = timedelta(hours=3)  # what falls due so soon after the shift, and what is late
TAKEN = 0.6  # of the alarms somebody takes in hand


class Duty:
    """Hears what needs somebody at once."""

    def __init__(self, world: World, work: Work) -> None:
        self._world, self._work = world, work
        world.listen(
            {
                "alarm_raised": self._rings,
                "collision_found": self._collides,
                "collision_changed": self._collides,
                "request_recorded": self._asked,
                "request_done": self._done,
            }
        )

    def shifts(self, start: datetime, days: int) -> None:
        """A handover in every department at the end of every shift."""
        first = start.astimezone(self._world.house.zone).date()
        for day in range(days):
            for clock in SHIFTS_END:
                local = datetime.combine(first + timedelta(days=day), clock, tzinfo=self._world.house.zone)
                self._world.agenda.at(local.astimezone(UTC), self._hand_over_all)

    def _rings(self, event: Mapping[str, Any]) -> None:
        alarm = event["alarm"]
        dice = self._world.chance("alarm", alarm["id"])
        if dice.random() > TAKEN:
            return

        def take() -> None:
            if self._world.ledger.alarms[alarm["id"]]["over_at"] is not None:
                return
            by = self._world.crew.lobby_manager(self._world.now)
            self._world.attempt(
                "take alarm", lambda: alarms.take(alarm["id"], by=by, now=self._world.now), *RACES
            )
            self._work.hurry(alarm["task_id"])

        self._world.later(dice.randint(1, 15), take)

    def _collides(self, event: Mapping[str, Any]) -> None:
        number = event["collision"]["id"]
        dice = self._world.chance("collision", number, event["seq"])

        def settle() -> None:
            row = self._world.ledger.collisions[number]
            if row["over_at"] is not None or row["settled_at"] is not None:
                return
            by = self._world.crew.lobby_manager(self._world.now)
            verb = "accept" if dice.random() < 0.6 and row["proposal"] else "settle"
            asked = CollisionAsked(number, verb, row["version"], "Spoken through with both departments")
            self._world.attempt(
                "settle collision",
                lambda: collisions.change(asked, by=by, house=self._world.house, now=self._world.now),
                *RACES,
            )

        self._world.later(dice.randint(3, 45), settle)

    def _asked(self, event: Mapping[str, Any]) -> None:
        self._step(event, "acknowledge", "recorded", 0.4)

    def _done(self, event: Mapping[str, Any]) -> None:
        self._step(event, "call_back", "done", 0.3)

    def _step(self, event: Mapping[str, Any], verb: str, state: str, share: float) -> None:
        """Some take the step at the desk; the others tick its task."""
        number = event["request"]["id"]
        dice = self._world.chance("request", number, verb)
        if dice.random() > share:
            return

        def take() -> None:
            row = self._world.ledger.records["request"][number]
            if row["state"] == state:
                by = self._world.crew.lobby_manager(self._world.now)
                asked = RequestAsked(number, verb, row["version"])
                self._world.attempt(
                    f"request {verb}",
                    lambda: requests.change(asked, by=by, house=self._world.house, now=self._world.now),
                    *RACES,
                )

        self._world.later(dice.randint(2, 20), take)

    def _hand_over_all(self) -> None:
        for department in Department:
            self._hand_over(department)

    def _hand_over(self, department: Department) -> None:
        world = self._world
        seniors = world.crew.in_department(department, Role.SUPERVISOR, Role.MANAGER)
        until = world.now + HANDED_OVER
        items = {
            row["id"]: ""
            for row in world.ledger.tasks.values()
            if row["department"] == department
            and row["state"] in OPEN
            and datetime.fromisoformat(row["due_at"]) <= until
        }
        if len(seniors) < 2 or not items:
            return
        given = Given(department.value, "As on the list", items)
        handed = world.attempt(
            "hand over", lambda: handovers.give(given, by=seniors[0], now=world.now), *RACES, BadInput
        )
        if handed is None:
            return
        asked = Accepted(handed["handover"]["id"], takes=False)
        world.later(
            15,
            lambda: world.attempt(
                "accept", lambda: handovers.accept(asked, by=seniors[1], now=world.now), *RACES, NotAllowed
            ),
        )
