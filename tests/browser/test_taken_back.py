"""What was given by mistake is taken back for a moment, on the page where it was given."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.support.browser import Hand, Tablet
from tests.support.served import Served

Open = Callable[..., Tablet]


@pytest.fixture(scope="module")
def lobby_hand(house: Served) -> Hand:
    return Hand(house.url, "okafor")


def take_back(tablet: Tablet, told: str) -> None:
    """The notice says what was done; its undo takes it back and says so."""
    notice = tablet.page.locator(".notice", has_text=told)
    expect(notice).to_be_visible()
    notice.get_by_role("button", name="Undo").tap()
    expect(tablet.page.locator(".notice", has_text="Undone")).to_be_visible()


def test_a_proposal_that_was_taken(tablet: Open, lobby_hand: Hand) -> None:
    board = lobby_hand.board()
    before = {one["id"]: one for one in board["collisions"]}
    waiting = {task["id"] for task in board["tasks"] if task["state"] in ("waiting", "open")}
    free = [one for one in before.values() if one["proposal"] and one["second_task_id"] in waiting]
    assert free
    stay_id = free[0]["second_stay_id"]
    lobby = tablet("okafor").enter("/")
    panel = lobby.page.locator(".collisions")
    count = panel.locator("h2")
    said = count.inner_text()
    panel.get_by_role("button", name="Show").tap()
    side = lobby.page.locator(f".collision-sides li:nth-child(2) a[href='/stays/{stay_id}']")
    panel.locator(".collision").filter(has=side).first.locator(".button.main").tap()
    take_back(lobby, "The proposal is taken")
    expect(count).to_have_text(said)
    after = {one["id"]: one for one in lobby_hand.board()["collisions"]}
    assert [one for one in after.values() if one["settled_at"]] == []
    assert {key: one["starts_at"] for key, one in after.items()} == {
        key: one["starts_at"] for key, one in before.items()
    }


def test_a_step_of_a_complaint(tablet: Open, lobby_hand: Hand) -> None:
    stay = next(one for one in lobby_hand.board()["stays"] if one["state"] == "in_house")
    asked = {"stay_id": stay["id"], "text": "The lift stood still for ten minutes."}
    lobby_hand.call("POST", "/api/complaints", asked)
    lobby = tablet("okafor").enter("/wishes")
    row = lobby.page.locator("li", has_text=asked["text"])
    row.get_by_role("button", name="Guest is calmed").tap()
    expect(row).to_contain_text("Calmed")
    take_back(lobby, "Guest is calmed")
    expect(row).to_contain_text("Not calmed yet")


def test_a_thing_that_was_stored(tablet: Open, lobby_hand: Hand) -> None:
    stay = next(one for one in lobby_hand.board()["stays"] if one["state"] == "in_house")
    lobby_hand.call("POST", "/api/lost-property", {"stay_id": stay["id"], "what": "A silver fountain pen"})
    lobby = tablet("okafor").enter("/lost-property")
    row: Locator = lobby.page.locator(".grant", has_text="A silver fountain pen")
    expect(row.locator(".tag")).to_have_text("Found")
    row.locator(".card-acts .button.main").tap()
    lobby.dialog.locator("[name=stored_where]").fill("Safe 3")
    lobby.dialog.locator("[type=submit]").tap()
    expect(row.locator(".tag")).not_to_have_text("Found")
    take_back(lobby, "A silver fountain pen")
    expect(row.locator(".tag")).to_have_text("Found")
