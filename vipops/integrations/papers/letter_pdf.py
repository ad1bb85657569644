"""The letter as a page: frozen words and a drawn signature to a PDF that is the same each time."""

from vipops.integrations.papers.letter_words import LetterWords, Variant
from vipops.integrations.papers.press import Paper, identifier, page, press
from vipops.integrations.papers.strokes import Signature, ink


def render(words: LetterWords, signature: Signature | None = None, *, paper: Paper | None = None) -> bytes:
    """The letter as PDF/A-3a; without a signature it leaves room to sign by hand.

    ``paper`` is A4 unless the words are a card's. Raises what ``press`` raises.
    """
    sheet = paper or (Paper.CARD if words.variant is Variant.CARD else Paper.A4)
    html = page("letters/letter.html", words=words, ink=ink(signature) if signature else None, paper=sheet)
    signed = signature.digest if signature else "unsigned"
    return press(
        html,
        style="letters/letter.css",
        paper=sheet,
        identifier=identifier("letter", words.digest, signed, sheet),
    )
