"""Plain HTTP beside HTTPS: what is open there, and where everything else is sent."""

from collections.abc import Iterable
from typing import Any

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from vipops.web.plain_door import PlainDoor, host_of, https_at


def house(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    return Response(f"the house at {Request(environ).path}")(environ, start_response)


@pytest.fixture
def door() -> Client:
    return Client(PlainDoor(house, 8443))


@pytest.mark.parametrize(
    "path",
    ["/trust", "/trust/vipops-ca.crt", "/static/css/tokens.css", "/texts/zh.json", "/healthz", "/readyz"],
)
def test_what_explains_trust_is_open(door: Client, path: str) -> None:
    assert door.get(path).text == f"the house at {path}"


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("/", "https://vip.example:8443/"),
        ("/letters?open=1&name=%E6%9E%97", "https://vip.example:8443/letters?open=1&name=%E6%9E%97"),
        ("/guests/%E6%9E%97", "https://vip.example:8443/guests/%E6%9E%97"),
        ("/trusted", "https://vip.example:8443/trusted"),
        ("/api/board", "https://vip.example:8443/api/board"),
        ("/metrics", "https://vip.example:8443/metrics"),
        ("/a%0d%0aSet-Cookie:%20x", "https://vip.example:8443/a%0D%0ASet-Cookie%3A%20x"),
    ],
)
def test_everything_else_is_sent_to_https(door: Client, asked: str, there: str) -> None:
    answer = door.get(asked, base_url="http://vip.example:8080")
    assert (answer.status_code, answer.headers["Location"]) == (307, there)
    assert "house at" not in answer.text


def test_a_path_cannot_name_another_host() -> None:
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "//evil.example/", "HTTP_HOST": "vip.example"}
    told: list[tuple[str, str]] = []
    list(PlainDoor(house, 443)(environ, lambda _status, headers: told.extend(headers)))
    assert dict(told)["Location"] == "https://vip.example/evil.example/"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["/api/session", "/trust"])
def test_nothing_is_taken_and_nothing_sent_on(door: Client, method: str, path: str) -> None:
    answer = door.open(path, method=method, data=b"secret")
    assert answer.status_code == 403
    assert "Location" not in answer.headers


@pytest.mark.parametrize(
    ("header", "host"),
    [
        ("vip.example", "vip.example"),
        ("10.0.0.5:8080", "10.0.0.5"),
        ("[fd00::5]:8080", "[fd00::5]"),
        ("", ""),
        ("a b", ""),
        ("x;script-src", ""),
        ("user@host", ""),
    ],
)
def test_the_host_that_was_asked(header: str, host: str) -> None:
    assert host_of(header) == host


def test_a_request_without_host_is_refused(door: Client) -> None:
    assert door.get("/letters", headers={"Host": "a b"}).status_code == 400


def test_the_usual_port_goes_without_saying() -> None:
    assert (https_at("vip.example", 443), https_at("vip.example", 8443)) == (
        "https://vip.example",
        "https://vip.example:8443",
    )
