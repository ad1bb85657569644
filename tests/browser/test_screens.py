"""Every screen as people see it, pictured for the docs."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import PATIENCE, Hand, Tablet, house_time
from tests.support.served import Served
from vipops.demo.proof import proof_for

pytestmark = pytest.mark.timeout(300)

# One of its rows leaves before it comes.
LISTS = {
    "zh": "确认号,姓名,到店日期,离店日期,房号,贵宾等级\n"
    "88101,顾清和先生,{first},{last},1904,VB\n88102,Elena Marchetti,{first},{last},1602,VC\n"
    "88103,程墨白女士,{last},{first},1701,VC\n",
    "en": "Confirmation,Guest name,Arrival,Departure,Room,VIP\n"
    "88201,Mr Henrik Solberg,{first},{last},1903,VB\n88202,Ms Yara Haddad,{first},{last},1603,VC\n"
    "88203,Ms Noor Aziz,{last},{first},1703,VC\n",
}
ZONE = ZoneInfo("Asia/Shanghai")
LARGE = {"viewport": {"width": 1366, "height": 1024}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True}

Picture = Callable[[Page, str], None]
Open = Callable[..., Tablet]


@pytest.fixture
def speaking(tablet: Open, house: Served) -> Open:
    """``speaking(language, username, path, **context)``: a tablet of somebody who reads this language."""

    def take(language: str, username: str, path: str, **context: Any) -> Tablet:
        Hand(house.url, username).call("PATCH", "/api/session", {"language": language})
        return tablet(username, **context).enter(path)

    return take


@pytest.mark.pictures
@pytest.mark.parametrize("language", ["zh", "en"])
def test_pictures_of_the_lobby_managers_screens(
    speaking: Open, picture: Picture, language: str, tmp_path: Path
) -> None:
    lobby = speaking(language, "su.wanqing", "/")
    expect(lobby.page.locator(".card").first).to_be_visible()
    picture(lobby.page, f"board-{language}")
    stay_id = _stay_called(lobby, "Whitcombe")
    lobby.card(_stay_called(lobby, "欧阳")).locator(".card-acts .button.main").click()
    expect(lobby.dialog.locator(".missing li").first).to_be_visible()
    picture(lobby.page, f"gate-{language}")
    lobby.go(f"/stays/{stay_id}")
    expect(lobby.page.locator(".sheet")).to_be_visible()
    picture(lobby.page, f"stay-{language}")
    _look_at_new_times(lobby)
    picture(lobby.page, f"new-time-{language}")
    _sweep_half(lobby, {"zh": "听筒有杂音", "en": "The line crackles"}[language])
    picture(lobby.page, f"inspection-{language}")
    lobby.go("/arrivals")
    lobby.page.locator("input[type=file]").set_input_files(_list_of_arrivals(tmp_path, language, lobby.url))
    outcomes = lobby.page.locator(".booking[data-outcome]:not([data-outcome=held])")
    expect(outcomes).to_have_count(3)
    expect(outcomes.and_(lobby.page.locator("[data-outcome=refused]"))).to_contain_text("4")  # its line
    expect(outcomes.locator(".serif").nth(1)).to_have_text({"zh": "顾清和", "en": "Henrik Solberg"}[language])
    picture(lobby.page, f"arrivals-{language}")


@pytest.mark.pictures
@pytest.mark.parametrize("language", ["zh", "en"])
def test_pictures_of_a_departments_screens(speaking: Open, picture: Picture, language: str) -> None:
    housekeeping = speaking(language, "deng.chunmei", "/department/housekeeping")
    expect(housekeeping.page.locator(".task").first).to_be_visible()
    picture(housekeeping.page, f"department-{language}")
    asks_two = housekeeping.page.locator(
        ".task[data-state=open]", has=housekeeping.page.locator(".button.tick")
    )
    asks_two.first.locator(".task-acts .button.square").last.click()
    expect(housekeeping.dialog.locator(".menu-item").first).to_be_visible()
    picture(housekeeping.page, f"task-menu-{language}")
    phone = speaking(language, "deng.chunmei", "/department/housekeeping", **PHONE)
    expect(phone.page.locator(".task").first).to_be_visible()
    picture(phone.page, f"department-phone-{language}")


@pytest.mark.pictures
@pytest.mark.parametrize("language", ["zh", "en"])
def test_pictures_of_the_general_managers_screens(speaking: Open, picture: Picture, language: str) -> None:
    manager = speaking(language, "shen.zhiyuan", "/letters")
    waiting = manager.page.locator(".letter-item", has_text="1803")
    waiting.click()
    paper = manager.page.locator(".letter-paper img")
    expect(paper).to_be_visible(timeout=60_000)
    expect(manager.page.locator(".signature-glass")).to_be_attached()
    picture(manager.page, f"letters-{language}")
    manager.page.locator(".signature-glass").scroll_into_view_if_needed()
    picture(manager.page, f"letter-signing-{language}")
    dark = speaking(language, "shen.zhiyuan", "/", color_scheme="dark", **LARGE)
    expect(dark.page.locator(".card").first).to_be_visible()
    picture(dark.page, f"board-dark-{language}")


@pytest.mark.pictures
@pytest.mark.parametrize("language", ["zh", "en"])
def test_pictures_of_the_door(tablet: Open, picture: Picture, language: str) -> None:
    door = tablet("okafor")
    door.page.goto(f"{door.url}/sign-in?language={language}")
    expect(door.page.locator("#sign-in[data-ready]")).to_be_visible()
    picture(door.page, f"sign-in-{language}")


def _list_of_arrivals(folder: Path, language: str, url: str) -> Path:
    path = folder / f"arrivals-{language}.csv"
    today = house_time(url).astimezone(ZONE).date()
    first, last = (f"{today + timedelta(days=days)}" for days in (2, 4))
    path.write_text(LISTS[language].format(first=first, last=last), "utf-8")
    return path


def _stay_called(tablet: Tablet, name: str) -> int:
    stays = Hand(tablet.url, tablet.person["username"]).board()["stays"]
    return next(int(stay["id"]) for stay in stays if name in f"{stay['name']}")


def _look_at_new_times(lobby: Tablet) -> None:
    lobby.page.locator(".sheet .card-acts .button:not(.main):not(.square)").first.click()
    lobby.dialog.locator(".suggestions .button", has_text="+30").first.click()
    lobby.dialog.locator("[type=submit]").click()
    expect(lobby.dialog.locator(".moves")).to_be_visible()


def _sweep_half(lobby: Tablet, wrong: str) -> None:
    """The inspection of a room: eight points looked at, one found wanting."""
    stay_id = _stay_called(lobby, "欧阳")
    lobby_hand, manager = Hand(lobby.url, "okafor"), Hand(lobby.url, "shen.zhiyuan")
    inspection = lobby_hand.task(stay_id, "room_inspection")
    for key in inspection["after"]:
        _see_to(stay_id, key, lobby_hand, manager)
    lobby.go(f"/stays/{stay_id}")
    lobby.tick(inspection)
    points = lobby.dialog.locator(".point")
    for place in range(7):
        points.nth(place).locator(".pass").click()
    points.nth(7).locator(".fail").click()
    points.nth(7).locator(".point-note").fill(wrong)
    points.nth(3).scroll_into_view_if_needed()


def _see_to(stay_id: int, key: str, hand: Hand, other: Hand) -> None:
    """Do a task and what comes before it, as the procedure asks, with a second signature where one is due."""
    task = next(one for one in hand.board()["tasks"] if one["stay_id"] == stay_id and one["key"] == key)
    if task["state"] in ("signed_off", "skipped") or (
        task["state"] == "done" and not task["second_signature"]
    ):
        return
    for before in task["after"]:
        _see_to(stay_id, before, hand, other)
    template = key.partition(":")[0]
    if task["letter"] == "place":
        _place_letter(stay_id, hand)
        return
    if task["state"] != "done":
        said = proof_for(task["proof"], house_time(hand.url))
        hand.do(stay_id, template, proof=said)
    if task["second_signature"]:
        other.do(stay_id, template, "sign_off")


def _place_letter(stay_id: int, hand: Hand) -> None:
    """Bring it to the room, as soon as the worker has printed it."""
    until = time.monotonic() + PATIENCE
    while True:
        letters = hand.call("GET", "/api/letters")["letters"]
        letter = next(one for one in letters if one["stay"]["id"] == stay_id)
        if letter["printed"]:
            break
        assert time.monotonic() < until, f"not printed: {letter}"
        time.sleep(0.2)
    hand.call("POST", f"/api/letters/{letter['id']}/place", {"version": letter["version"]})
