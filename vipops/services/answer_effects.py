"""A task that is finished or taken back changes what the tasks that waited for it are told (item IH2)."""

from typing import Any

from sqlalchemy import Row

from vipops.services import answers_told, stays
from vipops.services.house import House
from vipops.services.transactions import Transaction

CHANGES_WHAT_IS_TOLD = frozenset({"tick", "sign_off", "reopen"})


def hand_on(tell: Transaction, house: House, task: Row[Any], verb: str) -> bool:
    """Whether another task's text takes in this one's answers, so that the plan is another now."""
    if verb not in CHANGES_WHAT_IS_TOLD or not task.proof:
        return False
    stay = stays.find(tell, task.stay_id)
    return answers_told.is_handed_on(house.procedure_of(stay.procedure_version), task.template)
