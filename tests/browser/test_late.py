"""Late work shows and sounds on every tablet that it concerns, until one takes it; a shift is handed over."""

import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.support.browser import PATIENCE, Hand, Tablet, house_time
from tests.support.served import Served

pytestmark = pytest.mark.timeout(300)


HOUSEKEEPING = "/department/housekeeping"
# Counts the notes that the page plays.
COUNTED = """
window.notes = 0
const start = OscillatorNode.prototype.start
OscillatorNode.prototype.start = function (...when) { window.notes += 1; return start.apply(this, when) }"""
LOOK_SECONDS = 0.2


@pytest.fixture(scope="module")
def lobby_hand(house: Served) -> Hand:
    return Hand(house.url, "okafor")


def listening(tablet: Tablet, path: str) -> Tablet:
    """A tablet whose person has turned the sound on, with all alarms unfolded."""
    tablet.page.add_init_script(COUNTED)
    tablet.enter(path)
    tablet.page.locator(".sound").tap()
    expect(tablet.page.locator(".sound")).to_have_attribute("aria-pressed", "true")
    return tablet


def unfold(tablet: Tablet) -> None:
    unfolded = tablet.page.locator(".alarms .strip-head button[aria-expanded]")
    if unfolded.count() and unfolded.get_attribute("aria-expanded") == "false":
        unfolded.tap()


def late_soon(hand: Hand) -> dict[str, Any]:
    """A task of housekeeping that somebody puts off until a few seconds from now."""
    tasks = sorted(hand.board()["tasks"], key=lambda task: (task["due_at"], task["id"]))
    task = next(
        one
        for one in tasks
        if one["department"] == "housekeeping" and one["state"] == "open" and one["assignee"]
    )
    until = (house_time(hand.url) + timedelta(seconds=4)).isoformat()
    asked = {"version": task["version"], "until": until, "reason": "The guest sleeps."}
    moved: dict[str, Any] = hand.call("POST", f"/api/tasks/{task['id']}/postpone", asked)["task"]
    return moved


def overdue(hand: Hand, task: dict[str, Any]) -> dict[str, Any]:
    """The alarm that the clock raises when the task's moment has come."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for alarm in hand.board()["alarms"]:
            if alarm["task_id"] == task["id"] and alarm["level"] == "overdue":
                return dict(alarm)
        time.sleep(LOOK_SECONDS)
    raise AssertionError("the clock raised no alarm")


def test_late_work_is_told_on_two_tablets_and_taken_on_one(
    tablet: Callable[..., Tablet], lobby_hand: Hand
) -> None:
    both = [listening(tablet(name), HOUSEKEEPING) for name in ("deng.chunmei", "he.yujie")]
    task = late_soon(lobby_hand)
    alarm = overdue(lobby_hand, task)
    assert alarm["at"] == alarm["due_at"] == task["due_at"]
    for one in both:
        unfold(one)
        shown = one.page.locator(f"#alarm-{alarm['id']}")
        expect(shown).to_have_attribute("data-level", "overdue")
        expect(shown).to_contain_text(task["title"]["zh"])
        one.page.wait_for_function("window.notes > 0")
    both[0].page.locator(f"#alarm-{alarm['id']} .alarm-take").tap()
    for one in both:
        expect(one.page.locator(f"#alarm-{alarm['id']} .alarm-take")).to_have_count(0)
    found = next(one for one in lobby_hand.board()["alarms"] if one["id"] == alarm["id"])
    assert found["taken_by"] is not None
    # What is taken stays quiet after a reload: the board says so, not the tablet.
    both[1].go(HOUSEKEEPING)
    expect(both[1].page.locator(f"#alarm-{alarm['id']} .alarm-take")).to_have_count(0)


def accept(tablet: Tablet, button: Locator) -> None:
    """Accept; where tasks leave somebody or several come, it is said in numbers before."""
    button.tap()
    said = tablet.dialog.locator(".dialog-body p").first
    taken = tablet.page.locator(".handover-by")
    expect(said.or_(taken).first).to_be_visible()
    if tablet.dialog.count():
        expect(said).to_contain_text(tablet.person["name"]["zh"])
        tablet.dialog.locator("[type=submit]").tap()
        expect(tablet.dialog).to_have_count(0)


def test_what_is_given_to_one_person_is_said_in_numbers_and_taken_back(
    tablet: Callable[..., Tablet], lobby_hand: Hand
) -> None:
    here = tablet("deng.chunmei").enter(HOUSEKEEPING)
    before = {task["id"]: task["assignee"] for task in lobby_hand.board()["tasks"]}
    here.page.locator(".list-head .button:has(use[href$='#user-plus'])").tap()
    here.dialog.locator("label:has([name=all])").tap()
    here.dialog.locator("label:has([name=assignee])").first.tap()
    said = here.dialog.locator(".moves-said")
    expect(said).to_have_text(re.compile(r"\d+ 项任务将归 .+；其中 \d+ 项原属 .+。"))
    here.dialog.locator("[type=submit]").tap()
    expect(here.dialog).to_have_count(0)
    undo = here.page.locator(".notice .button.main")
    expect(undo).to_be_visible()
    given = {task["id"]: task["assignee"] for task in lobby_hand.board()["tasks"]}
    moved = sum(given[one] != before[one] for one in before)
    assert moved > 1
    undo.tap()
    expect(undo).to_have_count(0)
    after = {task["id"]: task["assignee"] for task in lobby_hand.board()["tasks"]}
    assert after == before


def test_a_shift_is_handed_over_and_accepted_by_name(tablet: Callable[..., Tablet]) -> None:
    giver, taker = tablet("deng.chunmei").enter("/handover"), tablet("he.yujie").enter("/handover")
    items = giver.page.locator(".handover-give .handover-item")
    expect(items.first).to_be_visible()
    count = items.count()
    items.first.locator("input.handover-note").fill("等客人外出再做")
    giver.page.locator(".handover-give textarea").fill("2101 客人十点前请勿打扰。")
    given = giver.page.locator("article.handover", has_text="2101 客人十点前请勿打扰。")
    giver.page.locator(".handover-give .button.main").tap()
    expect(given).to_have_count(1)
    # Too early: taken back in a moment, and the note is there to be given again.
    giver.page.locator(".notice .button.main").tap()
    expect(given).to_have_count(0)
    expect(items).to_have_count(count)
    expect(giver.page.locator(".handover-give textarea")).to_have_value("2101 客人十点前请勿打扰。")
    items.first.locator("input.handover-note").fill("等客人外出再做")
    giver.page.locator(".handover-give .button.main").tap()
    expect(items).to_have_count(0)
    # The other tablet hears of it without a reload.
    waiting = taker.page.locator("article.handover:has(.handover-foot)", has_text="2101 客人十点前请勿打扰。")
    expect(waiting.locator(".handover-item")).to_have_count(count)
    expect(waiting).to_contain_text("2101 客人十点前请勿打扰。")
    expect(waiting).to_contain_text("等客人外出再做")
    accept(taker, waiting.locator(".handover-item .button").first)
    expect(waiting.locator(".handover-by")).to_have_count(1)
    accept(taker, waiting.locator(".handover-foot .button.main"))
    expect(taker.page.locator("article.handover[data-closed]").first).to_contain_text(
        "2101 客人十点前请勿打扰。"
    )
    expect(waiting).to_have_count(0)
    expect(giver.page.locator("article.handover[data-closed]")).to_have_count(1)
