"""Servers and tablets for the browser tests."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.conftest import unavailable
from tests.support import postgres
from tests.support.browser import Tablet, tablets
from tests.support.secure import serving_https
from tests.support.served import SERVE_COPY, Served, make_demo, serving

HERE = Path(__file__).parent
SERVERS = pytest.StashKey[list[Served]]()


# Before the marks are looked at.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.failed:  # type: ignore[attr-defined]
        for served in item.session.stash.get(SERVERS, []):
            report.sections.append((f"server {served.url}", served.said()))  # type: ignore[attr-defined]
    return report


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """No worker by itself: it would fetch the whole shell for each of hundreds of tablets."""
    return {"service_workers": "block", **browser_context_args}


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a fresh demo hotel on SQLite, made once for all workers of the run."""
    folder = tmp_path_factory.getbasetemp()
    # Under xdist each worker has a folder of its own inside the run's.
    shared = folder.parent if folder.name.startswith("popen-") else folder
    made = shared / "demo-hotel"
    make_demo(made)
    return made


@pytest.fixture(scope="module")
def house(
    request: pytest.FixtureRequest, demo_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """A server of the demo hotel that the tests of one module share."""
    with serving(demo_folder, tmp_path_factory.mktemp("house"), command=SERVE_COPY) as served:
        yield from _watched(request, served)


@pytest.fixture(scope="module")
def secure_house(
    request: pytest.FixtureRequest, demo_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """A server of the demo hotel over HTTPS, with a certificate of the hotel's own authority."""
    with serving_https(demo_folder, tmp_path_factory.mktemp("secure-house")) as served:
        yield from _watched(request, served)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def own_house(request: pytest.FixtureRequest, demo_folder: Path, tmp_path: Path) -> Iterator[Served]:
    """A server of the demo hotel for one test alone; once on each database."""
    if request.param == "sqlite":
        with serving(demo_folder, tmp_path / "data") as served:
            yield from _watched(request, served)
        return
    cluster = postgres.Cluster.of_this_run()
    if cluster is None:
        unavailable("no PostgreSQL server on this machine (Debian: apt install postgresql)")
    folder = demo_folder.with_name("demo-hotel-on-postgresql")
    name = cluster.create_database(cluster.template("demo", lambda url: make_demo(folder, url)))
    try:
        with serving(folder, tmp_path / "data", cluster.url(name)) as served:
            yield from _watched(request, served)
    finally:
        cluster.drop_database(name)


@pytest.fixture
def tablet(
    browser: Browser, browser_context_args: dict[str, Any], house: Served
) -> Iterator[Callable[..., Tablet]]:
    """``tablet(username, **context)``: a browser of one's own at the module's server."""
    with tablets(browser, house.url, **browser_context_args) as take:
        yield take


@pytest.fixture
def own_tablet(
    browser: Browser, browser_context_args: dict[str, Any], own_house: Served
) -> Iterator[Callable[..., Tablet]]:
    """``own_tablet(username, **context)``: a browser of one's own at the test's own server."""
    with tablets(browser, own_house.url, **browser_context_args) as take:
        yield take


def _watched(request: pytest.FixtureRequest, served: Served) -> Iterator[Served]:
    """Its log goes into the reports of tests that fail while it runs."""
    running = request.session.stash.setdefault(SERVERS, [])
    running.append(served)
    yield served
    running.remove(served)
