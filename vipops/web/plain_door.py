"""Plain HTTP beside HTTPS: how a device learns to trust the house, and the way to HTTPS for all else.

A tablet that does not trust the authority yet must get its certificate from somewhere. Nothing here is
secret, nobody signs in here, and nothing that is sent here is taken.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WsgiApp = Callable[[Environ, StartResponse], Iterable[bytes]]

# The pages about trust and what they are drawn with; whether the house is up, for who watches it.
OPEN = re.compile(r"/(trust(/.*)?|static/.*|texts/.*|healthz|readyz)")
_HOST = re.compile(r"([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:\d+)?")


class PlainDoor:
    """WSGI middleware for the plain port: ``app`` answers what is open here, HTTPS on ``port`` the rest."""

    def __init__(self, app: WsgiApp, port: int) -> None:
        self._app = app
        self._port = port

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            # Sent on, it would be sent twice: the first time for everybody on the network to read.
            return _answer("403 Forbidden", "Nothing is taken over plain HTTP.", [], start_response)
        if OPEN.fullmatch(environ.get("PATH_INFO", "")):
            return self._app(environ, start_response)
        host = host_of(environ.get("HTTP_HOST", ""))
        if not host:
            return _answer("400 Bad Request", "Which house?", [], start_response)
        there = f"{https_at(host, self._port)}{_asked(environ)}"
        return _answer(
            "307 Temporary Redirect", "This house is served by HTTPS.", [("Location", there)], start_response
        )


def host_of(host: str) -> str:
    """The host of a ``Host`` header without its port; empty where it is none."""
    found = _HOST.fullmatch(host)
    return found[1] if found else ""


def https_at(host: str, port: int) -> str:
    """The origin of HTTPS on this host; 443 goes without saying."""
    return f"https://{host}" if port == 443 else f"https://{host}:{port}"


def _asked(environ: Environ) -> str:
    """Path and query, quoted anew; one slash first, so that it cannot name another host."""
    path = quote(environ.get("PATH_INFO", "").encode("latin-1"))
    query = quote(environ.get("QUERY_STRING", ""), safe="%&=+/?:@,;!$'()*~-._")
    return f"/{path.lstrip('/')}{'?' if query else ''}{query}"


def _answer(
    status: str, sentence: str, headers: list[tuple[str, str]], start_response: StartResponse
) -> list[bytes]:
    body = f"{sentence}\n".encode()
    usual = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response(status, [*usual, ("Cache-Control", "no-store"), *headers])
    return [body]
