"""A simulated week: founded, lived, checked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask

from vipops.demo import premises
from vipops.errors import BadInput
from vipops.services import properties
from vipops.services.house import House
from vipops.services.passwords import hasher
from vipops.simulation import guests, house_itself
from vipops.simulation.agenda import Agenda
from vipops.simulation.crew import Crew
from vipops.simulation.duty import Duty
from vipops.simulation.letter_desk import LetterDesk
from vipops.simulation.tally import Tally
from vipops.simulation.watch import Watch, sight
from vipops.simulation.work import Work
from vipops.simulation.world import World

CODE = "SIM"
NAME = {"zh": "模拟酒店", "en": "The Simulated Hotel"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What to simulate: from the beginning of ``start``'s day in ``zone``, so many days and stays."""

    days: int
    stays: int
    seed: int
    start: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Lived:
    """What came of it."""

    world: World
    watch: Watch
    tally: Tally

    @property
    def sound(self) -> bool:
        """Whether every invariant held and nobody was refused what they should have got."""
        return not self.watch.faults and not self.world.astray


def live(
    app: Flask,
    agenda: Agenda,
    asked: Asked,
    *,
    works: Sequence[house_itself.ByItself] = house_itself.WORKS,
    authority: bytes | None = None,
    say: Callable[[str], object] = lambda _line: None,
) -> Lived:
    """Live the week in a migrated, empty database, whose application has ``agenda`` as its clock.

    The application's context must be pushed. Raises ``BadInput`` where a hotel lives there already.
    """
    world, watch = _founded(app, agenda, asked)
    lived = Lived(world, watch, Tally(world))
    end = asked.start + timedelta(days=asked.days)
    work = Work(world)
    LetterDesk(world)
    Duty(world, work).shifts(asked.start, asked.days)
    house_itself.goes_round(world, works, end)
    guests.expect_all(world, work, asked.start, asked.days, asked.stays)
    for hour in range(1, asked.days * 24 + 1):
        for deed in agenda.until(asked.start + timedelta(hours=hour)):
            deed()
            world.catch_up()
        whole_day = hour % 24 == 0
        watch.look(sight(world, thorough=whole_day, authority=authority), world.ledger)
        if whole_day:
            say(f"day {hour // 24}: {world.ledger.seq} events, {len(world.ledger.tasks)} tasks")
    return lived


def _founded(app: Flask, agenda: Agenda, asked: Asked) -> tuple[World, Watch]:
    if House.codes():
        raise BadInput("A hotel lives in this database.", expected="an empty one for the simulation")
    house = properties.found(CODE, NAME, asked.zone, premises.settings())
    crew = Crew.taken_on(house, hasher(app.config["VIPOPS"]), agenda.now)
    watch = Watch()
    world = World(house, agenda, crew, str(asked.seed), checks=watch.hear)
    world.catch_up()
    return world, watch
