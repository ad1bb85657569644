"""Work of more than a few milliseconds leaves the event loop for a thread of its own."""

from collections.abc import Callable
from typing import TypeVar, cast

from flask import Flask, current_app
from gevent import get_hub, monkey

Answer = TypeVar("Answer")


def away(work: Callable[[], Answer]) -> Answer:
    """Run the work in a native thread while other requests go on, and answer what it answers.

    Outside a gevent process (tests, commands) it simply runs. Its exceptions are raised here. The work
    must not use the database pools: their locks belong to the event loop's own thread.
    """
    if not monkey.is_module_patched("threading"):
        return work()
    outcome = get_hub().threadpool.apply(_outcome, (work,))
    if isinstance(outcome, _Raised):
        raise outcome.error
    return cast(Answer, outcome)


def away_in_app(work: Callable[[], Answer]) -> Answer:
    """As :func:`away`, for work that asks the application for its settings, or reads aside of the pools."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  # Flask's own way to hand the application to a thread

    def run() -> Answer:
        with app.app_context():
            return work()

    return away(run)


class _Raised:
    """An exception on its way out of the thread; raised there, gevent would print it as a fault."""

    def __init__(self, error: Exception) -> None:
        self.error = error


def _outcome(work: Callable[[], object]) -> object:
    try:
        return work()
    except Exception as error:  # noqa: BLE001  # raised again where the work was asked for
        return _Raised(error)
