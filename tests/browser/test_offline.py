"""The network goes and comes back: what was done is neither lost nor done twice, and no name is kept."""

import json
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from tests.support.browser import COOKIE, Hand, Tablet
from tests.support.served import Served

Take = Callable[..., Tablet]
HOUSEKEEPING = "/department/housekeeping"
CANARY = "Canary-Reason-金丝雀"
WORKER_STANDS = "() => navigator.serviceWorker.ready.then(() => true)"
# All that the browser keeps: IndexedDB, caches with their bodies, and the small storages.
KEPT = """async () => {
  const read = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result)
    request.onerror = failed
  })
  const kept = { local: { ...localStorage }, session: { ...sessionStorage }, databases: {}, caches: {} }
  for (const { name } of await indexedDB.databases()) {
    const database = await read(indexedDB.open(name))
    for (const part of database.objectStoreNames) {
      kept.databases[part] = await read(database.transaction(part).objectStore(part).getAll())
    }
    database.close()
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const asked of await cache.keys()) {
      const answer = await cache.match(asked)
      kept.caches[new URL(asked.url).pathname] = await answer.text()
    }
  }
  return kept
}"""


def opened(take: Take, username: str = "deng.chunmei") -> Tablet:
    """A tablet with the worker that keeps the shell, on the department's list."""
    tablet = take(username, service_workers="allow").enter(HOUSEKEEPING)
    assert tablet.page.evaluate(WORKER_STANDS)
    return tablet


def tickable(tablet: Tablet) -> list[dict[str, Any]]:
    """Open tasks of the list that a thumb alone ticks."""
    rows = tablet.page.locator(".task:has(.button.tick use[href$='#check'])")
    expect(rows.first).to_be_visible()
    ids = [int(str(row.get_attribute("id")).removeprefix("task-")) for row in rows.all()]
    by_id = {task["id"]: task for task in Hand(tablet.url, "okafor").board()["tasks"]}
    # Opening one may wait for another of them: each of a stay of its own.
    return list({by_id[one]["stay_id"]: by_id[one] for one in ids if by_id[one]["state"] == "open"}.values())


def cut(tablet: Tablet) -> None:
    tablet.context.set_offline(True)
    tablet.await_mode("offline")


def cannot(tablet: Tablet, task: dict[str, Any], reason: str) -> None:
    """Say in the task's own menu that it cannot be done, and why."""
    tablet.row(task).locator(".task-acts .button.square").last.tap()
    tablet.dialog.locator(".menu-item:has(use[href$='#triangle-alert'])").tap()
    tablet.dialog.locator("[name=reason]").fill(reason)
    tablet.dialog.locator("[type=submit]").tap()
    expect(tablet.dialog).to_have_count(0)


def now_of(url: str, task: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(
        one for one in Hand(url, "okafor").board()["tasks"] if one["id"] == task["id"]
    )
    return found


def names_of(board: dict[str, Any]) -> set[str]:
    """What names a guest, a task or a colleague on this board."""
    pairs = [
        row[name]
        for part, name in (("stays", "name"), ("tasks", "title"), ("staff", "name"))
        for row in board[part]
    ]
    return {text for pair in pairs for text in pair.values() if len(text) > 3}


def waiting(page: Page) -> Any:
    return page.locator(".top-state .link[data-mode=waiting]")


def settle(tablet: Tablet) -> None:
    """Until the tablet holds nothing that the house does not have."""
    tablet.await_live()
    expect(waiting(tablet.page)).to_have_count(0)


def test_done_without_a_network_it_counts_once_and_in_order(tablet: Take, house: Served) -> None:
    here = opened(tablet)
    first, second, third = tickable(here)[:3]
    board = Hand(house.url, "okafor").board()
    cut(here)
    for task in (first, second):
        here.row(task).locator(".button.tick").tap()
        expect(here.row(task).locator("[data-way=here]")).to_be_visible()
    cannot(here, third, CANARY)
    expect(waiting(here.page)).to_contain_text("3")

    # A thumb that slipped: taken back before it was ever sent, by keyboard.
    slipped = tickable(here)[0]
    here.row(slipped).locator(".button.tick").focus()
    here.page.keyboard.press("Enter")
    undo = here.row(slipped).locator(".button:has(use[href$='#undo-2'])")
    undo.focus()
    here.page.keyboard.press("Enter")
    expect(here.row(slipped).locator(".button.tick")).to_be_visible()

    # Three rows, and in nothing that the browser keeps a name, a title or a word.
    expect(waiting(here.page)).to_contain_text("3")
    kept = here.page.evaluate(KEPT)
    assert len(kept["databases"]["ticks"]) == 3
    assert kept["caches"]["/shell/department"], "the control: the caches were read"
    said = json.dumps(kept, ensure_ascii=False)
    shell = json.dumps({"caches": kept["caches"]}, ensure_ascii=False)
    assert CANARY not in said
    own = json.dumps({"databases": kept["databases"], "local": kept["local"]}, ensure_ascii=False)
    assert [name for name in names_of(board) if name in own] == []
    guests = {text for stay in board["stays"] for text in stay["name"].values()}
    assert [name for name in guests if name in shell] == []
    assert not [path for path in kept["caches"] if path.startswith("/api")]

    # The page is loaded again, still without a network: it says so, and what waits.
    here.page.reload()
    expect(here.page.locator(".offline-page [data-waiting='3']")).to_be_visible()
    expect(here.page.locator("body")).not_to_contain_text(re.compile("|".join(map(re.escape, guests))))

    # Back: in order, once, under the author, with both times.
    here.context.set_offline(False)
    settle(here)
    expect(here.row(third)).to_contain_text(CANARY)
    author = here_id(here)
    for task in (first, second):
        done = now_of(house.url, task)
        assert (done["state"], done["done_by"], done["version"]) == ("done", author, task["version"] + 1)
        assert done["done_at"] < done["received_at"]
    assert now_of(house.url, third)["reason"] == CANARY
    events = Hand(house.url, "okafor").call("GET", f"/api/events?after={board['seq']}")["events"]
    mine = [event for event in events if event.get("made_at") and event["kind"].startswith("task_")]
    assert [event["task"]["id"] for event in mine if event["by"]][:3] == [
        first["id"],
        second["id"],
        third["id"],
    ]
    assert here.page.evaluate(KEPT)["databases"]["ticks"] == []


def here_id(tablet: Tablet) -> int:
    return Hand(tablet.url, tablet.person["username"]).id


def test_somebody_else_signs_in_before_the_network_is_back(tablet: Take, house: Served) -> None:
    here = opened(tablet)
    task = tickable(here)[0]
    cut(here)
    here.row(task).locator(".button.tick").tap()
    expect(waiting(here.page)).to_be_visible()
    here.page.goto("about:blank")
    session_of(here.context, house.url, "okafor")
    here.context.set_offline(False)
    here.go("/")
    settle(here)
    assert now_of(house.url, task)["done_by"] == here_id(here)


def session_of(context: BrowserContext, url: str, username: str) -> None:
    context.add_cookies([{"name": COOKIE, "value": Hand(url, username).token, "url": url}])


def test_a_conflict_stays_until_it_was_read(tablet: Take, house: Served) -> None:
    here = opened(tablet)
    task = tickable(here)[0]
    cut(here)
    here.row(task).locator(".button.tick").tap()
    expect(waiting(here.page)).to_be_visible()
    lobby = Hand(house.url, "okafor")
    lobby.call("POST", f"/api/tasks/{task['id']}/tick", {"version": task["version"]})
    here.context.set_offline(False)
    names = re.compile("|".join(lobby.person["name"].values()))
    refused = here.page.get_by_role("alert").filter(has_text=names)
    expect(refused).to_be_visible()
    here.page.reload()
    here.await_live()
    expect(refused).to_be_visible()
    refused.get_by_role("button").tap()
    expect(refused).to_have_count(0)
    here.page.reload()
    here.await_live()
    expect(here.page.locator(".top-state .link[data-mode=refused]")).to_have_count(0)
    assert now_of(house.url, task)["done_by"] == lobby.id


def test_whoever_leaves_without_a_network_leaves_nothing_behind(tablet: Take, house: Served) -> None:
    here = opened(tablet)
    task = tickable(here)[0]
    token = next(cookie["value"] for cookie in here.context.cookies() if cookie["name"] == COOKIE)
    guests = {text for stay in Hand(house.url, "okafor").board()["stays"] for text in stay["name"].values()}
    cut(here)
    here.row(task).locator(".button.tick").tap()
    expect(waiting(here.page)).to_be_visible()
    here.page.locator(".person-button").tap()
    here.dialog.locator(".button.main").tap()
    door = here.page.locator("#waits")
    expect(door).to_have_attribute("data-waiting", "1")
    # Whoever goes back finds the door.
    here.page.goto(f"{house.url}/")
    expect(door).to_have_attribute("data-waiting", "1")
    expect(here.page.locator("body")).not_to_contain_text(re.compile("|".join(map(re.escape, guests))))

    here.context.set_offline(False)
    expect(door).to_have_attribute("data-waiting", "0")
    done = now_of(house.url, task)
    assert (done["state"], done["done_by"]) == ("done", here_id(here))
    ended = here.context.request.get(f"{house.url}/api/session", headers={"Cookie": f"{COOKIE}={token}"})
    for _ in range(100):
        if ended.status == 401:
            break
        here.page.wait_for_timeout(100)
        ended = here.context.request.get(f"{house.url}/api/session", headers={"Cookie": f"{COOKIE}={token}"})
    assert ended.status == 401


def test_signing_out_wipes_the_tablet(tablet: Take, house: Served) -> None:
    here = opened(tablet)
    assert here.page.evaluate(KEPT)["databases"]["tokens"]
    here.page.evaluate("localStorage.setItem('left', 'behind')")
    here.page.locator(".person-button").tap()
    here.dialog.locator(".button.main").tap()
    expect(here.page.locator("#sign-in[data-ready]")).to_be_attached()
    kept = here.page.evaluate(KEPT)
    assert [row for part in kept["databases"].values() for row in part] == []
    assert kept["local"] == kept["session"] == {}
    assert not [path for path in kept["caches"] if path.startswith("/api")]


def test_what_came_too_late_is_looked_at_by_the_lobby_manager(tablet: Take, house: Served) -> None:
    here = opened(tablet)
    task = tickable(here)[0]
    lobby = tablet("okafor").enter("/")
    cut(here)
    # The session ends on the server while the tablet cannot know. Its clock may be a second behind.
    Hand(house.url, "zheng.yiming").call("POST", f"/api/staff/{here_id(here)}/fresh/pin")
    here.page.wait_for_timeout(3_000)
    here.row(task).locator(".button.tick").tap()
    expect(waiting(here.page)).to_be_visible()
    here.page.goto("about:blank")
    here.context.set_offline(False)
    here.page.goto(f"{house.url}/")
    expect(lobby.page.locator(".notice .button.main")).to_be_visible()
    assert now_of(house.url, task)["state"] == "open"
    lobby.page.locator(".notice .button.main").tap()
    lobby.page.locator(".grant .button.main").tap()
    expect(lobby.page.locator(".grant[data-state=waiting]")).to_have_count(0)
    done = now_of(house.url, task)
    assert (done["state"], done["done_by"]) == ("done", here_id(here))
