"""The pages' addresses. A shell holds no data: its scripts ask the API as the person who is signed in."""

import re
from posixpath import dirname, join, normpath
from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask_babel import force_locale, get_locale
from werkzeug.wrappers import Response

from vipops.domain.permissions import SCREEN, Permission, allowed, at_the_wall
from vipops.enums import Language
from vipops.settings import folder
from vipops.web import here
from vipops.web.pages import assets, texts

blueprint = Blueprint("pages", __name__)
START = "js/pages/main.js"
WALL = "js/pages/wall.js"
# A row of the table there: which script draws the page at an address.
PAGE = re.compile(r'path: /(?P<path>\^.*?\$)/,.*?import\("(?P<script>\.[^"]+)"\)')


@blueprint.get("/")
@blueprint.get("/department/<code>")
@blueprint.get("/stays/<int:stay_id>")
@blueprint.get("/wishes")
@blueprint.get("/letters")
@blueprint.get("/approvals")
@blueprint.get("/lost-property")
@blueprint.get("/reviews")
@blueprint.get("/arrivals")
@blueprint.get("/handover")
@blueprint.get("/guests")
@blueprint.get("/guests/<int:guest_id>")
@blueprint.get("/opinions")
@blueprint.get("/procedure")
@blueprint.get("/reports")
@blueprint.get("/papers")
@blueprint.get("/staff")
@blueprint.get("/design")
@blueprint.get("/rooms")
@blueprint.get("/grades")
@blueprint.get("/hotel")
def shell(**_place: object) -> str | Response:
    """The shell of every screen behind the door. Sends people who are not signed in to the door."""
    if here.signed().actor.role == SCREEN:
        return redirect("/wall", 303)
    page = page_at(request.path)
    modules = dict.fromkeys([*assets.needs(START), *(assets.needs(page) if page else ())])
    return render_template("pages/shell.html", modules=modules, beforehand=_beforehand())


@blueprint.get("/wall")
def wall() -> str:
    """The wall screen: for a device set up as one, and for whoever sees the whole house."""
    at_the_wall(here.actor())
    return render_template("pages/wall.html", modules=assets.needs(WALL))


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


def page_at(path: str) -> str:
    """The script of the page at an address, by the table of ``main.js``; empty where there is none."""
    rows = PAGE.finditer((folder("static") / START).read_text("utf-8"))
    found = (row["script"] for row in rows if re.search(row["path"], path))
    return next((normpath(join(dirname(START), script)) for script in found), "")


def _beforehand() -> list[str]:
    """What the scripts will fetch first: who it is, the texts, and the board of who has one."""
    texts_of = f"/texts/{frame()['language']}.json?v={texts.version()}"
    board = ["/api/board?tasks=lines"] if allowed(here.actor(), Permission.BOARD_READ) else []
    return ["/api/session", texts_of, *board]


def _door() -> str:
    return render_template("pages/sign_in.html", modules=assets.needs("js/pages/sign_in.js"))
