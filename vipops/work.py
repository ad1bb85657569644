"""The worker put together: alarms, letters, papers and the day's turn, on the core and without the web."""

from vipops.clock import Clock
from vipops.clockwork.continuity import ContinuityRoom
from vipops.clockwork.letters import LetterRoom
from vipops.clockwork.worker import Worker
from vipops.core import create_core, credentials
from vipops.integrations.papers.renderer import Renderer
from vipops.services import alarms, collision_watch, search_words, stay_closing
from vipops.settings import Settings


def create_worker(settings: Settings | None = None, clock: Clock | None = None) -> Worker:
    """The worker: alarms, letters and the day's turn. Makes the hotel's certificate if ``init`` could not."""
    app = create_core(settings, clock)
    chosen: Settings = app.config["VIPOPS"]
    room = LetterRoom(Renderer(), credentials(app), chosen.letters)
    # A press of its own: a full house's pack takes longer than a letter may, and nobody waits for it.
    pack = ContinuityRoom(Renderer(seconds=600, nice=10), chosen)
    works = [
        room.do_next,
        collision_watch.end_next,
        stay_closing.close_next,
        search_words.write_next,
        pack.do_next,
    ]
    return Worker(app, works, clocks=[alarms.raise_next])
