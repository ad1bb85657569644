"""``vipops bench letter``: our letter beside bare WeasyPrint on the same page."""

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from vipops.bench.figures import spread
from vipops.enums import Language
from vipops.integrations.papers import folders
from vipops.integrations.papers.draft import Facts, Hotel, Signer, draft
from vipops.integrations.papers.letter_words import LetterWords, Variant
from vipops.integrations.papers.press import page
from vipops.integrations.papers.renderer import Renderer
from vipops.integrations.signing.certificate import make_certificate


def measure(runs: int) -> dict[str, Any]:
    """Milliseconds per letter, by language: bare WeasyPrint, ours through the press room, the seal."""
    from vipops.integrations.signing.pades import sign_pdf

    with Renderer() as renderer, TemporaryDirectory() as place:
        now = datetime.now(UTC)
        credentials = make_certificate("Bench", Path(place), now=now - timedelta(minutes=1))

        def sealed(pdf: bytes) -> bytes:
            return sign_pdf(pdf, credentials, signer_name="A. B.", reason="bench", at=now)

        return {str(language): _of(language, runs, renderer, sealed) for language in Language}


def _of(
    language: Language, runs: int, renderer: Renderer, sealed: Callable[[bytes], bytes]
) -> dict[str, Any]:
    words = _words(language)
    pdf = renderer.letter(words)
    _bare(words)
    ours, bare, seal = [], [], []
    # In turn, so that a machine that speeds up or slows down does so for both.
    for _ in range(runs):
        bare.append(_timed(lambda: _bare(words)))
        ours.append(_timed(lambda: renderer.letter(words)))
        seal.append(_timed(lambda: sealed(pdf)))
    figures = {"bare_weasyprint": spread(bare), "ours": spread(ours), "seal": spread(seal)}
    ratio = statistics.median(ours) / statistics.median(bare)
    return figures | {"ratio": round(ratio, 2), "target_ratio": 1.3}


def _bare(words: LetterWords) -> bytes:
    """The same page as anybody would print it: WeasyPrint with its own defaults."""
    from weasyprint import HTML

    html = page("letters/letter.html", words=words, ink=None, paper="a4")
    styles = [folders.templates("letters") / "letter.css", folders.templates("papers") / "a4.css"]
    pdf: bytes = HTML(string=html).write_pdf(stylesheets=styles)
    return pdf


def _words(language: Language) -> LetterWords:
    return draft(
        language,
        Variant.RETURNING,
        hotel=Hotel(name="The Bench Hotel", address="1 Lake Road"),
        signer=Signer("A. B.", "General manager"),
        facts=Facts(guest_name="欧阳慕容" if language != "en" else "Sarah Smith", address_as="Sarah"),
        day=datetime.now(UTC).date(),
    )


def _timed(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
