"""The envelope: the guest's name and the room. A new room reprints this and nothing else."""

from dataclasses import dataclass

from vipops.enums import Language
from vipops.integrations.papers.letter_words import LetterWords
from vipops.integrations.papers.press import Paper, identifier, page, press

_ROOM = {Language.EN: "Room {room}", Language.ZH: "{room} 号房", Language.JA: "{room} 号室"}


@dataclass(frozen=True)
class EnvelopeWords:
    """What stands on the envelope."""

    language: Language
    hotel_name: str
    hotel_name_beside: str
    name_lines: tuple[str, ...]
    room_written: str


def envelope_words(words: LetterWords, room: str) -> EnvelopeWords:
    """The envelope of a letter, for the room as it is now."""
    return EnvelopeWords(
        words.language,
        words.hotel_name,
        words.hotel_name_beside,
        words.name_lines,
        _ROOM[words.language].format(room=room) if room else "",
    )


def render(words: EnvelopeWords) -> bytes:
    """The envelope as a PDF page of 220 x 110 mm (DL). Raises what ``press`` raises."""
    written = (words.language, words.hotel_name, *words.name_lines, words.room_written)
    return press(
        page("papers/envelope.html", words=words),
        style="papers/envelope-face.css",
        paper=Paper.ENVELOPE,
        identifier=identifier("envelope", *written),
    )
