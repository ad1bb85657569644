"""The jobs that the press room takes, as they travel over its pipe: a short JSON text each way.

An answer is one line of JSON, and the PDF after it.
"""

import json
from typing import Any

from vipops.enums import Language
from vipops.integrations.papers import envelope, letter_pdf, paper_pdf
from vipops.integrations.papers.letter_words import LetterWords
from vipops.integrations.papers.press import Paper
from vipops.integrations.papers.strokes import Signature, read_strokes


def letter_job(words: LetterWords, signature: Signature | None, paper: Paper | None) -> bytes:
    drawn = json.loads(signature.to_json()) if signature else None
    return _packed("letter", words=words.to_json(), signature=drawn, paper=paper)


def envelope_job(words: envelope.EnvelopeWords) -> bytes:
    return _packed(
        "envelope",
        language=words.language,
        hotel_name=words.hotel_name,
        hotel_name_beside=words.hotel_name_beside,
        name_lines=words.name_lines,
        room_written=words.room_written,
    )


def paper_job(paper: str, sheet: str, words: Any, *, with_gaps: bool) -> bytes:
    """A paper of the house, see ``paper_pdf.order``."""
    return _packed("paper", **paper_pdf.order(paper, sheet, words, with_gaps=with_gaps))


def work(job: bytes) -> bytes:
    """The PDF of a packed job. Raises what rendering raises."""
    order: dict[str, Any] = json.loads(job)
    return _WORK[order.pop("kind")](order)


def _packed(kind: str, **order: Any) -> bytes:
    return json.dumps({"kind": kind, **order}).encode()


def _letter(order: dict[str, Any]) -> bytes:
    signature = read_strokes(order["signature"]) if order["signature"] is not None else None
    paper = Paper(order["paper"]) if order["paper"] else None
    return letter_pdf.render(LetterWords.from_json(order["words"]), signature, paper=paper)


def _envelope(order: dict[str, Any]) -> bytes:
    words = envelope.EnvelopeWords(
        Language(order["language"]),
        order["hotel_name"],
        order["hotel_name_beside"],
        tuple(order["name_lines"]),
        order["room_written"],
    )
    return envelope.render(words)


def _paper(order: dict[str, Any]) -> bytes:
    return paper_pdf.render(order["paper"], order["sheet"], order["words"], with_gaps=order["with_gaps"])


_WORK = {"letter": _letter, "envelope": _envelope, "paper": _paper}
