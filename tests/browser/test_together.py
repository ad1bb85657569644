"""Several tablets and one house: who was first, networks that go, a server that dies, who sees what."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.support.browser import SHOWN, STILL, Hand, Tablet
from tests.support.served import Served

pytestmark = pytest.mark.timeout(300)


HOUSEKEEPING = "/department/housekeeping"
# So tall that nothing is scrolled: at its upper end a page holds no row in place.
UNSCROLLED = {"width": 834, "height": 2400}


@pytest.fixture(scope="module")
def lobby_hand(house: Served) -> Hand:
    return Hand(house.url, "okafor")


@pytest.fixture
def plain(lobby_hand: Hand) -> Callable[[int], list[dict[str, Any]]]:
    """So many tasks of housekeeping that one thumb can tick now, those due next first."""

    def find(count: int) -> list[dict[str, Any]]:
        tasks = sorted(lobby_hand.board()["tasks"], key=lambda task: (task["due_at"], task["id"]))
        found = [task for task in tasks if _is_plain(task)]
        assert len(found) >= count, "the demo hotel has too little left to do"
        return found[:count]

    return find


def test_two_tablets_tick_the_same_task_and_one_is_told_who_and_when(
    tablet: Callable[..., Tablet], plain: Callable[[int], list[dict[str, Any]]], lobby_hand: Hand
) -> None:
    (task,) = plain(1)
    before = lobby_hand.board()["seq"]
    both = [tablet("deng.chunmei").enter(HOUSEKEEPING), tablet("he.yujie").enter(HOUSEKEEPING)]
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    for one in both:
        one.page.route("**/api/tasks/*/tick", hold)
    for one in both:
        one.tick(task)
        expect(one.row(task)).to_have_attribute("data-state", "done")
    # Both are on their way, and neither tablet knows of the other.
    for one in both:
        expect(one.row(task).locator(".way")).to_have_attribute("data-way", "here")
    assert len(held) == 2
    for route in held:
        route.continue_()
    refused = [_await_outcome(one, task) for one in both]
    assert sorted(refused) == [False, True]
    first, second = (both[refused.index(told)] for told in (False, True))
    notice = second.page.locator(".notice[role=alert]")
    expect(notice).to_contain_text(first.person["name"]["zh"])
    expect(notice).to_contain_text(re.compile(r"\b\d\d:\d\d\b"))
    expect(second.row(task)).to_have_attribute("data-state", "done")
    notice.get_by_role("button").tap()
    expect(notice).to_have_count(0)
    told = lobby_hand.call("GET", f"/api/events?after={before}")["events"]
    assert [event["kind"] for event in told if event.get("task_id") == task["id"]] == ["task_ticked"]


def test_a_tap_is_for_the_row_that_it_was_begun_on(
    tablet: Callable[..., Tablet], plain: Callable[[int], list[dict[str, Any]]], lobby_hand: Hand
) -> None:
    above, meant = plain(2)
    ticked = lobby_hand.call("POST", f"/api/tasks/{above['id']}/tick", {"version": above["version"]})["task"]
    one = tablet("deng.chunmei", viewport=UNSCROLLED).enter(HOUSEKEEPING)
    tick = one.row(meant).locator(".button.tick")
    before, lift = _finger_down(one, tick)
    # While the finger is down, somebody opens what stands above again.
    again = {"version": ticked["version"], "reason": "Ticked by mistake"}
    lobby_hand.call("POST", f"/api/tasks/{above['id']}/reopen", again)
    expect(one.row(above)).to_have_attribute("data-state", "open")
    assert _top(tick) > before + 56, "the row has not moved from under the finger"
    lift()
    one.expect_state(meant, "done")
    expect(one.row(above)).to_have_attribute("data-state", "open")


def test_a_tap_on_a_row_that_goes_is_for_nobody(
    tablet: Callable[..., Tablet], plain: Callable[[int], list[dict[str, Any]]], lobby_hand: Hand
) -> None:
    meant, _ = plain(2)
    one = tablet("deng.chunmei", viewport=UNSCROLLED).enter(HOUSEKEEPING)
    _, lift = _finger_down(one, one.row(meant).locator(".button.tick"))
    lobby_hand.call("POST", f"/api/tasks/{meant['id']}/tick", {"version": meant["version"]})
    expect(one.row(meant).and_(one.page.locator(":visible"))).to_have_count(0)
    before = {task["id"]: task["state"] for task in lobby_hand.board()["tasks"]}
    lift()
    one.page.evaluate(STILL)
    expect(one.dialog).to_have_count(0)
    assert {task["id"]: task["state"] for task in lobby_hand.board()["tasks"]} == before


def test_a_tablet_without_network_waits_visibly_and_is_equal_afterwards(
    tablet: Callable[..., Tablet], plain: Callable[[int], list[dict[str, Any]]]
) -> None:
    mine, *others = plain(4)
    away = tablet("deng.chunmei").enter(HOUSEKEEPING)
    colleague = tablet("he.yujie").enter(HOUSEKEEPING)
    away.context.set_offline(True)
    away.await_mode("offline")
    expect(away.page.locator(".top-state")).to_contain_text(re.compile(r"\d\d:\d\d"))
    away.tick(mine)
    expect(away.row(mine).locator(".way")).to_have_attribute("data-way", "here")
    away.await_mode("waiting")
    for task in others:
        colleague.tick(task)
        expect(colleague.row(task).locator(".way")).to_have_attribute("data-way", "shown")
    expect(away.row(others[0])).to_have_attribute("data-state", others[0]["state"])

    away.context.set_offline(False)
    away.await_live()
    for task in (mine, *others):
        # What is done lies folded, and is not drawn.
        for one in (away, colleague):
            expect(one.page.locator(f"#task-{task['id']}[data-state=open]")).to_have_count(0)
    expect(away.page.locator(".top-state [data-mode=waiting]")).to_have_count(0)
    _expect_equal_boards(away, tablet("deng.chunmei").enter(HOUSEKEEPING))


def test_a_server_that_is_killed_loses_nothing_and_says_so(
    tablet: Callable[..., Tablet],
    plain: Callable[[int], list[dict[str, Any]]],
    house: Served,
    lobby_hand: Hand,
) -> None:
    acknowledged, waiting = plain(2)
    housekeeping = tablet("deng.chunmei").enter(HOUSEKEEPING)
    lobby = tablet("okafor").enter("/")
    housekeeping.tick(acknowledged)
    expect(housekeeping.row(acknowledged).locator(".way")).to_have_attribute("data-way", "shown")
    house.kill()
    for one in (housekeeping, lobby):
        one.await_mode("offline")
    housekeeping.tick(waiting)
    expect(housekeeping.row(waiting).locator(".way")).to_have_attribute("data-way", "here")
    house.start()
    for one in (housekeeping, lobby):
        one.await_live()
    for task in (acknowledged, waiting):
        housekeeping.expect_state(task, "done")
    states = {task["id"]: task["state"] for task in lobby_hand.board()["tasks"]}
    assert [states[task["id"]] for task in (acknowledged, waiting)] == ["done", "done"]
    _expect_equal_boards(lobby, tablet("okafor").enter("/"))


def test_signing_out_closes_every_tab_and_leaves_nothing(tablet: Callable[..., Tablet]) -> None:
    lobby = tablet("okafor").sign_in()
    expect(lobby.page).to_have_url(f"{lobby.url}/")
    other_tab = lobby.context.new_page()
    other_tab.goto(f"{lobby.url}/letters")
    expect(other_tab.locator(".link[data-mode=live]")).to_be_visible()
    lobby.page.locator(".person-button").tap()
    lobby.dialog.get_by_role("button", name="Sign out").tap()
    for page in (lobby.page, other_tab):
        expect(page).to_have_url(f"{lobby.url}/sign-in")
        expect(page.locator("body")).not_to_contain_text("Whitcombe")
    lobby.page.goto(f"{lobby.url}/letters")
    expect(lobby.page).to_have_url(re.compile(r"/sign-in$"))
    assert lobby.page.evaluate("Object.keys({ ...localStorage, ...sessionStorage })") == []


def test_a_wrong_password_is_refused_in_words(tablet: Callable[..., Tablet]) -> None:
    door = tablet("okafor")
    door.page.goto(f"{door.url}/sign-in?language=zh")
    form = door.page.locator("#sign-in[data-ready=zh]")
    form.locator("[name=username]").fill("okafor")
    form.locator("[name=password]").fill("wrong")
    form.locator("[type=submit]").tap()
    expect(door.page.get_by_role("alert")).to_have_text("用户名或密码不正确。")


def test_a_department_sees_its_own_work_only(tablet: Callable[..., Tablet]) -> None:
    engineer = tablet("luo.xiaobo").sign_in()
    expect(engineer.page).to_have_url(f"{engineer.url}/department/engineering")
    expect(engineer.page.get_by_role("navigation").get_by_role("link")).to_have_text(
        ["总览", "部门", "要求", "单据"]
    )
    expect(engineer.page.locator(".task").first).to_be_attached()
    departments = {task["department"] for task in Hand(engineer.url, "luo.xiaobo").board()["tasks"]}
    assert departments == {"engineering"}
    engineer.go(HOUSEKEEPING)
    expect(engineer.page.locator(".empty")).to_be_visible()
    expect(engineer.page.locator(".task")).to_have_count(0)


def test_what_a_letter_needs_is_done_at_its_desk(tablet: Callable[..., Tablet], lobby_hand: Hand) -> None:
    tasks = lobby_hand.board()["tasks"]
    task = next(one for one in tasks if one["letter"] and one["state"] == "open")
    lobby = tablet("okafor").enter(f"/department/{task['department']}")
    lobby.tick(task)
    expect(lobby.page).to_have_url(f"{lobby.url}/letters")
    expect(lobby.page.locator(".letter-item").first).to_be_visible()


def test_each_person_has_a_language_and_may_change_it(tablet: Callable[..., Tablet]) -> None:
    lobby = tablet("okafor").enter("/")
    html = lobby.page.locator("html")
    expect(html).to_have_attribute("lang", "en")
    expect(lobby.page.get_by_role("heading", level=1)).to_have_text("Board")
    lobby.page.locator(".person-button").tap()
    lobby.dialog.get_by_role("button", name="中文").tap()
    expect(html).to_have_attribute("lang", "zh-CN")
    expect(lobby.page.get_by_role("heading", level=1)).to_have_text("总览")
    # It is the person's from now on, on every tablet.
    elsewhere = tablet("okafor").enter("/letters")
    expect(elsewhere.page.locator("html")).to_have_attribute("lang", "zh-CN")
    Hand(lobby.url, "okafor").call("PATCH", "/api/session", {"language": "en"})


PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True}


@pytest.mark.parametrize("username", ["okafor", "deng.chunmei"])
def test_a_phone_shows_every_page_without_sideways_scrolling(
    tablet: Callable[..., Tablet], username: str
) -> None:
    phone = tablet(username, **PHONE).enter("/")
    stay_id = Hand(phone.url, username).board()["stays"][0]["id"]
    may_read_letters = username == "okafor"
    pages = ("/", HOUSEKEEPING, f"/stays/{stay_id}", *(("/letters", "/arrivals") if may_read_letters else ()))
    for path in pages:
        phone.go(path)
        expect(phone.page.locator("main")).not_to_be_empty()
        wide = phone.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{path} is {wide} px too wide"


def _is_plain(task: dict[str, Any]) -> bool:
    asks = task["proof"] or task["points"] or task["rekey_name"] or task["second_signature"] or task["letter"]
    return task["department"] == "housekeeping" and task["state"] == "open" and not asks


def _finger_down(one: Tablet, place: Locator) -> tuple[float, Callable[[], object]]:
    """Where the place begins, and what lifts the finger that is put on it."""
    one.page.evaluate(STILL)
    box = place.bounding_box()
    assert box
    finger = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    hand = one.context.new_cdp_session(one.page)
    hand.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [finger]})
    return box["y"], lambda: hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def _top(place: Locator) -> float:
    box = place.bounding_box()
    assert box
    return box["y"]


def _await_outcome(one: Tablet, task: dict[str, Any]) -> bool:
    """Whether this tablet's tick was refused."""
    shown = one.row(task).locator(".way[data-way=shown]")
    notice = one.page.locator(".notice[role=alert]")
    expect(shown.or_(notice).first).to_be_visible()
    return notice.count() > 0


def _expect_equal_boards(one: Tablet, fresh: Tablet) -> None:
    """What a tablet folded from events is what a fresh one fetches."""
    expect(one.page.locator("main .task, main .card")).to_have_count(
        fresh.page.locator("main .task, main .card").count()
    )
    if one.picture_of_board() != fresh.picture_of_board():
        # A minute may have passed between the two looks.
        pairs = zip(one.page.evaluate(SHOWN), fresh.page.evaluate(SHOWN), strict=True)
        assert not [pair for pair in pairs if pair[0] != pair[1]]
