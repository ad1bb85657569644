"""The gate over real sockets: refused before any upgrade, by status."""

import time

import pytest
import requests

from tests.live.raw_client import RawClient
from vipops.live.gate import Caps, Gate, Pass

LIVE = "EIO=4&transport=websocket"


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"Origin": None}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Cookie": None}, 401),
        ({"Cookie": "other=1"}, 401),
        ({"Upgrade": None}, 426),
        ({"Upgrade": "h2c"}, 426),
        ({"Sec_WebSocket_Version": "8"}, 426),
        ({"method": "POST"}, 426),
        ({"method": "OPTIONS"}, 426),
        ({"Sec_WebSocket_Key": None}, 400),
        ({"Sec_WebSocket_Key": "dG9vIHNob3J0"}, 400),
        ({"Connection": "keep-alive"}, 400),
        ({"query": "EIO=3&transport=websocket"}, 400),
        ({"query": "EIO=4&transport=polling"}, 400),
        ({"query": "EIO=4"}, 400),
        ({"query": f"{LIVE}&sid=abc"}, 400),
    ],
)
def test_refused(house, changed, status):
    with RawClient(house) as client:
        assert client.upgrade(**changed) == status
    assert requests.get(f"{house}/open", timeout=5).json()["open"] == 0


def test_polling_is_refused(house):
    answer = requests.get(
        f"{house}/socket.io/",
        params={"EIO": "4", "transport": "polling"},
        headers={"Origin": house, "Cookie": "pass=1.1.tablet.1-all"},
        timeout=5,
    )
    assert answer.status_code == 426


def test_the_door_beside_is_no_way_round(house):
    for path in ("/socket.io", "/socket.io//"):
        assert requests.get(house + path, params={"EIO": "4"}, timeout=5).status_code == 426


def test_no_extension_is_accepted(house):
    with RawClient(house) as client:
        assert client.upgrade(Sec_WebSocket_Extensions="permessage-deflate; client_max_window_bits") == 101
        assert "extensions" not in client.head.lower()


def test_configured_origin_is_the_only_one(serve_app):
    proxied = serve_app("tests.live.bare_house:create_app(origin='https://vip.example')")
    with RawClient(proxied) as client:
        assert client.upgrade() == 403
    with RawClient(proxied) as client:
        assert client.upgrade(Origin="https://vip.example") == 101


def test_caps_by_person_device_and_in_all(serve_app):
    small = serve_app("tests.live.bare_house:create_app(caps=(3, 2, 5))")

    def knock(session: int, person: int, device: str) -> tuple[RawClient, int]:
        client = RawClient(small)
        return client, client.upgrade(Cookie=f"pass={session}.{person}.{device}.1-all")

    knocks = [(1, 1, "a", 101), (1, 1, "a", 101), (1, 1, "a", 429), (2, 1, "b", 101), (3, 1, "c", 429)]
    knocks += [(4, 2, "d", 101), (5, 3, "e", 101), (6, 4, "f", 503)]
    clients = []
    for session, person, device, status in knocks:
        client, answered = knock(session, person, device)
        clients.append(client)
        assert (answered, device) == (status, device)

    for client in clients:
        client.sock.close()
    _await_open(small, 0)
    client, answered = knock(1, 1, "a")
    client.sock.close()
    assert answered == 101


def test_a_closed_session_loses_its_sockets_and_no_other(house):
    with (
        RawClient(house).enter(Cookie="pass=41.1.a.1-all") as dismissed,
        RawClient(house).enter(Cookie="pass=42.1.b.1-all") as kept,
    ):
        closed = requests.delete(f"{house}/sessions/41", timeout=5).json()["closed"]
        assert closed == 1
        assert dismissed.close_code() == 1000
        requests.post(f"{house}/broadcast/1-all", data='[{"seq":7}]', timeout=5)
        assert kept.numbers() == [7]
        _await_open(house, 1)


def test_a_room_hears_only_its_own(house):
    with (
        RawClient(house).enter(Cookie="pass=1.1.a.1-housekeeping") as housekeeping,
        RawClient(house).enter(Cookie="pass=2.2.b.1-security") as security,
    ):
        for room, seq in (("1-housekeeping", 1), ("1-security", 2), ("1-housekeeping", 3), ("1-nobody", 4)):
            requests.post(f"{house}/broadcast/{room}", data=f'[{{"seq":{seq}}}]', timeout=5)
        assert [housekeeping.numbers(), housekeeping.numbers()] == [[1], [3]]
        assert security.numbers() == [2]


def test_counts_come_down_when_the_application_fails():
    def broken(environ, start_response):
        raise RuntimeError

    gate = Gate(broken, lambda environ: Pass(1, 1, "a", "1:all"), caps=Caps(1, 1, 1))
    environ = {
        "PATH_INFO": "/socket.io/",
        "REQUEST_METHOD": "GET",
        "QUERY_STRING": LIVE,
        "wsgi.url_scheme": "http",
        "HTTP_HOST": "hotel",
        "HTTP_ORIGIN": "http://hotel",
        "HTTP_UPGRADE": "websocket",
        "HTTP_CONNECTION": "Upgrade",
        "HTTP_SEC_WEBSOCKET_VERSION": "13",
        "HTTP_SEC_WEBSOCKET_KEY": "AAAAAAAAAAAAAAAAAAAAAA==",
    }
    for _ in range(2):
        with pytest.raises(RuntimeError):
            gate(dict(environ), lambda *_: None)
    assert gate.open_sockets == 0


def _await_open(house: str, count: int) -> None:
    for _ in range(100):
        if requests.get(f"{house}/open", timeout=5).json()["open"] == count:
            return
        time.sleep(0.05)
    raise AssertionError(f"{house} still holds other than {count} sockets")
