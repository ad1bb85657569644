"""What a ticked task says beyond itself: the driver's report moves the arrival (item C5)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from vipops.enums import Source
from vipops.services import (
    answer_effects,
    hold_effects,
    lost_property,
    note_effects,
    plans,
    stay_times,
    stays,
    task_records,
)
from vipops.services.house import House
from vipops.services.stay_times import NewTimes
from vipops.services.task_order import is_timed_by
from vipops.services.transactions import Transaction

# Proof fields that are facts of the stay: the checklist names them, the stay's row keeps them.
STAY_COLUMNS = ("plate", "seat")
ARRIVAL = "eta"


Effect = Callable[[Transaction, House, Row[Any], str], None]


def follow(tell: Transaction, house: House, task: Row[Any], verb: str) -> None:
    """What the verb says beyond the task, in the same transaction: every effect looks whether it is meant."""
    for effect in EFFECTS:
        effect(tell, house, task, verb)


def _fill_stay(tell: Transaction, _house: House, task: Row[Any], verb: str) -> None:
    columns = {
        name: str(said)[:64] for name in STAY_COLUMNS if verb == "tick" and (said := task.answers.get(name))
    }
    if columns:
        row = stays.change_row(tell, stays.find(tell, task.stay_id), **columns)
        tell(stays.told("stay_changed", row))


def _move_arrival(tell: Transaction, house: House, task: Row[Any], verb: str) -> None:
    said = task.answers.get(ARRIVAL) if verb == "tick" else None
    if said:
        times = NewTimes(arrival_at=datetime.fromisoformat(str(said)), source=Source.DRIVER)
        stay_times.move(tell, house, stays.find(tell, task.stay_id), times)


def _move_what_follows(tell: Transaction, house: House, task: Row[Any], verb: str) -> None:
    """Due two hours after the complaint was resolved: that moment is known now, or not any more."""
    if verb in ("tick", "reopen") and is_timed_by(tell, task):
        plans.lay(tell, house, stays.find(tell, task.stay_id))


# In this order: the plan moves last.
EFFECTS: tuple[Effect, ...] = (
    _fill_stay,
    note_effects.keep_notes,
    task_records.take_step,
    task_records.begin_records,
    lost_property.open_by_answer,
    hold_effects.watch,
    answer_effects.hand_on,
    _move_arrival,
    _move_what_follows,
)
