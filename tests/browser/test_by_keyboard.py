"""Keyboard alone does every job: no pointer touches the page from the door to the work done."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browser import Hand, Tablet

pytestmark = pytest.mark.timeout(400)

Open = Callable[..., Tablet]
MOST_TABS = 60


def test_a_lobby_manager_passes_a_gate_and_sets_a_new_time(tablet: Open) -> None:
    lobby = tablet("okafor", viewport={"width": 1366, "height": 1024})
    page = lobby.page
    page.goto(f"{lobby.url}/sign-in?language=en")
    expect(page.locator("#sign-in[data-ready] [name=username]")).to_be_focused()
    page.keyboard.type("okafor")
    page.keyboard.press("Tab")
    page.keyboard.type(lobby.person["password"])
    page.keyboard.press("Enter")
    lobby.await_live()
    _english(lobby)

    # Past the header by the skip link, to a card whose gate is closed.
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    stay = _behind_a_gate(Hand(lobby.url, "okafor"))
    lobby.card(stay["id"]).locator(".card-acts .main").focus()
    page.keyboard.press("Enter")
    expect(lobby.dialog.locator(".missing li").first).to_be_visible()
    _tab_to(page, lobby.dialog.locator("[name=reason]"))
    page.keyboard.type("The guest stands at the door")
    page.keyboard.press("Enter")
    expect(lobby.dialog).to_have_count(0)
    expect(lobby.card(stay["id"]).locator(".stage-name")).to_have_text("Room ready")
    # The focus is still at this guest's card.
    expect(lobby.card(stay["id"]).locator(":focus")).to_have_count(1)

    # A new time: looked at first, then confirmed; Escape gives up without a change.
    _tab_to(page, lobby.card(stay["id"]).get_by_role("button", name="New time for"))
    page.keyboard.press("Enter")
    _tab_to(page, lobby.dialog.locator(".suggestions .button", has_text="+30").first)
    page.keyboard.press("Enter")
    _tab_to(page, lobby.dialog.locator("[type=submit]"))
    page.keyboard.press("Enter")
    expect(lobby.dialog.locator(".moves")).to_be_visible()
    page.keyboard.press("Escape")
    expect(lobby.dialog).to_have_count(0)
    expect(lobby.card(stay["id"]).get_by_role("button", name="New time for")).to_be_focused()
    page.keyboard.press("Enter")
    _tab_to(page, lobby.dialog.locator(".suggestions .button", has_text="+30").first)
    page.keyboard.press("Enter")
    _tab_to(page, lobby.dialog.locator("[type=submit]"))
    page.keyboard.press("Enter")
    expect(lobby.dialog.locator(".moves")).to_be_visible()
    _tab_to(page, lobby.dialog.locator("[type=submit]"))
    page.keyboard.press("Enter")
    expect(lobby.dialog).to_have_count(0)
    expect(lobby.card(stay["id"]).locator(".said")).to_contain_text("a colleague")


def test_a_supervisor_ticks_inspects_and_says_what_cannot_be_done(tablet: Open) -> None:
    housekeeping = tablet("deng.chunmei").enter("/department/housekeeping")
    page = housekeeping.page
    _english(housekeeping)
    rows = page.locator(".task:has(.tick use[href$='#check'])")
    expect(rows.first).to_be_visible()
    first, second = (rows.nth(place).get_attribute("id") for place in (0, 1))

    # From row to row by the arrows, on the same control.
    ticks = page.locator(".task .tick")
    ticks.nth(0).focus()
    page.keyboard.press("ArrowDown")
    expect(ticks.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(ticks.nth(0)).to_be_focused()

    page.locator(f"#{first} .tick").focus()
    page.keyboard.press("Space")
    told = page.locator("main > p.unseen[aria-live=polite]")
    expect(told).to_contain_text("On the board")
    expect(page.locator("main :focus")).to_have_count(1)

    # What cannot be done, with its reason; the dialog after the menu takes the focus along.
    page.locator(f"#{second} .task-acts .button.square").last.focus()
    page.keyboard.press("Enter")
    _tab_to(page, housekeeping.dialog.get_by_role("button", name="Cannot be done"))
    page.keyboard.press("Enter")
    expect(housekeeping.dialog.locator("[name=reason]")).to_be_focused()
    page.keyboard.type("No linen of this size in the house")
    page.keyboard.press("Enter")
    expect(housekeeping.dialog).to_have_count(0)
    expect(page.locator("main :focus")).to_have_count(1)

    # The points of an inspection are swept down by the arrows; the design page has one at any hour.
    housekeeping.go("/design")
    passes = page.locator("#design-taskDialogs .point .pass")
    passes.first.focus()
    for place in range(1, passes.count()):
        page.keyboard.press("ArrowDown")
        expect(passes.nth(place)).to_be_focused()

    # The overview of keys, and their switch.
    page.keyboard.press("?")
    expect(housekeeping.dialog.locator(".keys")).to_be_visible()
    _tab_to(page, housekeeping.dialog.get_by_role("button", name="Off", exact=True))
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(housekeeping.dialog).to_have_count(0)


def test_a_general_manager_signs_without_drawing(tablet: Open) -> None:
    manager = tablet("shen.zhiyuan").enter("/letters")
    page = manager.page
    _english(manager)
    letter = _to_be_signed(Hand(manager.url, "shen.zhiyuan"))
    line = page.locator(".letter-item", has_text=letter["stay"]["room"])
    line.focus()
    page.keyboard.press("Enter")
    glass = page.locator(".signature-glass")
    expect(glass).to_be_visible(timeout=60_000)
    _tab_to(page, page.get_by_role("button", name="Write my name"))
    page.keyboard.press("Enter")
    assert glass.evaluate(DRAWN) > 200
    _tab_to(page, page.locator(".letter-desk [name=pin]"))
    page.keyboard.type(manager.person["pin"])
    page.keyboard.press("Enter")
    expect(page.locator(".record li", has_text="Signed")).to_be_visible()
    signed = _letter(Hand(manager.url, "shen.zhiyuan"), letter["id"])
    assert signed["state"] in {"signed", "placed"}


# How many pixels of the glass carry ink.
DRAWN = """(glass) => {
  const { data } = glass.getContext("2d").getImageData(0, 0, glass.width, glass.height)
  return data.filter((value, place) => place % 4 === 3 && value > 0).length
}"""


def _tab_to(page: Page, control: Locator) -> None:
    """By Tab alone; a control that cannot be reached fails."""
    expect(control).to_be_visible()
    for _ in range(MOST_TABS):
        if control.evaluate("(one) => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"not reached by {MOST_TABS} tabs: {control}")


def _english(tablet: Tablet) -> None:
    username = tablet.person["username"]
    Hand(tablet.url, username).call("PATCH", "/api/session", {"language": "en"})
    tablet.page.reload()
    tablet.await_live()


def _behind_a_gate(hand: Hand) -> dict[str, Any]:
    """A stay in preparation with work that holds its room's gate."""
    board = hand.board()
    held = {
        task["stay_id"]
        for task in board["tasks"]
        if task["gate"] == "ready" and task["state"] in {"open", "waiting", "in_progress"}
    }
    return next(stay for stay in board["stays"] if stay["state"] == "preparing" and stay["id"] in held)


def _to_be_signed(hand: Hand) -> dict[str, Any]:
    letters = hand.call("GET", "/api/letters")["letters"]
    return next(
        one
        for one in letters
        if one["state"] == "checked" and "general_manager" in one["signers"] and not one["missing_glyphs"]
    )


def _letter(hand: Hand, letter_id: int) -> dict[str, Any]:
    return next(one for one in hand.call("GET", "/api/letters")["letters"] if one["id"] == letter_id)
