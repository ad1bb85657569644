"""The gate before Engine.IO: who may open a socket, from where, and how many.

Engine.IO takes a socket in before any handler is asked, accepts a request without ``Origin`` and offers
polling. So the question is asked here, in WSGI, before anything is upgraded.
"""

import logging
from base64 import b64decode
from binascii import Error as NotBase64
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from vipops.live.driver import WIRE, Wire

# Where the WSGI environment keeps the pass of an open socket.
PASS = "vipops.pass"  # noqa: S105  # a key, not a secret

log = logging.getLogger(__name__)

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WsgiApp = Callable[[Environ, StartResponse], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Pass:
    """What a session may see and how it is counted. ``room`` is ``"<property_id>:<class>"``."""

    session_id: int
    person_id: int
    device: str
    room: str


@dataclass(frozen=True, slots=True)
class Caps:
    """Most open sockets per person, per device and in all (gunicorn takes 3,000 connections)."""

    person: int = 64
    device: int = 16
    total: int = 2500


@dataclass(frozen=True, slots=True)
class _Refused:
    status: str
    sentence: str


_NOT_WEBSOCKET = _Refused("426 Upgrade Required", "Only websocket is spoken here.")
_BAD_HANDSHAKE = _Refused("400 Bad Request", "This is not a websocket handshake of Engine.IO 4.")
_FOREIGN = _Refused("403 Forbidden", "This origin may not open a socket.")
_NOT_SIGNED_IN = _Refused("401 Unauthorized", "Sign in first.")
_TOO_MANY = _Refused("429 Too Many Requests", "Too many open sockets: close another tab first.")
_FULL = _Refused("503 Service Unavailable", "The house is full: try again in a moment.")


class Gate:
    """WSGI middleware around the whole application; only requests below ``path`` are looked at.

    ``who`` answers the pass of the request's session, or ``None``. ``origins`` are those that may open a
    socket; empty means the origin as served (scheme and ``Host``).
    """

    def __init__(
        self,
        app: WsgiApp,
        who: Callable[[Environ], Pass | None],
        *,
        origins: Iterable[str] = (),
        caps: Caps | None = None,
        path: str = "/socket.io/",
    ) -> None:
        self._app = app
        self._who = who
        self._origins = frozenset(origin.rstrip("/") for origin in origins if origin)
        self._caps = caps or Caps()
        self._path = path
        self._open: Counter[tuple[str, int | str]] = Counter()

    @property
    def open_sockets(self) -> int:
        """Sockets open now."""
        return self._open["total", 0]

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not f"{environ.get('PATH_INFO', '')}/".startswith(self._path):
            return self._app(environ, start_response)
        refused = self._refused(environ)
        if refused:
            return _answer(refused, start_response)
        return self._let_in(environ, start_response)

    def _refused(self, environ: Environ) -> _Refused | None:
        if environ["REQUEST_METHOD"] != "GET" or environ.get("HTTP_UPGRADE", "").lower() != "websocket":
            return _NOT_WEBSOCKET
        if environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13":
            return _NOT_WEBSOCKET
        if not _is_handshake(environ):
            return _BAD_HANDSHAKE
        if environ.get("HTTP_ORIGIN", "") not in (self._origins or {_own_origin(environ)}):
            log.warning("Socket refused: origin %r", environ.get("HTTP_ORIGIN"))
            return _FOREIGN
        leave = self._who(environ)
        if leave is None:
            return _NOT_SIGNED_IN
        environ[PASS] = leave
        return self._over_cap(leave)

    def _over_cap(self, leave: Pass) -> _Refused | None:
        if self.open_sockets >= self._caps.total:
            return _FULL
        if self._open["person", leave.person_id] >= self._caps.person:
            return _TOO_MANY
        return _TOO_MANY if self._open["device", leave.device] >= self._caps.device else None

    def _let_in(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        leave: Pass = environ[PASS]
        counted = (("total", 0), ("person", leave.person_id), ("device", leave.device))
        environ[WIRE] = wires = list[Wire]()
        self._open.update(counted)
        try:
            answer = self._app(environ, start_response)
        finally:
            self._open.subtract(counted)
            for name in counted:
                if not self._open[name]:
                    del self._open[name]
        if wires:
            # The socket has lived and died inside the call above; this is how gunicorn is told so.
            raise StopIteration
        return answer


def _is_handshake(environ: Environ) -> bool:
    asked = parse_qs(environ.get("QUERY_STRING", ""))
    if asked.get("EIO") != ["4"] or asked.get("transport") != ["websocket"] or "sid" in asked:
        return False
    if "upgrade" not in environ.get("HTTP_CONNECTION", "").lower():
        return False
    try:
        return len(b64decode(environ.get("HTTP_SEC_WEBSOCKET_KEY", "").strip(), validate=True)) == 16
    except (NotBase64, ValueError):
        return False


def _own_origin(environ: Environ) -> str:
    return f"{environ['wsgi.url_scheme']}://{environ.get('HTTP_HOST', '')}"


def _answer(refused: _Refused, start_response: StartResponse) -> list[bytes]:
    body = refused.sentence.encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    if refused is _NOT_WEBSOCKET:
        headers.append(("Upgrade", "websocket"))
    start_response(refused.status, headers)
    return [body]
