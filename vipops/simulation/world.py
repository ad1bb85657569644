"""The simulated house: clock, chance, people, and ears that follow the journal as a screen does."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple, TypeVar

import orjson
from sqlalchemy import bindparam, select

from vipops import models
from vipops.errors import Refusal
from vipops.services.house import House
from vipops.simulation.agenda import Agenda, Deed
from vipops.simulation.crew import Crew
from vipops.simulation.ledger import Ledger
from vipops.storage import reading

T = TypeVar("T")
Ear = Callable[[dict[str, Any]], None]

MOST_KEPT = 40


class Heard(NamedTuple):
    """One row of the journal, and its body read."""

    seq: int
    raw: str
    hash: str
    event: dict[str, Any]


@dataclass(slots=True)
class World:
    """Everything a simulated person knows and may do."""

    house: House
    agenda: Agenda
    crew: Crew
    seed: str
    ledger: Ledger = field(default_factory=Ledger)
    # Told before the ledger folds an event, so that they know what was before.
    checks: Callable[[Heard, Ledger], None] = lambda _heard, _before: None
    told: Counter[str] = field(default_factory=Counter)  # events by kind
    refusals: Counter[str] = field(default_factory=Counter)
    # Refusals that nobody in the house would expect: a fault of the service or of the simulated person.
    astray: list[str] = field(default_factory=list)
    _ears: dict[str, list[Ear]] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return self.agenda.now

    def chance(self, *about: object) -> Random:
        """Dice for one matter: the same for the same seed, whatever else happens."""
        return Random("/".join((self.seed, *map(str, about))))  # noqa: S311  # a game, not a secret

    def later(self, minutes: float, deed: Deed) -> None:
        self.agenda.at(self.now + timedelta(minutes=minutes), deed)

    def listen(self, kinds: Mapping[str, Ear]) -> None:
        """Have the ears called with each event of these kinds, after the ledger knows it."""
        for kind, ear in kinds.items():
            self._ears.setdefault(kind, []).append(ear)

    def attempt(self, what: str, deed: Callable[[], T], *expected: type[Refusal]) -> T | None:
        """Do it; a refusal is counted, and kept where nobody would expect it. ``None`` when refused."""
        try:
            return deed()
        except Refusal as refusal:
            self.refusals[f"{what}: {refusal.code}"] += 1
            if not isinstance(refusal, expected) and len(self.astray) < MOST_KEPT:
                self.astray.append(f"{self.now:%F %T}Z {what}: {refusal.message} {str(refusal.facts)[:300]}")
            return None

    def catch_up(self) -> None:
        """Hear what happened since the last time."""
        with reading() as connection:
            rows = connection.execute(_AFTER, {"of": self.house.id, "number": self.ledger.seq}).all()
        events = [Heard(row.seq, row.body, row.hash, orjson.loads(row.body)) for row in rows]
        for heard in events:
            self.checks(heard, self.ledger)
            self.ledger.apply(heard.event)
            self.told[heard.event["kind"]] += 1
        # Nobody acts on the first half of what was told at once.
        for heard in events:
            for ear in self._ears.get(heard.event["kind"], ()):
                ear(heard.event)


_event = models.Event
_AFTER = (
    select(_event.seq, _event.body, _event.hash)
    .where(_event.property_id == bindparam("of"), _event.seq > bindparam("number"))
    .order_by(_event.seq)
)
