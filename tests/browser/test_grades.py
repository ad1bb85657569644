"""A grade is asked for on one tablet and approved on another; what changes is seen on both."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.browser import Hand, Tablet
from tests.support.served import Served

pytestmark = pytest.mark.timeout(300)

TAKEN_OUT = ("departed", "cancelled", "no_show")


@pytest.fixture(scope="module")
def lobby_hand(house: Served) -> Hand:
    return Hand(house.url, "okafor")


@pytest.fixture
def modest(lobby_hand: Hand) -> dict[str, Any]:
    """A stay of a low grade that is still expected, without flowers at the door; no grade is asked for it."""
    asked = {grant["stay_id"] for grant in lobby_hand.call("GET", "/api/grants")["asked"]}
    stays: list[dict[str, Any]] = sorted(lobby_hand.board()["stays"], key=lambda stay: stay["arrival_at"])
    return next(
        stay
        for stay in reversed(stays)
        if stay["grade"] in ("VB", "VC", "VD")
        and stay["state"] in ("expected", "preparing")
        and stay["id"] not in asked
    )


def test_asked_on_one_tablet_approved_on_another_and_the_plan_follows(
    tablet: Callable[..., Tablet], modest: dict[str, Any], lobby_hand: Hand
) -> None:
    lobby = tablet("okafor", locale="en-GB").enter(f"/stays/{modest['id']}")
    leader = tablet("shen.zhiyuan").enter("/approvals")
    lobby.page.get_by_role("button", name="More for").first.tap()
    lobby.dialog.get_by_role("button", name="Grade", exact=True).tap()
    lobby.dialog.get_by_text("VVIP", exact=True).last.tap()
    lobby.dialog.get_by_label("Why?").fill("The owner's guest of honour.")
    lobby.dialog.get_by_role("button", name="See what moves").tap()
    expect(lobby.dialog.locator(".way-of")).to_contain_text("General manager")
    expect(lobby.dialog).to_contain_text("Flowers ready at the door")
    lobby.dialog.get_by_role("button", name="Ask for the grade").tap()
    expect(lobby.dialog).to_be_hidden()
    assert lobby_hand.stay(modest["id"])["grade"] == modest["grade"], "nothing holds before the approval"

    waiting = leader.page.locator(".grant", has_text="The owner's guest of honour.")
    expect(waiting).to_be_visible()
    expect(leader.page.locator(".ways > a .count-mark")).to_be_visible()
    waiting.get_by_role("button", name="批准").tap()
    expect(leader.dialog.locator(".moves")).to_be_visible()
    leader.dialog.get_by_role("button", name="批准").tap()
    expect(waiting.get_by_role("button", name="批准")).to_have_count(0)

    expect(lobby.page.locator(".sheet-who .grade")).to_contain_text("VVIP")
    expect(lobby.page.get_by_text("Flowers ready at the door")).to_be_visible()
    assert lobby_hand.stay(modest["id"])["grade"] == "VVIP"


def test_who_asks_is_not_offered_to_decide(tablet: Callable[..., Tablet], lobby_hand: Hand) -> None:
    stay = next(
        one for one in lobby_hand.board()["stays"] if one["grade"] == "VB" and one["state"] not in TAKEN_OUT
    )
    lobby_hand.call("POST", f"/api/stays/{stay['id']}/grade", {"grade": "VA", "reason": "He signs tomorrow."})
    lobby = tablet("okafor", locale="en-GB").enter("/approvals")
    grant = lobby.page.locator(".grant", has_text="He signs tomorrow.")
    expect(grant).to_contain_text("another person decides")
    expect(grant.get_by_role("button", name="Approve")).to_have_count(0)
    grant.get_by_role("button", name="Withdraw").tap()
    lobby.dialog.get_by_label("Why?").fill("He signed today.")
    lobby.dialog.get_by_role("button", name="Withdraw").tap()
    expect(grant).to_contain_text("Withdrawn")


def test_the_roll_is_called_with_one_tap_each(tablet: Callable[..., Tablet], lobby_hand: Hand) -> None:
    board = lobby_hand.board()
    task = next(
        one
        for one in board["tasks"]
        if one["key"] in ("line_up", "farewell_line_up") and one["state"] == "open" and len(one["people"]) > 1
    )
    lobby = tablet("okafor", locale="en-GB").enter(f"/stays/{task['stay_id']}")
    lobby.tick(task)
    buttons = lobby.dialog.locator(".roll-button")
    expect(buttons).not_to_have_count(0)
    buttons.first.tap()
    expect(buttons.first).to_have_attribute("aria-pressed", "true")
    lobby.dialog.get_by_role("button", name="The line-up stands").tap()
    expect(lobby.dialog.locator(".field[data-wrong]")).to_be_visible()
    lobby.dialog.locator("[name=roll]").fill("They are at the other door.")
    lobby.dialog.get_by_role("button", name="The line-up stands").tap()
    expect(lobby.row(task)).to_have_attribute("data-state", "done")
    assert lobby_hand.task(task["stay_id"], task["key"])["reason"] == "They are at the other door."


def test_a_room_move_is_looked_at_before_it_is_made(tablet: Callable[..., Tablet], lobby_hand: Hand) -> None:
    stay = next(
        one
        for one in lobby_hand.board()["stays"]
        if one["room"] and one["state"] in ("preparing", "ready", "in_house")
    )
    lobby = tablet("okafor", locale="en-GB").enter(f"/stays/{stay['id']}")
    lobby.page.get_by_role("button", name="More for").first.tap()
    lobby.dialog.get_by_role("button", name="Another room").tap()
    lobby.dialog.get_by_label("New room").fill("nowhere")
    lobby.dialog.get_by_role("button", name="See what moves").tap()
    expect(lobby.dialog.locator(".field[data-wrong]")).to_be_visible()
    other = _another_room(lobby_hand, stay)
    lobby.dialog.get_by_label("New room").fill(other)
    lobby.dialog.get_by_role("button", name="See what moves").tap()
    expect(lobby.dialog.locator(".moves")).to_contain_text(f"Clean room {other}")
    assert lobby_hand.stay(stay["id"])["room"] == stay["room"]
    lobby.dialog.get_by_role("button", name="Confirm the room").tap()
    expect(lobby.page.locator(".sheet-who .room")).to_have_text(other)


def _another_room(hand: Hand, stay: dict[str, Any]) -> str:
    """A room of the hotel that no VIP has: the first of the neighbours that the hotel knows."""
    taken = {one["room"] for one in hand.board()["stays"]}
    for number in range(int(stay["room"]) - 20, int(stay["room"]) + 20):
        asked = {"room": str(number), "dry_run": True}
        if str(number) not in taken and hand.ask("PATCH", f"/api/stays/{stay['id']}", asked).ok:
            return str(number)
    raise AssertionError("the demo hotel has no other room")
