"""Over HTTPS with the hotel's own authority: who trusts it works live, who does not is helped."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Error, Page, expect

from tests.support.browser import COOKIE, PATIENCE, Tablet, tablets
from tests.support.secure import browser_that_trusts, certificate, shown_by
from tests.support.served import Served

pytestmark = pytest.mark.timeout(600)

DEPARTMENT = "/department/housekeeping"
Picture = Callable[[Page, str], None]


@pytest.fixture
def trusting(
    secure_house: Served,
    tmp_path: Path,
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    browser_context_args: dict[str, Any],
) -> Iterator[Callable[..., Tablet]]:
    """Tablets that trust the house."""
    assert secure_house.authority is not None
    with (
        browser_that_trusts(
            secure_house.authority, tmp_path / "home", browser_type, browser_type_launch_args
        ) as browser,
        tablets(browser, secure_house.url, **browser_context_args) as take,
    ):
        yield take


def test_a_day_over_https(
    secure_house: Served, trusting: Callable[..., Tablet], browser: Browser, picture: Picture
) -> None:
    lobby, housekeeping = trusting("okafor"), trusting("deng.chunmei")
    sockets: list[str] = []
    lobby.page.on("websocket", lambda opened: sockets.append(opened.url))

    # Who asks for plain HTTP is sent on and signs in where nobody reads along.
    lobby.page.goto(f"{secure_house.plain_url}/")
    expect(lobby.page.locator("#sign-in[data-ready]")).to_be_visible()
    assert lobby.page.url.startswith(f"{secure_house.url}/")
    for one in (lobby, housekeeping):
        one.sign_in()
    assert sockets
    assert all(url.startswith(secure_house.url.replace("https:", "wss:")) for url in sockets)
    assert _cookie(lobby)["secure"] is True
    assert lobby.page.evaluate("isSecureContext")

    # A tick on one tablet is seen on the other.
    task = _plain_task(housekeeping)
    # On the stay's sheet a row stays where it is when it is done.
    for one, place in ((lobby, f"/stays/{task['stay_id']}"), (housekeeping, DEPARTMENT)):
        one.go(place)
        one.unfold(task)
    housekeeping.tick(task)
    expect(lobby.row(task)).to_have_attribute("data-state", "done")

    # A renewed certificate is taken up, and who is connected stays so.
    opened = len(sockets)
    assert secure_house.authority is not None
    before = shown_by(secure_house.url, secure_house.authority)
    assert "made, asked for" in certificate(secure_house.folder, "--renew")
    until = time.monotonic() + PATIENCE
    while shown_by(secure_house.url, secure_house.authority).serial_number == before.serial_number:
        assert time.monotonic() < until, "the renewed certificate was not taken up"
        time.sleep(1)
    lobby.await_live()
    assert len(sockets) == opened

    _page_for_who_trusts(trusting("okafor"), secure_house)
    _page_for_who_does_not(browser, secure_house, picture)


def test_work_without_a_network_begins_with_https(
    secure_house: Served, trusting: Callable[..., Tablet]
) -> None:
    lobby = trusting("okafor", service_workers="allow").sign_in()
    scope = lobby.page.evaluate("navigator.serviceWorker.ready.then((ready) => ready.scope)")
    assert scope == f"{secure_house.url}/"


def _page_for_who_trusts(tablet: Tablet, house: Served) -> None:
    tablet.page.goto(f"{house.plain_url}/trust?language=en")
    expect(tablet.page.locator("[data-said=trusted]")).to_be_visible()
    expect(tablet.page.locator("[data-said=not_yet]")).to_be_hidden()


def _page_for_who_does_not(browser: Browser, house: Served, picture: Picture) -> None:
    refused = browser.new_page()
    with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
        refused.goto(house.url)
    # The browser's own page of warning is still on its way: not on the page that is looked at next.
    refused.close()
    stranger = browser.new_page(viewport={"width": 1024, "height": 1366}, user_agent=IPAD, has_touch=True)
    for language, not_yet in (("zh", "还没有"), ("en", "Not yet")):
        stranger.goto(f"{house.plain_url}/trust?language={language}")
        expect(stranger.locator("[data-said=not_yet]")).to_contain_text(not_yet)
        # An iPad's way comes first, and it alone is unfolded.
        expect(stranger.locator("details").first).to_have_attribute("data-device", "apple_touch")
        expect(stranger.locator("details[open]")).to_have_count(1)
        picture(stranger, f"trust-{language}")
    with stranger.expect_download() as fetched:
        stranger.get_by_role("link", name="Download the profile").tap()
    assert b"com.apple.security.root" in Path(fetched.value.path()).read_bytes()
    stranger.close()


# What an iPad says of itself in its usual setting: that it is a Mac.
IPAD = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Safari/605.1.15"
)


def _cookie(tablet: Tablet) -> dict[str, Any]:
    return next(dict(one) for one in tablet.context.cookies() if one["name"] == COOKIE)


def _plain_task(tablet: Tablet) -> dict[str, Any]:
    """A task of housekeeping that one thumb can tick now."""
    board = tablet.page.evaluate("fetch('/api/board').then((answer) => answer.json())")
    return next(task for task in sorted(board["tasks"], key=lambda one: one["due_at"]) if _is_plain(task))


def _is_plain(task: dict[str, Any]) -> bool:
    asks = task["proof"] or task["points"] or task["rekey_name"] or task["second_signature"] or task["letter"]
    return task["department"] == "housekeeping" and task["state"] == "open" and not asks
