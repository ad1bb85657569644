"""What every test may ask for: databases, a browser, a place for pictures."""

import gc
import io
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from PIL import Image
from playwright.sync_api import BrowserType, Page
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]  # ships no types

from tests.support import postgres, routes, statements

POSTGRES_FOLDER = pytest.StashKey[Path]()
ROWS_ON_POSTGRES = 2
# Some minutes each.
APART = ("weeks", "everyone")


def pytest_configure(config: pytest.Config) -> None:
    routes.compile_once()
    statements.compile_once()
    if not hasattr(config, "workerinput"):
        config.stash[POSTGRES_FOLDER] = postgres.announce_run()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="all on PostgreSQL, and what has a run of its own")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of a table of cases the short run takes the first few on PostgreSQL, and all of them on SQLite.

    What differs between the databases is in the statements, which every row of a table shares. Tests marked
    ``weeks``, ``everyone`` and ``pictures`` have runs of their own.
    """
    if config.getoption("--long"):
        return
    rows: Counter[str] = Counter()
    left: list[pytest.Item] = []
    for item in items:
        if any(map(item.get_closest_marker, APART)) or _only_pictures(item):
            left.append(item)
        elif item.get_closest_marker("postgres"):
            rows[item.nodeid.partition("[")[0]] += 1
            if rows[item.nodeid.partition("[")[0]] > ROWS_ON_POSTGRES:
                left.append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        gone = set(left)
        items[:] = [item for item in items if item not in gone]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What collecting makes stays: looking through it again and again is a good part of what tests take."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()


def _only_pictures(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("pictures")) and not os.environ.get("SCREENSHOTS")


# Their tests share a server, a hotel, days that were lived or a pass over all, which would be made once on
# each worker.
SHARING = (
    "tests/browser/",
    "tests/demo/test_alive.py",
    "tests/simulation/test_checkers.py",
    "tests/web/api/test_matrix.py",
)


class Scheduling(LoadScopeScheduling):  # type: ignore[misc]  # see its import
    """Tests that share go to one worker, in their order; all others go where there is room.

    xdist's own ``loadgroup`` marks them in the node's id, which pytest 9.2 does not let it write.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file.startswith(SHARING) else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return Scheduling(config, log)


def pytest_unconfigure(config: pytest.Config) -> None:
    folder = config.stash.get(POSTGRES_FOLDER, None)
    if folder is not None:
        postgres.end_run(folder)


@pytest.fixture(scope="session")
def postgres_cluster() -> postgres.Cluster:
    """The run's PostgreSQL server. Skips where none is installed; in CI that is a failure."""
    cluster = postgres.Cluster.of_this_run()
    if cluster is None:
        unavailable("no PostgreSQL server on this machine (Debian: apt install postgresql)")
    return cluster


@pytest.fixture
def postgres_url(postgres_cluster: postgres.Cluster) -> Iterator[str]:
    """The URL of an empty database on a real PostgreSQL server; dropped after the test."""
    name = postgres_cluster.create_database()
    yield postgres_cluster.url(name)
    postgres_cluster.drop_database(name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database: the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'vipops.sqlite3'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], browser_type: BrowserType
) -> dict[str, Any]:
    """pytest-playwright's own fixture, pointed at the system's Chromium where there is one."""
    system = shutil.which("chromium") or shutil.which("chromium-browser")
    program = system or browser_type.executable_path
    if not Path(program).exists():
        unavailable("no Chromium on this machine (`make test` installs it)")
    # Chromium's sandbox needs an account other than root, which containers often lack.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": program, "args": arguments}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """The house's first tablet: 1024 x 768, in the hotel's zone, by touch."""
    return {
        **browser_context_args,
        "viewport": {"width": 1024, "height": 768},
        "has_touch": True,
        "timezone_id": "Asia/Shanghai",
        "locale": "en-GB",
    }


@pytest.fixture
def picture() -> Callable[[Page, str], None]:
    """``picture(page, name)`` keeps a screenshot for the docs under `make screenshots`, else nothing."""
    folder = os.environ.get("SCREENSHOTS")

    def keep(page: Page, name: str) -> None:
        if not re.fullmatch(r"[a-z0-9-]+", name):
            raise ValueError(f"{name!r} is no name for a picture: lower-case letters, digits and hyphens")
        if folder:
            taken = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
            # Screens have few colours: a palette of 256 shows them all at a third of the bytes.
            taken.convert("RGB").quantize(256).save(Path(folder) / f"{name}.png", optimize=True)

    return keep


def unavailable(reason: str) -> NoReturn:
    """Skips the test; in CI, where everything must be there, fails it."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}; CI must have it")
    pytest.skip(reason)
