"""The app: what a system is told of it, and what its worker may keep."""

import json
import re
from typing import Any

import pytest
from flask import Flask

from vipops.settings import folder
from vipops.web.pages import assets


def shell_of(app: Flask) -> dict[str, Any]:
    """What the worker is told to keep."""
    text = app.test_client().get("/service-worker.js").text
    found: dict[str, Any] = json.loads(text.splitlines()[0].removeprefix("const SHELL = "))
    return found


@pytest.mark.parametrize(("language", "name"), [("zh", "贵宾接待"), ("en", "VIP stays"), ("xx", "贵宾接待")])
def test_the_app_is_named_in_the_page_s_language(pages_app: Flask, language: str, name: str) -> None:
    answer = pages_app.test_client().get(f"/manifest.webmanifest?language={language}")
    assert answer.content_type == "application/manifest+json"
    assert json.loads(answer.data)["name"] == name


def test_the_manifest_names_what_is_there(pages_app: Flask) -> None:
    client = pages_app.test_client()
    told = json.loads(client.get("/manifest.webmanifest").data)
    assert (told["display"], told["scope"]) == ("standalone", "/")
    for icon in told["icons"]:
        answer = client.get(icon["src"])
        assert (answer.status_code, answer.content_type) == (200, icon["type"])
        if icon["type"] == "image/png":
            # A PNG's size stands in its first chunk.
            width, height = (int.from_bytes(answer.data[at : at + 4], "big") for at in (16, 20))
            assert f"{width}x{height}" == icon["sizes"]
    assert {icon.get("purpose") for icon in told["icons"]} == {None, "maskable"}
    screens = [re.compile(pattern) for pattern, _ in shell_of(pages_app)["screens"]]
    for way in told["shortcuts"]:
        assert any(screen.match(way["url"]) for screen in screens)


def test_the_worker_keeps_the_shell_and_nothing_of_a_guest(pages_app: Flask) -> None:
    client = pages_app.test_client()
    kept = shell_of(pages_app)["files"]
    assert set(assets.addresses()) <= set(kept)
    assert [
        path for path in kept if not path.startswith(("/static/at/", "/texts/", "/shell", "/sign-in"))
    ] == []
    # Without a session: what anybody at the door may have.
    assert [path for path in kept if client.get(path).status_code != 200] == []


def test_every_screen_opens_from_the_shell_and_nothing_else_does(pages_app: Flask) -> None:
    shell = shell_of(pages_app)
    screens = [re.compile(pattern) for pattern, _ in shell["screens"]]
    assert {frame for _, frame in shell["screens"]} <= set(shell["files"])
    for path in ("/", "/department/housekeeping", "/stays/7", "/letters", "/lost-property"):
        assert any(screen.match(path) for screen in screens), path
    for path in ("/api/board", "/sign-in", "/static/x.js", "/stays/7/letter", "/socket.io/", "/healthz"):
        assert not any(screen.match(path) for screen in screens), path


def test_a_frame_asks_at_once_for_all_that_its_page_needs(pages_app: Flask) -> None:
    client = pages_app.test_client()
    about_guests, other = (client.get(f"/shell/{name}").text for name in ("department", "hotel"))
    for script in ("main", "department"):
        assert f'modulepreload" href="{assets.address(f"js/pages/{script}.js")}"' in about_guests
    for page in (about_guests, other):
        assert 'as="fetch" href="/api/session"' in page
    assert 'as="fetch" href="/api/board?tasks=lines"' in about_guests
    assert "/api/board" not in other
    assert client.get("/shell/nowhere").status_code == 404


def test_the_worker_is_asked_for_anew_and_stays_the_same(pages_app: Flask) -> None:
    client = pages_app.test_client()
    first, second = (client.get("/service-worker.js") for _ in range(2))
    assert first.headers["Cache-Control"] == "no-cache"
    assert first.content_type.startswith("text/javascript")
    assert first.data == second.data


def test_another_text_makes_another_worker(pages_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shell_of(pages_app)["version"]
    monkeypatch.setattr("vipops.web.pages.texts.version", lambda: "another")
    assert shell_of(pages_app)["version"] != before


def test_two_policies_of_trusted_types_and_no_third(pages_app: Flask) -> None:
    policy = pages_app.test_client().get("/shell/board").headers["Content-Security-Policy"]
    assert "trusted-types lit-html vipops-worker" in policy
    assert "worker-src 'self'" in policy
    made = {
        name
        for path in (folder("static") / "js").rglob("*.js")
        for name in re.findall(r'createPolicy\("([\w-]+)"', path.read_text("utf-8"))
    }
    assert made == {"vipops-worker"}
