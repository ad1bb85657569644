"""What a person does to a task that keeps something for itself: others may have it, or want it too."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Row

from vipops.enums import TaskState
from vipops.services import collision_watch, holds, stays
from vipops.services.collision_watch import Moved
from vipops.services.house import House
from vipops.services.transactions import Transaction

GIVES_BACK = frozenset({"tick", "skip", "cancel"})
TAKES_AGAIN = frozenset({"postpone", "reopen", "restore"})


def watch(tell: Transaction, house: House, task: Row[Any], verb: str) -> bool:
    """Look for what begins or ends to collide by this verb. The plan stays as it is."""
    if task.holds_from is None or verb not in GIVES_BACK | TAKES_AGAIN:
        return False
    after = holds.rows_of(tell, task.stay_id)
    before: list[Any] = [row for row in after if row.id != task.id]
    if verb in GIVES_BACK:
        before.append(SimpleNamespace(**{**task._mapping, "state": TaskState.OPEN}))
    collision_watch.look(tell, house, [Moved(stays.find(tell, task.stay_id), before, after)])
    return False
