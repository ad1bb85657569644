"""Looking: for a guest by keys and by thumb, at a file before it is brought in, at what changed meanwhile."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Hand, Tablet, house_time
from tests.support.served import ZONE, Served

pytestmark = pytest.mark.timeout(300)

Open = Callable[..., Tablet]
HEAD = "Confirmation,Surname,Given name,Arrival,Departure,VIP,Room,Status\n"


@pytest.fixture(scope="module")
def lobby_hand(house: Served) -> Hand:
    return Hand(house.url, "okafor")


def test_a_guest_is_found_by_keys_and_by_thumb(tablet: Open, lobby_hand: Hand) -> None:
    stay = next(one for one in lobby_hand.board()["stays"] if one["name"]["en"].endswith("Ouyang Jingchuan"))
    number = lobby_hand.call("GET", f"/api/stays/{stay['id']}")["stay"]["confirmation_number"]
    lobby = tablet("okafor").enter("/")
    field = lobby.dialog.get_by_role("combobox", name="Search")
    options = lobby.dialog.get_by_role("option")
    lobby.page.keyboard.press("/")
    expect(field).to_be_focused()

    # At once from the board, by initials of the pinyin; the server adds the guest's own record.
    lobby.page.keyboard.type("oyjc")
    expect(options.first).to_contain_text("Ouyang Jingchuan")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(
        lobby.dialog.get_by_role("group", name="Guests", exact=True).get_by_role("option")
    ).to_contain_text("欧阳靖川")
    expect(lobby.dialog.get_by_role("status")).to_contain_text("found")
    lobby.page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "search-found-1")
    lobby.page.keyboard.press("ArrowUp")
    expect(options.first).to_have_attribute("aria-selected", "true")
    lobby.page.keyboard.press("Enter")
    expect(lobby.page).to_have_url(f"{lobby.url}/stays/{stay['id']}")
    expect(lobby.dialog).to_have_count(0)

    # What the board does not say is found by the server, and nothing is kept of what was sought before.
    lobby.page.keyboard.press("Control+k")
    expect(field).to_have_value("")
    field.fill(number)
    expect(options).to_have_count(1)
    expect(options).to_contain_text(f"Booking {number}")
    field.fill("nobody of this name")
    expect(lobby.dialog.get_by_role("status")).to_contain_text("Nobody is found")
    lobby.page.route("**/api/search*", lambda route: route.abort())
    field.fill("ouyang")
    expect(lobby.dialog.get_by_text("Only the board was searched.")).to_be_visible()
    expect(options).to_have_count(1)
    lobby.page.keyboard.press("Escape")
    expect(lobby.dialog).to_have_count(0)

    # By thumb, in Chinese, by somebody who may not read guests.
    attendant = tablet("deng.chunmei", locale="zh-CN")
    Hand(attendant.url, "deng.chunmei").call("PATCH", "/api/session", {"language": "zh"})
    attendant.enter("/")
    attendant.page.get_by_role("button", name="查找").tap()
    attendant.dialog.get_by_role("combobox").fill("靖川")
    attendant.dialog.get_by_role("option").filter(has_text="欧阳靖川").tap()
    expect(attendant.page).to_have_url(f"{attendant.url}/stays/{stay['id']}")
    Hand(attendant.url, "deng.chunmei").call("PATCH", "/api/session", {"language": "en"})
    assert [*lobby.complaints, *attendant.complaints] == []


def test_a_file_is_looked_at_brought_in_as_seen_and_mended(
    tablet: Open, lobby_hand: Hand, tmp_path: Path
) -> None:
    day = house_time(lobby_hand.url).astimezone(ZONE).date() + timedelta(days=2)
    dates = f"{day},{day + timedelta(days=2)}"
    rows = {
        "LOOK-1": f"LOOK-1,Aalto,Aino,{dates},VA,2304,\n",
        "LOOK-2": f"LOOK-2,Borg,Bengt,{dates},VB,2305,\n",
    }
    lobby_hand.upload("/api/arrivals", "first.csv", (HEAD + "".join(rows.values())).encode())
    known = {one["name"]["en"]: one for one in lobby_hand.board()["stays"]}
    file = tmp_path / "arrivals.csv"
    file.write_text(
        HEAD
        + f"LOOK-1,Aalto,Aino,{dates},VA,2306,\n"
        + f"LOOK-2,Borg,Bengt,{dates},VB,2305,cancelled\n"
        + f"LOOK-3,Celik,Can,{dates},VB,2307,\n"
        + f"LOOK-4,Dahl,Dora,{day},2026-13-45,VB,2308,\n"
    )
    lobby = tablet("okafor").enter("/arrivals")
    page = lobby.page
    page.locator("input[type=file]").set_input_files(file)
    expect(
        page.get_by_role("heading", name="4 bookings in the file. Nothing is changed yet.")
    ).to_be_visible()
    expect(page.locator(".booking .tag")).to_have_text(["Refused", "Changed", "Cancelled", "New stay"])
    expect(page.locator(".booking").first).to_contain_text("line 5")
    assert len(lobby_hand.board()["stays"]) == len(known)

    changed = page.locator(".booking", has_text="LOOK-1")
    changed.locator("summary").tap()
    expect(changed.locator(".booking-fields")).to_contain_text("2304")
    expect(changed.locator(".booking-fields b")).to_have_text("2306")
    page.get_by_role("group", name="Show only").get_by_role("button", name="Cancelled").tap()
    expect(page.locator(".booking .tag")).to_have_text(["Cancelled"])

    # The house goes on meanwhile: nothing goes in, and the new look says what is different.
    lobby_hand.call("POST", f"/api/stays/{known['Bengt Borg']['id']}/prepare", {})
    page.get_by_role("button", name="Import 3 bookings").tap()
    expect(page.get_by_text("Somebody was first.").or_(page.get_by_text("The house changed"))).to_be_visible()
    expect(page.get_by_role("heading", name="Nothing is changed yet")).to_be_visible()
    page.get_by_role("button", name="Import 3 bookings").tap()
    expect(page.get_by_role("heading", name="4 bookings were gone through")).to_be_visible()
    expect(page.get_by_text("There is no undo for a whole import.")).to_be_visible()

    cancelled = page.locator(".booking", has_text="LOOK-2")
    cancelled.locator("summary").tap()
    cancelled.get_by_role("button", name="Bring the stay back").tap()
    expect(page.get_by_text("Bengt Borg is expected again")).to_be_visible()
    assert lobby_hand.stay(known["Bengt Borg"]["id"])["state"] == "preparing"

    with page.expect_download() as download:
        page.get_by_role("button", name="Download the refused line").tap()
    mend = download.value.path().read_text("utf-8-sig")
    assert download.value.suggested_filename == "arrivals-refused.csv"
    assert "LOOK-4" in mend
    assert "LOOK-3" not in mend
    page.get_by_role("button", name="Another file").tap()
    mended = tmp_path / "mended.csv"
    mended.write_text(mend.replace("2026-13-45", f"{day + timedelta(days=1)}"), "utf-8-sig")
    page.locator("input[type=file]").set_input_files(mended)
    expect(page.locator(".booking .tag")).to_have_text(["New stay"])
    assert lobby.complaints == []


@pytest.mark.parametrize("path", ["/department/housekeeping", "/"])
def test_rows_that_come_above_move_nothing_under_the_thumb(tablet: Open, lobby_hand: Hand, path: str) -> None:
    lobby = tablet("okafor").enter(path)
    rows = lobby.page.locator("main [id^='task-']" if path != "/" else "main .card")
    expect(rows.first).to_be_visible()
    lobby.page.evaluate("scrollTo(0, document.documentElement.scrollHeight * 0.5)")
    shown = lobby.page.evaluate(_IN_THE_MIDDLE)
    assert shown["scrolled"] > 100
    lobby.page.mouse.move(shown["x"], shown["y"])
    day = house_time(lobby_hand.url).astimezone(ZONE).date()
    surname = "Quill" if path == "/" else "Quick"
    line = f"ROW-{surname},{surname},Quentin,{day},{day + timedelta(days=1)},VA,2309,\n"
    lobby_hand.upload("/api/arrivals", "row.csv", (HEAD + line).encode())
    stay_id = next(one["id"] for one in lobby_hand.board()["stays"] if surname in one["name"]["en"])
    came = f"#stay-{stay_id}" if path == "/" else f"main [id^='task-'] a[href='/stays/{stay_id}']"
    expect(lobby.page.locator(came).first).to_be_attached()
    after = lobby.page.evaluate(_TOP_AT_REST, shown["id"])
    assert abs(after - shown["top"]) <= 2
    # Nor does anything jump on the way up, where cards take their height that were never on the screen.
    # An alarm that comes in between pushes the page itself: of three ways up one is undisturbed.
    assert [] in [_way_up(lobby.page) for _ in range(3)]
    lobby_hand.call("POST", f"/api/stays/{stay_id}/cancel", {"reason": "A test's guest"})


def test_each_change_of_an_absence_is_told_jumped_to_and_seen(tablet: Open, lobby_hand: Hand) -> None:
    lobby = tablet("okafor").enter("/")
    lobby.context.set_offline(True)
    lobby.await_mode("offline", seconds=60)
    # Shorter is no absence.
    lobby.page.wait_for_timeout(21_000)
    stay = next(one for one in lobby_hand.board()["stays"] if one["state"] == "expected")
    lobby_hand.call("POST", f"/api/stays/{stay['id']}/prepare", {})
    lobby.context.set_offline(False)
    strip = lobby.page.locator(".away")
    expect(strip).to_contain_text("while you were away")
    expect(lobby.card(stay["id"])).to_contain_text("changed")
    strip.get_by_role("button", name="Show").tap()
    row = lobby.dialog.locator(".away-list li", has_text="Preparation began")
    expect(row).to_contain_text("Ngozi Okafor")
    row.get_by_role("link").tap()
    expect(lobby.page).to_have_url(f"{lobby.url}/stays/{stay['id']}")


def _way_up(page: Page) -> list[Any]:
    """The rows that strayed while the page was scrolled from its middle to its top."""
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight * 0.5)")
    strayed: list[Any] = page.evaluate(_UP_TO_THE_TOP)
    return strayed


# Measured when nothing has moved for half a second: a card that comes near takes its height a frame later,
# and a busy machine draws late.
_AT_REST = """const atRest = async (top) => {
  const frame = () => new Promise(requestAnimationFrame)
  for (let last = top(), since = performance.now(); performance.now() - since < 500; await frame()) {
    if (top() !== last) [last, since] = [top(), performance.now()]
  }
}"""

_TOP_AT_REST = f"""async (id) => {{
  {_AT_REST}
  const top = () => document.getElementById(id).getBoundingClientRect().top
  await atRest(top)
  return top()
}}"""

_IN_THE_MIDDLE = f"""async () => {{
  {_AT_REST}
  const middle = () => [...document.querySelectorAll("main [id^='task-'], main .card")]
    .find((one) => one.getBoundingClientRect().top > 150)
  await atRest(() => middle().getBoundingClientRect().top)
  const row = middle()
  const {{ top, left, width }} = row.getBoundingClientRect()
  return {{ id: row.id, top, x: left + width / 2, y: top + 8, scrolled: scrollY }}
}}"""

# How far the row in the middle strayed from what the page was scrolled by, wherever it did.
_UP_TO_THE_TOP = """async () => {
  const frame = () => new Promise(requestAnimationFrame)
  const strayed = []
  while (scrollY > 0) {
    const row = [...document.querySelectorAll("main .column:first-child .card, main [id^='task-']")]
      .findLast((one) => one.checkVisibility() && one.getBoundingClientRect().top < innerHeight / 2)
    if (!row) break
    const before = row.getBoundingClientRect().bottom
    const by = Math.min(120, scrollY)
    scrollBy(0, -by)
    await frame()
    await frame()
    const astray = row.isConnected ? row.getBoundingClientRect().bottom - before - by : 0
    if (Math.abs(astray) > 2) strayed.push([row.id, astray, scrollY])
  }
  return strayed
}"""
