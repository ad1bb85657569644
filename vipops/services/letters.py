"""The steps of a welcome letter: check, sign, place, take_back, send_back, void (items F2, F5).

Each step ticks the plan's task for it in the same transaction, so that letter desk and lists agree.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from vipops import models
from vipops.domain.lifecycles import LETTER
from vipops.domain.names import same_spelling
from vipops.domain.permissions import Actor, Subject, require
from vipops.enums import LetterState
from vipops.errors import BadInput, NotFound, Overtaken, WrongMoment
from vipops.events import Event
from vipops.integrations.papers.strokes import read_strokes
from vipops.services import answers, letter_tasks, shapes
from vipops.services.answers import Call
from vipops.services.house import House
from vipops.services.transactions import Transaction, transaction

letter, stay = models.Letter, models.Stay
# Letter events reach the house and the front office: the desk's people.
AUDIENCE = "front_office"


@dataclass(frozen=True, slots=True)
class LetterAsked:
    """A step as a person asks for it; ``details`` hold the typed name, the strokes or the reason."""

    letter_id: int
    verb: str
    seen: int
    details: Mapping[str, Any] = field(default_factory=dict)


def change(
    asked: LetterAsked, *, by: Actor, house: House, now: datetime, call: Call | None = None
) -> dict[str, Any]:
    """Take the step and answer ``{letter: row}``.

    The signer's PIN is confirmed before this (``vipops.services.sign_in.confirm_pin``). Raises
    ``NotFound``, ``NotAllowed``, ``WrongMoment``, ``Overtaken``, and ``BadInput`` when the name does
    not match, the signature is empty or the fonts lack a character.
    """
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        row = find(tell, asked.letter_id)
        require(by, LETTER.needs(row.state, asked.verb), _subject(tell, house, row, asked.verb))
        if row.version != asked.seen:
            raise _overtaken(row)
        LETTER.step(row.state, asked.verb)
        changed = fire(tell, row, asked.verb, VALUES[asked.verb](tell, row, asked.details))
        return answers.keep(tell, call, {"letter": shapes.shaped(shapes.LETTER, changed)})


def fire(tell: Transaction, row: Row[Any], verb: str, values: Mapping[str, Any]) -> Row[Any]:
    """Move the letter, tell it, and bring the plan's tasks after it."""
    step = LETTER.step(row.state, verb)
    changed = tell.connection.execute(
        update(letter)
        .where(letter.id == row.id, letter.version == row.version)
        .values(state=LETTER.fire(row.state, verb), version=letter.version + 1, **values)
        .returning(letter.__table__)
    ).first()
    if changed is None:
        raise _overtaken(find(tell, row.id))
    tell(told(step.tells, changed))
    letter_tasks.follow(tell, changed, verb)
    return changed


def told(kind: str, row: Any) -> Event:
    """The event that carries a letter's row, without its words."""
    return Event(
        kind,
        {"letter_id": row.id, "letter": shapes.shaped(shapes.LETTER, row)},
        stay_id=row.stay_id,
        audience=AUDIENCE,
    )


def find(tell: Transaction, letter_id: int) -> Row[Any]:
    """The letter's row. Raises ``NotFound``."""
    row = tell.connection.execute(
        select(letter.__table__).where(letter.id == letter_id, letter.property_id == tell.property_id)
    ).first()
    if row is None:
        raise NotFound("There is no such letter.", letter_id=letter_id)
    return row


def _subject(tell: Transaction, house: House, row: Row[Any], verb: str) -> Subject:
    of = tell.connection.execute(
        select(stay.grade, stay.procedure_version).where(stay.id == row.stay_id)
    ).one()
    # Rule P14: who checked the spelling does not sign, as who drafted does not check.
    first_hand = row.checked_by_id if verb == "sign" else row.drafted_by_id
    return Subject(
        department=AUDIENCE, doer_id=first_hand, signer_posts=tuple(house.grade_of(of).letter.signers)
    )


def _check(tell: Transaction, row: Row[Any], details: Mapping[str, Any]) -> dict[str, Any]:
    if row.words is None:
        raise WrongMoment("The letter is still being written. Please wait a moment.", state=row.state)
    if not same_spelling(str(details.get("name", "")), row.booked_name):
        raise BadInput(
            "The name does not match the booking letter by letter.",
            errors=[
                {
                    "where": "name",
                    "message": "The spelling differs.",
                    "expected": "the name as in the booking",
                }
            ],
        )
    return {"checked_at": tell.at, "checked_by_id": tell.by.id, "note": ""}


def _sign(tell: Transaction, row: Row[Any], details: Mapping[str, Any]) -> dict[str, Any]:
    if row.missing_glyphs:
        raise BadInput(
            f"The fonts lack: {row.missing_glyphs}. Signed, the name would be printed with a gap.",
            missing=row.missing_glyphs,
            expected="a font with these characters, or another spelling agreed with the guest",
        )
    drawn = read_strokes(details.get("strokes"))
    return {"signed_at": tell.at, "signed_by_id": tell.by.id, "strokes": {"json": drawn.to_json()}}


def _place(tell: Transaction, row: Row[Any], _details: Mapping[str, Any]) -> dict[str, Any]:
    pdf = models.LetterPdf
    if tell.connection.execute(select(pdf.letter_id).where(pdf.letter_id == row.id)).first() is None:
        raise WrongMoment("The letter is not printed yet. Please wait a moment.", state=row.state)
    return {"placed_at": tell.at, "placed_by_id": tell.by.id}


def _send_back(_tell: Transaction, _row: Row[Any], details: Mapping[str, Any]) -> dict[str, Any]:
    return {"note": _reason(details), **UNCHECKED}


def _void(_tell: Transaction, _row: Row[Any], details: Mapping[str, Any]) -> dict[str, Any]:
    return {"note": _reason(details)}


def _take_back(_tell: Transaction, _row: Row[Any], _details: Mapping[str, Any]) -> dict[str, Any]:
    return UNPLACED


UNPLACED = {"placed_at": None, "placed_by_id": None}
UNCHECKED = {"checked_at": None, "checked_by_id": None}
UNWRITTEN = {"words": None, "words_hash": "", "missing_glyphs": "", "fault": "", "try_again_at": None}


def _redraft(_tell: Transaction, _row: Row[Any], details: Mapping[str, Any]) -> dict[str, Any]:
    return {"note": str(details.get("reason") or "")[:255], **UNCHECKED, **UNWRITTEN}


VALUES: Mapping[str, Callable[[Transaction, Row[Any], Mapping[str, Any]], dict[str, Any]]] = {
    "check": _check,
    "sign": _sign,
    "place": _place,
    "take_back": _take_back,
    "send_back": _send_back,
    "redraft": _redraft,
    "void": _void,
}


def _reason(details: Mapping[str, Any]) -> str:
    reason = str(details.get("reason") or "").strip()
    if not reason:
        raise BadInput(
            "Say why.", errors=[{"where": "reason", "message": "A reason is needed.", "expected": "text"}]
        )
    return reason[:255]


def _overtaken(row: Row[Any]) -> Overtaken:
    return Overtaken(
        f"The letter was changed meanwhile: it is {LetterState(row.state).value} now.",
        version=row.version,
        state=row.state,
        letter=shapes.shaped(shapes.LETTER, row),
    )
