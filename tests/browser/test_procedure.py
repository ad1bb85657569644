"""The procedure on the screen: read, changed with a mistake and rightly, tried, in force, moved over to."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.support.browser import COOKIE, Hand, Tablet, house_time
from tests.support.served import Served

pytestmark = pytest.mark.timeout(300)

SHIPPED = Path(__file__).resolve().parents[2] / "checklists" / "security.yaml"
UMBRELLA = """
  - id: umbrella_ready
    source: [S1]
    stage: pre_arrival
    title: {zh: 备好雨伞, en: Umbrella at the door}
    due: arrival-30m
    who: security_officer
"""
ARRIVALS = "confirmation_number,surname,vip_code,arrival,departure,room\n"

Picture = Callable[[Page, str], None]


def changed(text: str) -> list[FilePayload]:
    return [{"name": "security.yaml", "mimeType": "application/yaml", "buffer": text.encode()}]


def booked(hand: Hand, number: str) -> int:
    """A new stay in two days; its id."""
    today = house_time(hand.url)
    arrival = (today + timedelta(days=2)).strftime("%Y-%m-%d 15:00")
    departure = (today + timedelta(days=4)).strftime("%Y-%m-%d 12:00")
    line = f"{number},Umbrellas,VC,{arrival},{departure},1604\n"
    answer = hand.upload("/api/arrivals", "arrivals.csv", (ARRIVALS + line).encode())
    assert answer["counts"] == {"created": 1}, answer
    board: list[dict[str, Any]] = hand.board()["stays"]
    return int(max(stay["id"] for stay in board))


def test_a_general_manager_changes_the_procedure(tablet: Callable[..., Tablet], house: Served) -> None:
    lobby = Hand(house.url, "okafor")
    running = booked(lobby, "UMB-1")
    Hand(house.url, "shen.zhiyuan").call("PATCH", "/api/session", {"language": "en"})
    gm = tablet("shen.zhiyuan").enter("/procedure")
    page = gm.page
    expect(page.get_by_role("heading", name="Hold a parking space")).to_be_visible()
    page.get_by_role("button", name="Versions").tap()
    field = page.locator("input[type=file]")
    right = SHIPPED.read_text("utf-8") + UMBRELLA

    field.set_input_files(changed(right.replace("due: arrival-30m", "due: arival-30m")))
    mistakes = page.locator(".mistakes")
    expect(mistakes).to_contain_text("1 mistake: nothing was changed")
    line = right[: right.index("due: arrival-30m")].count("\n") + 1
    expect(mistakes).to_contain_text(f"security.yaml:{line}:10")

    field.set_input_files(changed(right))
    expect(page.locator(".checked")).to_contain_text(
        "New task: Umbrella at the door, due 30 minutes before arrival"
    )
    expect(mistakes).to_have_count(0)
    page.get_by_role("button", name="Try it over the last 30 days").tap()
    expect(page.locator(".tried")).to_contain_text("would have been different")
    expect(page.locator(".tried tbody")).to_contain_text("Umbrella at the door")

    page.get_by_role("button", name="Put in force…").tap()
    gm.dialog.get_by_label("Why does it change?").fill("The rainy season begins.")
    gm.dialog.get_by_role("button", name="Put in force").tap()
    expect(page.locator(".version[data-in-force]")).to_contain_text("The rainy season begins.")

    new = booked(lobby, "UMB-2")
    assert "umbrella_ready" in lobby.tasks(new)
    assert "umbrella_ready" not in lobby.tasks(running)
    row = page.locator(".version", has_text="Umbrellas")
    row.get_by_role("button", name="Move over").tap()
    expect(gm.dialog).to_contain_text("New: Umbrella at the door")
    gm.dialog.get_by_role("button", name="Move over").tap()
    expect(row).to_have_count(0)
    assert "umbrella_ready" in lobby.tasks(running)


def test_an_administrator_reads_and_may_change_it_without_a_board(
    tablet: Callable[..., Tablet],
) -> None:
    admin = tablet("zheng.yiming")
    page, hand = admin.page, Hand(admin.url, "zheng.yiming")
    hand.call("PATCH", "/api/session", {"language": "en"})
    token = hand.token
    admin.context.add_cookies([{"name": COOKIE, "value": token, "url": admin.url}])
    page.goto(f"{admin.url}/procedure")
    page.get_by_role("button", name="Versions").tap()
    expect(page.get_by_role("heading", name="Change the procedure")).to_be_visible()
    expect(page.locator(".version[data-in-force]")).to_have_count(1)
    page.get_by_role("button", name="Lifecycles").tap()
    expect(page.locator("svg.drawing")).to_have_count(7)
    page.get_by_role("button", name="Grades").tap()
    expect(page.get_by_role("rowheader", name="Greets at the door")).to_be_visible()


@pytest.mark.parametrize(("language", "locale"), [("zh", "zh-CN"), ("en", "en-GB")])
def test_pictures_of_the_procedure(
    tablet: Callable[..., Tablet], picture: Picture, language: str, locale: str
) -> None:
    page = tablet("okafor" if language == "en" else "deng.chunmei", locale=locale).enter("/procedure").page
    expect(page.locator(".procedure-task").first).to_be_visible()
    picture(page, f"procedure-{language}")
    buttons = page.locator(".procedure-head .choice-button")
    for number, (name, shown) in enumerate((("grades", "th[scope=row]"), ("lifecycles", "svg.drawing")), 1):
        buttons.nth(number).tap()
        expect(page.locator(shown).first).to_be_visible()
        picture(page, f"procedure-{name}-{language}")
