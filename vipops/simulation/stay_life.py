"""One stay, lived from the door to the farewell; the lobby manager takes the steps with the guest."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from vipops import models
from vipops.domain.permissions import Actor
from vipops.errors import GateClosed, Overtaken, Refusal, WrongMoment
from vipops.services import stay_edit, stay_times, stays
from vipops.services.stay_edit import StayEdit
from vipops.services.stay_times import NewTimes
from vipops.services.stays import StepAsked
from vipops.simulation.answers import Known
from vipops.simulation.ledger import Row
from vipops.simulation.lives import LIVES
from vipops.simulation.work import Work
from vipops.simulation.world import World
from vipops.storage import reading

TAPPED_TOO_EARLY = 0.05
RACES = (WrongMoment, Overtaken)
# How often a step is tried at a closed gate before the lobby manager passes it with a reason.
PATIENCE: Mapping[str, int] = {
    "ready": 30,
    "en_route": 3,
    "arrive": 0,
    "settle": 2,
    "start_departure": 1,
    "depart": 3,
}
PASSED = {
    "arrive": "The guest is at the door",
    "settle": "The guest is in the room and will not wait",
    "depart": "The car is waiting",
}
AGAIN_AFTER = 12  # minutes


class Stay:
    """A stay as its guest lives it. ``comes_at`` is when they will really be at the door."""

    def __init__(self, world: World, work: Work, number: str, at: datetime) -> None:
        self.world, self.work, self.number = world, work, number
        self.dice = world.chance("stay", number)
        self.id = 0
        # The house does not know it yet.
        self.comes_at = at + timedelta(minutes=self.dice.randint(-20, 25))

    @property
    def row(self) -> Row:
        """The stay as every screen shows it."""
        return self.world.ledger.stays[self.id]

    @property
    def state(self) -> str:
        return str(self.row["state"])

    def enter(self, stay_id: int) -> None:
        """The stay has its number: from now on its tasks are done."""
        self.id = stay_id
        self.work.enter(stay_id, self.known)

    def known(self) -> Known:
        """What whoever works for the guest knows of them."""
        return Known(
            self.comes_at, max(self.leaves_at() - timedelta(hours=2), self.world.now + timedelta(hours=1))
        )

    def comes(self) -> None:
        if self.state in {"cancelled", "no_show"}:
            return
        if self.state in {"expected", "preparing", "ready"} and self.dice.random() < TAPPED_TOO_EARLY:
            self.step("arrive")
            self.world.later(3, lambda: self.step("undo"))
            self.world.later(15, self.comes)
            return
        if not self.step("arrive"):
            return
        self.world.later(self.dice.randint(12, 35), lambda: self.step("settle"))
        self._lives_here()

    def _lives_here(self) -> None:
        leaves_at = self.leaves_at()
        here, came_at = leaves_at - self.world.now, self.world.now
        for life in LIVES:
            if self.dice.random() < life.share:
                at = came_at + here * self.dice.uniform(*life.between)
                self.world.agenda.at(at, partial(self._live, life.do))
        self.goes(leaves_at)

    def _live(self, do: Callable[["Stay"], object]) -> None:
        if self.state in {"arrived", "in_house", "departing", "departed"}:
            do(self)

    def goes(self, leaves_at: datetime) -> None:
        """On the way out at that time, unless the time was changed meanwhile."""
        wanted = leaves_at.replace(microsecond=0)
        at = leaves_at + timedelta(minutes=self.dice.randint(-30, 25))

        def go() -> None:
            if self.state == "in_house" and self.leaves_at() == wanted:
                self.step("start_departure")
                self.world.later(self.dice.randint(10, 25), lambda: self.step("depart"))
            elif self.state == "arrived":
                self.world.later(30, go)

        self.world.agenda.at(at, go)

    def step(self, verb: str, tries: int = 0) -> bool:
        """Take the step; at a closed gate have it opened and try again, in the end with a reason."""
        by = self.world.crew.lobby_manager(self.world.now)
        reason = PASSED.get(verb, "Looked at and taken over by the lobby manager")
        passes = tries >= PATIENCE.get(verb, 0)
        asked = StepAsked(self.id, verb, reason=reason if passes else "")
        try:
            stays.step(asked, **self.who(by))
        except GateClosed as closed:
            self.world.refusals[f"{verb}: {closed.code}"] += 1
            self._have_opened(closed)
            self.world.later(AGAIN_AFTER, lambda: self.step(verb, tries + 1))
            return False
        except RACES as late:  # the guest came before the room was called ready
            self.world.refusals[f"{verb}: {late.code}"] += 1
            return False
        finally:
            self.world.catch_up()
        return True

    def _have_opened(self, closed: GateClosed) -> None:
        """Whoever is missing hurries."""
        for missing in closed.facts["missing"]:
            self.work.hurry(missing["task_id"])

    def attempt(self, what: str, deed: Callable[[], object], *expected: type[Refusal]) -> bool:
        """Do it; whether it was not refused."""
        return self.world.attempt(what, deed, *(expected or RACES)) is not None

    def edit(self, edit: StayEdit) -> bool:
        """Something else than was booked."""
        by = self.world.crew.holding("guest_relations")[0]
        return self.attempt("edit", lambda: stay_edit.change(self.id, edit, seen=None, **self.who(by)))

    def retime(self, times: NewTimes) -> bool:
        """New times, as somebody at the desk was told."""
        by = self.world.crew.lobby_manager(self.world.now)
        return self.attempt("retime", lambda: stay_times.change(self.id, times, **self.who(by)))

    def guest_id(self) -> int:
        """The guest's number."""
        with reading() as connection:
            return connection.scalars(select(models.Stay.guest_id).where(models.Stay.id == self.id)).one()

    def leaves_at(self) -> datetime:
        """When the house expects them to leave."""
        return datetime.fromisoformat(self.row["departure_at"])

    def who(self, by: Actor) -> dict[str, Any]:
        """Who does it, where and when, as the services ask."""
        return {"by": by, "house": self.world.house, "now": self.world.now}
