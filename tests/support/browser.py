"""A tablet in a test's hand, and a hand that works without one. Both are people of the demo hotel.

Screens are looked at the way people find things: by role and name in the person's language, and by the
ids that cards and rows carry.
"""

import json
import re
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any, Self

import requests
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from vipops.demo import people

PATIENCE = 60  # seconds, for a machine that does much else
COOKIE = "vipops_session"
# The machine may be doing much else; what fails, fails by never coming.
expect.set_options(timeout=20_000)


@cache
def person(username: str) -> dict[str, Any]:
    """Somebody of the demo hotel, as ``vipops demo --json`` prints them."""
    return next(one for one in people.shown() if one["username"] == username)


def house_time(url: str) -> datetime:
    """The present moment by the clock of the house that is served there, in UTC."""
    answer = requests.get(f"{url}/healthz", timeout=PATIENCE)
    return datetime.fromisoformat(answer.headers["X-House-Time"])


class Hand:
    """A person who does things by the API alone, for what is not the point of a test."""

    def __init__(self, url: str, username: str) -> None:
        self.url = url
        self.person = person(username)
        self._http = requests.Session()
        self._csrf = ""
        entered = {"username": username, "password": self.person["password"]}
        signed = self.call("POST", "/api/session", entered)
        self._csrf = signed["csrf"]
        self.id = int(signed["staff"]["id"])

    @property
    def token(self) -> str:
        """The value of the session's cookie."""
        return str(self._http.cookies[COOKIE])

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """The answer as JSON. A refusal is an assertion error that says what the server said."""
        answer = self.ask(method, path, body)
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text[:2000]}"
        return answer.json() if answer.content else None

    def ask(self, method: str, path: str, body: Any = None) -> requests.Response:
        """The answer, refusals too."""
        headers = {"X-CSRF-Token": self._csrf, "Idempotency-Key": uuid.uuid4().hex}
        return self._http.request(method, self.url + path, json=body, headers=headers, timeout=PATIENCE)

    def upload(self, path: str, name: str, data: bytes) -> Any:
        """Send a file; answers JSON."""
        answer = self._http.post(
            self.url + path,
            files={"file": (name, data)},
            headers={"X-CSRF-Token": self._csrf},
            timeout=PATIENCE,
        )
        assert answer.ok, f"{path}: {answer.status_code} {answer.text[:2000]}"
        return answer.json()

    def board(self) -> dict[str, Any]:
        found: dict[str, Any] = self.call("GET", "/api/board")
        return found

    def stay(self, stay_id: int) -> dict[str, Any]:
        return next(stay for stay in self.board()["stays"] if stay["id"] == stay_id)

    def tasks(self, stay_id: int) -> dict[str, dict[str, Any]]:
        """The stay's tasks by template, the first of each; cancelled ones left out."""
        found = [task for task in self.board()["tasks"] if task["stay_id"] == stay_id]
        return {
            task["key"].partition(":")[0]: task for task in reversed(found) if task["state"] != "cancelled"
        }

    def task(self, stay_id: int, template: str) -> dict[str, Any]:
        tasks = self.tasks(stay_id)
        assert template in tasks, f"no {template} in the plan: {sorted(tasks)}"
        return tasks[template]

    def do(self, stay_id: int, template: str, verb: str = "tick", **body: Any) -> dict[str, Any]:
        """A verb on a task; answers the task afterwards."""
        task = self.task(stay_id, template)
        answer = self.call("POST", f"/api/tasks/{task['id']}/{verb}", {"version": task["version"], **body})
        done: dict[str, Any] = answer["task"]
        return done

    def print_and_tick(self, stay_id: int, template: str) -> None:
        """Open the task's paper, put its print on record, and tick the task that it is the proof of."""
        task = self.task(stay_id, template)
        paper = f"/api/papers/{task['paper']}"
        opened = self.ask("GET", f"{paper}.pdf?task={task['id']}")
        assert opened.ok, opened.text
        assert opened.content.startswith(b"%PDF")
        given = opened.headers["ETag"].strip('"')
        self.call("POST", f"{paper}/prints", {"task": task["id"], "sha256": given})
        self.do(stay_id, template)


class Tablet:
    """A browser of its own. ``hand`` is the same person at the API, within the same session."""

    def __init__(self, context: BrowserContext, url: str, username: str) -> None:
        self.context = context
        self.url = url
        self.person = person(username)
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(f"{error}"))
        self.page.on("console", self._hear)

    def sign_in(self) -> Self:
        """Through the door, by name and password; the browser's own language decides its words."""
        self.page.goto(f"{self.url}/sign-in")
        form = self.page.locator("#sign-in[data-ready]")
        form.locator("[name=username]").fill(self.person["username"])
        form.locator("[name=password]").fill(self.person["password"])
        form.locator("[type=submit]").click()
        self.await_live()
        return self

    def enter(self, path: str = "/") -> Self:
        """Signed in already, straight to a page."""
        hand = Hand(self.url, self.person["username"])
        self.context.add_cookies([{"name": COOKIE, "value": hand.token, "url": self.url}])
        return self.go(path)

    def go(self, path: str) -> Self:
        """Load the page anew."""
        self.page.goto(self.url + path)
        self.await_live()
        return self

    def await_live(self) -> None:
        self.await_mode("live")

    def await_mode(self, mode: str, seconds: float = PATIENCE) -> None:
        """Wait until the header says how the screen stands to the server: live, offline, …"""
        shown = self.page.locator(f".top-state .link[data-mode={mode}]")
        expect(shown.first).to_be_visible(timeout=seconds * 1000)

    def way_to(self, name: str) -> None:
        """Tap a page in the navigation, without loading anything anew; under "More" where it stands there."""
        ways = self.page.get_by_role("navigation")
        link = ways.get_by_role("link", name=name, exact=True)
        if not link.is_visible():
            ways.locator("summary").click()
        link.click()
        # Cards are drawn some a frame, and take their height when they come near: a tap at once would miss.
        self.page.evaluate(STILL)

    def card(self, stay_id: int) -> Locator:
        """The stay's card on the board."""
        return self.page.locator(f"#stay-{stay_id}")

    def row(self, task: dict[str, Any]) -> Locator:
        """The task's row in a list or on a stay sheet."""
        return self.page.locator(f"#task-{task['id']}")

    def tick(self, task: dict[str, Any]) -> None:
        """Tap the task's tick, which may open a dialog."""
        self.unfold(task)
        self.row(task).locator(".button.tick").tap()

    def unfold(self, task: dict[str, Any]) -> None:
        """Open the parts of the page that are folded, until the task's row is there to be tapped."""
        if self.row(task).is_visible():
            return
        for part in self.page.locator("main details:not([open]) > summary").all()[::-1]:
            part.tap()
        for rest in self.page.locator("main .section > .button.wide").all()[::-1]:
            rest.tap()
        expect(self.row(task)).to_be_visible()

    def expect_state(self, task: dict[str, Any], state: str) -> None:
        """Wait until the row shows the state, wherever the page has moved it meanwhile."""
        shown = self.row(task).and_(self.page.locator(f"[data-state={state}]"))
        until = time.monotonic() + PATIENCE
        while not shown.is_visible() and time.monotonic() < until:
            if not self.row(task).is_visible():
                self.unfold(task)
            self.page.wait_for_timeout(50)
        expect(shown).to_be_visible()

    @property
    def dialog(self) -> Locator:
        return self.page.locator("#dialog[open]")

    def more(self, task: dict[str, Any], action: str) -> None:
        """Tap an action in the task's own menu."""
        self.unfold(task)
        self.row(task).locator(".task-acts .button.square").last.tap()
        self.dialog.get_by_role("button", name=action).tap()

    def picture_of_board(self) -> str:
        """A hash of what the page shows of its tasks and stays, but for how long ago anything was."""
        shown = self.page.evaluate(SHOWN)
        return sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()

    def _hear(self, message: Any) -> None:
        if message.type == "error" and not EXPECTED.search(message.text):
            self.complaints.append(message.text)


# What a browser itself writes on its console when the server refuses or is away.
EXPECTED = re.compile(r"Failed to load resource|WebSocket connection to|net::ERR_")

# Waits until the page's height and place have not changed for a quarter of a second.
STILL = """async () => {
  const at = () => `${document.documentElement.scrollHeight} ${scrollY}`
  const begun = performance.now()
  for (let last = at(), since = begun; performance.now() - since < 250 && performance.now() - begun < 5000;) {
    await new Promise(requestAnimationFrame)
    if (at() !== last) [last, since] = [at(), performance.now()]
  }
}"""

# Rows and cards with their states and words; relative times change with the minute.
SHOWN = """() => [...document.querySelectorAll("main .task, main .card")].map((one) => {
  const copy = one.cloneNode(true)
  const passing = copy.querySelectorAll(".left, .said, .way, .changed, .task-acts, .shape")
  for (const part of passing) part.remove()
  return [one.id, one.dataset.state ?? "", copy.textContent.replace(/\\s+/g, " ").trim()]
})"""


@contextmanager
def tablets(browser: Browser, url: str, **arguments: Any) -> Iterator[Callable[..., Tablet]]:
    """``open(username, **context)`` hands out tablets; none of them may have met a script's error."""
    opened: list[Tablet] = []

    def take(username: str, **over: Any) -> Tablet:
        tablet = Tablet(browser.new_context(**{**arguments, **over}), url, username)
        opened.append(tablet)
        return tablet

    try:
        yield take
        complaints = {tablet.person["username"]: tablet.complaints for tablet in opened if tablet.complaints}
        assert not complaints, f"errors in the browser: {complaints}"
    finally:
        for tablet in opened:
            tablet.context.close()


def draw_signature(page: Page, field: Locator) -> None:
    """Two strokes with a finger or mouse across the field."""
    box = field.bounding_box()
    assert box is not None
    for start in (0.15, 0.5):
        page.mouse.move(box["x"] + box["width"] * start, box["y"] + box["height"] * 0.6)
        page.mouse.down()
        for step in range(1, 13):
            across = box["x"] + box["width"] * (start + 0.025 * step)
            page.mouse.move(across, box["y"] + box["height"] * (0.35 if step % 2 else 0.7))
        page.mouse.up()
