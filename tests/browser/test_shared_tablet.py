"""A tablet that many share: enrolled, opened by tapping oneself and a PIN, handed on, shut when lost."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.support.browser import Hand, Tablet, person


def test_a_tablet_goes_from_hand_to_hand(own_tablet: Callable[..., Tablet]) -> None:
    lobby = own_tablet("okafor").sign_in()
    lobby.way_to("People and tablets" if lobby.page.locator("html[lang=en]").count() else "人员与平板")
    lobby.page.locator(".part-head .button").tap()
    lobby.dialog.locator("[name=name]").fill("Lobby desk 1")
    lobby.dialog.locator("[name=department]").select_option("housekeeping")
    lobby.dialog.locator("[type=submit]").tap()
    expect(lobby.page.locator(".staff-row")).to_contain_text("Lobby desk 1")

    lobby.page.locator(".person-button").tap()
    lobby.dialog.locator(".button.main").tap()
    faces = lobby.page.locator(".face")
    expect(faces.first).to_be_visible()
    expect(lobby.page.locator("#sign-in")).to_be_hidden()

    colleague = person("deng.chunmei")
    lobby.page.locator(".face", has_text=re.compile("|".join(colleague["name"].values()))).tap()
    for digit in "0000":
        lobby.page.locator(f"[data-digit='{digit}']").tap()
    lobby.page.locator(".door-pin [type=submit]").tap()
    expect(lobby.page.get_by_role("alert")).to_be_visible()
    lobby.page.locator("[data-clear]").tap()
    for digit in colleague["pin"]:
        lobby.page.locator(f"[data-digit='{digit}']").tap()
    lobby.page.locator(".door-pin [type=submit]").tap()
    expect(lobby.page).to_have_url(f"{lobby.url}/department/housekeeping")

    # Lost: whoever is signed in on it is out, and its door shows nobody.
    admin = Hand(lobby.url, "zheng.yiming")
    (lost,) = admin.call("GET", "/api/tablets")["tablets"]
    admin.call("DELETE", f"/api/tablets/{lost['id']}")
    expect(lobby.page).to_have_url(re.compile(r"/sign-in$"), timeout=10_000)
    expect(lobby.page.locator("#sign-in")).to_be_visible()
    expect(faces).to_have_count(0)


def test_a_cover_leaves_no_name_on_the_screen(tablet: Callable[..., Tablet]) -> None:
    lobby = tablet("okafor").enter("/")
    (name, *_) = [stay["name"] for stay in Hand(lobby.url, "okafor").board()["stays"]]
    shown = re.compile("|".join(map(re.escape, name.values())))
    expect(lobby.page.locator("#screen")).to_contain_text(shown)
    lobby.page.get_by_role("button", name=re.compile("Cover the screen|遮盖屏幕")).tap()
    expect(lobby.page.locator(".cover")).to_be_focused()
    expect(lobby.page.locator("body")).not_to_contain_text(shown)
    expect(lobby.page).to_have_title("vipops")
    lobby.page.keyboard.press("Enter")
    expect(lobby.page.locator("#screen")).to_contain_text(shown)
