"""What the administrator looks after: rooms, grades, people, the hotel; and a tablet from hand to hand."""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browser import COOKIE, Hand, Tablet, person
from tests.support.served import Served

pytestmark = pytest.mark.timeout(300)

Picture = Callable[[Page, str], None]
ARRIVALS = "confirmation_number,surname,vip_code,arrival,departure,room\n"
NEW_ROOMS = (
    "number,type,floor,connects\n2401,Garden villa,24,2402\n2402,Garden villa,24,\n24/3,Garden villa,24,\n"
)


def office(tablet: Callable[..., Tablet], path: str, language: str = "en") -> Tablet:
    """The administrator at a page; there is no board to wait for."""
    admin = tablet("zheng.yiming", locale="en-GB" if language == "en" else "zh-CN")
    hand = Hand(admin.url, "zheng.yiming")
    hand.call("PATCH", "/api/session", {"language": language})
    admin.context.add_cookies([{"name": COOKIE, "value": hand.token, "url": admin.url}])
    admin.page.goto(admin.url + path)
    return admin


def tile(page: Page, number: str) -> Locator:
    """The tile of the room with this number, and not of one that connects with it."""
    return page.locator(".tile").filter(has=page.locator(".tile-number", has_text=number))


def booked(hand: Hand, number: str, room: str) -> dict[str, Any]:
    """A new stay in two days in this room."""
    arrival, departure = (
        (datetime.now(UTC) + timedelta(days=days)).strftime(f"%Y-%m-%d {hour}")
        for days, hour in ((2, "15:00"), (4, "12:00"))
    )
    line = f"{number},Administered,VC,{arrival},{departure},{room}\n"
    answer = hand.upload("/api/arrivals", "arrivals.csv", (ARRIVALS + line).encode())
    assert answer["counts"] == {"created": 1}, answer
    stays: list[dict[str, Any]] = hand.board()["stays"]
    return {**max(stays, key=lambda stay: int(stay["id"])), "notices": answer["notices"]}


def test_rooms_from_a_list_to_out_of_order_and_away(tablet: Callable[..., Tablet], house: Served) -> None:
    lobby_hand = Hand(house.url, "okafor")
    admin = office(tablet, "/rooms")
    page = admin.page
    expect(page.locator(".tile").first).to_be_visible()

    page.get_by_role("button", name="Bring in a list").tap()
    admin.dialog.locator("input[type=file]").set_input_files(
        [{"name": "rooms.csv", "mimeType": "text/csv", "buffer": NEW_ROOMS.encode()}]
    )
    expect(admin.dialog).to_contain_text("2 new")
    expect(admin.dialog).to_contain_text("line 4")
    expect(admin.dialog).to_contain_text("such as 1204")
    admin.dialog.get_by_role("button", name="Bring it in").tap()
    expect(page.get_by_role("heading", name="Floor 24")).to_be_visible()

    stay = booked(lobby_hand, "ADM-1", "2401")
    strange = booked(lobby_hand, "ADM-2", "777")
    assert "the hotel has no room 777" in strange["notices"][0]["message"]

    # Out of order: the page says who is in the way before anything is changed, without a guest's name.
    tile(page, "2401").tap()
    admin.dialog.get_by_role("button", name="Put out of order").tap()
    admin.dialog.get_by_label("Why?").fill("The ceiling drips.")
    admin.dialog.get_by_role("button", name="See who is in the way").tap()
    expect(admin.dialog).to_contain_text("1 stay needs another room")
    expect(admin.dialog).not_to_contain_text("Administered")
    admin.dialog.get_by_role("button", name="Put out of order").tap()
    expect(page.locator(".tile[data-state=closed]")).to_have_count(1)
    expect(page.locator(".in-the-way-row")).to_have_count(2)

    # The lobby manager is told, by name, and gives another room from there.
    lobby = tablet("okafor").enter("/rooms")
    lobby_hand.call("PATCH", "/api/session", {"language": "en"})
    lobby.go("/rooms")
    expect(lobby.page.locator(".in-the-way")).to_contain_text("Administered")
    lobby.page.locator(".in-the-way-row", has_text="2401").get_by_role("button", name="Another room").tap()
    lobby.dialog.locator("[name=room]").fill("2402")
    lobby.dialog.locator("[type=submit]").tap()
    expect(lobby.dialog.get_by_role("button", name="Confirm the room")).to_be_visible()
    lobby.dialog.get_by_role("button", name="Confirm the room").tap()
    expect(lobby.page.locator(".in-the-way-row")).to_have_count(1)
    assert lobby_hand.stay(stay["id"])["room"] == "2402"

    # Nobody is put into it, and a room with a stay is not taken off the list.
    page.reload()
    tile(page, "2402").tap()
    admin.dialog.get_by_role("button", name="Take off the list").tap()
    expect(admin.dialog).to_contain_text("Give them another room first.")
    admin.dialog.get_by_role("button", name="Close").last.tap()
    tile(page, "2401").tap()
    admin.dialog.get_by_role("button", name="Back in use").tap()
    expect(page.locator(".tile[data-state=closed]")).to_have_count(0)


def test_grades_are_changed_by_form(tablet: Callable[..., Tablet], house: Served) -> None:
    before = Hand(house.url, "zheng.yiming").call("GET", "/api/grades")["version"]
    admin = office(tablet, "/grades")
    page = admin.page
    expect(page.locator(".rung-name").first).to_contain_text("VVIP")
    page.locator(".rung-name", has_text="VB").tap()
    name = page.get_by_label("Name of the grade · English")
    expect(name).to_have_value("VIP B")

    # A mistake stands at its field, and nothing was changed.
    name.fill("")
    name.blur()
    page.get_by_role("button", name="See what changes").tap()
    expect(page.locator(".field-error")).to_contain_text("English (en) text is missing")
    expect(page.locator(".change-bar")).to_contain_text("1 mistake: nothing was changed")
    name.fill("Grade B")
    name.blur()
    page.get_by_label("Add to: Greets at the door").select_option("hostess")
    page.get_by_label("How many guests at a time?").fill("4")
    page.get_by_label("How many guests at a time?").blur()
    page.get_by_role("button", name="See what changes").tap()
    expect(admin.dialog).to_contain_text("Grade VB: the cap changed from “nothing” to “4”")
    expect(admin.dialog).to_contain_text("Lobby manager, Hostess”")
    admin.dialog.get_by_role("button", name="Try it over the last 30 days").tap()
    expect(admin.dialog.locator(".tried")).to_be_visible()
    admin.dialog.get_by_label("Why does it change?").fill("The hostess joins the line.")
    admin.dialog.get_by_role("button", name="Leave it to the general manager").tap()
    expect(page.locator(".notices")).to_contain_text("Kept as version")
    assert Hand(house.url, "zheng.yiming").call("GET", "/api/grades")["version"] == before

    # The general manager reads what changes and puts it in force.
    gm = tablet("shen.zhiyuan").enter("/procedure")
    Hand(house.url, "shen.zhiyuan").call("PATCH", "/api/session", {"language": "en"})
    gm.go("/procedure")
    gm.page.get_by_role("button", name="Versions").tap()
    proposed = gm.page.locator(".version", has_text="The hostess joins the line.")
    proposed.get_by_role("button").tap()
    gm.dialog.get_by_role("button", name="Put in force").tap()
    expect(gm.page.locator(".version[data-in-force]")).not_to_contain_text(before)
    said = Hand(house.url, "zheng.yiming").call("GET", "/api/grades")["said"]["grades"]["grades"]
    assert (said[2]["name"]["en"], said[2]["cap"], said[2]["greets"][-1]) == ("Grade B", 4, "hostess")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pictures_of_the_administration(
    tablet: Callable[..., Tablet], picture: Picture, language: str
) -> None:
    admin = office(tablet, "/grades", language)
    page = admin.page
    page.locator(".rung-name", has_text="VB").tap()
    expect(page.locator(".grade-form")).to_be_visible()
    picture(page, f"grades-{language}")
    for number in range(1, 4):
        page.locator(".procedure-head .choice-button").nth(number).tap()
        expect(page.locator(".grade-form")).to_be_visible()
    for place, shown in (("rooms", ".tile"), ("hotel", ".hotel-form"), ("staff", ".staff-row")):
        page.goto(f"{admin.url}/{place}")
        expect(page.locator(shown).first).to_be_visible()
        picture(page, f"administration-{place}-{language}")


def test_the_hotel_says_what_a_new_zone_does(tablet: Callable[..., Tablet]) -> None:
    admin = office(tablet, "/hotel")
    page = admin.page
    page.locator("[name=zone]").fill("Asia/Atlantis")
    page.get_by_role("button", name="See what changes").tap()
    expect(page.locator(".field-error")).to_be_visible()
    page.locator("[name=zone]").fill("Asia/Tokyo")
    page.get_by_role("button", name="See what changes").tap()
    expect(admin.dialog).to_contain_text("running stays keep their moments")
    admin.dialog.get_by_role("button", name="Close").last.tap()
    page.locator("[name=zone]").fill("Asia/Shanghai")
    page.locator("[name='settings.contact']").fill("+86 21 5550 0199")
    page.get_by_role("button", name="See what changes").tap()
    admin.dialog.get_by_role("button", name="Change", exact=True).tap()
    expect(page.locator("[name='settings.contact']")).to_have_value("+86 21 5550 0199")


def test_who_leaves_hands_work_on(tablet: Callable[..., Tablet], house: Served) -> None:
    lobby = Hand(house.url, "okafor")
    admin = office(tablet, "/staff")
    page = admin.page
    open_ = [
        task
        for task in lobby.board()["tasks"]
        if task["department"] == "housekeeping" and task["state"] in ("open", "waiting", "in_progress")
    ]
    staff = [one for one in lobby.board()["staff"] if one["department"] == "housekeeping"]
    leaves, takes = staff[-1], staff[0]
    lobby.call(
        "POST",
        f"/api/tasks/{open_[0]['id']}/assign",
        {"version": open_[0]["version"], "assignee": leaves["id"]},
    )
    row = page.locator(".staff-row", has_text=leaves["name"]["en"])
    row.get_by_role("button", name="Dismiss").tap()
    expect(admin.dialog).to_contain_text("open task")
    admin.dialog.get_by_label("Who takes it over?").select_option(str(takes["id"]))
    admin.dialog.get_by_role("button", name="Dismiss").tap()
    expect(row.get_by_role("button", name="Take back")).to_be_visible()
    after = next(task for task in lobby.board()["tasks"] if task["id"] == open_[0]["id"])
    assert after["assignee"] == takes["id"]


def test_from_hand_to_hand_in_seconds(
    tablet: Callable[..., Tablet], capsys: pytest.CaptureFixture[str]
) -> None:
    """Prints how long the switch of people takes, from the tap on the own name to the next one's list."""
    lobby = tablet("okafor").sign_in()
    page = lobby.page
    enrolled = page.evaluate(
        """async () => {
          const { csrf } = await (await fetch("/api/session")).json()
          const headers = {"Content-Type": "application/json", "X-CSRF-Token": csrf}
          const body = JSON.stringify({name: "Desk", department: "housekeeping"})
          return (await fetch("/api/tablets", {method: "POST", headers, body})).status
        }"""
    )
    assert enrolled == 201
    colleague = person("deng.chunmei")
    began = time.monotonic()
    page.locator(".person-button").tap()
    lobby.dialog.locator(".button.main").tap()
    face = page.locator(".face", has_text=re.compile("|".join(colleague["name"].values())))
    expect(face).to_be_visible()
    face.tap()
    for digit in colleague["pin"]:
        page.locator(f"[data-digit='{digit}']").tap()
    page.locator(".door-pin [type=submit]").tap()
    expect(page.locator(".person-button")).to_contain_text(re.compile("|".join(colleague["name"].values())))
    took = time.monotonic() - began
    with capsys.disabled():
        print(f"\nfrom hand to hand: {took:.2f} s")  # noqa: T201  # the figure is what the test is looked at for
    expect(page).to_have_url(f"{lobby.url}/department/housekeeping")
