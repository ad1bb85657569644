"""New times: the plan is computed again, done work stays, open work moves, and what moved is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row

from vipops.domain.permissions import Actor, Permission, require
from vipops.enums import Source, StayState
from vipops.errors import BadInput, WrongMoment
from vipops.services import answers, letter_fate, plans, stays
from vipops.services.answers import Call
from vipops.services.house import House
from vipops.services.transactions import Transaction, transaction

INSIDE = frozenset({StayState.ARRIVED, StayState.IN_HOUSE, StayState.DEPARTING})


@dataclass(frozen=True, slots=True)
class NewTimes:
    """What somebody says of a stay's times; ``None`` leaves a time as it is."""

    arrival_at: datetime | None = None
    departure_at: datetime | None = None
    landing_at: datetime | None = None
    flight_note: str | None = None
    source: Source = Source.PERSON


def change(
    stay_id: int, times: NewTimes, *, by: Actor, house: House, now: datetime, call: Call | None = None
) -> dict[str, Any]:
    """Set the times and answer ``{moved, added, dropped, late, collisions, version}``.

    Raises ``BadInput`` when the guest would leave before coming, and ``WrongMoment`` after the stay.
    """
    require(by, Permission.STAY_TIMES)
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        changes, row = move(tell, house, stays.find(tell, stay_id), times)
        return answers.keep(tell, call, {**changes, "version": row.version})


def preview(stay_id: int, times: NewTimes, *, by: Actor, house: House, now: datetime) -> dict[str, Any]:
    """The same answer without changing anything."""
    require(by, Permission.STAY_TIMES)
    with transaction(by, now) as tell:
        row = stays.find(tell, stay_id)
        values = _values(row, times, now)
        return {**plans.preview(tell, house, row, values), "version": row.version}


def move(tell: Transaction, house: House, row: Row[Any], times: NewTimes) -> tuple[dict[str, Any], Row[Any]]:
    """Write the new times into the stay and bring plan and letter after them."""
    ((change, changed),) = move_all(tell, house, [(row, times)])
    return change, changed


def move_all(
    tell: Transaction, house: House, moves: Iterable[tuple[Row[Any], NewTimes]]
) -> list[tuple[dict[str, Any], Row[Any]]]:
    """:func:`move` for several stays, in their order; what collides is looked for when all have moved."""
    rows = [_written(tell, house, row, times) for row, times in moves]
    return list(zip(plans.lay_all(tell, house, rows), rows, strict=True))


def _written(tell: Transaction, house: House, row: Row[Any], times: NewTimes) -> Row[Any]:
    changed = stays.change_row(tell, row, **_values(row, times, tell.at))
    tell(stays.told("stay_retimed", changed))
    if letter_fate.would_differ(row, changed, house):
        letter_fate.words_changed(tell, changed, "The arrival day changed.")
    return changed


def _values(row: Row[Any], times: NewTimes, now: datetime) -> dict[str, Any]:
    stays.require_running(row)
    if times.arrival_at is not None and row.state in INSIDE:
        raise WrongMoment("The guest is here already.", state=row.state)
    arrival_at, departure_at = times.arrival_at or row.arrival_at, times.departure_at or row.departure_at
    if departure_at <= arrival_at:
        raise BadInput(
            "The guest would leave before arriving.",
            errors=[
                {"where": "departure_at", "message": "Lies before the arrival.", "expected": "a later time"}
            ],
        )
    values: dict[str, Any] = {}
    for end, moment in (("arrival", times.arrival_at), ("departure", times.departure_at)):
        if moment is not None:
            values |= {
                f"{end}_at": moment.astimezone(UTC).replace(microsecond=0),
                f"{end}_source": times.source.value,
                f"{end}_said_at": now,
            }
    if times.landing_at is not None:
        values["landing_at"] = times.landing_at.astimezone(UTC).replace(microsecond=0)
    if times.flight_note is not None:
        values["flight_note"] = times.flight_note
    return values
