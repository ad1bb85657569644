"""The thank-you letter at the end of a stay, signed by hand."""

from pathlib import Path

from sqlalchemy import Connection

from vipops.integrations.papers.letter_words import LetterWords, Variant
from vipops.queries.papers.lines import Desk
from vipops.services.letter_writing import words_of
from vipops.services.prints import Found


def farewell_letter(
    connection: Connection, desk: Desk, found: Found, hotel_folder: Path | None
) -> LetterWords:
    """The letter's words, dated the day of departure. Raises what ``words_of`` raises."""
    of = found.stay
    assert of is not None  # noqa: S101  # the finder of stay papers always has one
    day = of.departure_at.astimezone(desk.house.zone).date()
    return words_of(connection, desk.house, of, desk.language, Variant.FAREWELL, day, hotel_folder)
