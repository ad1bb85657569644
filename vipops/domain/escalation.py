"""The ladder of escalation: who is told next of work that is late, and when (rule P10).

Rungs are counted from 1. All moments are aware; nothing here knows the present but by argument.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from vipops.enums import AlarmLevel, AlarmTo


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung: ``after`` counts from the due time and is negative before it."""

    level: AlarmLevel
    after: timedelta
    to: AlarmTo


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs for a department's work at some ranks; "" and no ranks mean all.

    ``grace`` is how long somebody who took an alarm is left in peace.
    """

    rungs: tuple[Rung, ...]
    grace: timedelta
    department: str = ""
    ranks: frozenset[int] = frozenset()

    def fits(self, department: str, rank: int) -> bool:
        """Whether the ladder is the one for this department's work at this rank."""
        return self.department in ("", department) and (not self.ranks or rank in self.ranks)


@dataclass(frozen=True, slots=True)
class Told:
    """The last alarm of a due time: its rung, when that fell due, and since when somebody has it in hand."""

    rung: int
    at: datetime
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fallen:
    """A rung with the moment it falls due."""

    number: int
    at: datetime
    rung: Rung


def ladder_for(ladders: Sequence[Ladder], department: str, rank: int) -> Ladder:
    """The first ladder that fits; the last one of a checked procedure fits all work."""
    return next(ladder for ladder in ladders if ladder.fits(department, rank))


def ahead(ladder: Ladder, due_at: datetime, told: Told | None = None) -> tuple[Fallen, ...]:
    """The rungs that are still to come, in order, each with the moment it falls due.

    Rungs keep their distance from each other: where somebody took an alarm and the work still is not done
    when the grace is over, the rest of the ladder is climbed from there, not all of it at once.
    """
    climbed = told.rung if told else 0
    rest = ladder.rungs[climbed:]
    if not rest:
        return ()
    base = due_at if told is None else _base(ladder, due_at, told)
    return tuple(
        Fallen(number, base + rung.after, rung) for number, rung in enumerate(rest, start=climbed + 1)
    )


def fallen(
    ladder: Ladder, due_at: datetime, told: Told | None, now: datetime
) -> tuple[tuple[Fallen, ...], datetime | None]:
    """The rungs that have fallen due by ``now``, and when the one after them will."""
    rungs = ahead(ladder, due_at, told)
    reached = tuple(rung for rung in rungs if rung.at <= now)
    later = rungs[len(reached) :]
    return reached, later[0].at if later else None


def _base(ladder: Ladder, due_at: datetime, told: Told) -> datetime:
    """The due time that the rest of the ladder counts from: pushed back by every grace that was given."""
    base = max(due_at, told.at - ladder.rungs[told.rung - 1].after)
    if told.taken_at is None:
        return base
    return max(base, told.taken_at + ladder.grace - ladder.rungs[told.rung].after)
