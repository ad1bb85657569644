"""Which grade a guest's record earns, and who approves another: one table (rules P1, P2, P13).

A grade that the record earns, or a lower one, needs nobody. One that the guest held in a stay of the last
two years (P4) goes the ladder's ordinary way: one of the posts in its ``approves``. Every other grade is a
special grant, which the general manager approves. Nobody approves what they asked for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

VALID_FOR = timedelta(days=730)  # rule P4: two years


class Way(StrEnum):
    """How a grade comes about."""

    EARNED = "earned"
    ORDINARY = "ordinary"
    SPECIAL = "special"


class Automatic(Protocol):
    """The number of past stays that earns a grade, both ends included."""

    @property
    def stays_from(self) -> int: ...
    @property
    def stays_to(self) -> int | None: ...


class Rung(Protocol):
    """A grade of the ladder, as far as it decides who may have it. Rank 1 is the highest."""

    @property
    def code(self) -> str: ...
    @property
    def rank(self) -> int: ...
    @property
    def approves(self) -> tuple[str, ...]: ...
    @property
    def automatic(self) -> Automatic | None: ...


@dataclass(frozen=True, slots=True)
class Record:
    """What the house knows of a guest: the past stays counted, and the last day of each grade's last stay."""

    past_stays: int = 0
    held_until: Mapping[str, date] | None = None

    def held(self, today: date) -> frozenset[str]:
        """The codes of the grades that are still valid."""
        known = self.held_until or {}
        return frozenset(code for code, last in known.items() if today - last <= VALID_FOR)


def earned(ladder: Iterable[Rung], past_stays: int) -> Rung | None:
    """The highest grade that this many past stays earn without anyone's approval."""
    found = [rung for rung in ladder if rung.automatic and _counts(rung.automatic, past_stays)]
    return min(found, key=lambda rung: rung.rank, default=None)


def way(asked: Rung, ladder: Mapping[str, Rung], record: Record, today: date) -> Way:
    """How the guest comes to the asked grade: the first line of the table that holds."""
    own = earned(ladder.values(), record.past_stays)
    held = [ladder[code].rank for code in record.held(today) if code in ladder]
    for holds, found in (
        (own is not None and asked.rank >= own.rank, Way.EARNED),
        (bool(held) and asked.rank >= min(held), Way.ORDINARY),
    ):
        if holds:
            return found
    return Way.SPECIAL


def approvers(asked: Rung, found: Way, leaders: Iterable[str]) -> tuple[str, ...]:
    """The posts of which one approves; ``leaders`` are the posts of the general manager. Empty: nobody."""
    return {
        Way.EARNED: (),
        Way.ORDINARY: tuple(dict.fromkeys((*asked.approves, *leaders))),
        Way.SPECIAL: tuple(leaders),
    }[found]


def start(ladder: Mapping[str, Rung], record: Record) -> Rung:
    """The grade that a stay has until another is approved: the earned one, else the ladder's lowest."""
    return earned(ladder.values(), record.past_stays) or max(ladder.values(), key=lambda rung: rung.rank)


def _counts(rule: Automatic, past_stays: int) -> bool:
    return rule.stays_from <= past_stays and (rule.stays_to is None or past_stays <= rule.stays_to)
