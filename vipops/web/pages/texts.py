"""The texts of the screens: one catalogue per language for server and browser.

English stands in the code as the message itself. ``vipops/translations/zh/LC_MESSAGES/vipops.po`` holds
Chinese; it is read at start, so that nothing needs compiling.
"""

import gzip
import hashlib
import io
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import Blueprint, Flask, Response, request
from flask_babel import get_locale

from vipops.enums import Language
from vipops.errors import NotFound
from vipops.web.packed import packed_answer

FOLDER = Path(__file__).resolve().parents[2] / "translations"
# Letters know a third language; the screens speak these.
LANGUAGES = (Language.ZH, Language.EN)
SOURCE_LANGUAGE = Language.EN
YEAR = 365 * 24 * 3600

blueprint = Blueprint("texts", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)
    # Jinja's _() speaks from the same catalogue as the browser.
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the extension
        lambda text: _translations().gettext(text),
        lambda one, many, count: _translations().ngettext(one, many, count),
        newstyle=True,
    )


@blueprint.get("/texts/<language>.json")
def show(language: str) -> Response:
    """The catalogue for the browser: {"English": "…", "{n} task": ["…"]}. Nothing in it is about a guest."""
    if language not in LANGUAGES:
        raise NotFound("The screens do not speak this language.", expected=list(LANGUAGES))
    answer = packed_answer(_packed(Language(language)), "application/json")
    current = request.args.get("v") == version()
    answer.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if current else "no-cache"
    return answer


@cache
def catalogue(language: Language) -> Catalog:
    """The catalogue of one language; the source language's is empty, its messages stand for themselves."""
    if language == SOURCE_LANGUAGE:
        return Catalog(locale="en")
    path = FOLDER / language / "LC_MESSAGES" / "vipops.po"
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans_CN")


@cache
def for_browser(language: Language) -> bytes:
    """The catalogue as JSON text: a plain message is a string, one that counts is a list of its forms."""
    texts: dict[str, Any] = {}
    for message in catalogue(language):
        if not message.id or not message.string or message.fuzzy:
            continue
        if isinstance(message.id, str):
            texts[message.id] = message.string
        else:
            texts[message.id[0]] = list(message.string)
    return orjson.dumps(texts, option=orjson.OPT_SORT_KEYS)


@cache
def _packed(language: Language) -> bytes:
    return gzip.compress(for_browser(language), compresslevel=9, mtime=0)


@cache
def version() -> str:
    """Changes when any text does, so that tablets may keep a catalogue for good."""
    return hashlib.sha256(b"".join(for_browser(language) for language in LANGUAGES)).hexdigest()[:12]


def _translations() -> Translations:
    locale = get_locale()
    return compiled(Language(locale.language) if locale and locale.language in LANGUAGES else SOURCE_LANGUAGE)


@cache
def compiled(language: Language) -> Translations:
    """The same catalogue for the server's own pages."""
    binary = io.BytesIO()
    write_mo(binary, catalogue(language))
    binary.seek(0)
    return Translations(binary)
