"""A wish on its way between two tablets, a complaint to its end, and the courtesy call as a form."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.browser import Hand, Tablet
from tests.support.served import Served

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def lobby_hand(house: Served) -> Hand:
    return Hand(house.url, "okafor")


@pytest.fixture
def guest(lobby_hand: Hand) -> dict[str, Any]:
    """A stay whose guest is in the house."""
    return next(stay for stay in lobby_hand.board()["stays"] if stay["state"] == "in_house")


def requests_of(hand: Hand, stay_id: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = hand.call("GET", f"/api/requests?stay={stay_id}")["requests"]
    return found


def request_called(hand: Hand, stay_id: int, text: str) -> dict[str, Any]:
    return next(row for row in requests_of(hand, stay_id) if row["text"] == text)


def test_a_wish_goes_from_one_tablet_to_the_departments_and_back(
    tablet: Callable[..., Tablet], lobby_hand: Hand, guest: dict[str, Any]
) -> None:
    lobby = tablet("okafor").enter("/")
    rooms = tablet("deng.chunmei").enter("/wishes")
    before = len(requests_of(lobby_hand, guest["id"]))
    lobby.card(guest["id"]).locator(".record-button").tap()
    lobby.dialog.locator("[name=text]").fill("Two foam pillows")
    lobby.dialog.locator("[name=department][value=housekeeping] + span").tap()
    lobby.dialog.locator("[type=submit]").tap()
    expect(lobby.dialog).to_have_count(0)
    # The housekeeping's tablet hears of it without being touched.
    row = rooms.page.locator(".record", has_text="Two foam pillows")
    expect(row).to_be_visible()
    expect(row).to_have_attribute("data-state", "recorded")
    row.locator(".button:not(.square):not(.main)").tap()
    expect(row).to_have_attribute("data-state", "acknowledged")
    # A thumb that slipped: for a moment it is taken back where it was said.
    rooms.page.locator(".notice .button.main").last.tap()
    expect(row).to_have_attribute("data-state", "recorded")
    row.locator(".button:not(.square):not(.main)").tap()
    expect(row).to_have_attribute("data-state", "acknowledged")
    row.locator(".button.main").tap()
    expect(row).to_have_attribute("data-state", "done")
    lobby.way_to("Requests")
    own = lobby.page.locator(".record", has_text="Two foam pillows")
    expect(own).to_have_attribute("data-state", "done")
    own.locator(".button.main").tap()
    # Called back: nothing is left to do, here and there.
    expect(own).to_have_count(0)
    expect(row).to_have_count(0)
    last = request_called(lobby_hand, guest["id"], "Two foam pillows")
    assert len(requests_of(lobby_hand, guest["id"])) == before + 1
    assert (last["state"], [step["verb"] for step in last["steps"]]) == (
        "called_back", ["acknowledge", "take_back", "acknowledge", "do", "call_back"],
    )  # fmt: skip


def test_a_complaint_is_led_to_its_end_and_the_floor_reads_no_word_of_it(
    tablet: Callable[..., Tablet], lobby_hand: Hand, guest: dict[str, Any]
) -> None:
    lobby = tablet("okafor").enter("/wishes")
    rooms = tablet("deng.chunmei").enter("/wishes")
    lobby.page.locator(".records-head .main").tap()
    lobby.dialog.locator("[name=stay]").select_option(str(guest["id"]))
    lobby.dialog.locator(".kind[data-kind=complaint] span").first.tap()
    lobby.dialog.locator("[name=text]").fill("Breakfast came cold")
    # Enter sends, as with a keyboard on a desk.
    lobby.dialog.locator("[name=text]").press("Enter")
    row = lobby.page.locator(".complaint", has_text="Breakfast came cold")
    for state in ("calmed", "owned"):
        row.locator(".button.main").tap()
        expect(row).to_have_attribute("data-state", state)
    row.locator(".button.main").tap()
    lobby.dialog.locator("[name=resolution]").fill("Served again in the room")
    lobby.dialog.locator("[type=submit]").tap()
    expect(row).to_have_attribute("data-state", "resolved")
    row.locator(".button.square").tap()
    expect(lobby.dialog).to_contain_text("Served again in the room")
    lobby.page.keyboard.press("Escape")
    row.locator(".button.main").tap()
    lobby.dialog.locator(".sheet-acts .main").tap()
    expect(row).to_have_count(0)
    assert "Breakfast came cold" not in rooms.page.content()
    events = Hand(lobby_hand.url, "deng.chunmei").call("GET", "/api/events?after=0")["events"]
    assert "Breakfast came cold" not in str(events)


def test_the_courtesy_call_is_a_form_whose_answers_become_tasks(
    tablet: Callable[..., Tablet], lobby_hand: Hand
) -> None:
    stays = [stay["id"] for stay in lobby_hand.board()["stays"] if stay["state"] == "in_house"]
    calls = [(stay, lobby_hand.tasks(stay).get("courtesy_call")) for stay in stays]
    stay_id, task = next((stay, task) for stay, task in calls if task and task["state"] == "open")
    lobby = tablet("okafor").enter(f"/stays/{stay_id}")
    lobby.tick(task)
    wish = lobby.dialog.locator("[name='proof.other']")
    expect(wish).to_be_hidden()
    lobby.dialog.locator("[name='proof.answer'][value=requests] + span").tap()
    expect(wish).to_be_visible()
    # Half an answer is told at its field, and nothing that was written is lost.
    wish.fill("A late plate of fruit")
    lobby.dialog.locator("[type=submit]").tap()
    expect(lobby.dialog.locator(".field-error")).to_have_count(1)
    expect(wish).to_have_value("A late plate of fruit")
    lobby.dialog.locator("[name='proof.other_department'][value=food_beverage] + span").tap()
    lobby.dialog.locator("[type=submit]").tap()
    expect(lobby.dialog).to_have_count(0)
    fruit = request_called(lobby_hand, stay_id, "A late plate of fruit")
    assert (fruit["text"], fruit["department"], fruit["state"]) == (
        "A late plate of fruit", "food_beverage", "recorded",
    )  # fmt: skip
    # The stay sheet shows it among the wishes, by itself.
    expect(lobby.page.locator(".records-part .record", has_text="A late plate of fruit")).to_be_visible()
