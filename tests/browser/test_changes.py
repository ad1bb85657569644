"""A VIP without a booking, a department's work given out, and a thing left behind, on screens in Chinese."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.support.browser import Hand, Tablet
from tests.support.served import Served

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def lobby_hand(house: Served) -> Hand:
    return Hand(house.url, "okafor")


def test_a_guest_without_a_booking_is_taken_in(tablet: Callable[..., Tablet], lobby_hand: Hand) -> None:
    lobby = tablet("su.wanqing").enter("/")
    lobby.page.get_by_role("button", name="无预订贵宾").tap()
    lobby.dialog.get_by_role("button", name="查看影响").tap()
    expect(lobby.dialog.locator(".problem, .field[data-wrong]").first).to_be_visible()
    lobby.dialog.get_by_label("本国文字姓名").fill("欧阳明月")
    lobby.dialog.get_by_text("VD", exact=True).tap()
    lobby.dialog.get_by_role("button", name="查看影响").tap()
    expect(lobby.dialog.locator(".moves")).to_contain_text("立即")
    lobby.dialog.get_by_role("button", name="接待入住").tap()
    expect(lobby.page.get_by_role("link", name="欧阳明月", exact=True)).to_be_visible()
    stay = next(one for one in lobby_hand.board()["stays"] if one["name"]["zh"] == "欧阳明月")
    assert (stay["grade"], stay["state"]) == ("VD", "expected")


def test_all_of_a_stays_work_is_given_to_one(tablet: Callable[..., Tablet], lobby_hand: Hand) -> None:
    deng = tablet("deng.chunmei").enter("/department/housekeeping")
    deng.page.get_by_role("button", name="全部指派给").tap()
    deng.dialog.locator(".person", has_text="邓春梅").last.tap()
    stay_id = int(deng.dialog.locator("[name=stay]:checked").get_attribute("value") or 0)
    deng.dialog.get_by_role("button", name="指派任务").tap()
    expect(deng.dialog).to_be_hidden()
    left = [
        one["key"]
        for one in lobby_hand.board()["tasks"]
        if one["stay_id"] == stay_id
        and one["department"] == "housekeeping"
        and one["state"] in ("open", "waiting", "in_progress")
        and one["assignee"] is None
    ]
    assert left == []


def test_a_thing_left_behind_goes_home(tablet: Callable[..., Tablet]) -> None:
    lobby = tablet("su.wanqing").enter("/lost-property")
    lobby.page.get_by_role("button", name="登记拾获物品").tap()
    lobby.dialog.get_by_label("拾获何物？").fill("银质钢笔")
    lobby.dialog.get_by_role("button", name="登记", exact=True).tap()
    thing = lobby.page.locator(".grant", has_text="银质钢笔")
    expect(thing).to_contain_text("已拾获")
    thing.get_by_role("button", name="入库存放").tap()
    lobby.dialog.get_by_role("button", name="入库存放").tap()
    expect(lobby.dialog.locator(".field[data-wrong]")).to_be_visible()
    lobby.dialog.get_by_label("存放何处？").fill("3号保险柜")
    lobby.dialog.get_by_role("button", name="入库存放").tap()
    expect(thing).to_contain_text("3号保险柜")
    thing.get_by_role("button", name="已归还").tap()
    lobby.dialog.get_by_label("交付何人，或如何寄出？").fill("其司机")
    lobby.dialog.get_by_role("button", name="已归还").tap()
    expect(
        lobby.page.locator(".grant", has_text="银质钢笔").get_by_role("button", name="退回一步")
    ).to_have_count(1)
