"""Work on a letter that the house does by itself: when it may be tried, and what is noted of it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, update

from vipops import models
from vipops.services import letters
from vipops.services.transactions import Transaction

letter = models.Letter
AFTER_A_FAULT = timedelta(minutes=1)
CLEARED: Mapping[str, Any] = {"fault": "", "try_again_at": None}


def may_try(now: datetime) -> Any:
    """The condition that no fault of the last minute stands in the way."""
    return or_(letter.try_again_at.is_(None), letter.try_again_at <= now)


def fault(why: str, now: datetime) -> dict[str, Any]:
    """The columns that tell the desk what went wrong, and the worker when to try again."""
    return {"fault": why[:255], "try_again_at": now + AFTER_A_FAULT}


def rewrite(tell: Transaction, letter_id: int, kind: str, values: Mapping[str, Any], *, seen: int) -> None:
    """Write what a person will look at anew. A letter that has moved on since ``seen`` is left alone."""
    _write(tell, letter_id, kind, {**values, "version": seen + 1}, letter.version == seen)


def note(tell: Transaction, letter_id: int, kind: str, values: Mapping[str, Any]) -> None:
    """Write what changes nothing for a person who is about to act: a picture, a print, a fault."""
    _write(tell, letter_id, kind, values)


def _write(tell: Transaction, letter_id: int, kind: str, values: Mapping[str, Any], *where: Any) -> None:
    changed = tell.connection.execute(
        update(letter)
        .where(letter.id == letter_id, letter.property_id == tell.property_id, *where)
        .values(**values)
        .returning(letter.__table__)
    ).first()
    if changed is not None:
        tell(letters.told(kind, changed))
