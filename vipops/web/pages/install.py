"""What makes the screens an app: its manifest, and the worker that keeps the shell for the time offline.

The worker keeps files that say nothing of any guest: this version's scripts, styles, icons and texts, and the
frames in which they draw. Answers of the API are never kept (``static/js/worker.js``).
"""

import hashlib
from functools import cache
from pathlib import PurePosixPath

import orjson
from flask import Blueprint, Response, render_template, request
from flask_babel import force_locale

from vipops.enums import Language
from vipops.errors import NotFound
from vipops.settings import folder
from vipops.web.languages import LOCALES
from vipops.web.pages import assets, shells, texts

blueprint = Blueprint("install", __name__)
WORKER = "js/worker.js"
FRAMES = "/shell"
DOORS = ("/sign-in", *(f"/sign-in?language={language}" for language in texts.LANGUAGES))
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


@blueprint.get(f"{FRAMES}/<name>")
def frame(name: str) -> str:
    """The shell of a page without its address: what a tablet opens it with. Raises ``NotFound``."""
    page = next((page for page in shells.pages() if _name(page) == name), None)
    if page is None:
        raise NotFound("There is no such page.")
    beforehand = shells.beforehand(board=page.of_the_board)
    return render_template("pages/shell.html", modules=page.modules, beforehand=beforehand)


@blueprint.get("/service-worker.js")
def worker() -> Response:
    """The worker with the list of what it keeps. It differs when anything that it keeps does."""
    screens = _screens()
    files = [*_files(), *(frame for _, frame in screens)]
    kept = {"version": _version(), "files": files, "doors": DOORS, "screens": screens}
    script = (folder("static") / WORKER).read_text("utf-8")
    text = b"const SHELL = " + orjson.dumps(kept) + b"\n" + script.encode()
    answer = Response(text, content_type="text/javascript; charset=utf-8")
    # Asked for again each time; whether it is a new one, its bytes say.
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _files() -> list[str]:
    sentences = [f"/texts/{language}.json?v={texts.version()}" for language in texts.LANGUAGES]
    return [*assets.addresses(), *sentences, *DOORS]


def _version() -> str:
    told = hashlib.sha256(f"{assets.version()} {texts.version()} {_templates()}".encode())
    return told.hexdigest()[:12]


@cache
def _templates() -> str:
    pages = folder("templates") / "pages"
    return hashlib.sha256(b"".join((pages / name).read_bytes() for name in TEMPLATES)).hexdigest()


def _screens() -> list[tuple[str, str]]:
    """The pages' addresses as patterns for the browser, each with the frame that it is opened with."""
    return [(page.pattern, f"{FRAMES}/{_name(page)}") for page in shells.pages()]


def _name(page: shells.Page) -> str:
    return PurePosixPath(page.script).stem
