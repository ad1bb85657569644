"""Days in house: a booked dinner is food and beverage's work at once and has its menu; guests' likes."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.browser import Hand, Tablet
from tests.support.served import Served
from vipops.demo import people

pytestmark = pytest.mark.timeout(300)

HALL = "Camellia Hall"


@pytest.fixture(scope="module")
def lobby_hand(house: Served) -> Hand:
    return Hand(house.url, "okafor")


@pytest.fixture
def staying(lobby_hand: Hand) -> dict[str, Any]:
    """The guest in the house who stays longest."""
    here = [stay for stay in lobby_hand.board()["stays"] if stay["state"] == "in_house"]
    assert here, "the demo hotel has nobody in the house"
    return max(here, key=lambda stay: str(stay["departure_at"]))


def test_a_booked_dinner_is_food_and_beverages_work_at_once(
    tablet: Callable[..., Tablet], staying: dict[str, Any], lobby_hand: Hand
) -> None:
    kitchen = tablet(_username("food_beverage", "manager")).enter("/department/food_beverage")
    before = len(_of_meals(lobby_hand, staying))
    lobby = tablet("okafor", locale="en-GB").enter(f"/stays/{staying['id']}")
    days = lobby.page.locator(".days-part")
    days.locator(".days-acts button").first.click()
    form = lobby.page.locator("dialog form")
    form.locator("[name=place]").fill(HALL)
    form.locator("[name=party]").fill("0")
    form.locator("[type=submit]").click()
    expect(form.locator(".field-error")).to_have_count(1)
    form.locator("[name=party]").fill("6")
    form.locator("[type=submit]").click()
    row = days.locator(".day-row", has_text=HALL)
    expect(row).to_have_count(1)
    tasks = _of_meals(lobby_hand, staying)
    assert len(tasks) > before
    room = next(task for task in tasks if task["key"] == f"meal_room:{_meal(lobby_hand, staying)['id']}")
    assert [point["id"] for point in room["points"]] == [f"IB4{letter}" for letter in "abcdefgh"]
    # Nobody reloaded: the tablet in the kitchen heard of it.
    expect(kitchen.row(room)).to_have_count(1)

    row.locator(".day-acts button").first.click()
    dish = form.locator(".dish").first.locator("input")
    dish.first.fill("佛跳墙")
    dish.nth(1).fill("Buddha jumps over the wall")
    form.locator("textarea").first.fill("From Fuzhou.")
    form.get_by_role("button", name=re.compile("Add a dish|添加菜品")).click()
    form.locator(".dish").nth(1).locator("input").nth(1).fill("Lychee sorbet")
    form.locator("[type=submit]").click()
    expect(row.locator(".menu-of-meal summary")).to_contain_text("2")
    row.locator(".menu-of-meal summary").click()
    expect(row).to_contain_text("From Fuzhou.")
    assert [one["en"] for one in _meal(lobby_hand, staying)["menu"]] == [
        "Buddha jumps over the wall",
        "Lychee sorbet",
    ]


def test_what_a_guest_likes_is_noted_on_the_guest_page(
    tablet: Callable[..., Tablet], staying: dict[str, Any], lobby_hand: Hand
) -> None:
    lobby = tablet("okafor", locale="en-GB").enter(f"/stays/{staying['id']}")
    lobby.page.locator(".side-part a[href^='/guests/']").click()
    page = lobby.page.locator(".guest-page")
    page.locator(".guest-head .button.main").click()
    form = lobby.page.locator("dialog form")
    form.locator("[name=text]").fill("Loquats")
    form.locator("[type=submit]").click()
    expect(page.locator(".note", has_text="Loquats")).to_have_count(1)
    tasks = lobby_hand.call("GET", f"/api/stays/{staying['id']}")["tasks"]
    waiting = [task for task in tasks if task["key"].startswith("fruit_report:") and task["state"] == "open"]
    assert waiting
    assert all("Loquats" in task["detail"]["en"] for task in waiting)


def _username(department: str, role: str) -> str:
    return next(
        str(one["username"])
        for one in people.shown()
        if one["department"] == department and one["role"] == role
    )


def _of_meals(hand: Hand, stay: dict[str, Any]) -> list[dict[str, Any]]:
    found = [task for task in hand.board()["tasks"] if task["stay_id"] == stay["id"]]
    return [task for task in found if task["key"].startswith("meal_")]


def _meal(hand: Hand, stay: dict[str, Any]) -> dict[str, Any]:
    meals = hand.call("GET", f"/api/stays/{stay['id']}")["days"]["meals"]
    found: dict[str, Any] = next(meal for meal in meals if meal["place"] == HALL)
    return found
