"""What a request knows of the house: its settings, its clock, its procedure, who asks."""

from datetime import datetime
from typing import Any

from flask import current_app, g, request
from pydantic import BaseModel

from vipops.domain.permissions import SCREEN, WALL, Actor, at_the_wall
from vipops.errors import NotAllowed, NotSignedIn
from vipops.services import answers, sign_in
from vipops.services.answers import Call
from vipops.services.house import House
from vipops.services.passwords import Hasher, hasher
from vipops.services.sign_in import Signed
from vipops.settings import Settings
from vipops.web.away import away

COOKIE = "vipops_session"
DEVICE_COOKIE = "vipops_device"
# All that a wall screen gets, whatever else reading the board opens to people.
OF_SCREENS = frozenset({"/wall", "/api/session", "/api/board", "/api/events"})
SECRETS: Any = {"pin": True, "second": {"pin"}}


def settings() -> Settings:
    found: Settings = current_app.config["VIPOPS"]
    return found


def now() -> datetime:
    """The moment this request is handled, in UTC; the same all through it."""
    if "now" not in g:
        g.now = current_app.config["VIPOPS_CLOCK"]()
    moment: datetime = g.now
    return moment


def signed() -> Signed:
    """The session of this request. Raises ``NotSignedIn``."""
    if "signed" not in g:
        token = request.cookies.get(COOKIE)
        if not token:
            raise NotSignedIn("Please sign in.")
        g.signed = sign_in.session_of(token, now())
    found: Signed = g.signed
    return found


def actor() -> Actor:
    """Who asks. Raises ``NotSignedIn``.

    Raises ``NotAllowed`` for a wall screen that asks for more than the board.
    """
    found = signed().actor
    if found.role == SCREEN and (request.method != "GET" or request.path not in OF_SCREENS):
        raise NotAllowed("A wall screen only shows. An administrator shuts it.")
    return found


def looker() -> Actor:
    """Who asks for the board and its events: with ``?view=wall`` somebody who is told no more than a screen.

    Raises ``NotSignedIn``, and ``NotAllowed`` for a wall to who does not see the whole house.
    """
    return at_the_wall(actor()) if request.args.get("view") == WALL else actor()


def house() -> House:
    """The hotel of the person who asks."""
    return House.of(actor().property_id)


def password_hasher() -> Hasher:
    """Hashes in a thread of its own: argon2 takes tens of milliseconds by design."""
    return hasher(settings(), away)


def call(asked: BaseModel) -> Call | None:
    """The call as sent, when it carries an ``Idempotency-Key``. No PIN is part of what is remembered."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    remembered = asked.model_dump(mode="json", exclude=SECRETS)
    return answers.call(actor().device, key, actor().id, {"path": request.path, "body": remembered})
