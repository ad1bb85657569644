"""The websocket driver: one instance per tablet, standing in for the class that engine.io brings.

engine.io's own choice, simple-websocket, calls ``send`` where ``sendall`` is meant: once the kernel's buffer
is full, a tablet that stalls gets a corrupted stream. Here nothing ever blocks and nothing is cut: what the
kernel does not take now waits in order, up to a limit, and a tablet that goes beyond it is dropped; it
reconnects and catches up by number. See ``docs/decisions/0002-own-websocket-driver.md``.
"""

import ssl
import time
from base64 import b64encode
from collections import deque
from collections.abc import Callable
from hashlib import sha1
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any, ClassVar

import gevent
from gevent.socket import wait_write

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA

# RFC 6455, 7.4.1
NORMAL, PROTOCOL_ERROR, NOT_TEXT, NOT_UTF8, TOO_BIG, TOO_MANY = 1000, 1002, 1003, 1007, 1009, 1008

# The WSGI environment holds a list here, and a driver puts itself in it: middleware copies the environment,
# so only something inside it is seen by the gate before and the connect handler behind.
WIRE = "vipops.wire"

KNOWN_ENGINEIO = "4.15."

_ACCEPT_SALT = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, 1.3
_WOULD_BLOCK = (BlockingIOError, ssl.SSLWantWriteError, ssl.SSLWantReadError)
_CHUNK = 64 * 1024


class Unsupported(RuntimeError):
    """The installed libraries are not the ones this driver was written for."""


class _BadFrame(Exception):
    """The peer broke the protocol; holds the close code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Wire:
    """One tablet's websocket. engine.io calls ``send``, ``wait`` and ``close``; broadcasts call ``post``.

    Everything runs in one operating system thread under gevent, and ``post`` never switches greenlets, so
    frames cannot interleave.
    """

    __slots__ = (
        "_backlog",
        "_buffer",
        "_conn",
        "_flusher",
        "_frames",
        "_handler",
        "_head",
        "_limit",
        "_open",
        "_outbox",
        "_queue",
        "_window",
        "_write",
        "fate",
    )

    # Ten seconds at 150 events/s of 400 bytes are 600 KB. Frames are shared between tablets, so that a
    # house full of stalled tablets holds each frame once.
    BACKLOG_BYTES: ClassVar[int] = 1024 * 1024
    STALL_SECONDS: ClassVar[float] = 20
    CLOSE_SECONDS: ClassVar[float] = 2
    # A tablet answers a ping every few seconds; nothing else is expected of it.
    FRAMES_PER_WINDOW: ClassVar[int] = 100
    WINDOW_SECONDS: ClassVar[float] = 5

    # The last packet that engine.io sent, and its frame.
    _framed: ClassVar[tuple[str, bytes]] = ("", b"")

    def __init__(self, handler: Callable[["Wire"], Any], server: Any) -> None:
        self._handler = handler
        self._queue = handler.__self__.queue  # type: ignore[attr-defined]  # engine.io gives a bound method
        self._limit: int = server.max_http_buffer_size
        self._buffer = bytearray()
        self._outbox: deque[bytes] | None = None
        self._head: bytes | memoryview = b""
        self._backlog = 0
        self._flusher: gevent.Greenlet | None = None
        self._frames = 0
        self._window = 0.0
        self._open = True
        self.fate = ""

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        """Shake hands and stay until the tablet has gone. The gate has checked the request's headers."""
        del start_response  # the answer goes straight to the socket
        self._conn = environ["gunicorn.socket"]
        self._write = _writer_of(self._conn)
        environ.setdefault(WIRE, []).append(self)
        self.post(_handshake(environ["HTTP_SEC_WEBSOCKET_KEY"]))
        try:
            self._handler(self)
        finally:
            self.drop("gone")
            if self._flusher is not None:
                # gunicorn closes the descriptor next; nobody may wait on it any more.
                self._flusher.kill()
        return []

    # -- sending

    @property
    def idle(self) -> bool:
        """True if engine.io holds no packet for this tablet that a frame posted now would overtake."""
        return self._queue.empty()  # type: ignore[no-any-return]

    def queue(self, packet: Any) -> None:
        """Hand an engine.io packet to engine.io's own queue, behind what waits there."""
        self._queue.put(packet)

    @property
    def backlog(self) -> int:
        """Bytes that the kernel has not taken yet."""
        return self._backlog

    def post(self, frame: bytes) -> None:
        """Send a whole frame, now or in its turn. Never blocks, never switches greenlets.

        A tablet whose backlog passes ``BACKLOG_BYTES`` is dropped.
        """
        if not self._open:
            return
        if self._backlog:
            self._put_off(frame)
            return
        sent = self._attempt(frame)
        if sent < len(frame) and self._open:
            self._head = memoryview(frame)[sent:]
            self._backlog = len(frame) - sent
            self._flusher = gevent.spawn(self._flush)

    def send(self, message: str) -> None:
        """Send an engine.io packet. Raises ``OSError`` when the tablet has gone, as engine.io expects."""
        if not self._open:
            raise OSError("The tablet has gone.")
        text, frame = Wire._framed
        # engine.io hands the same string to each tablet of a broadcast: frame it once.
        if message is not text:
            frame = text_frame(message.encode())
            Wire._framed = (message, frame)
        self.post(frame)

    def close(self, code: int = NORMAL) -> None:
        """Say goodbye and give the tablet a moment to answer; at once where it does not read."""
        if not self._open:
            return
        if self._backlog:
            self.drop("closed while stalled")
            return
        self._attempt(_frame(CLOSE, code.to_bytes(2, "big")))
        self._open = False
        gevent.spawn_later(self.CLOSE_SECONDS, self.drop, "closed")

    def drop(self, fate: str) -> None:
        """Cut the connection. What the tablet has received so far is intact."""
        self._open = False
        if self._outbox:
            self._outbox.clear()
        self._backlog = 0
        self.fate = self.fate or fate
        try:
            self._conn.shutdown(2)
        except OSError:
            return

    def _put_off(self, frame: bytes) -> None:
        if self._backlog + len(frame) > self.BACKLOG_BYTES:
            self.drop("backlog")
            return
        if self._outbox is None:
            self._outbox = deque()
        self._outbox.append(frame)
        self._backlog += len(frame)

    def _attempt(self, data: bytes | memoryview) -> int:
        try:
            return self._write(data)
        except _WOULD_BLOCK:
            return 0
        except (OSError, ValueError):
            self.drop("broken")
            return 0

    def _flush(self) -> None:
        while self._backlog:
            try:
                wait_write(self._conn.fileno(), timeout=self.STALL_SECONDS)
            except OSError:  # a timeout, or a descriptor that has gone
                self.drop("stalled")
                return
            sent = self._attempt(self._head)
            if not sent and self._open:
                gevent.sleep(0.01)  # TLS waits for something else than room in the buffer
            self._backlog = max(0, self._backlog - sent)
            # A TLS write that would block must be tried again with the same bytes: keep the head as it is.
            self._head = self._head[sent:] if sent < len(self._head) else self._next_chunk()

    def _next_chunk(self) -> bytes:
        frames: list[bytes] = []
        size = 0
        while self._outbox and size < _CHUNK:
            frames.append(self._outbox.popleft())
            size += len(frames[-1])
        return b"".join(frames)

    # -- receiving

    def wait(self) -> str | None:
        """The next text message; ``None`` once the tablet has gone or broke the protocol."""
        try:
            return self._message()
        except _BadFrame as bad:
            self.close(bad.code)
        except (OSError, ValueError):  # ValueError: gevent's TLS socket after it was shut down
            pass
        return None

    def _message(self) -> str | None:
        parts: list[bytes] = []
        while True:
            final, opcode, payload = self._next_frame(self._limit - sum(map(len, parts)))
            if opcode == CLOSE:
                self.close(_close_code(payload))
                return None
            if opcode == PING:
                self.post(_frame(PONG, payload))
            if opcode >= CLOSE:
                continue
            if (opcode == CONTINUATION) != bool(parts):
                raise _BadFrame(PROTOCOL_ERROR)
            parts.append(payload)
            if final:
                return _text(b"".join(parts))

    def _next_frame(self, room: int) -> tuple[bool, int, bytes]:
        self._count_frame()
        first, second = self._take(2)
        final, opcode = bool(first & 0x80), first & 0x0F
        if first & 0x70 or not second & 0x80:  # an extension nobody agreed on, or an unmasked frame
            raise _BadFrame(PROTOCOL_ERROR)
        length = second & 0x7F
        if opcode >= CLOSE and (length > 125 or not final):
            raise _BadFrame(PROTOCOL_ERROR)
        if opcode not in (CONTINUATION, TEXT, CLOSE, PING, PONG):
            raise _BadFrame(NOT_TEXT if opcode == BINARY else PROTOCOL_ERROR)
        if length == 126:
            length = int.from_bytes(self._take(2), "big")
        elif length == 127:
            length = int.from_bytes(self._take(8), "big")
        if opcode < CLOSE and length > room:
            raise _BadFrame(TOO_BIG)
        mask = self._take(4)
        return final, opcode, _unmasked(self._take(length), mask)

    def _count_frame(self) -> None:
        now = time.monotonic()
        if now >= self._window:
            self._window = now + self.WINDOW_SECONDS
            self._frames = 0
        self._frames += 1
        if self._frames > self.FRAMES_PER_WINDOW:
            raise _BadFrame(TOO_MANY)

    def _take(self, count: int) -> bytes:
        while len(self._buffer) < count:
            chunk = self._conn.recv(4096)
            if not chunk:
                raise ConnectionError("The tablet has gone.")
            self._buffer += chunk
        taken = bytes(self._buffer[:count])
        del self._buffer[:count]
        return taken


def text_frame(payload: bytes) -> bytes:
    """The unmasked, unfragmented text frame around UTF-8 bytes, ready for any number of tablets."""
    return _frame(TEXT, payload)


def install(server: Any, wire: type[Wire]) -> None:
    """Put ``wire`` in the place of the websocket class of an ``engineio.Server`` in gevent mode.

    Raises ``Unsupported`` where the installed libraries are not those it was written for.
    """
    if find_spec("geventwebsocket") is not None:
        raise Unsupported("gevent-websocket is installed and breaks the handshake: uninstall it.")
    installed = version("python-engineio")
    if not installed.startswith(KNOWN_ENGINEIO):
        raise Unsupported(f"python-engineio {installed} is installed; {KNOWN_ENGINEIO}x is needed.")
    if server.async_mode != "gevent" or not isinstance(server._async.get("websocket"), type):  # noqa: SLF001
        raise Unsupported("Engine.IO must run in gevent mode with a websocket class that can be replaced.")
    # engine.io offers no public place for a driver. The copy leaves other servers in this process alone.
    server._async = {**server._async, "websocket": wire}  # noqa: SLF001


def _writer_of(conn: Any) -> Callable[[bytes | memoryview], int]:
    # gevent's own send() waits; these are the non-blocking calls below it.
    tls = getattr(conn, "_sslobj", None)
    return tls.write if tls else conn._sock.send  # type: ignore[no-any-return]  # noqa: SLF001


def _handshake(key: str) -> bytes:
    accept = b64encode(sha1(key.strip().encode() + _ACCEPT_SALT, usedforsecurity=False).digest())
    return (
        b"HTTP/1.1 101 Switching Protocols\r\n"
        b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + accept + b"\r\n\r\n"
    )


def _frame(opcode: int, payload: bytes) -> bytes:
    size = len(payload)
    if size < 126:
        head = bytes((0x80 | opcode, size))
    elif size < 65536:
        head = bytes((0x80 | opcode, 126)) + size.to_bytes(2, "big")
    else:
        head = bytes((0x80 | opcode, 127)) + size.to_bytes(8, "big")
    return head + payload


def _unmasked(data: bytes, mask: bytes) -> bytes:
    size = len(data)
    repeated = (mask * (size // 4 + 1))[:size]
    return (int.from_bytes(data, "big") ^ int.from_bytes(repeated, "big")).to_bytes(size, "big")


def _text(payload: bytes) -> str:
    try:
        return payload.decode()
    except UnicodeDecodeError:
        raise _BadFrame(NOT_UTF8) from None


def _close_code(payload: bytes) -> int:
    """The code to answer a close frame with: its own where it is one that may be sent."""
    code = int.from_bytes(payload[:2], "big") if len(payload) >= 2 else NORMAL
    return code if code in range(1000, 1004) or code in range(1007, 1015) or 3000 <= code < 5000 else 1002
