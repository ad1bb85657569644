"""The wall screen: set up by the administrator, live without a person, shut from afar."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import COOKIE, PATIENCE, Hand, Tablet
from tests.support.everyone import faults
from tests.support.served import Served

pytestmark = pytest.mark.timeout(400)

Picture = Callable[[Page, str], None]
Open = Callable[..., Tablet]
SCREEN: dict[str, Any] = {"viewport": {"width": 1920, "height": 1080}}


def hang(wall: Tablet, language: str) -> None:
    """Make the device in hand a wall screen, as the administrator does."""
    wall.page.goto(f"{wall.url}/staff")
    page = wall.page
    page.locator("#screens-head + button").tap()
    wall.dialog.locator("[name=name]").fill("Back office")
    wall.dialog.locator("[name=language]").select_option(language)
    wall.dialog.locator("[type=submit]").tap()
    page.wait_for_url("**/wall")
    expect(page.locator(".wall-link[data-mode=live]")).to_be_visible(timeout=PATIENCE * 1000)


def fits(page: Page) -> bool:
    """Nothing is cut off at the screen's edge, and nothing scrolls."""
    return bool(
        page.evaluate(
            """() => {
      const root = document.scrollingElement
      const inside = [...document.querySelectorAll(".wall section")].every((part) => {
        const box = part.getBoundingClientRect()
        return box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1
      })
      return root.scrollHeight <= innerHeight && root.scrollWidth <= innerWidth && inside
    }"""
        )
    )


def test_a_wall_from_beginning_to_end(tablet: Open, house: Served, picture: Picture) -> None:
    lobby, admin = Hand(house.url, "okafor"), Hand(house.url, "zheng.yiming")
    wall = tablet("zheng.yiming", **SCREEN)
    wall.context.add_cookies(
        [{"name": COOKIE, "value": Hand(house.url, "zheng.yiming").token, "url": house.url}]
    )
    frames: list[str] = []
    wall.page.on(
        "websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(str(frame)))
    )
    hang(wall, "en")
    page = wall.page
    arrivals = page.locator(".wall-arrival")
    assert arrivals.count() > 0
    assert fits(page)
    assert faults(page) == []

    # Whoever is signed in nowhere else: the screen itself may do nothing.
    refused = page.evaluate("fetch('/api/guests?query=a').then((answer) => answer.status)")
    assert refused == 403

    # Live, without a reload.
    stay = next(one for one in lobby.board()["stays"] if one["state"] == "expected")
    before = page.locator(".wall-arrivals").inner_text()
    lobby.call("POST", f"/api/stays/{stay['id']}/prepare", {"version": stay["version"]})
    expect(page.locator(".wall-arrivals")).not_to_have_text(before, timeout=PATIENCE * 1000)
    # What came by the wire and by asking is what it draws: of names the family's, of journeys nothing.
    told = page.evaluate("fetch('/api/board').then((answer) => answer.text())") + "".join(frames)
    assert f'"stay":{{"id":{stay["id"]},' in told
    for word in ("plate", "flight", "alerts", "assignee", "proof", "service_recovery"):
        assert f'"{word}":' not in told, word

    # Names are family names, and hidden where somebody asks for it, also after loading anew.
    given = [
        one["name"]["en"]
        for one in lobby.board()["stays"]
        if len(one["name"]["en"].split()) > 2 and not one["incognito"]
    ]
    assert given
    assert not [name for name in given if name in page.locator(".wall").inner_text()]
    page.goto(f"{wall.url}/wall?names=off")
    expect(arrivals.first).to_be_visible()
    page.goto(f"{wall.url}/wall")
    expect(arrivals.first).to_be_visible()
    expect(arrivals.first.locator(".serif")).to_have_count(0)
    page.goto(f"{wall.url}/wall?names=on")
    expect(arrivals.first.locator(".serif")).to_have_count(1)

    # Cut off, it says so; and comes back.
    wall.context.set_offline(True)
    expect(page.locator(".wall-link[data-mode=stale]")).to_contain_text(
        "Not live: as of", timeout=PATIENCE * 1000
    )
    wall.context.set_offline(False)
    expect(page.locator(".wall-link[data-mode=live]")).to_be_visible(timeout=PATIENCE * 1000)

    picture(page, "wall-en")
    page.set_viewport_size({"width": 3840, "height": 2160})
    assert fits(page)
    high = page.locator(".wall-clock time").bounding_box()
    assert high is not None
    assert high["height"] > 150

    # Shut by the administrator at the desk.
    (shown,) = admin.call("GET", "/api/screens")["screens"]
    admin.call("DELETE", f"/api/screens/{shown['id']}")
    expect(page.get_by_role("heading", name="This screen has been shut")).to_be_visible(
        timeout=PATIENCE * 1000
    )
    expect(page.locator(".wall-arrival")).to_have_count(0)


def test_who_sees_the_house_may_look_at_it_in_chinese(tablet: Open, house: Served, picture: Picture) -> None:
    Hand(house.url, "okafor").call("PATCH", "/api/session", {"language": "zh"})
    lobby = tablet("okafor", **SCREEN)
    lobby.context.add_cookies([{"name": COOKIE, "value": Hand(house.url, "okafor").token, "url": house.url}])
    lobby.page.goto(f"{lobby.url}/wall")
    expect(lobby.page.locator(".wall-link[data-mode=live]")).to_be_visible(timeout=PATIENCE * 1000)
    expect(lobby.page.get_by_role("heading", name="酒店此刻")).to_be_visible()
    assert fits(lobby.page)
    picture(lobby.page, "wall-zh")
    answer = Hand(house.url, "deng.chunmei").ask("GET", "/wall")
    assert answer.status_code == 403
