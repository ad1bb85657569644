"""The page that walks a device through trusting the house, and the files it hands out, without sign-in."""

import plistlib
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from flask import Flask
from flask.testing import FlaskClient

from vipops.app import create_app
from vipops.integrations.tls.authority import Wanted, find, fingerprint, keep
from vipops.settings import Settings

HOST = {"Host": "10.0.0.5:8080"}
Build = Callable[..., Flask]


@pytest.fixture(scope="module")
def https_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trust") / "https"
    keep(
        folder,
        Wanted(("vipops.local", "localhost"), ("vip.hotel.example",)),
        hotel="Harbour House",
        now=datetime.now(UTC),
        passphrase=b"x",
    )
    return folder


@pytest.fixture(scope="module")
def client(https_folder: Path) -> FlaskClient:
    return app_at(https_folder, https=True, port=8443).test_client()


def app_at(https_folder: Path, **settings: object) -> Flask:
    return create_app(Settings(data=https_folder.parent, cheap_hashes=True, **settings))  # type: ignore[arg-type]


def test_each_file_is_the_authority_under_its_own_type(client: FlaskClient, https_folder: Path) -> None:
    authority = find(https_folder).authority
    pem, der = client.get("/trust/vipops-ca.crt"), client.get("/trust/vipops-ca.cer")
    apple = client.get("/trust/vipops.mobileconfig")
    assert x509.load_pem_x509_certificate(pem.data) == authority
    assert x509.load_der_x509_certificate(der.data) == authority
    inside = plistlib.loads(apple.data)["PayloadContent"][0]["PayloadContent"]
    assert x509.load_der_x509_certificate(inside) == authority
    assert [answer.content_type for answer in (pem, der, apple)] == [
        "application/x-x509-ca-cert",
        "application/pkix-cert",
        "application/x-apple-aspen-config",
    ]
    assert b"PRIVATE" not in pem.data + der.data + apple.data


def test_no_key_is_handed_out(client: FlaskClient) -> None:
    for name in ("ca.key", "server.key", "../https/ca.key", "names.txt"):
        assert client.get(f"/trust/{name}").status_code == 404


@pytest.mark.parametrize(("language", "title"), [("zh", "信任本酒店"), ("en", "Trust this house")])
def test_the_page_in_both_languages(
    client: FlaskClient, https_folder: Path, language: str, title: str
) -> None:
    answer = client.get(f"/trust?language={language}", headers=HOST)
    assert title in answer.text
    assert fingerprint(find(https_folder).authority) in answer.text
    assert "http://10.0.0.5:8080/trust" in answer.text
    assert 'data-https="https://10.0.0.5:8443"' in answer.text
    assert "connect-src 'self' https://10.0.0.5:8443;" in answer.headers["Content-Security-Policy"]
    assert 'href="/trust/vipops-ca.crt"' in answer.text


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "apple_touch"),
        ("Mozilla/5.0 (Linux; Android 15; Pixel Tablet) Chrome/140.0 Safari/537.36", "android"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Edg/140.0", "windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15", "mac"),
        ("Mozilla/5.0 (X11; CrOS x86_64 16000.0.0) Chrome/140.0", "chrome_os"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", "linux"),
        ("", "apple_touch"),
    ],
)
def test_the_device_that_asks_comes_first(client: FlaskClient, agent: str, device: str) -> None:
    page = client.get("/trust?language=en", headers={"User-Agent": agent}).text
    shown = re.findall(r'data-device="(\w+)"( open)?', page)
    assert shown[0] == (device, " open")
    assert len({name for name, _ in shown}) == 6
    assert [opened for _, opened in shown[1:]] == [""] * 5


def test_the_code_holds_an_address_that_a_tablet_can_reach(client: FlaskClient) -> None:
    from_elsewhere = client.get("/trust/address.svg", headers=HOST)
    assert from_elsewhere.content_type == "image/svg+xml"
    # From the server's own desk too it is not the desk's “localhost”.
    at_the_server = client.get("/trust?language=en", headers={"Host": "localhost:8080"}).text
    assert "http://localhost:8080/trust" not in at_the_server
    assert 'data-https="https://localhost:8443"' in at_the_server


def test_a_host_header_cannot_write_into_the_policy(client: FlaskClient) -> None:
    answer = client.get("/trust", headers={"Host": "x;script-src"})
    assert "x;script-src" not in answer.headers.get("Content-Security-Policy", "") + answer.text


def test_the_page_asks_whether_it_was_reached(client: FlaskClient) -> None:
    answer = client.get("/trust/reached", base_url="https://10.0.0.5:8443")
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (200, "*")
    assert "max-age=" in answer.headers["Strict-Transport-Security"]


@pytest.mark.parametrize("base", ["http://10.0.0.5:8080", "https://localhost:8443"])
def test_browsers_are_told_to_insist_only_where_it_is_meant(client: FlaskClient, base: str) -> None:
    assert "Strict-Transport-Security" not in client.get("/trust", base_url=base).headers


def test_a_house_without_https_says_so(tmp_path: Path) -> None:
    client = create_app(Settings(data=tmp_path, cheap_hashes=True)).test_client()
    answer = client.get("/trust?language=en")
    assert "vipops certificate" in answer.text
    assert answer.status_code == 200
    assert client.get("/trust/vipops-ca.crt").status_code == 404


def test_a_certificate_from_elsewhere_needs_no_steps(https_folder: Path, tmp_path: Path) -> None:
    for name in ("server.crt", "server.key"):
        (tmp_path / name).write_bytes((https_folder / name).read_bytes())
    settings = Settings(
        data=tmp_path / "data",
        certificate=tmp_path / "server.crt",
        certificate_key=tmp_path / "server.key",
        cheap_hashes=True,
    )
    page = create_app(settings).test_client().get("/trust?language=en").text
    assert "certificate from elsewhere" in page
    assert "data-device" not in page


@pytest.mark.parametrize(
    ("settings", "secure"),
    [
        ({}, False),
        ({"secure_cookies": True}, True),
        ({"https": True}, True),
        ({"origin": "https://vip.hotel.example"}, True),
        ({"origin": "http://vip.hotel.example"}, False),
    ],
)
def test_cookies_follow_https(settings: dict[str, object], secure: bool) -> None:  # noqa: FBT001
    assert Settings(**settings).https_cookies is secure  # type: ignore[arg-type]
