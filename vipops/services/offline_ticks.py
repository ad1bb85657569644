"""What was done on a tablet without a network, handed in later: once, under its author, with both times."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from vipops.services import answers, tasks, tick_reviews
from vipops.services.answers import Call
from vipops.services.house import House
from vipops.services.offline_tokens import Author
from vipops.services.tasks import Change

DISMISSED = "dismissed"
SIGNED_OUT = "signed_out"


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A change with the moment it was made (in ``change.made_at``), its stay, and the call it came by."""

    change: Change
    call: Call


def take(handed: HandedIn, author: Author, *, house: House, now: datetime) -> dict[str, Any]:
    """``{task: row}`` when it counts, ``{held: row}`` when a person must look at it first.

    Raises what :func:`vipops.services.tasks.change` raises. Handed in again, it is answered as before.
    """
    made_at = min(handed.change.made_at or now, now)
    change, call = replace(handed.change, made_at=made_at), handed.call
    why = _doubt(author, made_at)
    if why:
        return answers.once(call, lambda: tick_reviews.hold(change, why, by=author.actor, now=now, call=call))
    return answers.once(call, lambda: tasks.change(change, by=author.actor, house=house, now=now, call=call))


def _doubt(author: Author, made_at: datetime) -> str:
    if not author.active:
        return DISMISSED
    return SIGNED_OUT if made_at > author.made_until else ""
