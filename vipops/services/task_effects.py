"""What a ticked task says beyond itself: the driver's report moves the arrival (item C5)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from vipops.enums import Source
from vipops.services import stay_times, stays
from vipops.services.house import House
from vipops.services.stay_times import NewTimes
from vipops.services.transactions import Transaction

# Proof fields that are facts of the stay: the checklist names them, the stay's row keeps them.
STAY_COLUMNS = ("plate", "seat")
ARRIVAL = "eta"


def follow(tell: Transaction, house: House, task: Row[Any], verb: str) -> None:
    """Carry the proof that was given into the stay, in the same transaction."""
    said: Mapping[str, Any] = task.answers if verb == "tick" else {}
    columns = {name: str(said[name])[:64] for name in STAY_COLUMNS if said.get(name)}
    if columns:
        row = stays.change_row(tell, stays.find(tell, task.stay_id), **columns)
        tell(stays.told("stay_changed", row))
    if said.get(ARRIVAL):
        times = NewTimes(arrival_at=datetime.fromisoformat(str(said[ARRIVAL])), source=Source.DRIVER)
        stay_times.move(tell, house, stays.find(tell, task.stay_id), times)
