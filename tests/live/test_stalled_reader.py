"""A tablet that stalls under load, then reads on, gets an intact stream or a clean end, and harms nobody."""

import json
import threading

import pytest
import requests

from tests.live.raw_client import Broken, RawClient

SMALL = 4096


def test_backlog_is_delivered_intact_and_in_order(house):
    with RawClient(house, receive_buffer=SMALL).enter() as tablet:
        sent = _send_until_backlog(house)
        rest = 1500
        _broadcast(house, sent + 1, rest)
        assert _backlog(house) > 300_000

        seen = [number for _ in range(sent + rest) for number in tablet.numbers()]

    assert seen == list(range(1, sent + rest + 1))


def test_ping_stays_in_order_behind_a_backlog(house):
    with RawClient(house, receive_buffer=SMALL).enter() as tablet:
        sent = _send_until_backlog(house)
        tablet.send(9, b"still here?")
        _broadcast(house, sent + 1, 500)
        answered = 0
        seen = []
        while len(seen) < sent + 500:
            opcode, payload = tablet.receive()
            if opcode == 10:
                assert payload == b"still here?"
                answered += 1
            elif payload != b"2":
                seen += [event["seq"] for event in json.loads(payload[len('42/live,["events",') : -1])]
    assert answered == 1
    assert seen == list(range(1, sent + 501))


def test_beyond_the_limit_it_is_cut_cleanly_while_others_go_on(house):
    count = 20_000
    with (
        RawClient(house, receive_buffer=SMALL).enter() as stalled,
        RawClient(house).enter(Cookie="pass=2.2.other.1-all") as healthy,
    ):
        seen_by_healthy = _read_in_background(healthy, count)
        _broadcast(house, 1, count)
        seen_by_healthy.join(30)
        assert seen_by_healthy.numbers == list(range(1, count + 1))

        seen: list[int] = []
        with pytest.raises((EOFError, ConnectionError)):
            _read(stalled, seen, count)

    assert 0 < len(seen) < count
    assert seen == list(range(1, len(seen) + 1))
    assert requests.get(f"{house}/open", timeout=5).json()["open"] <= 1


def test_the_stock_websocket_class_fails_this(serve_app):
    """The control: on simple-websocket under gevent the same stall corrupts the stream."""
    stock = serve_app("vipops.bench.bare:create_app()")
    event = {"kind": "task_ticked", "task": {"id": 1}, "filler": "x" * 8000}
    with RawClient(stock, receive_buffer=SMALL).enter() as tablet, requests.Session() as http:
        for _ in range(900):
            http.post(f"{stock}/emit", json=event, timeout=20).raise_for_status()
        with pytest.raises((Broken, UnicodeDecodeError, AssertionError)):
            _read(tablet, [], 900)


def _read(client: RawClient, seen: list[int], count: int) -> None:
    """Read so many numbers, each the one after the last."""
    while len(seen) < count:
        seen += client.numbers()
        assert seen[-1] == len(seen)


class _Reader(threading.Thread):
    def __init__(self, client: RawClient, count: int) -> None:
        super().__init__(daemon=True)
        self.client, self.count, self.numbers = client, count, []

    def run(self) -> None:
        while len(self.numbers) < self.count:
            self.numbers += self.client.numbers()


def _read_in_background(client: RawClient, count: int) -> _Reader:
    reader = _Reader(client, count)
    reader.start()
    return reader


def _send_until_backlog(house: str) -> int:
    """Broadcast until the kernel takes no more for the tablet; answers how many."""
    sent = 0
    while not _backlog(house):
        _broadcast(house, sent + 1, 200)
        sent += 200
        assert sent < 40_000, "the kernel swallows everything: nothing is tested"
    return sent


def _broadcast(house: str, first: int, count: int) -> None:
    answer = requests.post(f"{house}/numbered/1-all", params={"first": first, "count": count}, timeout=60)
    assert answer.ok


def _backlog(house: str) -> int:
    return int(requests.get(f"{house}/open", timeout=5).json()["backlog"])
