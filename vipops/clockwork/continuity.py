"""The continuity pack, made anew every quarter of an hour into the data folder, for the hour without power.

The layout takes seconds in a full house: it runs in a thread of its own, so that alarms and letters go on.
"""

import hashlib
import json
import logging
import os
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from vipops.enums import Language
from vipops.errors import Refusal
from vipops.integrations.papers.jobs import paper_job
from vipops.integrations.papers.renderer import Renderer
from vipops.queries.papers.continuity import continuity
from vipops.queries.papers.last_pack import Pack, last_pack, paths
from vipops.queries.papers.lines import Desk
from vipops.services.house import House
from vipops.settings import Settings
from vipops.storage import reading

TRY_AGAIN = timedelta(minutes=1)

log = logging.getLogger(__name__)
Start = Callable[[Callable[[], None]], None]


def in_thread(work: Callable[[], None]) -> None:
    """Run the work in a daemon thread, which does not keep the worker from ending."""
    threading.Thread(target=work, daemon=True).start()


class ContinuityRoom:
    """Makes the pack of each property when its quarter of an hour has come. ``start`` runs the slow part."""

    def __init__(self, renderer: Renderer, settings: Settings, start: Start = in_thread) -> None:
        self._renderer = renderer
        self._settings = settings
        self._start = start
        self._busy: set[str] = set()

    def do_next(self, house: House, now: datetime) -> bool:
        """Begin the pack when it is due; answers False, for nothing more waits behind it."""
        if house.code not in self._busy and self._is_due(last_pack(self._settings, house.code), now):
            self._begin(house, now)
        return False

    def _is_due(self, pack: Pack, now: datetime) -> bool:
        minutes = self._settings.continuity_minutes
        if not minutes:
            return False
        if pack.fault and pack.tried_at is not None:
            return now - pack.tried_at >= TRY_AGAIN
        # By the clock on the wall: at the full hour, a quarter past …, also after a restart.
        return pack.made_at is None or _period(pack.made_at, minutes) != _period(now, minutes)

    def _begin(self, house: House, now: datetime) -> None:
        language = Language(self._settings.continuity_language)
        desk = Desk(house, house.itself, language, now)
        with reading() as connection:
            words = continuity(connection, desk, timedelta(hours=self._settings.continuity_hours))
        job = paper_job("continuity", "a4", words, with_gaps=True)
        self._busy.add(house.code)
        self._start(lambda: self._make(house.code, job, now))

    def _make(self, code: str, job: bytes, now: datetime) -> None:
        try:
            pdf = self._renderer.paper(job)
            _write(self._settings, code, pdf, now)
        except (Refusal, OSError) as fault:
            why = fault.message if isinstance(fault, Refusal) else f"{type(fault).__name__}: {fault.strerror}"
            log.warning("The continuity pack of %s was not made: %s", code, why)
            _note_fault(self._settings, code, why, now)
        finally:
            self._busy.discard(code)


def _period(moment: datetime, minutes: int) -> int:
    return int(moment.timestamp() // (minutes * 60))


def _write(settings: Settings, code: str, pdf: bytes, now: datetime) -> None:
    """The new pack in the place of the last one, which is kept beside it; never half a file."""
    place = paths(settings, code)
    place.pack.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if place.pack.exists():
        _replace(place.before, place.pack.read_bytes())
    _replace(place.pack, pdf)
    said = {"made_at": now.isoformat(), "sha256": hashlib.sha256(pdf).hexdigest(), "fault": ""}
    _replace(place.state, json.dumps(said).encode())


def _note_fault(settings: Settings, code: str, why: str, now: datetime) -> None:
    pack = last_pack(settings, code)
    said = {
        "made_at": pack.made_at.isoformat() if pack.made_at else None,
        "sha256": pack.sha256,
        "fault": why,
        "tried_at": now.isoformat(),
    }
    try:
        place = paths(settings, code)
        place.state.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _replace(place.state, json.dumps(said).encode())
    except OSError:
        log.exception("The state of the continuity pack of %s cannot be written", code)


def _replace(path: Path, content: bytes) -> None:
    new = path.with_name(path.name + ".new")
    with new.open("wb") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
