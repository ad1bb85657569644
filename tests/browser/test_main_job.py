"""The main job on screen: arrivals in, one stay prepared by several people side by side, its letter signed by
hand, the guest brought from the airport to the farewell. Once on SQLite, once on PostgreSQL.
"""

import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Route, expect

from tests.support.browser import PATIENCE, Hand, Tablet, draw_signature, house_time, person
from tests.support.served import VIPOPS, Served, environment

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

OPERA = Path(__file__).parents[1] / "data" / "opera" / "getReservations.json"
ZONE = ZoneInfo("Asia/Shanghai")
CONFIRMATION, GUEST, ROOM = "379252", "Sarah Smith", "2010"
PLATE = "沪A·88888"
# Who does by the API what nobody needs to look at, in the order of the procedure.
BEFORE_THE_LETTER = (
    ("room_needs_told", "okafor"),
    ("amenity_order", "okafor"),
    ("fire_equipment", "tashi"),
    ("room_tested", "luo.xiaobo"),
    ("registration_card", "wen.jingshu"),
    ("room_key", "wen.jingshu"),
    ("amenity_delivered", "park"),
)


def test_one_stay_from_arrivals_list_to_farewell(
    own_house: Served, own_tablet: Callable[..., Tablet], tmp_path: Path
) -> None:
    lobby = own_tablet("okafor").sign_in()
    housekeeping = own_tablet("deng.chunmei", locale="zh-CN").sign_in()
    hands = _Hands(own_house.url)
    stay_id = _bring_arrivals_in(lobby, hands)
    _prepare_side_by_side(lobby, housekeeping, hands, stay_id)
    _gate_is_closed_for(lobby, hands, stay_id, {"letter_placed", "room_inspection"})
    pdf = _letter(own_tablet, lobby, hands)
    _verify_pdf(pdf, tmp_path)
    _inspect_and_be_ready(lobby, hands, stay_id)
    _on_the_road(own_tablet, lobby, hands, stay_id)
    _in_the_house(lobby, stay_id)
    _leave(lobby, housekeeping, stay_id)
    _nothing_is_wrong_in(own_house)


class _Hands:
    """Each person's hand, signed in once."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._known: dict[str, Hand] = {}

    def __getitem__(self, username: str) -> Hand:
        if username not in self._known:
            self._known[username] = Hand(self._url, username)
        return self._known[username]


def _bring_arrivals_in(lobby: Tablet, hands: _Hands) -> int:
    """Oracle's published answer, its dates moved: looked at, brought in, and looked at again."""
    lobby.page.route("**/api/arrivals?*", _moved_to_now)
    lobby.way_to("Arrivals")
    outcomes = lobby.page.locator(".bookings .tag")
    lobby.page.locator("input[type=file]").set_input_files(OPERA)
    expect(outcomes).to_have_text(["New stay"] * 3)
    expect(lobby.page.get_by_role("heading", name="Nothing is changed yet")).to_be_visible()
    lobby.page.get_by_role("button", name="Import 3 bookings").tap()
    expect(lobby.page.get_by_role("heading", name="3 bookings were gone through")).to_be_visible()
    lobby.page.get_by_role("button", name="Another file").tap()
    lobby.page.locator("input[type=file]").set_input_files(OPERA)
    expect(outcomes).to_have_text(["Unchanged"] * 3)
    expect(lobby.page.get_by_text("Importing this file would change nothing.")).to_be_visible()
    expect(lobby.page.locator(".booking", has_text=CONFIRMATION)).to_be_visible()
    lobby.way_to("Board")
    card = lobby.page.locator(".card", has_text=GUEST).filter(has_text=ROOM)
    expect(card).to_have_count(1)
    stay_id = int((card.get_attribute("id") or "").removeprefix("stay-"))
    # OPERA's list says nothing of a car: the lobby manager adds it.
    hands["okafor"].call("PATCH", f"/api/stays/{stay_id}", {"transfer": True})
    expect(card).to_contain_text("Driver has not called yet")
    return stay_id


def _moved_to_now(route: Route) -> None:
    """The page brings files in as they are; the API can move their dates, as `vipops import` can."""
    now = house_time(route.request.url.partition("/api/")[0]).astimezone(ZONE)
    # The guest comes at 19:17: far enough ahead to prepare, near enough for the letter to be due.
    day = (now + timedelta(days=now.hour >= 13)).date()
    route.continue_(url=f"{route.request.url}&shift_dates_to={day.isoformat()}")


def _prepare_side_by_side(lobby: Tablet, housekeeping: Tablet, hands: _Hands, stay_id: int) -> None:
    plan = hands["okafor"].tasks(stay_id)
    lobby.card(stay_id).get_by_role("button", name="Start preparing").tap()
    expect(lobby.card(stay_id)).to_contain_text("Preparing")
    lobby.card(stay_id).get_by_role("link", name=GUEST).tap()
    expect(lobby.row(plan["room_assigned"])).to_be_visible()

    # A tick, taken back, and given again.
    lobby.tick(plan["room_assigned"])
    expect(lobby.row(plan["room_assigned"])).to_have_attribute("data-state", "done")
    lobby.row(plan["room_assigned"]).get_by_role("button", name="Undo").tap()
    expect(lobby.row(plan["room_assigned"])).to_have_attribute("data-state", "open")
    lobby.tick(plan["room_assigned"])
    expect(lobby.row(plan["room_assigned"])).to_contain_text("On the board")

    # The lobby manager's tick on the housekeeping supervisor's tablet, and hers on the lobby manager's.
    expect(housekeeping.row(plan["housekeeping_meeting"])).to_have_attribute("data-state", "open")
    # Item H1: the meeting is over when every task of the department has somebody.
    everything = {"department": "housekeeping", "assignee": hands["deng.chunmei"].id}
    hands["deng.chunmei"].call("POST", f"/api/stays/{stay_id}/assign", everything)
    expect(lobby.row(plan["housekeeping_meeting"])).to_contain_text("Chunmei Deng")
    lobby.tick(plan["housekeeping_meeting"])
    lobby.dialog.locator("[type=submit]").tap()
    housekeeping.expect_state(plan["housekeeping_meeting"], "done")
    housekeeping.tick(plan["best_attendant"])
    housekeeping.dialog.locator("input[name='proof.attendant']").fill("杨桂英")
    housekeeping.dialog.get_by_role("button", name="完成", exact=True).tap()
    expect(lobby.row(plan["best_attendant"])).to_have_attribute("data-state", "done")

    housekeeping.tick(plan["room_cleaned"])
    expect(lobby.row(plan["room_cleaned"])).to_contain_text("Chunmei Deng")
    _second_signature_by_pin(housekeeping, plan["room_checked"])
    expect(lobby.row(plan["room_checked"])).to_have_attribute("data-state", "signed_off")

    _skip_because(housekeeping, plan["children_ready"], "客人谢绝了")
    expect(lobby.row(plan["children_ready"])).to_contain_text("客人谢绝了")
    _come_again_later(housekeeping, plan["turndown"])
    expect(lobby.row(plan["turndown"])).to_contain_text("请勿打扰")

    for template, username in BEFORE_THE_LETTER:
        hand = hands[username]
        act = hand.print_and_tick if hand.task(stay_id, template)["paper"] else hand.do
        act(stay_id, template)
    hands["yang.guiying"].do(stay_id, "room_dressed")
    hands["deng.chunmei"].do(stay_id, "room_finished")
    hands["lv.huilan"].do(stay_id, "room_finished", "sign_off")
    expect(housekeeping.row(plan["room_finished"])).to_have_attribute("data-state", "signed_off")
    expect(lobby.row(plan["room_finished"])).to_have_attribute("data-state", "signed_off")


def _second_signature_by_pin(housekeeping: Tablet, task: dict[str, Any]) -> None:
    """She has checked the room herself; a colleague signs beside her on her tablet."""
    housekeeping.tick(task)
    housekeeping.row(task).locator(".button.sign").tap()
    # The doer cannot be the second person.
    expect(housekeeping.dialog).to_contain_text("须由他人在本机签字")
    colleague = person("he.yujie")
    housekeeping.dialog.locator(".person", has_text=colleague["name"]["zh"]).tap()
    housekeeping.dialog.locator("[name=pin]").fill("0000")
    housekeeping.dialog.locator("[type=submit]").tap()
    expect(housekeeping.dialog.get_by_role("alert")).to_be_visible()
    housekeeping.dialog.get_by_role("button", name="清除").tap()
    for digit in colleague["pin"]:
        housekeeping.dialog.locator(f"[data-digit='{digit}']").tap()
    housekeeping.dialog.locator("[type=submit]").tap()
    expect(housekeeping.row(task)).to_have_attribute("data-state", "signed_off")


def _skip_because(tablet: Tablet, task: dict[str, Any], reason: str) -> None:
    tablet.more(task, "略过")
    tablet.dialog.locator("[type=submit]").tap()
    expect(tablet.dialog.get_by_role("alert")).to_be_visible()  # not without a reason
    tablet.dialog.locator("[name=reason]").fill(reason)
    tablet.dialog.locator("[type=submit]").tap()
    expect(tablet.row(task)).to_have_attribute("data-state", "skipped")


def _come_again_later(tablet: Tablet, task: dict[str, Any]) -> None:
    tablet.more(task, "请勿打扰")
    tablet.dialog.locator("[type=submit]").tap()
    expect(tablet.row(task)).to_contain_text("请勿打扰")
    expect(tablet.row(task)).to_have_attribute("data-state", "open")


def _gate_is_closed_for(lobby: Tablet, hands: _Hands, stay_id: int, templates: set[str]) -> None:
    """The step is refused; the dialog names exactly what the server misses."""
    wanted = {hands["okafor"].task(stay_id, template)["title"]["en"] for template in templates}
    lobby.way_to("Board")
    lobby.card(stay_id).get_by_role("button", name="Room is ready").tap()
    missing = lobby.dialog.locator(".missing strong")
    expect(missing).to_have_count(len(wanted))
    assert set(missing.all_inner_texts()) == wanted
    expect(lobby.dialog).to_contain_text("the gate is closed")
    lobby.dialog.locator(".dialog-foot").get_by_role("button", name="Close").tap()
    assert hands["okafor"].stay(stay_id)["state"] == "preparing"


def _letter(own_tablet: Callable[..., Tablet], lobby: Tablet, hands: _Hands) -> bytes:
    """Checked by a second person, signed by the general manager, printed, brought to the room."""
    checker = own_tablet("sato").enter("/letters")
    _choose_letter(checker)
    for typed in ("Sara Smith", GUEST):
        checker.page.locator(".letter-desk [name=name]").fill(typed)
        checker.page.locator(".letter-desk .button.main").tap()
        if typed != GUEST:
            expect(checker.page.get_by_role("alert").first).to_be_visible()
    expect(checker.page.locator(".letter-desk .record")).to_contain_text("Aoi Sato")

    manager = own_tablet("shen.zhiyuan", locale="zh-CN").enter("/letters")
    _choose_letter(manager)
    field = manager.page.locator(".signature-glass")
    field.scroll_into_view_if_needed()
    draw_signature(manager.page, field)
    manager.page.locator(".letter-desk [name=pin]").fill(person("shen.zhiyuan")["pin"])
    manager.page.locator(".letter-desk .button.main").tap()
    expect(manager.page.locator(".letter-desk .record")).to_contain_text("沈致远")

    lobby.way_to("Letters")
    _choose_letter(lobby)
    expect(lobby.page.locator(".letter-desk .record")).to_contain_text("Marcus Shen")
    # What is not on paper cannot stand in the room: the step opens when the worker has printed.
    placed = lobby.page.get_by_role("button", name="Placed in the room")
    expect(placed).to_be_enabled(timeout=PATIENCE * 1000)
    paper = lobby.page.locator(".letter-desk a[href$='.pdf']").get_attribute("href") or ""
    pdf = hands["okafor"].ask("GET", paper)
    assert pdf.headers["Content-Type"] == "application/pdf"
    placed.tap()
    expect(lobby.page.locator(".letter-desk .record")).to_contain_text("In the room")
    return pdf.content


def _choose_letter(tablet: Tablet) -> None:
    line = tablet.page.locator(".letter-item", has_text=GUEST).filter(has_text=ROOM)
    line.tap()
    expect(line).to_have_attribute("aria-current", "true")


def _verify_pdf(pdf: bytes, folder: Path) -> None:
    """An independent tool says that the signature is good, and that one changed byte breaks it."""
    said = _pdfsig(pdf, folder / "letter.pdf")
    assert "Signature is Valid" in said, said
    assert "Total document signed" in said, said
    at = pdf.index(b"/Contents") // 2
    flipped = pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]
    said = _pdfsig(flipped, folder / "flipped.pdf")
    assert "Signature is Valid" not in said, said


def _pdfsig(pdf: bytes, path: Path) -> str:
    path.write_bytes(pdf)
    checked = subprocess.run(
        ["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    return checked.stdout + checked.stderr


def _inspect_and_be_ready(lobby: Tablet, hands: _Hands, stay_id: int) -> None:
    """Seventeen points in one sweep, one of them found wanting, said in words."""
    inspection = hands["okafor"].task(stay_id, "room_inspection")
    lobby.go(f"/stays/{stay_id}")
    lobby.tick(inspection)
    good = lobby.dialog.get_by_role("button", name="Good", exact=True)
    expect(good).to_have_count(17)
    for place in range(16):
        good.nth(place).tap()
    expect(lobby.dialog.get_by_role("button", name="Inspection done")).to_have_count(0)
    lobby.dialog.get_by_role("button", name="Not good").last.tap()
    expect(lobby.dialog.get_by_role("button", name="Inspection done")).to_have_count(0)
    lobby.dialog.locator(".point-note").fill("Seat was loose, tightened")
    lobby.dialog.get_by_role("button", name="Inspection done").tap()
    expect(lobby.row(inspection)).to_contain_text("On the board")
    # What was found wanting is engineering's task now, and holds the gate until a second person has signed.
    _gate_is_closed_for(lobby, hands, stay_id, {"fault_mended"})
    hands["luo.xiaobo"].do(stay_id, "fault_mended")
    hands["han.tiesheng"].do(stay_id, "fault_mended", "sign_off")
    lobby.go(f"/stays/{stay_id}")
    lobby.page.get_by_role("button", name="Room is ready").tap()
    expect(lobby.page.locator(".stage-name")).to_have_text("Room ready")


def _on_the_road(own_tablet: Callable[..., Tablet], lobby: Tablet, hands: _Hands, stay_id: int) -> None:
    """The concierge hears from the driver; plate and seat stand on the lobby manager's board at once."""
    concierge = own_tablet("silva").enter("/department/concierge")
    hands["he.changfeng"].print_and_tick(stay_id, "pick_up_sign")
    for template in ("pick_up_list", "meet_guest"):
        hands["he.changfeng"].do(stay_id, template)
    report = hands["silva"].task(stay_id, "driver_report")
    lobby.way_to("Board")
    concierge.tick(report)
    # On the day of the letter: another day would make the signed one void.
    eta = datetime.fromisoformat(hands["silva"].stay(stay_id)["arrival_at"]).astimezone(ZONE) + timedelta(
        minutes=25
    )
    concierge.dialog.locator("[name='proof.eta']").fill(eta.strftime("%Y-%m-%dT%H:%M"))
    concierge.dialog.locator("[name='proof.plate']").fill(PLATE)
    concierge.dialog.get_by_text("Rear right").tap()
    concierge.dialog.get_by_role("button", name="Done", exact=True).tap()
    expect(concierge.dialog).to_have_count(0)
    card = lobby.card(stay_id)
    expect(card).to_contain_text(f"{PLATE} · rear right")
    expect(card).to_contain_text("from the driver")
    expect(card.locator(".expected time")).to_contain_text(eta.strftime("%H:%M"))
    card.get_by_role("button", name="Driver called").tap()
    expect(card).to_contain_text("On the way")


def _in_the_house(lobby: Tablet, stay_id: int) -> None:
    """At the door; in the room although the registration card is not signed, which has a reason."""
    card = lobby.card(stay_id)
    card.get_by_role("button", name="At the door").tap()
    expect(card).to_contain_text("Arrived")
    card.get_by_role("button", name="In the room").tap()
    expect(lobby.dialog.locator(".missing strong")).to_have_text(
        ["Checked in in the room, registration card signed"]
    )
    lobby.dialog.locator("[name=reason]").fill("The guest rests first and signs at dinner")
    lobby.dialog.get_by_role("button", name="Pass the gate").tap()
    expect(card).to_contain_text("In house")
    lobby.go(f"/stays/{stay_id}")
    expect(lobby.page.locator(".timeline")).to_contain_text("Guest in the room")


def _leave(lobby: Tablet, housekeeping: Tablet, stay_id: int) -> None:
    """Folio, room and feedback hold the last gate; what the lobby manager can do is done from its dialog."""
    lobby.way_to("Board")
    card = lobby.card(stay_id)
    card.get_by_role("button", name="Guest is leaving").tap()
    expect(card.locator(".stage-name")).to_have_text("Leaving")
    card.get_by_role("button", name="Guest has left").tap()
    expect(lobby.dialog.locator(".missing li")).to_have_count(3)
    _do_from_gate(lobby, "Check that the folio is right", lambda: _folio_is_right(lobby))

    room_check = Hand(lobby.url, "deng.chunmei").task(stay_id, "departure_room_check")
    housekeeping.go(f"/stays/{stay_id}")
    housekeeping.tick(room_check)
    housekeeping.dialog.locator("[type=radio]").first.check(force=True)
    housekeeping.dialog.locator("[type=submit]").tap()
    expect(housekeeping.row(room_check)).to_have_attribute("data-state", "done")

    card.get_by_role("button", name="Guest has left").tap()
    expect(lobby.dialog.locator(".missing strong")).to_have_text(
        ["Ask for impressions, enter them in the history"]
    )
    _do_from_gate(
        lobby,
        "Ask for impressions",
        lambda: lobby.dialog.locator("[name='proof.impressions']").fill("Calm rooms; will be back in spring"),
    )
    card.get_by_role("button", name="Guest has left").tap()
    expect(card.locator(".stage-name")).to_have_text("Departed")
    expect(card).to_have_attribute("data-over", "true")


def _folio_is_right(lobby: Tablet) -> None:
    lobby.dialog.get_by_text("Right", exact=True).tap()
    lobby.dialog.locator("[name='proof.printed']").fill("By the night desk")


def _do_from_gate(lobby: Tablet, title: str, fill: Callable[[], object]) -> None:
    lobby.dialog.locator(".missing li", has_text=title).get_by_role("button", name="Do it now").tap()
    fill()
    lobby.dialog.get_by_role("button", name="Done", exact=True).tap()
    expect(lobby.dialog).to_have_count(0)


def _nothing_is_wrong_in(house: Served) -> None:
    """Journal, letters and states hold what they promise."""
    checked = subprocess.run(
        [*VIPOPS, "verify"],
        cwd=house.folder,
        env=environment(house.folder, house.database_url),
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
