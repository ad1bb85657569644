"""Who may open a socket: the same session, asked the same permission, as any other request."""

from collections.abc import Callable
from datetime import datetime
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from flask import Flask

from vipops.domain.permissions import WALL, at_the_wall, visibility
from vipops.errors import Refusal
from vipops.live.gate import Pass
from vipops.services import sign_in


def pass_of(
    app: Flask, cookie: str, clock: Callable[[], datetime]
) -> Callable[[dict[str, Any]], Pass | None]:
    """A function from a WSGI environment to the pass of its session, or ``None`` when it has none."""

    def who(environ: dict[str, Any]) -> Pass | None:
        token = _cookie(environ, cookie)
        if not token:
            return None
        try:
            with app.app_context():
                signed = sign_in.session_of(token, clock())
                asks = at_the_wall(signed.actor) if _view(environ) == WALL else signed.actor
                seen_by = visibility(asks)
        except Refusal:
            return None
        person = signed.actor
        return Pass(signed.id, person.id or 0, person.device, f"{person.property_id}:{seen_by}")

    return who


def _view(environ: dict[str, Any]) -> str:
    asked: str = environ.get("QUERY_STRING", "")
    return parse_qs(asked).get("view", [""])[0]


def _cookie(environ: dict[str, Any], name: str) -> str:
    try:
        found = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""
