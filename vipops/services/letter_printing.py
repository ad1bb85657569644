"""Letters are pictured and printed by the house itself; what is unfinished is a query.

One without a picture of its words is pictured, a signed one without PDF is printed. Each is claimed by
nobody and recorded once: doing it twice after a crash gives the same bytes under the same key.
"""

import hashlib
import json
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, delete, insert, or_, select
from sqlalchemy.exc import IntegrityError

from vipops import models
from vipops.enums import LetterState
from vipops.integrations.papers.letter_words import LetterWords
from vipops.services.house import House
from vipops.services.letter_attempts import CLEARED, fault, may_try, note
from vipops.services.transactions import transaction
from vipops.storage import reading

letter, preview_row, pdf_row = models.Letter, models.LetterPreview, models.LetterPdf


class Unprinted(NamedTuple):
    """A letter whose picture or PDF is missing."""

    id: int
    words: LetterWords
    words_hash: str
    strokes: Any
    signed_at: datetime | None


def next_without_picture(house: House) -> Unprinted | None:
    """The next unsigned letter whose picture is missing or of older words."""
    with reading() as connection:
        row = connection.execute(
            select(letter)
            .outerjoin(preview_row, preview_row.letter_id == letter.id)
            .where(
                letter.property_id == house.id,
                letter.state.in_((LetterState.DRAFTED.value, LetterState.CHECKED.value)),
                letter.words.is_not(None),
                or_(preview_row.words_hash.is_(None), preview_row.words_hash != letter.words_hash),
            )
            .order_by(letter.sign_by)
            .limit(1)
        ).first()
    return _unprinted(row)


def next_without_pdf(house: House, now: datetime) -> Unprinted | None:
    """The next signed letter that is not printed yet."""
    with reading() as connection:
        row = connection.execute(
            select(letter)
            .outerjoin(pdf_row, pdf_row.letter_id == letter.id)
            .where(
                letter.property_id == house.id,
                letter.state.in_((LetterState.SIGNED.value, LetterState.PLACED.value)),
                pdf_row.letter_id.is_(None),
                may_try(now),
            )
            .order_by(letter.signed_at)
            .limit(1)
        ).first()
    return _unprinted(row)


def keep_picture(house: House, made: Unprinted, png: bytes, now: datetime) -> None:
    """Store the picture and tell the desk."""
    with transaction(house.itself, now) as tell:
        tell.connection.execute(delete(preview_row).where(preview_row.letter_id == made.id))
        tell.connection.execute(
            insert(preview_row).values(
                letter_id=made.id, property_id=house.id, words_hash=made.words_hash, png=png
            )
        )
        note(tell, made.id, "letter_written", CLEARED)


def keep_pdf(house: House, made: Unprinted, pdf: bytes, now: datetime) -> None:
    """Store the signed PDF with its hash, once, and tell the desk."""
    try:
        with transaction(house.itself, now) as tell:
            tell.connection.execute(
                insert(pdf_row).values(
                    letter_id=made.id,
                    property_id=house.id,
                    pdf=pdf,
                    sha256=hashlib.sha256(pdf).hexdigest(),
                    made_at=now,
                )
            )
            note(tell, made.id, "letter_printed", CLEARED)
    except IntegrityError:
        return  # another worker was first, with the same bytes


def keep_fault(house: House, failed: Unprinted, why: str, now: datetime) -> None:
    """Note why the letter could not be printed; it is tried again a minute later."""
    with transaction(house.itself, now) as tell:
        note(tell, failed.id, "letter_faulty", fault(why, now))


def _unprinted(row: Row[Any] | None) -> Unprinted | None:
    if row is None:
        return None
    words = LetterWords.from_json(json.dumps(row.words))
    return Unprinted(row.id, words, row.words_hash, row.strokes, row.signed_at)
