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


# Answers whether the plan is another now.
Effect = Callable[[Transaction, House, Row[Any], str], bool]


def follow(tell: Transaction, house: House, task: Row[Any], verb: str) -> None:
    """What the verb says beyond the task, in the same transaction: every effect looks whether it is meant.

    Whatever changes the plan, it is laid once, after everything is written down.
    """
    # All of them, also after the first that says so.
    is_another = sum(effect(tell, house, task, verb) for effect in EFFECTS) > 0
    if not _arrival_moved(tell, house, task, verb) and is_another:
        plans.lay(tell, house, stays.find(tell, task.stay_id))


def _fill_stay(tell: Transaction, _house: House, task: Row[Any], verb: str) -> bool:
    columns = {
        name: str(said)[:64] for name in STAY_COLUMNS if verb == "tick" and (said := task.answers.get(name))
    }
    if columns:
        row = stays.change_row(tell, stays.find(tell, task.stay_id), **columns)
        tell(stays.told("stay_changed", row))
    return False


def _times_what_follows(tell: Transaction, _house: House, task: Row[Any], verb: str) -> bool:
    """Due two hours after the complaint was resolved: that moment is known now, or not any more."""
    return verb in ("tick", "reopen") and is_timed_by(tell, task)


def _arrival_moved(tell: Transaction, house: House, task: Row[Any], verb: str) -> bool:
    """Whether the driver's report has moved the arrival, and the plan with it."""
    said = task.answers.get(ARRIVAL) if verb == "tick" else None
    if not said:
        return False
    times = NewTimes(arrival_at=datetime.fromisoformat(str(said)), source=Source.DRIVER)
    stay_times.move(tell, house, stays.find(tell, task.stay_id), times)
    return True


EFFECTS: tuple[Effect, ...] = (
    _fill_stay,
    note_effects.keep_notes,
    task_records.take_step,
    task_records.begin_records,
    lost_property.open_by_answer,
    hold_effects.watch,
    answer_effects.hand_on,
    _times_what_follows,
)
