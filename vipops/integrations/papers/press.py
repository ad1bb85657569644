"""The press: HTML from our own templates to PDF bytes, the same bytes for the same input.

The layout library is loaded on first use. Its font list and the parsed style sheets are kept, which
halves the time of a letter.
"""

import hashlib
import logging
import re
import unicodedata
from enum import StrEnum
from functools import cache
from typing import Any, Self

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from vipops.integrations.papers import folders
from vipops.integrations.papers.refusals import REMEDY, GlyphsMissing, PaperFailed, PapersUnavailable

_DENIED = "fetch denied"


class Paper(StrEnum):
    """The sheet; each has its style sheet ``templates/papers/<sheet>.css``."""

    A4 = "a4"
    A5 = "a5"
    CARD = "card"  # A6 lying
    ENVELOPE = "envelope"  # DL, 220 x 110 mm
    SHEET_A4 = "sheet-a4"  # the papers of the house, with narrower margins than a letter
    SHEET_A5 = "sheet-a5"
    SHEET_A4_LYING = "sheet-a4-lying"


def page(template: str, **values: Any) -> str:
    """The HTML of a paper; every value is escaped."""
    kind, name = template.split("/", 1)
    return _templates(kind).get_template(name).render(values)


def press(html: str, *, style: str, paper: Paper, identifier: bytes) -> bytes:
    """The PDF of ``html``.

    ``style`` names the style sheet (``letters/letter.css``), ``identifier`` goes into the file in place
    of a random one. The file is PDF/A-3a: tagged, fonts embedded, readable in decades. Raises
    PapersUnavailable, GlyphsMissing where no font has a character, PaperFailed where the page asks for
    something outside itself.
    """
    library = _library()
    options: dict[str, Any] = {
        "stylesheets": [_style(style), _style(f"papers/{paper}.css")],
        "font_config": _fonts(),
        "pdf_identifier": identifier,
        "pdf_variant": "pdf/a-3a",
    }
    fetcher = _fetcher()
    with _Watched() as watched:
        try:
            pdf: bytes = library.HTML(string=html, url_fetcher=fetcher).write_pdf(**options)
        except _fatal() as fault:
            raise PaperFailed("The paper asked for something outside itself.", reason=_DENIED) from fault
    if fetcher.denied:
        raise PaperFailed("The paper asked for something outside itself.", reason=_DENIED)
    if watched.faults:
        # Such as a drawing left out: a letter without its signature must not pass.
        raise PaperFailed("The paper is not whole.", reason="the layout library reported an error")
    if watched.missing:
        raise GlyphsMissing(
            "The fonts lack characters of this text.",
            missing=[described(character) for character in sorted(watched.missing)],
        )
    return pdf


def described(character: str) -> dict[str, str]:
    """A character as a person can look it up: itself, its code point, its name."""
    return {
        "character": character,
        "code_point": f"U+{ord(character):04X}",
        "name": unicodedata.name(character, "no name"),
    }


def identifier(*parts: str) -> bytes:
    """A file identifier that depends on nothing but ``parts``."""
    return hashlib.sha256("\n".join(parts).encode()).digest()[:16]


def warm() -> None:
    """Load the library, the fonts and the style sheets now. Raises PapersUnavailable."""
    for paper in Paper:
        _style(f"papers/{paper}.css")
    for style in ("letters/letter.css", "papers/house.css", "papers/guest.css"):
        _style(style)


class _Watched(logging.Handler):
    """Hears what the library only logs: a character that no font has, a part left out."""

    _NOTDEF = re.compile(r"\.notdef glyph")

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.missing: set[str] = set()
        self.faults = 0
        self._logger = logging.getLogger("weasyprint")

    def __enter__(self) -> Self:
        self._logger.addHandler(self)
        return self

    def __exit__(self, *_fault: object) -> None:
        self._logger.removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        if self._NOTDEF.match(str(record.msg)) and isinstance(record.args, tuple):
            self.missing.add(str(record.args[0]))
        self.faults += record.levelno >= logging.ERROR


@cache
def _library() -> Any:
    try:
        import weasyprint  # here, not above: a missing Pango must disable papers only
    except (ImportError, OSError) as fault:
        raise PapersUnavailable("Papers cannot be made on this machine.", remedy=REMEDY) from fault
    # The library prints warnings that quote the page, and so the guest.
    logger = logging.getLogger("weasyprint")
    logger.handlers = [logging.NullHandler()]
    logger.propagate = False
    return weasyprint


def _fatal() -> type[BaseException]:
    from weasyprint.urls import FatalURLFetchingError

    # It is a BaseException, which no "except Exception" would stop.
    fatal: type[BaseException] = FatalURLFetchingError
    return fatal


def _fetcher() -> Any:
    from vipops.integrations.papers.fetcher import NothingFetched

    return NothingFetched()


@cache
def _fonts() -> Any:
    _library()
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@cache
def _style(name: str) -> Any:
    kind, file = name.split("/", 1)
    text = (folders.templates(kind) / file).read_text(encoding="utf-8")
    return _library().CSS(string=text, font_config=_fonts(), url_fetcher=_fetcher())


@cache
def _templates(kind: str) -> Environment:
    return Environment(
        loader=FileSystemLoader(folders.templates(kind)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
