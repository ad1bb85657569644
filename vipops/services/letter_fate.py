"""What becomes of a letter when its stay changes under it.

A change of name or date sends a drafted or checked letter back to be written again and voids a signed
one, which a new letter replaces. A room change touches the envelope only.
"""

from typing import Any

from sqlalchemy import Row, select

from vipops import models
from vipops.enums import LetterState
from vipops.services import letters
from vipops.services.house import House
from vipops.services.transactions import Transaction

letter = models.Letter
UNSIGNED = frozenset({LetterState.DRAFTED, LetterState.CHECKED})
LIVING = frozenset(LetterState) - {LetterState.VOID}


def would_differ(before: Row[Any], after: Row[Any], house: House) -> bool:
    """Whether name, language or the date on the letter changed: an hour's delay does not touch it."""

    def shown(row: Row[Any]) -> tuple[Any, ...]:
        return row.name, row.language, row.arrival_at.astimezone(house.zone).date()

    return shown(before) != shown(after)


def words_changed(tell: Transaction, stay: Row[Any], why: str) -> None:
    """The name, the language or the date in the letter is no longer right."""
    for row in _living(tell, stay):
        verb = "redraft" if row.state in UNSIGNED else "void"
        letters.fire(tell, row, verb, letters.VALUES[verb](tell, row, {"reason": why}))


def room_changed(tell: Transaction, stay: Row[Any]) -> None:
    """The letter stands in a room that the guest will not see: it is placed again, in a new envelope."""
    for row in _living(tell, stay):
        if row.state == LetterState.PLACED:
            letters.fire(tell, row, "fetch", letters.UNPLACED)


def stay_ended(tell: Transaction, stay: Row[Any]) -> None:
    """Nobody will read an unsigned letter any more."""
    for row in _living(tell, stay):
        if row.state in UNSIGNED:
            letters.fire(tell, row, "void", {"note": "The stay has ended."})


def _living(tell: Transaction, stay: Row[Any]) -> list[Row[Any]]:
    return list(
        tell.connection.execute(
            select(letter.__table__).where(letter.stay_id == stay.id, letter.state.in_(LIVING))
        ).all()
    )
