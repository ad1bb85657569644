"""Tablets for the load generator: real websockets that speak Engine.IO 4 and Socket.IO 5, read very cheaply.

All tablets of a room receive the same bytes, so a chunk is parsed once and then known by its bytes; for each
tablet what remains is a look-up, a check that its numbers have no gap, and a count.
"""

import base64
import contextlib
import json
import os
import socket
import ssl
import time
from dataclasses import dataclass, field
from selectors import EVENT_READ, BaseSelector
from typing import Any
from urllib.parse import urlsplit

EVENTS = b'42/live,["events",'
PING = b"2"
MOST_CHUNKS = 20_000
_PONG = b"\x81\x81\x00\x00\x00\x003"  # a text frame "3", masked with zeros


class NotLive(Exception):
    """The server did not let a tablet in, or spoke something else."""


@dataclass(slots=True)
class Arrival:
    """One number: the task its event is about, and when it reached the first and the last tablet."""

    seq: int
    key: Any
    first: float
    last: float
    count: int = 0


@dataclass(slots=True)
class Arrivals:
    """Every number that any tablet has seen. ``sample`` is the last ticked event as it came."""

    by_seq: dict[int, Arrival] = field(default_factory=dict)
    by_key: dict[Any, Arrival] = field(default_factory=dict)
    chunks: dict[bytes, list[Arrival]] = field(default_factory=dict)
    sample: dict[str, Any] = field(default_factory=dict)
    frames: int = 0

    def read(self, payload: bytes, now: float) -> list[Arrival]:
        """The arrivals that an ``events`` packet stands for."""
        return [self._note(event, now) for event in json.loads(payload[len(EVENTS) : -1])]

    def remember(self, chunk: bytes, arrivals: list[Arrival]) -> None:
        if len(self.chunks) >= MOST_CHUNKS:
            self.chunks.clear()
        self.chunks[chunk] = arrivals

    def _note(self, event: dict[str, Any], now: float) -> Arrival:
        arrival = self.by_seq.get(event["seq"])
        if arrival is None:
            arrival = self.by_seq[event["seq"]] = Arrival(event["seq"], None, now, now)
        if event["kind"] == "task_ticked":
            arrival.key = event["task"]["id"]
            self.by_key[arrival.key] = arrival
            self.sample = event
        return arrival


class Tablet:
    """One websocket. ``gaps`` counts numbers that did not follow the one before."""

    __slots__ = ("_arrivals", "_sock", "_tail", "at", "closed", "gaps")

    def __init__(self, sock: socket.socket, arrivals: Arrivals, tail: bytes) -> None:
        self._sock = sock
        self._arrivals = arrivals
        self._tail = tail
        self.at = 0
        self.gaps = 0
        self.closed = False

    def readable(self, selector: BaseSelector) -> None:
        """Read what has come."""
        try:
            data = self._sock.recv(262_144)
        except (BlockingIOError, ssl.SSLWantReadError):
            return
        except OSError:
            data = b""
        now = time.perf_counter()
        if not data:
            self.close(selector)
            return
        known = None if self._tail else self._arrivals.chunks.get(data)
        if known is None:
            known = self._parse(data, now)
        self._arrivals.frames += 1
        at = self.at
        for arrival in known:
            if arrival.seq != at + 1 and at:
                self.gaps += 1
            at = arrival.seq
            arrival.count += 1
            arrival.last = now
        self.at = at

    def ends(self) -> tuple[tuple[str, int], tuple[str, int]]:
        """This end's address and the server's."""
        return self._sock.getsockname()[:2], self._sock.getpeername()[:2]

    def close(self, selector: BaseSelector) -> None:
        """Leave."""
        if not self.closed:
            self.closed = True
            with contextlib.suppress(KeyError):
                selector.unregister(self._sock)
            self._sock.close()

    def _parse(self, data: bytes, now: float) -> list[Arrival]:
        whole = not self._tail
        payloads, self._tail = split(self._tail + data)
        arrivals: list[Arrival] = []
        for payload in payloads:
            if payload.startswith(EVENTS):
                arrivals += self._arrivals.read(payload, now)
                continue
            whole = False
            if payload == PING:
                self._sock.send(_PONG)
        if whole and not self._tail:
            self._arrivals.remember(data, arrivals)
        return arrivals


def connect(url: str, cookie: str, arrivals: Arrivals, selector: BaseSelector) -> Tablet:
    """A tablet in the ``/live`` namespace of the server at ``url``. Raises ``NotLive``."""
    sock = open_socket(url)
    key = base64.b64encode(os.urandom(16)).decode()
    parts = urlsplit(url)
    sock.sendall(
        f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        f"Origin: {parts.scheme}://{parts.netloc}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\nCookie: {cookie}\r\n\r\n".encode()
    )
    rest = _upgraded(sock)
    rest = _expect(sock, rest, b"0{")
    sock.sendall(_masked(b"40/live,"))
    rest = _expect(sock, rest, b"40/live,")
    sock.setblocking(False)
    tablet = Tablet(sock, arrivals, rest)
    selector.register(sock, EVENT_READ, tablet.readable)
    return tablet


def open_socket(url: str) -> socket.socket:
    """A connected socket to the server at ``url``, blocking, without delay."""
    parts = urlsplit(url)
    tls = parts.scheme == "https"
    sock = socket.create_connection((parts.hostname or "", parts.port or (443 if tls else 80)), timeout=30)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if not tls:
        return sock
    # A hotel's own certificate; the generator measures and trusts nobody with anything.
    context = ssl._create_unverified_context()  # noqa: S323, SLF001
    return context.wrap_socket(sock, server_hostname=parts.hostname)


def split(data: bytes) -> tuple[list[bytes], bytes]:
    """The payloads of the whole frames in ``data``, and the rest of it. Raises ``NotLive`` on a bad frame."""
    payloads = []
    start, end = 0, len(data)
    while end - start >= 2:
        size, head = data[start + 1], 2
        if data[start] not in (0x81, 0x88):
            raise NotLive(f"A frame began with {data[start : start + 2].hex()}: the stream is broken.")
        if size >= 126:
            head = 4 if size == 126 else 10
            size = int.from_bytes(data[start + 2 : start + head], "big")
        if end - start < head + size:
            break
        payloads.append(data[start + head : start + head + size])
        start += head + size
    return payloads, data[start:]


def _upgraded(sock: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        more = sock.recv(65536)
        if not more:
            break
        data += more
    head, _, rest = data.partition(b"\r\n\r\n")
    if b" 101 " not in head.partition(b"\r\n")[0]:
        raise NotLive(f"The server answered {data[:200].decode(errors='replace')!r} to a tablet.")
    return rest


def _expect(sock: socket.socket, data: bytes, start: bytes) -> bytes:
    while True:
        payloads, rest = split(data)
        if payloads:
            if not payloads[0].startswith(start):
                raise NotLive(f"The server said {payloads[0]!r} where {start!r} was expected.")
            # What came behind it stays for the tablet, framed as it was.
            return data[len(data) - len(rest) - sum(map(_framed_size, payloads[1:])) :]
        more = sock.recv(65536)
        if not more:
            raise NotLive(f"The server closed where {start!r} was expected.")
        data += more


def _framed_size(payload: bytes) -> int:
    return len(payload) + (2 if len(payload) < 126 else 4 if len(payload) < 65536 else 10)


def _masked(payload: bytes) -> bytes:
    return bytes((0x81, 0x80 | len(payload))) + b"\0\0\0\0" + payload
