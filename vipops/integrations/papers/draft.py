"""Facts of a stay and a text in the guest's language become the words of a letter.

The texts are files that read like the letter itself: paragraphs parted by an empty line, the first one
the salutation, the last one the closing. A hotel's own folder goes before the shipped one.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from jinja2.exceptions import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from vipops.enums import Language
from vipops.errors import BadInput
from vipops.integrations.papers import folders
from vipops.integrations.papers.letter_words import LetterWords, Variant
from vipops.integrations.papers.salutation import written_date

LONGEST_NAME = 200
_LONGEST_TEXT = 6_000
# Joiners that Indic, Persian and emoji text needs; every other format character only hides things.
_KEPT_FORMAT = "\u200c\u200d"


@dataclass(frozen=True)
class Hotel:
    """The letterhead, in the letter's language."""

    name: str
    name_beside: str = ""
    address: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Signer:
    name: str
    post: str


@dataclass(frozen=True)
class Facts:
    """What a letter may speak of. ``address_as`` is how it turns to the guest (Ms Chen, 陈女士)."""

    guest_name: str
    address_as: str
    stays_before: int = 0
    children: int = 0
    occasion: str = ""  # birthday, anniversary or nothing
    host: str = ""  # who looks after the guest: the lobby manager's name
    extension: str = ""


def draft(
    language: Language,
    variant: Variant,
    *,
    hotel: Hotel,
    signer: Signer,
    facts: Facts,
    day: date,
    hotel_folder: Path | None = None,
) -> LetterWords:
    """The words of a letter dated ``day`` (a date of the hotel's own zone).

    ``hotel_folder`` holds the hotel's own texts (``<language>/<variant>.txt``), which replace the shipped
    ones one by one. Raises BadInput with file and line where a text is wrong, or where a name is empty
    or too long.
    """
    known = _Cleaned(hotel=asdict(hotel), signer=asdict(signer), facts=asdict(facts))
    for name in ("guest_name", "address_as"):
        if not known.facts[name]:
            raise BadInput("A letter needs the guest's name.", where=name)
    blocks = _written(language, variant, known, hotel_folder)
    return LetterWords(
        language=language,
        variant=variant,
        hotel_name=known.hotel["name"],
        hotel_name_beside=known.hotel["name_beside"],
        hotel_address=known.hotel["address"],
        hotel_contact=known.hotel["contact"],
        date=day,
        date_written=written_date(day, language),
        name_lines=(known.facts["guest_name"],),
        salutation=blocks[0],
        paragraphs=tuple(blocks[1:-1]),
        closing=blocks[-1],
        signer_name=known.signer["name"],
        signer_post=known.signer["post"],
    )


def variant_for(*, letter: str, stays_before: int, problem_before: bool) -> Variant:
    """Which text a guest gets: ``letter`` is the grade's entitlement (letter or card)."""
    if letter == "card":
        return Variant.CARD
    if problem_before:
        return Variant.RECOVERY
    return Variant.RETURNING if stays_before else Variant.FIRST_STAY


def plain(value: str) -> str:
    """One line of visible text: line breaks become spaces, control and direction marks go."""
    # The ideographic space is part of Japanese and Chinese text and stays.
    spaced = re.sub(r"[^\S\u3000]+", " ", value).strip()
    return "".join(character for character in spaced if _is_visible(character))


class _Cleaned:
    """Facts as a text may quote them: each name one line, at most 200 characters."""

    def __init__(self, **groups: Mapping[str, object]) -> None:
        self.hotel = _clean("hotel", groups["hotel"])
        self.signer = _clean("signer", groups["signer"])
        self.facts = _clean("facts", groups["facts"])


def _clean(group: str, values: Mapping[str, object]) -> dict[str, str]:
    cleaned: dict[str, str] = {}
    for name, value in values.items():
        text = plain(str(value))
        if len(text) > LONGEST_NAME:
            limit = f"at most {LONGEST_NAME} characters"
            raise BadInput(f"Too long for a letter: {group}.{name}.", where=name, expected=limit)
        cleaned[name] = text
    return cleaned


def _is_visible(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind not in ("Cc", "Cf", "Cs", "Zl", "Zp") or character in _KEPT_FORMAT


def _written(language: Language, variant: Variant, known: _Cleaned, hotel_folder: Path | None) -> list[str]:
    name = f"{language}/{variant}.txt"
    values = {
        **known.facts,
        "children": int(known.facts["children"]),
        "stays_before": int(known.facts["stays_before"]),
        "hotel": known.hotel["name"],
    }
    try:
        text = _texts(hotel_folder).get_template(name).render(values)
    except TemplateNotFound as fault:
        raise BadInput(f"There is no letter text {fault.name}.", where=str(fault.name)) from fault
    except TemplateSyntaxError as fault:
        place = f"{fault.name}:{fault.lineno}"
        raise BadInput(f"{place}: {fault.message}", where=place) from fault
    except (TemplateError, TypeError, ValueError, ArithmeticError) as fault:
        names = ", ".join(sorted(values))
        raise BadInput(f"{name}: {fault}", where=name, expected=f"one of {names}") from fault
    blocks = [line for block in re.split(r"\n\s*\n", text) if (line := _one_block(block, language))]
    if len(blocks) < 3 or len(text) > _LONGEST_TEXT:
        raise BadInput(
            f"{name}: this is not a letter.",
            where=name,
            expected=f"salutation, paragraphs, closing, parted by empty lines, {_LONGEST_TEXT} letters",
        )
    return blocks


def _one_block(block: str, language: Language) -> str:
    # A file's line breaks mean a space in English and nothing in Chinese or Japanese.
    joint = " " if language is Language.EN else ""
    return plain(joint.join(line.strip() for line in block.splitlines()))


@lru_cache(maxsize=8)
def _texts(hotel_folder: Path | None) -> Environment:
    shipped = folders.templates("letters")
    places = [FileSystemLoader(folder) for folder in (hotel_folder, shipped) if folder is not None]
    # Plain text, not HTML: escaping happens once, where the page is built.
    return ImmutableSandboxedEnvironment(
        loader=ChoiceLoader(places),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
