"""Who has had the picture of a letter before them, in the words that it has now (rule P14).

Each look is on record among the disclosures; a letter whose words changed since has not been opened.
"""

from sqlalchemy import insert, select

from vipops import models
from vipops.services.transactions import Transaction

disclosure = models.Disclosure
WHAT = "letter_picture"
# As much of the words' hash as stands in the record: enough that no two letters share it.
DIGITS = 40


def record(tell: Transaction, letter_id: int, words_hash: str) -> None:
    """Put on record that the person has the picture of these words."""
    tell.connection.execute(
        insert(disclosure).values(
            property_id=tell.property_id,
            at=tell.at,
            by_id=tell.by.id,
            what=WHAT,
            subject=_subject(letter_id, words_hash),
        )
    )


def is_opened(tell: Transaction, letter_id: int, words_hash: str) -> bool:
    """Whether the person has opened the letter as it stands."""
    found = tell.connection.execute(
        select(disclosure.id)
        .where(
            disclosure.property_id == tell.property_id,
            disclosure.by_id == tell.by.id,
            disclosure.what == WHAT,
            disclosure.subject == _subject(letter_id, words_hash),
        )
        .limit(1)
    ).first()
    return found is not None


def _subject(letter_id: int, words_hash: str) -> str:
    return f"{letter_id}:{words_hash[:DIGITS]}"
