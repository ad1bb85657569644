"""Several letters signed with one signature: each a step of its own, with its own result (item F2)."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from vipops.domain.permissions import Actor, Permission, Subject, require
from vipops.errors import BadInput, Refusal, WrongMoment
from vipops.integrations.papers.strokes import read_strokes
from vipops.services import answers, letter_opened, letters
from vipops.services.answers import Call
from vipops.services.house import House
from vipops.services.letters import LetterAsked
from vipops.services.transactions import transaction

MOST = 40  # more than a hotel receives VIPs on one day


@dataclass(frozen=True, slots=True)
class SigningAsked:
    """The letters with the version of each that was read, and the signature as drawn once."""

    letters: Sequence[tuple[int, int]]
    strokes: Sequence[Any]


def sign(
    asked: SigningAsked, *, by: Actor, house: House, now: datetime, call: Call | None = None
) -> list[dict[str, Any]]:
    """Sign each letter in a transaction of its own; answers one result per letter, in their order.

    A result is ``{letter_id, outcome, …}``: "signed" with the ``letter``, or "refused" with ``code``,
    ``detail`` and the refusal's facts: one that was changed meanwhile does not hold up the others, nor one
    whose picture the signer has not opened in the words that it has now. Sent again under the same key, each
    is answered as before. Raises ``NotAllowed`` for who signs no grade's letter, ``BadInput`` for no letters,
    one named twice, and a signature without a stroke.
    """
    require(by, Permission.LETTER_SIGN, Subject(signer_posts=tuple(house.signer_posts)))
    _require_letters(asked.letters)
    read_strokes(asked.strokes)
    return [
        _one(LetterAsked(letter_id, "sign", seen, {"strokes": asked.strokes}), by, house, now, call)
        for letter_id, seen in asked.letters
    ]


def _one(asked: LetterAsked, by: Actor, house: House, now: datetime, call: Call | None) -> dict[str, Any]:
    own_call = _call_of(call, asked)
    try:
        _require_opened(asked, by, now)
        signed = answers.once(
            own_call, lambda: letters.change(asked, by=by, house=house, now=now, call=own_call)
        )
    except Refusal as refusal:
        return {
            **refusal.facts,
            "letter_id": asked.letter_id,
            "outcome": "refused",
            "code": refusal.code,
            "detail": refusal.message,
        }
    return {"letter_id": asked.letter_id, "outcome": "signed", **signed}


def _require_opened(asked: LetterAsked, by: Actor, now: datetime) -> None:
    """What is changed after this look has another version, and is refused for that."""
    with transaction(by, now) as tell:
        row = letters.find(tell, asked.letter_id)
        if row.version == asked.seen and not letter_opened.is_opened(tell, row.id, row.words_hash):
            raise WrongMoment(
                "You have not opened this letter as it stands. Read it to its end first.", state=row.state
            )


def _call_of(call: Call | None, asked: LetterAsked) -> Call | None:
    """The part of the call that is about this letter."""
    if call is None:
        return None
    key = hashlib.sha256(f"{call.key} {asked.letter_id}".encode()).hexdigest()
    return Call(call.device, key, call.digest)


def _require_letters(asked: Sequence[tuple[int, int]]) -> None:
    ids = [letter_id for letter_id, _seen in asked]
    if not 1 <= len(ids) <= MOST or len(set(ids)) < len(ids):
        errors: list[Mapping[str, str]] = [
            {
                "where": "letters",
                "message": "Choose the letters to sign.",
                "expected": f"1 to {MOST} letters, each once",
            }
        ]
        raise BadInput("Choose the letters to sign.", errors=errors)
