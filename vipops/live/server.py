"""The Socket.IO server of the house: one namespace, one direction, rooms by what may be seen.

Nothing is ever changed by a socket. A tablet may connect, answer pings and leave; whatever else it sends is
ignored before anything is parsed.
"""

import re
from collections.abc import Callable, Collection, Iterable
from typing import Any

import gevent
from engineio.packet import MESSAGE, Packet
from flask import Flask
from flask_socketio import SocketIO

from vipops.live.driver import WIRE, Wire, install, text_frame
from vipops.live.gate import PASS, Caps, Environ, Gate, Pass

NAMESPACE = "/live"

# A stalled tablet is given ten seconds and some before it counts as gone.
PING_SECONDS = 10
PONG_SECONDS = 15
LONGEST_MESSAGE = 16 * 1024  # bytes; a browser sends far less

_MAY_SAY = re.compile(r"(1|3|4[01]/live)(?:,.*)?", re.DOTALL)


class LiveWire(Wire):
    """A wire that lets through only what a tablet may say: leave, pong, connect and disconnect."""

    __slots__ = ()

    def wait(self) -> str | None:
        """The next packet for engine.io, without what a tablet put after it; ``None`` at the end."""
        while (message := super().wait()) is not None:
            said = _MAY_SAY.fullmatch(message)
            if said:
                packet = said[1]
                return f"{packet}," if packet.startswith("4") else packet
        return None


class Live:
    """The open sockets by room. ``broadcast`` reaches a room; ``close_sockets`` ends sessions."""

    def __init__(self, socketio: SocketIO, gate: Gate) -> None:
        self.socketio = socketio
        self.gate = gate
        self._rooms: dict[str, dict[str, Wire]] = {}
        self._passes: dict[str, tuple[str, Pass]] = {}  # by Socket.IO id: the Engine.IO id and the pass
        server = socketio.server
        # Not through Flask: its handlers build a request context per call and keep a session per socket.
        server.on("connect", self._connected, namespace=NAMESPACE)
        server.on("disconnect", self._left, namespace=NAMESPACE)

    def rooms(self) -> list[str]:
        """The rooms with somebody in them."""
        return list(self._rooms)

    def broadcast(self, room: str, events: bytes) -> int:
        """Send ``events``, the UTF-8 of a JSON list of events, to everyone in ``room``.

        Answers the number of sockets. Never blocks and never switches greenlets: the frame is made once and
        handed to each socket as far as its kernel buffer takes it; the rest follows in order.
        """
        wires = self._rooms.get(room)
        if not wires:
            return 0
        packet = b'2/live,["events",' + events + b"]"
        frame = text_frame(b"4" + packet)
        for wire in list(wires.values()):
            if wire.idle:
                wire.post(frame)
            else:
                # engine.io still holds packets for this tablet (its CONNECT, a ping): stay behind them.
                wire.queue(Packet(MESSAGE, packet.decode()))
        return len(wires)

    def session_ids(self) -> set[int]:
        """The sessions with an open socket."""
        return {leave.session_id for _eio_id, leave in self._passes.values()}

    def close_sockets(self, *, of: Collection[int]) -> int:
        """Close every socket of these session ids (sign-out, role change, dismissal); answers how many."""
        ended = [eio_id for eio_id, leave in self._passes.values() if leave.session_id in of]
        for eio_id in ended:
            # Each waits for the tablet's goodbye; one that stalls must not keep the others.
            gevent.spawn(self.socketio.server.eio.disconnect, eio_id)
        return len(ended)

    def _connected(self, sid: str, environ: Environ, _auth: Any = None) -> None:
        leave: Pass = environ[PASS]
        eio_id = self.socketio.server.manager.eio_sid_from_sid(sid, NAMESPACE)
        self._passes[sid] = (eio_id, leave)
        self._rooms.setdefault(leave.room, {})[sid] = environ[WIRE][0]

    def _left(self, sid: str, _reason: str) -> None:
        known = self._passes.pop(sid, None)
        if known is None:
            return
        room = known[1].room
        self._rooms[room].pop(sid, None)
        if not self._rooms[room]:
            del self._rooms[room]


def open_live(
    app: Flask,
    who: Callable[[Environ], Pass | None],
    *,
    origins: Iterable[str] = (),
    caps: Caps | None = None,
    wire: type[Wire] = LiveWire,
) -> Live:
    """Put Socket.IO and the gate before ``app``; call it once, after all other WSGI middleware.

    ``who`` answers the pass of a request's session, or ``None``. ``origins`` are the configured ones; empty
    means as served. Raises ``Unsupported`` where the driver does not fit the installed libraries.
    """
    origins = [origin for origin in origins if origin]
    socketio = SocketIO(
        app,
        async_mode="gevent",
        path="/socket.io",
        transports=["websocket"],
        allow_upgrades=False,
        namespaces=[NAMESPACE],
        manage_session=False,
        # The gate asks first. An empty list would turn this second check off; None means own origin.
        cors_allowed_origins=origins or None,
        ping_interval=PING_SECONDS,
        ping_timeout=PONG_SECONDS,
        max_http_buffer_size=LONGEST_MESSAGE,
        http_compression=False,
        async_handlers=False,
    )
    install(socketio.server.eio, wire)
    gate = Gate(app.wsgi_app, who, origins=origins, caps=caps)
    app.wsgi_app = gate  # type: ignore[method-assign]  # Flask's own way to add middleware
    return Live(socketio, gate)
