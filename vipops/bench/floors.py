"""Floors measured with the same generator: bare Flask-SocketIO, and the generator itself."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from selectors import DefaultSelector
from typing import Any
from urllib.parse import urlsplit

from vipops.bench.figures import spread
from vipops.bench.load import Ask, Load, Run
from vipops.bench.started import started, web_only
from vipops.bench.tablets import Arrivals, connect

# Used where no tick of the hotel was seen; as long as one.
SAMPLE: Mapping[str, Any] = {
    "seq": 0,
    "kind": "task_ticked",
    "at": "2026-01-01T12:00:00+00:00",
    "by": 1,
    "task": {"id": 0, "version": 2, "state": "done", "title": {"zh": "核" * 40, "en": "x" * 120}},
}
SEARCH_SECONDS = 4.0
SEARCH_STEPS = 3


def bare_flask_socketio(
    tablets: int, rate: float, seconds: float, sample: Mapping[str, Any], *, search: bool = True
) -> dict[str, Any]:
    """Flask-SocketIO as it comes, broadcasting ``sample`` to the same tablets: at this rate, and its most."""
    with started(web_only("vipops.bench.bare:create_app()")) as url, DefaultSelector() as selector:
        arrivals = Arrivals()
        everyone = [connect(url, "", arrivals, selector) for _ in range(tablets)]
        load = Load(url, selector, everyone, arrivals)
        emits = _emits(url, sample or SAMPLE)
        load.run(emits, min(rate, 20), 1)
        run = load.run(emits, rate, seconds)
        most = find_most(lambda tried: load.run(emits, tried, SEARCH_SECONDS), rate)[0] if search else None
        load.close()
        for tablet in everyone:
            tablet.close(selector)
    return {
        "tick_to_ack": spread(run.acks),
        "tick_to_last_tablet": spread(run.lasts),
        "events_lost": run.lost,
        "sustained": run.sustained,
        "max_rate": most,
    }


def find_most(run_at: Callable[[float], Run], start: float) -> tuple[float, list[Run]]:
    """The highest sustained rate found by doubling, then halving the gap; 0 if none was. Answers all runs."""
    runs: list[Run] = []

    def holds(rate: float) -> bool:
        runs.append(run_at(round(rate)))
        return runs[-1].sustained

    good, bad, rate = 0.0, 0.0, max(start, 10.0)
    while not bad or (not good and rate >= 5):
        if holds(rate):
            good = rate
        else:
            bad = rate
        if runs[-1].exhausted:
            break
        rate = good * 1.5 if not bad else bad / 2
    for _ in range(SEARCH_STEPS if good and not runs[-1].exhausted else 0):
        rate = (good + bad) / 2
        if holds(rate):
            good = rate
        else:
            bad = rate
    return float(round(good)), runs


def generator_ceiling(tablets: int, size: int = 370, rounds: int = 1000) -> float:
    """Frames per second that this generator reads from a server that does nothing but send."""
    command = [sys.executable, "-m", "vipops.bench.blast", str(tablets), str(rounds), str(size)]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server,  # noqa: S603
        DefaultSelector() as selector,
    ):
        assert server.stdin is not None  # noqa: S101  # both are pipes
        assert server.stdout is not None  # noqa: S101
        url = f"http://127.0.0.1:{int(server.stdout.readline())}"
        arrivals = Arrivals()
        everyone = [connect(url, "", arrivals, selector) for _ in range(tablets)]
        server.stdin.write(b"\n")
        server.stdin.flush()
        begun = time.perf_counter()
        while any(tablet.at < rounds for tablet in everyone):
            for key, _ in selector.select(1):
                key.data(selector)
        elapsed = time.perf_counter() - begun
        server.stdin.close()
        for tablet in everyone:
            tablet.close(selector)
    return rounds * tablets / elapsed


def _emits(url: str, sample: Mapping[str, Any]) -> Iterator[Ask]:
    host = urlsplit(url).netloc
    for key in count(1):
        body = json.dumps({**sample, "task": {**sample["task"], "id": key}}).encode()
        head = (
            f"POST /emit HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        yield Ask(key, head.encode() + body)
