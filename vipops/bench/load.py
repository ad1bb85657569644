"""The open loop: requests go out at their own hour whatever the server does, and are timed from that hour.

A generator that waits for the last answer before it asks again leaves out the waiting that people do.
"""

import contextlib
import re
import socket
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from selectors import EVENT_READ, BaseSelector
from typing import Any

from vipops.bench.figures import busy_seconds, percentile
from vipops.bench.tablets import Arrivals, Tablet, open_socket

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")

SUSTAINED_SECONDS = 0.25
OVERLOADED_SECONDS = 2.0  # a request that could not even be sent for so long: the server is past its limit
DRAIN_SECONDS = 10.0


@dataclass(slots=True)
class Ask:
    """A request ready to send; ``key`` is the task it ticks."""

    key: Any
    request: bytes
    due: float = 0.0


@dataclass(slots=True)
class Run:
    """What a run at one rate showed. Times are in seconds from the hour each tick was due."""

    rate: float
    seconds: float
    tablets: int
    acks: list[float] = field(default_factory=list)
    lasts: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    lost: int = 0
    gaps: int = 0
    overloaded: bool = False
    exhausted: bool = False  # there was nothing left to tick
    generator_cpu: float = 0.0
    machine_cpu: float = 0.0
    wall: float = 0.0
    refusal: str = ""

    @property
    def sustained(self) -> bool:
        """The server kept up: everything was answered and seen, 99 of 100 within a quarter of a second."""
        done = sum(count for status, count in self.statuses.items() if status // 100 == 2)
        whole = not (self.overloaded or self.exhausted or self.lost or self.gaps)
        if not whole or done < sum(self.statuses.values()) or not self.lasts:
            return False
        return percentile(sorted(self.lasts), 99) < SUSTAINED_SECONDS


Answered = Callable[["Line", int, bytes], None]

LINES = 64  # requests in flight at most


class Line:
    """A keep-alive connection with one request in flight."""

    __slots__ = ("_answered", "_buffer", "_selector", "_sock", "_url", "ask")

    def __init__(self, url: str, selector: BaseSelector, answered: Answered) -> None:
        self._url = url
        self._selector = selector
        self._answered = answered
        self.ask: Ask | None = None
        self._buffer = b""
        self._sock = self._open()

    def send(self, ask: Ask) -> None:
        """Send a request. A connection that the server has closed meanwhile is opened again."""
        self.ask = ask
        try:
            self._sock.sendall(ask.request)
        except OSError:
            self.close()
            self._sock = self._open()
            self._sock.sendall(ask.request)

    def readable(self, _selector: BaseSelector) -> None:
        """Read what has come; tells when an answer is whole."""
        try:
            data = self._sock.recv(65536)
        except OSError:
            data = b""
        if not data:
            self.close()
            self._sock = self._open()
            if self.ask is not None:
                self._answered(self, 0, b"the server closed the connection")
            return
        self._buffer += data
        head, found, body = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return
        length = _LENGTH.search(head)
        if len(body) >= (int(length[1]) if length else 0):
            self._buffer = b""
            self._answered(self, int(head[9:12]), body)

    def close(self) -> None:
        with contextlib.suppress(KeyError):
            self._selector.unregister(self._sock)
        self._sock.close()

    def _open(self) -> socket.socket:
        self._buffer = b""
        sock = open_socket(self._url)
        self._selector.register(sock, EVENT_READ, self.readable)
        return sock


class Load:
    """Ticks on some connections, tablets on others, one loop over all of them."""

    def __init__(
        self, url: str, selector: BaseSelector, tablets: Sequence[Tablet], arrivals: Arrivals
    ) -> None:
        self._selector = selector
        self._tablets = tablets
        self._arrivals = arrivals
        self._lines = [Line(url, selector, self._answered) for _ in range(LINES)]
        self._idle = deque(self._lines)
        self._acked: dict[Any, float] = {}
        self._run = Run(0, 0, 0)

    def run(self, asks: Iterator[Ask], rate: float, seconds: float) -> Run:
        """Send ``rate`` requests a second for ``seconds``, and wait until each is seen everywhere."""
        run = self._run = Run(rate, seconds, len(self._tablets))
        self._acked = {}
        gaps = sum(tablet.gaps for tablet in self._tablets)
        machine, cpu, begun = busy_seconds(), time.process_time(), time.perf_counter()
        self._send_all(asks, begun + 0.05)
        if not run.overloaded:
            self._drain()
        run.wall = time.perf_counter() - begun
        run.generator_cpu = time.process_time() - cpu
        run.machine_cpu = busy_seconds() - machine
        run.gaps = sum(tablet.gaps for tablet in self._tablets) - gaps
        self._judge()
        return run

    def pump(self, seconds: float) -> None:
        """Let the tablets live for a while: pings, stray events."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            self._turn(left)

    def close(self) -> None:
        for line in self._lines:
            line.close()

    def _send_all(self, asks: Iterator[Ask], start: float) -> None:
        total = int(self._run.rate * self._run.seconds)
        sent = 0
        waiting: deque[Ask] = deque()
        while sent < total or waiting or len(self._idle) < len(self._lines):
            now = time.perf_counter()
            while sent < total and start + sent / self._run.rate <= now:
                ask = next(asks, None)
                if ask is None:
                    self._run.exhausted = True
                    total = sent
                    break
                ask.due = start + sent / self._run.rate
                waiting.append(ask)
                sent += 1
            while waiting and self._idle:
                self._idle.pop().send(waiting.popleft())
            if waiting and now - waiting[0].due > OVERLOADED_SECONDS:
                self._run.overloaded = True
                total = sent
                waiting.clear()
            due = start + sent / self._run.rate if sent < total else now + 0.05
            self._turn(max(0.0, min(due - now, 0.05)))

    def _drain(self) -> None:
        until = time.perf_counter() + DRAIN_SECONDS
        while time.perf_counter() < until and not self._all_seen():
            self._turn(0.02)

    def _turn(self, seconds: float) -> None:
        for key, _ in self._selector.select(seconds):
            key.data(self._selector)

    def _all_seen(self) -> bool:
        by_key, everyone = self._arrivals.by_key, len(self._tablets)
        return all(key in by_key and by_key[key].count >= everyone for key in self._acked)

    def _answered(self, line: Line, status: int, body: bytes) -> None:
        ask, line.ask = line.ask, None
        self._idle.append(line)
        self._run.statuses[status] += 1
        if ask is None:
            return
        if status // 100 != 2:
            self._run.refusal = f"{status}: {body[:300].decode(errors='replace')}"
            return
        self._run.acks.append(time.perf_counter() - ask.due)
        self._acked[ask.key] = ask.due

    def _judge(self) -> None:
        everyone = len(self._tablets)
        for key, due in self._acked.items():
            arrival = self._arrivals.by_key.get(key)
            self._run.lost += max(0, everyone - (arrival.count if arrival else 0))
            if arrival:
                self._run.lasts.append(arrival.last - due)
