"""The pages' addresses. A shell holds no data: its scripts ask the API as the person who is signed in."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask_babel import force_locale, get_locale
from werkzeug.wrappers import Response

from vipops.enums import Language
from vipops.settings import folder
from vipops.web import here
from vipops.web.pages import texts

blueprint = Blueprint("pages", __name__)
IMPORT = re.compile(r'(?:from|import)\s*"(\.[^"]+\.js)"')


@blueprint.get("/")
@blueprint.get("/department/<code>")
@blueprint.get("/stays/<int:stay_id>")
@blueprint.get("/wishes")
@blueprint.get("/letters")
@blueprint.get("/approvals")
@blueprint.get("/lost-property")
@blueprint.get("/arrivals")
@blueprint.get("/handover")
@blueprint.get("/guests")
@blueprint.get("/guests/<int:guest_id>")
@blueprint.get("/opinions")
@blueprint.get("/procedure")
@blueprint.get("/papers")
@blueprint.get("/staff")
@blueprint.get("/rooms")
@blueprint.get("/grades")
@blueprint.get("/hotel")
def shell(**_place: object) -> str:
    """The shell of every screen behind the door. Sends people who are not signed in to the door."""
    here.signed()
    return render_template("pages/shell.html", modules=modules("js/pages/main.js"))


@blueprint.get("/sign-in")
def sign_in() -> str:
    """The door. ``?language=`` chooses the language of this page alone."""
    asked = request.args.get("language")
    if asked not in texts.LANGUAGES:
        return _door()
    with force_locale("zh_Hans_CN" if asked == Language.ZH else "en"):
        return _door()


@blueprint.post("/sign-in")
def without_script() -> Response:
    """A form sent without its script would carry a password to nowhere useful: back to the door."""
    return redirect("/sign-in", 303)


def frame() -> dict[str, Any]:
    """What every page's frame needs: its language and the version of its texts."""
    locale = get_locale()
    language = locale.language if locale and locale.language in texts.LANGUAGES else Language.ZH.value
    return {"language": language, "texts_version": texts.version()}


@cache
def modules(entry: str) -> tuple[str, ...]:
    """A script and all that it imports: a tablet asks for them at once and not one after the other."""
    static = folder("static")
    found: dict[str, None] = {}
    waiting = [static / entry]
    while waiting:
        path = waiting.pop(0)
        name = path.relative_to(static).as_posix()
        if name not in found:
            found[name] = None
            waiting += [(path.parent / target).resolve() for target in _imports(path)]
    return tuple(found)


def _imports(path: Path) -> list[str]:
    return IMPORT.findall(path.read_text("utf-8"))


def _door() -> str:
    return render_template("pages/sign_in.html", modules=modules("js/pages/sign_in.js"))
