"""The pages' addresses. A shell holds no data: its scripts ask the API as the person who is signed in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
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
DOOR = "js/pages/sign_in.js"
# Where most people's days begin (static/js/house/session.js, home).
FIRST = ("js/pages/board.js", "js/pages/department.js")
# A row of the table there: which script draws the page at an address, and what its person must be allowed.
PAGE = re.compile(
    r'path: /(?P<path>\^.*?\$)/,(?: needs: "(?P<needs>\w*)",)?.*?import\("(?P<script>\.[^"]+)"\)'
)


@dataclass(frozen=True, slots=True)
class Page:
    """A row of the table in ``main.js``: its address as a pattern, its script, whether it needs the board."""

    pattern: str
    script: str
    of_the_board: bool

    @property
    def modules(self) -> list[str]:
        """The scripts that the page begins with, each once."""
        return list(dict.fromkeys([*assets.needs(START), *assets.needs(self.script)]))


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
    modules = page.modules if page else assets.needs(START)
    sees_board = allowed(here.actor(), Permission.BOARD_READ)
    return render_template("pages/shell.html", modules=modules, beforehand=beforehand(board=sees_board))


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


def pages() -> Iterator[Page]:
    """The pages by the table of ``main.js``, in its order."""
    for row in PAGE.finditer((folder("static") / START).read_text("utf-8")):
        script = normpath(join(dirname(START), row["script"]))
        yield Page(row["path"], script, of_the_board=row["needs"] is None)


def page_at(path: str) -> Page | None:
    """The page at an address; none where the table has no row for it."""
    return next((page for page in pages() if re.search(page.pattern, path)), None)


def beforehand(*, board: bool) -> list[str]:
    """What the scripts will fetch first: the board, where there is one, who it is, and the texts.

    A browser asks six things at a time: what takes longest stands first.
    """
    texts_of = f"/texts/{frame()['language']}.json?v={texts.version()}"
    return [*(["/api/board?tasks=lines"] if board else []), "/api/session", texts_of]


def _door() -> str:
    own = assets.needs(DOOR)
    # Fetched while people key in who they are.
    behind = dict.fromkeys(name for script in (START, *FIRST) for name in assets.needs(script))
    return render_template(
        "pages/sign_in.html", modules=own, behind=[name for name in behind if name not in own]
    )
