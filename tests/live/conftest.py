"""Servers of the production kind on free ports, one per test module and kind of house."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from vipops.bench.started import started, web_only

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def serve_app() -> Iterator[Callable[..., str]]:
    """Start a gunicorn with an application; it ends with the module."""
    with ExitStack() as stack:
        yield lambda app, *tls, **environ: stack.enter_context(
            started(web_only(app, *tls), {"PYTHONPATH": str(ROOT), **environ})
        )


@pytest.fixture(scope="module")
def house(serve_app: Callable[..., str]) -> str:
    """The bare house."""
    return serve_app("tests.live.bare_house:create_app()")
