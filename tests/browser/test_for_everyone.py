"""Screens for everyone: every page by axe's rules, in large text, on small glass, by thumb and focus.

The pages are those of the shells: a new one comes in by itself, or fails here until it is one for everyone.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support import everyone
from tests.support.browser import COOKIE, PATIENCE, Hand, Tablet
from tests.support.everyone import CONTRAST, faults, overflow, overlaps, small_targets, unseen_focus
from tests.support.served import Served

pytestmark = [pytest.mark.timeout(600), pytest.mark.everyone]

Open = Callable[..., Tablet]
SIZES = [(1024, 768), (1366, 1024), (390, 844)]
# Who sees a page differently enough to look at it again.
ALSO = {
    "deng.chunmei": ["/department/<code>", "/handover"],
    "shen.zhiyuan": ["/", "/letters", "/approvals", "/staff"],
    "zheng.yiming": ["/staff", "/design", "/hotel", "/grades"],
}
# The longest pages: their colours are those of the others, measured by the tokens too.
LONG = {"/design", "/procedure"}


@pytest.fixture(scope="module")
def places(house: Served) -> dict[str, str]:
    """Every page's address by its rule."""
    hand = Hand(house.url, "okafor")
    stay = next(one for one in hand.board()["stays"] if "Whitcombe" in f"{one['name']}")
    return everyone.addresses(code="housekeeping", stay_id=stay["id"], guest_id=1)


@pytest.mark.parametrize("username", ["okafor", *ALSO])
def test_every_page_is_one_for_everyone(tablet: Open, places: dict[str, str], username: str) -> None:
    wanted = [rule for rule in places if rule != "/design"] if username == "okafor" else ALSO[username]
    screen = _speaking(tablet, username, "zh" if username == "deng.chunmei" else "en")
    found: dict[str, list[str]] = {}
    for rule in wanted:
        _walk_to(screen.page, places[rule])
        found[rule] = _looked_over(screen.page, rule)
    assert {rule: told for rule, told in found.items() if told} == {}


def _looked_over(page: Page, rule: str) -> list[str]:
    told = faults(page)
    if rule not in LONG:
        told += [f"dark: {one}" for one in _in_the_dark(page)]
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        told += [f"{width} px: {one}" for one in small_targets(page) + overlaps(page)]
        told += overflow(page, width, height)
    page.set_viewport_size({"width": 1024, "height": 768})
    told += overflow(page, 320, 640) + overflow(page, 1024, 768, text_percent=200)
    return told + [f"focus is not seen: {one}" for one in unseen_focus(page)]


def _in_the_dark(page: Page) -> list[str]:
    # Nothing is half way between the two when it is looked at.
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    told = faults(page, CONTRAST)
    page.emulate_media(color_scheme="light")
    return told


def test_what_lies_over_a_page_is_for_everyone(tablet: Open, places: dict[str, str]) -> None:
    lobby = _speaking(tablet, "okafor", "en").go("/")
    page = lobby.page
    found: dict[str, list[str]] = {}

    def look(name: str, opener: Callable[[], None]) -> None:
        opener()
        expect(lobby.dialog).to_be_visible()
        found[name] = faults(page, context="#dialog") + unseen_focus(page)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            found[f"{name}, {width} px"] = overlaps(page)
        page.set_viewport_size({"width": 1024, "height": 768})
        found[f"{name}, dark"] = _in_the_dark(page)
        page.keyboard.press("Escape")
        expect(lobby.dialog).to_have_count(0)

    look("person", lambda: page.locator(".person-button").click())
    look("keys", lambda: page.keyboard.press("?"))
    look("search", lambda: page.keyboard.press("/"))
    look("new time", page.locator(".card-acts .button.square").first.click)
    look("more of a stay", lambda: page.locator(".card-acts .button.square").nth(1).click())
    look("record", page.locator(".record-button").first.click)
    look("without a booking", page.locator(".board-head .button").first.click)
    page.locator(".more summary").click()
    found["menu"] = faults(page, context=".ways")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Cover the screen").click()
    expect(page.locator(".cover")).to_be_focused()
    found["cover"] = faults(page)
    page.keyboard.press("Enter")
    expect(page.locator(".cover")).to_have_count(0)
    page.goto(f"{lobby.url}/sign-in")
    expect(page.locator("#sign-in[data-ready]")).to_be_visible()
    found["sign-in"] = faults(page) + _in_the_dark(page) + overflow(page, 320, 640) + small_targets(page)
    page.goto(f"{lobby.url}/nowhere-at-all")
    found["no such page"] = faults(page)
    assert {name: told for name, told in found.items() if told} == {}


def test_what_goes_wrong_is_told_to_everyone(tablet: Open, places: dict[str, str]) -> None:
    """Each page where the server refuses, while it is awaited, and where nothing is there; then offline."""
    lobby = _speaking(tablet, "okafor", "en").go("/")
    page = lobby.page
    found: dict[str, list[str]] = {}
    page.route("**/api/**", _refuse)
    for rule, path in places.items():
        _walk_to(page, path)
        if rule not in LONG and rule != "/" and not rule.startswith("/department"):
            found[rule] = faults(page, context="main")
    page.unroute("**/api/**")
    page.route("**/api/letters", lambda route: route.fulfill(json=NO_LETTERS))
    _walk_to(page, "/letters")
    found["no letters"] = faults(page)
    page.unroute("**/api/letters")
    lobby.go("/department/housekeeping")
    lobby.context.set_offline(True)
    lobby.await_mode("offline")
    found["offline"] = faults(page)
    assert {rule: told for rule, told in found.items() if told} == {}


NO_LETTERS: dict[str, list[object]] = {"letters": [], "greet": [], "left_yesterday": []}


def _refuse(route: Route) -> None:
    if "/api/session" in route.request.url or "/api/events" in route.request.url:
        return route.fallback()
    told = {
        "status": 503,
        "code": "busy",
        "detail": "The server is busy; nothing was changed. Please try again.",
    }
    return route.fulfill(status=503, content_type="application/problem+json", json=told)


@pytest.mark.parametrize(
    ("plant", "seen_by"),
    [
        ("document.querySelector('main').style.width = '3000px'", lambda page: overflow(page, 1024, 768)),
        (
            "document.querySelector('.person-button').style.cssText = 'min-height: 0; height: 20px'",
            small_targets,
        ),
        ("document.querySelector('.person-button').style.outline = 'none'", unseen_focus),
        ("document.querySelector('.search-button').style.marginRight = '-120px'", overlaps),
        (
            "document.querySelector('.person-button').replaceWith(document.createElement('button'))",
            faults,
        ),
    ],
)
def test_each_look_sees_a_planted_fault(
    tablet: Open, plant: str, seen_by: Callable[[Page], list[str]]
) -> None:
    lobby = tablet("okafor").enter("/arrivals")
    assert seen_by(lobby.page) == []
    lobby.page.evaluate(plant)
    assert seen_by(lobby.page) != []


def _speaking(tablet: Open, username: str, language: str) -> Tablet:
    """A tablet of somebody who reads this language, signed in."""
    taken = tablet(username)
    hand = Hand(taken.url, username)
    hand.call("PATCH", "/api/session", {"language": language})
    taken.context.add_cookies([{"name": COOKIE, "value": hand.token, "url": taken.url}])
    taken.page.goto(f"{taken.url}/staff")
    expect(taken.page.locator(".person-button")).to_be_visible(timeout=PATIENCE * 1000)
    return taken


def _walk_to(page: Page, path: str) -> None:
    """As a link does, without loading anything anew; back when the page has what it shows."""
    page.evaluate(WALK, path)
    expect(page.locator("main [aria-busy=true]")).to_have_count(0)
    waiting = page.locator('main > .empty use[href$="#loader"]')
    expect(waiting).to_have_count(0, timeout=PATIENCE * 1000)


WALK = """(path) => {
  const link = Object.assign(document.createElement("a"), { href: path })
  document.body.append(link)
  link.click()
  link.remove()
}"""
