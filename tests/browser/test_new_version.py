"""A new version of the screens is offered, never forced; what waits on the tablet outlives it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_offline import HOUSEKEEPING, cut, now_of, opened, settle, tickable, waiting
from tests.support.browser import Hand, Tablet, tablets
from tests.support.served import ROOT, Served

OF_THE_PROGRAM = ("vipops", "static", "templates", "checklists")
LOOK = "() => navigator.serviceWorker.ready.then((worker) => worker.update()).then(() => true)"
# The server looks at its files now and then: asked until another worker waits, or a minute is over.
LOOK_UNTIL_IT_WAITS = """async () => {
  const registration = await navigator.serviceWorker.ready
  for (let times = 0; times < 120 && !registration.waiting; times += 1) {
    await registration.update()
    await new Promise((done) => setTimeout(done, 500))
  }
  return Boolean(registration.waiting)
}"""
KEPT = "() => caches.keys().then((names) => names.filter((name) => name.startsWith('vipops-shell')))"
STYLES = "static/css/tokens.css"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the program, whose files may be changed while it serves."""
    for name in OF_THE_PROGRAM:
        shutil.copytree(
            ROOT / name, tmp_path / "program" / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    return tmp_path / "program"


@pytest.fixture
def served(program: Path, demo_folder: Path, tmp_path: Path) -> Iterator[Served]:
    folder = tmp_path / "data"
    shutil.copytree(demo_folder, folder)
    house = Served(folder, settings={"PYTHONPATH": str(program)})
    try:
        yield house.start()
    finally:
        house.stop()


@pytest.fixture
def take(
    browser: Browser, browser_context_args: dict[str, Any], served: Served
) -> Iterator[Callable[..., Tablet]]:
    with tablets(browser, served.url, **browser_context_args) as taken:
        yield taken


def test_a_new_version_is_offered_and_what_waits_is_kept(
    take: Callable[..., Tablet], served: Served, program: Path
) -> None:
    here = opened(take)
    page, offer = here.page, here.page.locator(".notice:has-text('new version'), .notice:has-text('新版本')")
    (before,) = page.evaluate(KEPT)
    # The worker that stands now controls the page from its next load on.
    page.reload()
    here.await_live()
    page.evaluate(LOOK)
    expect(offer).to_have_count(0)

    styles = program / STYLES
    styles.write_text(styles.read_text("utf-8") + "\n:root { --new-version: 1; }\n", "utf-8")
    assert page.evaluate(LOOK_UNTIL_IT_WAITS)
    expect(offer).to_be_visible()
    # Nothing has changed under the finger: the page is the one it was.
    shown = "getComputedStyle(document.documentElement).getPropertyValue('--new-version').trim()"
    assert page.evaluate(shown) == ""

    first, second = tickable(here)[:2]
    cut(here)
    for task in (first, second):
        here.row(task).locator(".button.tick").tap()
        expect(here.row(task).locator("[data-way=here]")).to_be_visible()
    expect(waiting(page)).to_contain_text("2")

    # Taken without a network: the new version is on the tablet already, and says what waits.
    offer.locator(".button.main").tap()
    expect(page.locator(".offline-page [data-waiting='2']")).to_be_visible()
    assert page.evaluate(shown) == "1"
    (after,) = page.evaluate(KEPT)
    assert after != before

    here.context.set_offline(False)
    settle(here)
    here.go(HOUSEKEEPING)
    expect(offer).to_have_count(0)
    for task in (first, second):
        done = now_of(served.url, task)
        assert (done["state"], done["version"]) == ("done", task["version"] + 1)
        assert done["done_by"] == Hand(served.url, here.person["username"]).id
