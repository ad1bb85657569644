"""``vipops bench screen``: the board as a slow tablet sees it, by a real Chromium on the production server.

The processor is slowed down and every request takes a round trip, both by the browser itself (Chrome DevTools
Protocol). What the main thread did is read from the browser's own trace, so layout and paint count too.
"""

import json
import shutil
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vipops.bench.hotel import Hotel, Person

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

TARGETS = {"first_cards_ms": 1000, "tick_frames": 1, "event_task_ms": 16, "scripts_and_styles_kb": 120}
FRAME_MS = 1000 / 60
PATIENCE = 30_000
# By the browser's version; within each other they would count twice.
TASK_NAMES = frozenset({"ThreadControllerImpl::RunTask"})
TRACED = ("toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline")

# Notes when the first card, row or text is on the glass: in the task after the frame in which it was drawn.
PROBE = """
window.seen = {}
const drawn = () => document.querySelector(".card, .task, body.door form, body > pre")
const look = () => {
  if (seen.at || !drawn()) return
  seen.at = -1
  const after = new MessageChannel()
  after.port1.onmessage = () => (seen.at = performance.now())
  // The screens draw within a frame; the parser does not, and its text waits for the next.
  const note = () => after.port2.postMessage(0)
  document.querySelector(".card, .task") ? note() : requestAnimationFrame(note)
}
new MutationObserver(look).observe(document, { childList: true, subtree: true })
document.addEventListener("DOMContentLoaded", look)
"""

# Asked from inside: the page's policy forbids what Playwright's own waiting would evaluate.
SEEN = """
(patience) => new Promise((answer) => {
  const look = () => {
    if (window.seen?.at > 0 || performance.now() > patience) return answer(window.seen?.at ?? 0)
    return setTimeout(look, 50)
  }
  look()
})
"""

# The tablet keeps the app: its worker has all files.
KEPT = "() => navigator.serviceWorker.ready.then(({ active }) => active.state)"

# How many frames pass from a tap until the row says "done", and how long that takes until it is painted.
TAP = """
(row) => new Promise((answer) => {
  const button = row.querySelector(".button.tick")
  let frames = 0
  let tapped = 0
  const count = () => {
    if (row.dataset.state === "open" && frames < 100) {
      frames += 1
      return requestAnimationFrame(count)
    }
    const after = new MessageChannel()
    after.port1.onmessage = () => answer({ frames, ms: performance.now() - tapped, state: row.dataset.state })
    after.port2.postMessage(0)
  }
  requestAnimationFrame(() => setTimeout(() => {
    tapped = performance.now()
    button.click()
    requestAnimationFrame(count)
  }))
})
"""


class NoBrowser(Exception):
    """Playwright or Chromium is missing, or nothing was drawn; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Slow:
    """How slow the tablet is: its processor, and a round trip in milliseconds."""

    processor: float = 4
    round_trip_ms: float = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """What is measured: loads per figure, and events so many a second for so many seconds."""

    slow: Slow = Slow()
    runs: int = 5
    events: int = 50
    rate: float = 5.0


def measure(url: str, person: Person, asked: Asked, bare: Callable[[], Any]) -> dict[str, Any]:
    """First paint cold and warm, a tick's frames, the longest task under events, bytes, and the floors.

    ``bare()`` measures the same page with one stay. Raises ``NoBrowser``.
    """
    with browsing() as browser:
        figures = {
            "slowed": {"processor": asked.slow.processor, "round_trip_ms": asked.slow.round_trip_ms},
            "board": first_paint(browser, url, person, "/", asked),
            "list": first_paint(browser, url, person, "/department/housekeeping", asked),
            "tick": _ticks(browser, url, person, asked),
            "events": _events(browser, url, person, asked),
            "targets": TARGETS,
        }
        empty = first_paint(browser, url, person, "/healthz", asked)
    # Playwright runs once at a time: this one is closed.
    figures["floors"] = {"empty_page": empty, "one_stay": bare()}
    floor = figures["floors"]["one_stay"]["cold_ms"]["p50"]
    figures["ratio_to_one_stay"] = round(figures["board"]["cold_ms"]["p50"] / floor, 2)
    return figures


def board_paint(url: str, person: Person, asked: Asked) -> dict[str, Any]:
    """The board's first paint alone. Raises ``NoBrowser``."""
    with browsing() as browser:
        return first_paint(browser, url, person, "/", asked)


@contextmanager
def browsing() -> Iterator["Browser"]:
    """A headless Chromium. Raises ``NoBrowser``."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        raise NoBrowser(
            "Playwright is not installed here: pip install playwright (it is part of `make setup`)."
        ) from error
    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        try:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        except Error as error:
            raise NoBrowser(
                f"Chromium does not start (Debian: apt install chromium): {error.message.splitlines()[0]}"
            ) from error
        with browser:
            yield browser


def first_paint(browser: "Browser", url: str, person: Person, path: str, asked: Asked) -> dict[str, Any]:
    """Milliseconds from the address to the first card; what was sent until then.

    ``cold``: nothing is kept and nobody stood at the door; ``warm``: the browser keeps the files; ``door``: a
    tablet as people have it, where the door was shown while somebody keyed in a PIN.
    """
    cold, warm, door, sent = [], [], [], {}
    for _ in range(asked.runs):
        with _tablet(browser, url, person, asked.slow) as (page, wire):
            cold.append(_paint(page, url + path))
            # From here on the pages that may be wanted next come in idle moments.
            sent = wire.told()
            page.wait_for_timeout(1500)
            warm.append(_paint(page, url + path))
        with _tablet(browser, url, person, asked.slow, keeps=True) as (page, _):
            page.goto(f"{url}/sign-in")
            page.evaluate(KEPT)
            door.append(_paint(page, url + path))
    return {"cold_ms": _spread(cold), "warm_ms": _spread(warm), "door_ms": _spread(door), **sent}


def _paint(page: "Page", address: str) -> float:
    page.goto(address, wait_until="commit")
    seen = float(page.evaluate(SEEN, PATIENCE))
    if seen <= 0:
        raise NoBrowser(f"{address} drew nothing within {PATIENCE / 1000:.0f} s.")
    return seen


def _ticks(browser: "Browser", url: str, person: Person, asked: Asked) -> dict[str, Any]:
    """Ticks on the department's list: frames and milliseconds until the row says so."""
    found = []
    with _tablet(browser, url, person, asked.slow) as (page, _):
        _paint(page, f"{url}/department/housekeeping")
        _await_live(page)
        for _ in range(asked.runs):
            row = page.locator(".task[data-state=open]:has(.button.tick .icon use[href$='#check'])").first
            found.append(row.element_handle().evaluate(TAP))
            page.wait_for_timeout(700)
    return {
        "frames": {
            "p50": statistics.median(one["frames"] for one in found),
            "max": max(one["frames"] for one in found),
        },
        "ms": _spread([one["ms"] for one in found]),
    }


def _events(browser: "Browser", url: str, person: Person, asked: Asked) -> dict[str, Any]:
    """The main thread's tasks while events come in, and at rest just before."""
    told: dict[str, Any] = {}
    for name, path in (("board", "/"), ("list", "/department/housekeeping")):
        with _tablet(browser, url, person, asked.slow) as (page, _):
            _paint(page, url + path)
            _await_live(page)
            page.wait_for_timeout(3000)
            rest = _traced(browser, page, lambda: page.wait_for_timeout(3000))
            hands = threading.Thread(target=_tick_elsewhere, args=(url, person, asked))
            hands.start()
            busy = _traced(
                browser, page, lambda: page.wait_for_timeout(1000 * asked.events / asked.rate + 500)
            )
            hands.join()
        told[name] = {"events": asked.events, "per_second": asked.rate, "busy": busy, "rest": rest}
    return told


def _await_live(page: "Page") -> None:
    page.wait_for_selector(".top-state .link[data-mode=live]", timeout=PATIENCE)


def _tick_elsewhere(url: str, person: Person, asked: Asked) -> None:
    hotel = Hotel(url)
    session = hotel.sign_in(person)
    tasks = [task for task in hotel.open_tasks(session) if task["department"] == "housekeeping"]
    begun = time.monotonic()
    for number, task in enumerate(tasks[-asked.events :]):
        time.sleep(max(0.0, begun + number / asked.rate - time.monotonic()))
        hotel.tick(session, task)


def _traced(browser: "Browser", page: "Page", work: Callable[[], Any]) -> dict[str, Any]:
    """The page's main thread while ``work`` runs: its tasks in milliseconds by the wall and of their own."""
    browser.start_tracing(page=page, categories=list(TRACED))
    work()
    trace = json.loads(browser.stop_tracing())["traceEvents"]
    wall, own = tasks_of(trace)
    return {
        "tasks": len(wall),
        "longest_ms": round(max(wall, default=0.0), 1),
        "longest_own_ms": round(max(own, default=0.0), 1),
        "over_16_ms": sum(one > FRAME_MS for one in wall),
        "p99_ms": round(statistics.quantiles(wall, n=100)[-1], 1) if len(wall) > 1 else None,
    }


def tasks_of(trace: Sequence[Mapping[str, Any]]) -> tuple[list[float], list[float]]:
    """How long the busiest page's main-thread tasks took: by the wall's clock, and on the processor."""
    mains = {
        (event["pid"], event["tid"])
        for event in trace
        if event.get("name") == "thread_name" and event["args"].get("name") == "CrRendererMain"
    }
    tasks: dict[tuple[int, int], list[Mapping[str, Any]]] = {main: [] for main in mains}
    for event in trace:
        if event.get("name") in TASK_NAMES and (event["pid"], event["tid"]) in mains:
            tasks[event["pid"], event["tid"]].append(event)
    busiest = max(tasks.values(), key=lambda found: sum(one.get("dur", 0) for one in found), default=[])
    return [one.get("dur", 0) / 1000 for one in busiest], [one.get("tdur", 0) / 1000 for one in busiest]


class Wire:
    """What a page was sent, by kind."""

    def __init__(self, devtools: "CDPSession") -> None:
        self._kinds: dict[str, str] = {}
        self._bytes: dict[str, float] = {}
        devtools.on("Network.requestWillBeSent", self._asked)
        devtools.on("Network.loadingFinished", self._got)

    def told(self) -> dict[str, Any]:
        """Requests, and kilobytes on the wire with their headers: scripts and styles, and all."""
        code = [key for key, kind in self._kinds.items() if kind in ("Script", "Stylesheet")]
        return {
            "requests": len(self._kinds),
            "scripts_and_styles": len(code),
            "scripts_and_styles_kb": round(sum(self._bytes.get(key, 0) for key in code) / 1024, 1),
            "all_kb": round(sum(self._bytes.values()) / 1024, 1),
        }

    def _asked(self, event: dict[str, Any]) -> None:
        # A preload of a module is told as "Other" or "Script", by the browser's version.
        path = event["request"]["url"].partition("?")[0]
        kind = (
            "Script"
            if path.endswith(".js")
            else "Stylesheet"
            if path.endswith(".css")
            else event.get("type", "")
        )
        self._kinds[event["requestId"]] = kind

    def _got(self, event: dict[str, Any]) -> None:
        self._bytes[event["requestId"]] = event["encodedDataLength"]


@contextmanager
def _tablet(
    browser: "Browser", url: str, person: Person, slow: Slow, *, keeps: bool = False
) -> Iterator[tuple["Page", Wire]]:
    """The person's browser, signed in, slowed down, its cache empty; ``keeps``: it may keep files."""
    context = browser.new_context(
        viewport={"width": 1366, "height": 1024},
        locale="en-GB",
        service_workers="allow" if keeps else "block",
    )
    try:
        _sign_in(context, url, person)
        page = context.new_page()
        page.add_init_script(PROBE)
        devtools = context.new_cdp_session(page)
        wire = Wire(devtools)
        devtools.send("Network.enable")
        speed = {"downloadThroughput": -1, "uploadThroughput": -1}
        devtools.send(
            "Network.emulateNetworkConditions", {"offline": False, "latency": slow.round_trip_ms, **speed}
        )
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": slow.processor})
        yield page, wire
    finally:
        context.close()


def _sign_in(context: "BrowserContext", url: str, person: Person) -> None:
    session = Hotel(url).sign_in(person)
    pairs = (pair.partition("=") for pair in session.cookie.split("; "))
    context.add_cookies([{"name": name, "value": value, "url": url} for name, _, value in pairs])


def _spread(values: Sequence[float]) -> dict[str, float]:
    return {
        "p50": round(statistics.median(values), 1),
        "min": round(min(values), 1),
        "max": round(max(values), 1),
    }
