"""The journal's fast copy: follows it from its own cursor and sends each event once, encoded once.

It is woken by the doorbell of this process's own commits, by a look at SQLite's ``data_version``
for the worker's commits, and by a slow poll behind both; whatever woke it, the journal decides what
is sent, so a lost bell costs time and never an event.
"""

import logging
import time
from typing import Any

import gevent
from flask import Flask
from gevent.event import Event as Bell

from vipops.queries import journal
from vipops.services.sign_in import living_sessions
from vipops.services.transactions import on_commit
from vipops.storage import is_sqlite, reading, watching

LOOK_SECONDS = 0.1
NODE_POLL_SECONDS = 0.25
POLL_SECONDS = 2.0
EPOCH_SECONDS = 2.0
AT_ONCE = 200  # events in one frame

log = logging.getLogger(__name__)


class Broadcaster:
    """One per web process. ``live`` is the open sockets by room."""

    def __init__(self, app: Flask, live: Any) -> None:
        self._app = app
        self._live = live
        self._bell = Bell()
        self._sent: dict[int, int] = {}

    def start(self) -> None:
        """Begin at the journal's present end: whoever connects catches up by number first."""
        with self._app.app_context():
            on_commit(lambda _property_id, _seq: self._bell.set())
            self._find_properties()
        for work in (self._follow, self._look, self._close_ended):
            gevent.spawn(self._for_ever, work)

    def _for_ever(self, work: Any) -> None:
        with self._app.app_context():
            while True:
                try:
                    work()
                except Exception:
                    # A database that restarts must not end the broadcast for good.
                    log.exception("The broadcaster stumbled and goes on")
                    gevent.sleep(1)

    def _follow(self) -> None:
        self._bell.wait(POLL_SECONDS)
        self._bell.clear()
        began = time.monotonic()
        self.send_new()
        # Rest as long as the sending took: under load events gather and go out together, and the ticks
        # get their half of the processor. An idle house waits for nothing.
        gevent.sleep(time.monotonic() - began)

    def send_new(self) -> None:
        """Send what the journal holds beyond the cursor, property by property."""
        self._find_properties()
        for property_id in self._sent:
            while found := self._since(property_id):
                self._send(property_id, found)
                self._sent[property_id] = found[-1][0]

    def _send(self, property_id: int, found: list[tuple[int, str, str]]) -> None:
        for room in self._live.rooms():
            owner, _, seen_by = room.partition(":")
            if owner == str(property_id):
                self._live.broadcast(room, journal.frame_for(seen_by, found))

    def _since(self, property_id: int) -> list[tuple[int, str, str]]:
        with reading() as connection:
            return journal.since(connection, property_id, self._sent[property_id], most=AT_ONCE)

    def _find_properties(self) -> None:
        if self._sent:
            return
        with reading() as connection:
            self._sent = journal.heads(connection)

    def _look(self) -> None:
        """Ring when another process may have committed."""
        if not is_sqlite():
            gevent.sleep(NODE_POLL_SECONDS)
            self._bell.set()
            return
        with watching() as data_version:
            seen = data_version()
            while True:
                gevent.sleep(LOOK_SECONDS)
                if (now := data_version()) != seen:
                    seen = now
                    self._bell.set()

    def _close_ended(self) -> None:
        """Sign-out, a new role or dismissal ends the person's sockets within seconds."""
        gevent.sleep(EPOCH_SECONDS)
        open_ids = self._live.session_ids()
        ended = open_ids - living_sessions(open_ids, self._app.config["VIPOPS_CLOCK"]())
        if ended:
            self._live.close_sockets(of=ended)
