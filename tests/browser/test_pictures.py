"""Every page with something in it and the moments that the guides show, in both languages, as pictures."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import requests
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_screens import PHONE, ZONE
from tests.support.browser import COOKIE, PATIENCE, Hand, Tablet, house_time
from tests.support.served import Served

pytestmark = [pytest.mark.pictures, pytest.mark.timeout(400)]

Picture = Callable[[Page, str], None]
Open = Callable[..., Tablet]
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
# Pages of the lobby manager that need nothing done first: address, and what stands there once it is drawn.
PAGES = {
    "wishes": ("/wishes", ".record"),
    "handover": ("/handover", ".handover-item"),
    "lost-property": ("/lost-property", ".grant"),
    "papers": ("/papers", ".papers-stays li"),
    "opinions": ("/opinions", ".opinions li"),
    "reviews": ("/reviews", ".grant"),
    "rooms": ("/rooms", ".tile"),
}
# One guest under two records, and one whom the house knows well.
SOUGHT = {"zh": ("黒澤", "文渊"), "en": ("Kurosawa", "Wenyuan")}
TYPED = {"zh": "oyjc", "en": "whit"}
WISH = {"zh": "加两个羽绒枕", "en": "Two more feather pillows"}
HEAD = "Confirmation,Guest name,Arrival,Departure,Room,VIP,Language\n"


@pytest.fixture
def reading(tablet: Open, house: Served) -> Open:
    """``reading(language, username, path, **context)``: a tablet of somebody who reads this language."""

    def take(language: str, username: str, path: str, **context: Any) -> Tablet:
        hand = Hand(house.url, username)
        hand.call("PATCH", "/api/session", {"language": language})
        # The browser's own fields, such as those of a date, follow its locale.
        taken = tablet(username, locale={"zh": "zh-CN", "en": "en-GB"}[language], **context)
        taken.context.add_cookies([{"name": COOKIE, "value": hand.token, "url": house.url}])
        taken.page.goto(house.url + path)
        expect(taken.page.locator(".person-button")).to_be_visible(timeout=PATIENCE * 1000)
        return taken

    return take


@pytest.fixture(scope="module")
def held_tick(house: Served) -> dict[str, Any]:
    """Something that a room attendant did without a network after signing out: it waits to be looked at."""
    attendant = Hand(house.url, "yang.guiying")
    token = attendant.call("POST", "/api/offline/token", {})["token"]
    task = next(task for task in attendant.board()["tasks"] if _is_plain(task, "housekeeping"))
    attendant.call("DELETE", "/api/session")
    made_at = house_time(house.url) + timedelta(seconds=30)
    answer = requests.post(
        f"{house.url}/api/offline/ticks",
        json={
            "task_id": task["id"],
            "verb": "tick",
            "version": task["version"],
            "made_at": made_at.isoformat(),
        },
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "pictured"},
        timeout=PATIENCE,
    )
    held: dict[str, Any] = answer.json()["held"]
    return held


@LANGUAGES
def test_pages_of_the_house(
    reading: Open, picture: Picture, held_tick: dict[str, Any], language: str
) -> None:
    assert held_tick["why"] == "signed_out"
    lobby = reading(language, "okafor", "/")
    for name, (path, shown) in PAGES.items():
        lobby.go(path)
        _drawn(lobby.page, lobby.page.locator(shown))
        picture(lobby.page, f"{name}-{language}")
    lobby.go("/guests")
    twice, known = SOUGHT[language]
    _look_for(lobby, twice, count=2)
    picture(lobby.page, f"guests-{language}")
    _look_for(lobby, known, count=1)
    lobby.page.locator(".found a").click()
    _drawn(lobby.page, lobby.page.locator(".guest-page .note"))
    picture(lobby.page, f"guest-{language}")


@LANGUAGES
def test_pages_of_the_general_manager_and_the_administrator(
    reading: Open, picture: Picture, language: str
) -> None:
    manager = reading(language, "shen.zhiyuan", "/approvals")
    manager.await_live()
    _drawn(manager.page, manager.page.locator(".grant"))
    picture(manager.page, f"approvals-{language}")
    admin = reading(language, "zheng.yiming", "/design")
    expect(admin.page.locator("main section").first).to_be_visible()
    picture(admin.page, f"design-{language}")
    reader = reading(language, "lv.huilan", "/reports")
    expect(reader.page.locator(".report[aria-busy=false]")).to_have_count(7, timeout=PATIENCE * 1000)
    picture(reader.page, f"department-reports-{language}")


@LANGUAGES
def test_moments_on_the_board(reading: Open, picture: Picture, language: str) -> None:
    lobby = reading(language, "okafor", "/")
    page = lobby.page
    page.locator(".record-button").first.click()
    lobby.dialog.locator("[name=text]").fill(WISH[language])
    picture(page, f"recorder-{language}")
    page.keyboard.press("Escape")
    page.locator(".search-button").click()
    lobby.dialog.locator("input").fill(TYPED[language])
    expect(lobby.dialog.locator(".search-option").first).to_be_visible()
    picture(page, f"search-{language}")
    lobby.dialog.locator(".search-head .button").click()
    expect(lobby.dialog).to_have_count(0)
    page.keyboard.press("?")
    expect(lobby.dialog.locator("kbd").first).to_be_visible()
    picture(page, f"keys-{language}")
    page.keyboard.press("Escape")
    expect(lobby.dialog).to_have_count(0)
    page.locator(".collisions .strip-head button").click()
    page.locator(".collision").first.scroll_into_view_if_needed()
    expect(page.locator(".collision-acts .button.main").first).to_be_visible()
    picture(page, f"collisions-{language}")


@LANGUAGES
def test_moments_of_a_stay(reading: Open, picture: Picture, language: str) -> None:
    lobby = reading(language, "okafor", "/")
    board = Hand(lobby.url, "okafor").board()
    line_up = next(
        one
        for one in board["tasks"]
        if one["key"] in ("line_up", "farewell_line_up") and one["state"] == "open" and len(one["people"]) > 1
    )
    lobby.go(f"/stays/{line_up['stay_id']}").tick(line_up)
    lobby.dialog.locator(".roll-button[aria-pressed=false]").first.click()
    expect(lobby.dialog.locator(".roll-button[aria-pressed=true]")).not_to_have_count(0)
    picture(lobby.page, f"roll-call-{language}")
    lobby.dialog.locator(".roll-button[aria-pressed=true]").click()
    expect(lobby.dialog.locator(".roll-button[aria-pressed=true]")).to_have_count(0)
    staying = [stay for stay in board["stays"] if stay["state"] == "in_house"]
    longest = max(staying, key=lambda stay: str(stay["departure_at"]))
    days = lobby.go(f"/stays/{longest['id']}").page.locator(".days-part")
    expect(days.locator(".day-row").first).to_be_visible()
    days.evaluate("(part) => part.scrollIntoView({ block: 'start' })")
    picture(lobby.page, f"days-in-house-{language}")


@LANGUAGES
def test_moments_of_a_department(reading: Open, picture: Picture, language: str) -> None:
    attendant = reading(language, "yang.guiying", "/department/housekeeping", **PHONE)
    _drawn(attendant.page, attendant.page.locator(".task"))
    attendant.await_live()
    picture(attendant.page, f"attendant-phone-{language}")
    supervisor = reading(language, "he.yujie", "/department/housekeeping")
    _drawn(supervisor.page, supervisor.page.locator(".task"))
    unfold = supervisor.page.locator(".alarms .strip-head button[aria-expanded=false]")
    if unfold.count():
        unfold.click()
    expect(supervisor.page.locator(".alarm-take").first).to_be_visible()
    picture(supervisor.page, f"alarms-{language}")
    supervisor.context.set_offline(True)
    supervisor.await_mode("offline")
    plain = supervisor.page.locator(".task:has(.button.tick use[href$='#check'])").first
    expect(plain).to_be_visible()
    plain.locator(".button.tick").click()
    supervisor.await_mode("waiting")
    picture(supervisor.page, f"offline-{language}")
    supervisor.context.set_offline(False)
    supervisor.await_live()


@LANGUAGES
def test_letters_taken_together(reading: Open, house: Served, picture: Picture, language: str) -> None:
    names = _checked_letters(house.url, language)
    manager = reading(language, "shen.zhiyuan", "/letters")
    for name in names:
        row = manager.page.locator(".letter-row", has_text=name)
        row.locator(".letter-item").click()
        _read_to_its_end(manager.page, row.locator("input[type=checkbox]"))
        row.locator("input[type=checkbox]").click()
    expect(manager.page.locator(".batch-letters li")).to_have_count(len(names))
    manager.page.locator(".batch .signature-glass").scroll_into_view_if_needed()
    picture(manager.page, f"letters-together-{language}")


def test_the_door_of_a_shared_tablet(tablet: Open, picture: Picture) -> None:
    lobby = tablet("okafor").sign_in().go("/staff")
    page = lobby.page
    page.locator(".part-head .button").first.click()
    lobby.dialog.locator("[name=name]").fill("Lobby desk 1")
    lobby.dialog.locator("[name=department]").select_option("housekeeping")
    lobby.dialog.locator("[type=submit]").click()
    expect(page.locator(".staff-row", has_text="Lobby desk 1")).to_be_visible()
    page.locator(".person-button").click()
    lobby.dialog.locator(".button.main").click()
    for language in ("zh", "en"):
        page.wait_for_url("**/sign-in*")
        page.goto(f"{lobby.url}/sign-in?language={language}")
        expect(page.locator(".face").first).to_be_visible()
        picture(page, f"door-faces-{language}")


def _look_for(tablet: Tablet, name: str, count: int) -> None:
    tablet.page.locator("main [name=query]").fill(name)
    tablet.page.locator("main [type=submit]").click()
    expect(tablet.page.locator(".found li")).to_have_count(count)


def _drawn(page: Page, shown: Locator) -> None:
    """The page has what it shows, and waits for nothing."""
    expect(shown.first).to_be_visible()
    expect(page.locator("main [aria-busy=true]")).to_have_count(0)
    expect(page.locator("main .problem")).to_have_count(0)


def _read_to_its_end(page: Page, box: Locator) -> None:
    """Bring the letter's end onto the glass, again where the paper was drawn anew meanwhile."""
    end = page.locator(".letter-end")
    until = time.monotonic() + 2 * PATIENCE
    while not box.is_enabled():
        assert time.monotonic() < until, "the letter's end was never on the glass"
        if end.count():
            end.evaluate_all("(ends) => ends.forEach((end) => end.scrollIntoView())")
        page.wait_for_timeout(200)


def _is_plain(task: dict[str, Any], department: str) -> bool:
    asks = task["proof"] or task["points"] or task["rekey_name"] or task["second_signature"] or task["letter"]
    return task["department"] == department and task["state"] == "open" and not asks


def _checked_letters(url: str, language: str) -> tuple[str, ...]:
    """The surnames of two guests of tomorrow whose letters a second person has checked."""
    names = {"zh": ("程砚秋", "陆清源"), "en": ("Castellanos", "Brandt")}[language]
    written = {"zh": names, "en": tuple(f"Ms Anna {name}" for name in names)}[language]
    lobby, checker = Hand(url, "okafor"), Hand(url, "sato")
    today = house_time(url).astimezone(ZONE).date()
    days = [f"{today + timedelta(days=days)}" for days in (1, 3)]
    rows = (
        f"T{language}{place},{name},{','.join(days)},,VB,{language}\n" for place, name in enumerate(written)
    )
    lobby.upload("/api/arrivals", "tomorrow.csv", (HEAD + "".join(rows)).encode())
    for name in names:
        letter = _written(lobby, name)
        asked = {"version": letter["version"], "name": letter["booked_name"]}
        checker.call("POST", f"/api/letters/{letter['id']}/check", asked)
    return names


def _written(hand: Hand, name: str) -> dict[str, Any]:
    """The letter of this guest, once the worker has written it."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        letters: list[dict[str, Any]] = hand.call("GET", "/api/letters")["letters"]
        found = [one for one in letters if name in one["booked_name"] and one["words"]]
        if found:
            return found[0]
        time.sleep(0.5)
    raise AssertionError(f"no letter for {name} was written")
