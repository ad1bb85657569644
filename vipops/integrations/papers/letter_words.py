"""The words of a letter, frozen: what was signed is these words and nothing else.

The room is not among them: a new room reprints the envelope and leaves the signed letter as it is.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from vipops.enums import Language
from vipops.errors import BadInput

_FORMAT = 1


class Variant(StrEnum):
    """Which letter it is; the text of each lies in ``templates/letters/<language>/<variant>.txt``."""

    FIRST_STAY = "first_stay"
    RETURNING = "returning"
    RECOVERY = "recovery"  # after a problem in an earlier stay
    CARD = "card"  # the short welcome of the grades that get a card
    FAREWELL = "farewell"  # the thank-you at the end of the stay


@dataclass(frozen=True)
class LetterWords:
    """Everything that stands on the page, in the order of the page, as plain text."""

    language: Language
    variant: Variant
    hotel_name: str
    hotel_name_beside: str  # the name in a second language, may be empty
    hotel_address: str
    hotel_contact: str
    date: date
    date_written: str
    name_lines: tuple[str, ...]
    salutation: str
    paragraphs: tuple[str, ...]
    closing: str
    signer_name: str
    signer_post: str

    def to_json(self) -> str:
        """Canonical JSON: the same words always give the same text (sorted keys, no spaces, UTF-8)."""
        words: dict[str, Any] = {**asdict(self), "date": self.date.isoformat(), "format": _FORMAT}
        return json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON, in hex."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    @cached_property
    def text(self) -> str:
        """All printed text, for the check of characters against the fonts."""
        lines = (
            self.hotel_name, self.hotel_name_beside, self.hotel_address, self.hotel_contact,
            self.date_written, *self.name_lines, self.salutation, *self.paragraphs, self.closing,
            self.signer_name, self.signer_post,
        )  # fmt: skip
        return "\n".join(lines)

    @classmethod
    def from_json(cls, text: str) -> "LetterWords":
        """The words back from :meth:`to_json`. Raises BadInput where the text is something else."""
        try:
            found = json.loads(text)
            _same(found.pop("format"), _FORMAT)
            found["language"] = Language(found["language"])
            found["variant"] = Variant(found["variant"])
            found["date"] = date.fromisoformat(found["date"])
            for lines in ("name_lines", "paragraphs"):
                found[lines] = tuple(_text(line) for line in found[lines])
            for name in _TEXTS:
                _text(found[name])
            return cls(**found)
        except (AttributeError, KeyError, TypeError, ValueError) as fault:
            expected = "what LetterWords.to_json() gives"
            raise BadInput("These are not the words of a letter.", expected=expected) from fault


_TEXTS = tuple(field.name for field in fields(LetterWords) if field.type in (str, "str"))


def _same(found: object, expected: object) -> None:
    if found != expected:
        raise ValueError(f"{expected} expected")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value
