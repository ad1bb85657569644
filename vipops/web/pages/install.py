"""What makes the screens an app: its manifest, and the worker that keeps the shell for the time offline.

The worker keeps files that say nothing of any guest: this version's scripts, styles, icons and texts, and the
frames in which they draw. Answers of the API are never kept (``static/js/worker.js``).
"""

import hashlib
import re
from functools import cache

import orjson
from flask import Blueprint, Response, current_app, render_template, request
from flask_babel import force_locale
from werkzeug.routing import Rule

from vipops.enums import Language
from vipops.settings import folder
from vipops.web.languages import LOCALES
from vipops.web.pages import assets, texts
from vipops.web.pages.shells import START

blueprint = Blueprint("install", __name__)
WORKER = "js/worker.js"
FRAME = "/shell"
DOORS = ("/sign-in", *(f"/sign-in?language={language}" for language in texts.LANGUAGES))
PLACE = re.compile(r"<[^>]*>")
# Any of these may change what a page says or asks for.
TEMPLATES = ("head.html", "shell.html", "sign_in.html")


@blueprint.get("/manifest.webmanifest")
def manifest() -> Response:
    """The app's name, icons and ways in; ``?language=`` as the page that names it speaks."""
    asked = request.args.get("language")
    language = Language(asked) if asked in texts.LANGUAGES else Language.ZH
    with force_locale(LOCALES[language]):
        text = render_template("pages/manifest.webmanifest")
    answer = Response(orjson.dumps(orjson.loads(text)), content_type="application/manifest+json")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@blueprint.get(FRAME)
def frame() -> str:
    """The shell of any screen without its address: what a tablet shows when the network is gone."""
    return render_template("pages/shell.html", modules=assets.needs(START))


@blueprint.get("/service-worker.js")
def worker() -> Response:
    """The worker with the list of what it keeps. It differs when anything that it keeps does."""
    kept = {"version": _version(), "files": _files(), "frame": FRAME, "doors": DOORS, "screens": _screens()}
    script = (folder("static") / WORKER).read_text("utf-8")
    text = b"const SHELL = " + orjson.dumps(kept) + b"\n" + script.encode()
    answer = Response(text, content_type="text/javascript; charset=utf-8")
    # Asked for again each time; whether it is a new one, its bytes say.
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _files() -> list[str]:
    sentences = [f"/texts/{language}.json?v={texts.version()}" for language in texts.LANGUAGES]
    return [*assets.addresses(), *sentences, *DOORS, FRAME]


def _version() -> str:
    told = hashlib.sha256(f"{assets.version()} {texts.version()} {_templates()}".encode())
    return told.hexdigest()[:12]


@cache
def _templates() -> str:
    pages = folder("templates") / "pages"
    return hashlib.sha256(b"".join((pages / name).read_bytes() for name in TEMPLATES)).hexdigest()


def _screens() -> list[str]:
    """The addresses that the shell stands at, as patterns for the browser."""
    rules = [rule for rule in current_app.url_map.iter_rules() if rule.endpoint == "pages.shell"]
    return sorted(_pattern(rule) for rule in rules)


def _pattern(rule: Rule) -> str:
    parts = (re.escape(part).replace("\\-", "-") for part in PLACE.split(rule.rule))
    return f"^{'[^/]+'.join(parts)}$"
