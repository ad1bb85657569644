"""The general manager's letters of tomorrow: read to their end, several signed by finger with one PIN."""

import subprocess
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, expect

from tests.support.browser import PATIENCE, Hand, Tablet, draw_signature, house_time, person
from tests.support.served import Served

pytestmark = pytest.mark.timeout(600)

ZONE = ZoneInfo("Asia/Shanghai")
NAMES = ("Castellanos", "Brandt", "Okonkwo-Featherstonehaugh")
HEAD = "确认号,姓名,VIP,到店日期,离店日期,房号\n"


@pytest.fixture
def checked(house: Served) -> dict[str, dict[str, Any]]:
    """Three letters of tomorrow, written by the worker and checked by a second person, by surname."""
    lobby, checker = Hand(house.url, "okafor"), Hand(house.url, "sato")
    day = house_time(house.url).astimezone(ZONE).date() + timedelta(days=1)
    rows = (
        f'L{place},"{name}, Anna",V2,{day},{day + timedelta(days=2)},\n' for place, name in enumerate(NAMES)
    )
    lobby.upload("/api/arrivals", "tomorrow.csv", (HEAD + "".join(rows)).encode())
    found = _written(lobby)
    for letter in found.values():
        asked = {"version": letter["version"], "name": letter["booked_name"]}
        checker.call("POST", f"/api/letters/{letter['id']}/check", asked)
    return found


def _written(hand: Hand) -> dict[str, dict[str, Any]]:
    """The letters of these guests, once the worker has written them all."""
    for _ in range(PATIENCE * 2):
        letters = hand.call("GET", "/api/letters")["letters"]
        found = {
            name: letter
            for name in NAMES
            for letter in letters
            if name in letter["booked_name"] and letter["words"]
        }
        if len(found) == len(NAMES):
            return found
        time.sleep(0.5)
    raise AssertionError(f"not written: {set(NAMES) - set(found)}")


def test_three_are_signed_at_once_and_the_one_changed_meanwhile_is_not(
    house: Served,
    tablet: Callable[..., Tablet],
    checked: dict[str, dict[str, Any]],
    tmp_path: Path,
) -> None:
    manager = tablet("shen.zhiyuan").enter("/letters")
    for name in NAMES:
        expect(_box(manager, name)).to_be_disabled()
        _read(manager, name)
    for name in NAMES:
        _box(manager, name).tap()
    form = manager.page.locator(".batch")
    expect(form.locator(".batch-letters li")).to_have_count(3)
    # The lobby manager finds a fault in one; this tablet has not heard of it when the letters are signed.
    manager.page.route("**/api/letters", lambda route: route.abort())
    late = checked[NAMES[1]]
    Hand(house.url, "okafor").call(
        "POST",
        f"/api/letters/{late['id']}/send_back",
        {"version": late["version"] + 1, "reason": "The date."},
    )
    _sign(manager, form, "0000")
    expect(form.get_by_role("alert").first).to_be_visible()
    _sign(manager, form, person("shen.zhiyuan")["pin"])
    results = manager.page.locator(".batch-results li")
    expect(results).to_have_count(3)
    expect(results.filter(has_text=NAMES[1])).to_contain_text("期间已有变更，现为“已起草”")
    manager.page.unroute("**/api/letters")
    manager.page.get_by_role("button", name="查看", exact=True).tap()
    expect(manager.page.locator(".letter-item[aria-current]")).to_contain_text(NAMES[1])
    for name in (NAMES[0], NAMES[2]):
        line = results.filter(has_text=name)
        expect(line).to_have_attribute("data-state", "printed", timeout=PATIENCE * 1000)
        paper = Hand(house.url, "okafor").ask("GET", line.get_by_role("link").get_attribute("href") or "")
        assert "Signature is Valid" in _pdfsig(paper.content, tmp_path / f"{name}.pdf")
    expect(_row(manager, NAMES[1])).to_contain_text("已起草")


def test_the_desk_in_chinese_names_side_by_side_and_whom_to_greet(tablet: Callable[..., Tablet]) -> None:
    manager = tablet("shen.zhiyuan", locale="zh-CN").enter("/letters")
    expect(manager.page.locator(".names dt").first).to_have_text("预订上 · 信上 · 宾客档案中")
    greet = manager.page.locator(".beside-part").first
    expect(greet).to_contain_text("今日迎送")
    greet.locator("summary").tap()
    expect(greet.locator("li").first).to_be_visible()
    manager.page.get_by_role("button", name="原大查看").tap()
    letter = manager.dialog.locator("img")
    expect(letter).to_be_visible()
    width = letter.evaluate("(one) => one.getBoundingClientRect().width")
    assert abs(width - 210 / 25.4 * 96) < 1, "the letter is as wide as its paper"


def _row(tablet: Tablet, name: str) -> Locator:
    return tablet.page.locator(".letter-row", has_text=name)


def _box(tablet: Tablet, name: str) -> Locator:
    return _row(tablet, name).locator("input[type=checkbox]")


def _read(tablet: Tablet, name: str) -> None:
    """Its box opens only when the end of the letter was on the glass."""
    _row(tablet, name).locator(".letter-item").tap()
    # The letter before it is gone from the glass, and its end with it.
    expect(_row(tablet, name).locator(".letter-item")).to_have_attribute("aria-current", "true")
    end = tablet.page.locator(".letter-end")
    expect(end).to_be_attached(timeout=PATIENCE * 1000)
    end.scroll_into_view_if_needed()
    expect(_box(tablet, name)).to_be_enabled()


def _sign(tablet: Tablet, form: Locator, pin: str) -> None:
    field = form.locator(".signature-glass")
    field.scroll_into_view_if_needed()
    form.get_by_role("button", name="重签").tap()
    draw_signature(tablet.page, field)
    form.locator("[name=pin]").fill(pin)
    form.locator(".button.main").tap()


def _pdfsig(pdf: bytes, path: Path) -> str:
    path.write_bytes(pdf)
    said = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False)
    return said.stdout + said.stderr
