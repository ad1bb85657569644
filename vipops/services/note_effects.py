"""What a task's proof tells of the guest goes into the guest's history (items IH2, IH4, IF2, D6).

A checklist's field says so with ``keeps`` (what kind of note) and ``about`` (its subject).
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row

from vipops import models
from vipops.enums import NoteKind
from vipops.services import guest_notes, stays
from vipops.services.guest_notes import Said
from vipops.services.house import House
from vipops.services.transactions import Transaction

# Who has nothing to tell and must fill the field in writes one of these.
NOTHING_SAID = frozenset({"", "-", "–", "—", "/", "无", "没有", "暂无", "none", "no", "nothing", "n/a", "na"})


def keep_notes(tell: Transaction, house: House, task: Row[Any], verb: str) -> bool:
    """A tick writes the answers down; taking the tick back withdraws them. They shape the next stay."""
    if verb == "tick":
        for said in _said(tell, house, task):
            guest_notes.remember(tell, house, said)
    elif verb == "reopen":
        guest_notes.withdraw_all(tell, house, models.GuestNote.task_id == task.id)
    return False


def _said(tell: Transaction, house: House, task: Row[Any]) -> Iterator[Said]:
    kept = [field for field in task.proof if field.get("keeps")]
    if not kept:
        return
    guest_id = stays.find(tell, task.stay_id).guest_id
    for field in kept:
        text = str(task.answers.get(field["name"], "")).strip()
        if text.lower().rstrip(".。") not in NOTHING_SAID:
            yield Said(
                guest_id,
                NoteKind(field["keeps"]),
                text,
                house.day_of(tell.at),
                field.get("about", ""),
                source="task",
                stay_id=task.stay_id,
                task_id=task.id,
            )
