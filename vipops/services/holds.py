"""What stays hold of the house's things and people, as rows and as the domain's plain values."""

from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, or_, select

from vipops import models
from vipops.domain.collisions import NO_TIME, Hold, Resource, meant
from vipops.enums import UNFINISHED, StayState, TaskState
from vipops.services.house import House
from vipops.services.transactions import Transaction
from vipops.storage import is_sqlite

task, stay = models.Task, models.Stay

FINISHED = (TaskState.DONE, TaskState.SIGNED_OFF)
# No task takes anything for longer (``vipops.sop.form.Length``).
LONGEST = timedelta(hours=24)
# Two spans with less between them are asked for at once.
ONE_VISIT = timedelta(hours=4)
# Ranks below every grade: one that the procedure in force has no more.
NO_RANK = 100


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when."""

    begins: datetime
    ends: datetime

    def wider(self, by: timedelta) -> "Span":
        return Span(self.begins - by, self.ends + by)


def one_at_a_time(tell: Transaction) -> None:
    """From here to the commit nobody else of the property looks for collisions.

    Of two stays planned at the same moment the second then sees what the first one takes. SQLite has one
    writer anyhow.
    """
    if not is_sqlite():
        tell.connection.execute(select(func.pg_advisory_xact_lock(_COLLISIONS, tell.property_id)))


_COLLISIONS = 8021  # a number of our own, so that other advisory locks are other locks


def holds(row: Any, now: datetime) -> bool:
    """Whether the task (a row, or something with its columns) keeps something for itself, now or later."""
    if row.holds_from is None or row.holds_until <= now:
        return False
    # Who stands in the line-up is still there when it is ticked; an inspection is over with its tick.
    return row.state in UNFINISHED or (row.state in FINISHED and row.holds_from >= row.due_at)


def of_stay(rows: Iterable[Any], of: Any, house: House, now: datetime) -> list[Hold]:
    """What these tasks of a stay hold; ``of`` is the stay's row, or something with its columns."""
    return [_hold(row, of.grade, of.party_code, house, now) for row in rows if holds(row, now)]


def near(
    tell: Transaction, house: House, spans: Iterable[Span], *, codes: Container[str], without: Collection[int]
) -> Iterator[Hold]:
    """What all but these stays hold of these resources in the spans, the time between two guests included."""
    between = _longest_turnaround(house)
    for span in merged(spans):
        wide = span.wider(between)
        found = tell.connection.execute(
            _NEAR,
            {
                "of_property": tell.property_id,
                "without": list(without),
                "long_before": wide.begins - LONGEST,
                "begins": max(wide.begins, tell.at),
                "ends": wide.ends,
            },
        )
        for row in found:
            if any(meant(entry) in codes for entry in row.takes):
                yield _hold(row, row.grade, row.party_code, house, tell.at)


def rows_of(tell: Transaction, stay_id: int) -> list[Row[Any]]:
    """The tasks of a stay that keep something for themselves, also those that are over."""
    return list(tell.connection.execute(_OF_STAY, {"at_stay": stay_id}).all())


def moved_with(row: Any, due_at: datetime) -> dict[str, Any]:
    """The columns of what a task holds when a person gives it another due time."""
    if row.holds_from is None:
        return {}
    by = due_at - row.due_at
    return {"holds_from": row.holds_from + by, "holds_until": row.holds_until + by}


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order of time, those close to each other as one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.begins, one.ends)):
        if found and span.begins <= found[-1].ends + ONE_VISIT:
            found[-1] = Span(found[-1].begins, max(found[-1].ends, span.ends))
        else:
            found.append(span)
    return found


def _longest_turnaround(house: House) -> timedelta:
    return max((resource.turnaround for resource in _resources(house)), default=NO_TIME)


def _resources(house: House) -> Iterable[Resource]:
    return house.procedure.resources.values()


def _hold(row: Any, grade: str, party_code: str, house: House, now: datetime) -> Hold:
    known = house.procedure.grades.get(grade)
    free = row.state in (TaskState.WAITING, TaskState.OPEN)
    return Hold(
        task_id=row.id,
        stay_id=row.stay_id,
        party=party_code or f"stay {row.stay_id}",
        rank=known.rank if known else NO_RANK,
        takes=tuple(row.takes),
        starts_at=row.holds_from,
        ends_at=row.holds_until,
        # What has begun, or was done, is not moved any more.
        slack=timedelta(minutes=row.slack if free else 0),
        not_before=now,
    )


_NEAR = (
    select(
        task.id,
        task.stay_id,
        task.state,
        task.takes,
        task.slack,
        task.holds_from,
        task.holds_until,
        stay.grade,
        stay.party_code,
    )
    .join(stay, stay.id == task.stay_id)
    .where(
        task.property_id == bindparam("of_property"),
        task.stay_id.not_in(bindparam("without", expanding=True)),
        task.holds_from.is_not(None),
        task.holds_from > bindparam("long_before"),
        task.holds_from < bindparam("ends"),
        task.holds_until > bindparam("begins"),
        or_(
            task.state.in_(UNFINISHED),
            and_(task.state.in_(FINISHED), task.holds_from >= task.due_at),
        ),
        stay.state.not_in((StayState.CANCELLED, StayState.NO_SHOW)),
    )
)
_OF_STAY = (
    select(task.__table__)
    .where(task.stay_id == bindparam("at_stay"), task.holds_from.is_not(None))
    .order_by(task.id)
)
