"""The wire over real sockets: what the protocol asks, what a hostile tablet tries, and the hook itself."""

import pytest
import requests

from tests.live.raw_client import RawClient
from vipops.live import driver
from vipops.live.driver import Unsupported, Wire, install, text_frame

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


@pytest.fixture
def tablet(house):
    with RawClient(house).enter() as client:
        yield client


def _still_hears(tablet: RawClient, seq: int = 5) -> bool:
    requests.post(f"{tablet.url}/broadcast/1-all", data=f'[{{"seq":{seq}}}]', timeout=5)
    return tablet.numbers() == [seq]


def test_ping_is_answered_with_its_payload(tablet):
    tablet.send(PING, b"x" * 125)
    assert tablet.receive() == (PONG, b"x" * 125)


def test_unasked_pong_is_passed_over(tablet):
    tablet.send(PONG, b"hello")
    assert _still_hears(tablet)


def test_close_is_answered_with_its_code(tablet):
    tablet.send(CLOSE, (4001).to_bytes(2, "big") + b"bye")
    assert tablet.close_code() == 4001


def test_fragments_make_one_message_with_a_ping_between(house):
    with RawClient(house) as client:
        client.upgrade()
        client.text()
        client.send(TEXT, b"", final=False)
        client.send(0, b"40/", final=False)
        client.send(PING, b"between")
        client.send(0, b"live,")
        assert client.receive() == (PONG, b"between")
        assert client.text().startswith("40/live,{")


def test_bytes_one_by_one_make_a_message(house):
    with RawClient(house) as client:
        client.upgrade()
        client.text()
        from tests.live.raw_client import frame

        for byte in frame(TEXT, b"40/live,"):
            client.sock.sendall(bytes([byte]))
        assert client.text().startswith("40/live,{")


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ([(TEXT, b"3", {"masked": False})], 1002),
        ([(0, b"no beginning", {})], 1002),
        ([(TEXT, b"a", {"final": False}), (TEXT, b"b", {})], 1002),
        ([(PING, b"x" * 126, {})], 1002),
        ([(PING, b"cut", {"final": False})], 1002),
        ([(3, b"reserved", {})], 1002),
        ([(0x40 | TEXT, b"deflated", {})], 1002),
        ([(CLOSE, (1005).to_bytes(2, "big"), {})], 1002),
        ([(BINARY, b"\x00\x01", {})], 1003),
        ([(TEXT, b"4\xff\xfe", {})], 1007),
        ([(TEXT, b"x" * 16_385, {})], 1009),
        ([(TEXT, b"x" * 10_000, {"final": False}), (0, b"x" * 10_000, {})], 1009),
        ([(PONG, b"", {})] * 200, 1008),
    ],
    ids=lambda value: str(value)[:40],
)
def test_closed_with_the_reason(tablet, sent, code):
    for opcode, payload, how in sent:
        tablet.send(opcode, payload, **how)
    assert tablet.close_code() == code


def test_a_huge_length_is_refused_before_it_is_read(tablet):
    tablet.sock.sendall(bytes([0x81, 0x80 | 127]) + (1 << 40).to_bytes(8, "big") + b"mask")
    assert tablet.close_code() == 1009


@pytest.mark.parametrize(
    "said",
    [
        '42/live,["tick",{"task":1}]',
        '421/live,["tick"]',
        "2probe",
        "5",
        "0{}",
        "",
        "x",
        "4" + "[" * 10_000,
        "40/other,",
        "40",
        '451-/live,["x",{"_placeholder":true,"num":0}]',
        "1x",
    ],
)
def test_whatever_else_a_tablet_says_is_ignored(tablet, said):
    tablet.say(said)
    assert _still_hears(tablet)


def test_what_a_tablet_puts_after_connect_is_not_read(house):
    with RawClient(house) as client:
        client.upgrade()
        client.text()
        client.say("40/live," + "[" * 10_000)
        assert client.text().startswith("40/live,{")


def test_hanging_up_leaves_the_room(house):
    with RawClient(house).enter(Cookie="pass=1.1.a.1-short"):
        assert "1-short" in requests.get(f"{house}/open", timeout=5).json()["rooms"]
    for _ in range(100):
        if "1-short" not in requests.get(f"{house}/open", timeout=5).json()["rooms"]:
            return
    raise AssertionError("the room is still there")


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536, 200_000])
def test_a_broadcast_of_any_size_arrives_whole(tablet, size):
    body = '[{"seq":1,"x":"' + "é" * (size // 2) + '"}]'
    requests.post(f"{tablet.url}/broadcast/1-all", data=body.encode(), timeout=5)
    assert tablet.text() == f'42/live,["events",{body}]'


def test_frame_heads():
    assert text_frame(b"x" * 125)[:2] == bytes([0x81, 125])
    assert text_frame(b"x" * 126)[:4] == bytes([0x81, 126, 0, 126])
    assert text_frame(b"x" * 65_536)[:10] == bytes([0x81, 127]) + (65_536).to_bytes(8, "big")


class _Server:
    """As much of an ``engineio.Server`` as the hook looks at."""

    def __init__(self, mode: str = "gevent", websocket: object = object) -> None:
        self.async_mode = mode
        self._async = {"websocket": websocket, "queue": list}


def test_the_hook_changes_this_server_alone():
    server = _Server()
    before = server._async
    install(server, Wire)
    assert server._async["websocket"] is Wire
    assert server._async["queue"] is list
    assert before["websocket"] is object


@pytest.mark.parametrize("server", [_Server("threading"), _Server(websocket=None)])
def test_another_server_is_refused(server):
    with pytest.raises(Unsupported):
        install(server, Wire)


def test_another_engineio_is_refused(monkeypatch):
    monkeypatch.setattr(driver, "version", lambda name: "4.16.0")
    with pytest.raises(Unsupported, match=r"4\.16\.0"):
        install(_Server(), Wire)


def test_gevent_websocket_beside_it_is_refused(monkeypatch):
    monkeypatch.setattr(driver, "find_spec", lambda name: object())
    with pytest.raises(Unsupported, match="gevent-websocket"):
        install(_Server(), Wire)
