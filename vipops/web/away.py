"""Work of more than a few milliseconds leaves the event loop for a thread of its own."""

from collections.abc import Callable
from typing import TypeVar, cast

from gevent import get_hub, monkey

Answer = TypeVar("Answer")


def away(work: Callable[[], Answer]) -> Answer:
    """Run the work in a native thread while other requests go on, and answer what it answers.

    Outside a gevent process (tests, commands) it simply runs. Its exceptions are raised here. The work
    must not use the database pools: their locks belong to the event loop's own thread.
    """
    if not monkey.is_module_patched("threading"):
        return work()
    return cast(Answer, get_hub().threadpool.apply(work))
