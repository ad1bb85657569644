"""The worker's round: whatever is unfinished is done, one small transaction after the other."""

import logging
import signal
import threading
from collections.abc import Callable, Sequence
from datetime import datetime

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from vipops.errors import Refusal
from vipops.services.house import House
from vipops.storage import checkpoint

PAUSE_SECONDS = 0.5
AFTER_A_FAULT_SECONDS = 5.0
ROUND_AT_MOST = 25  # pieces of one kind of work before the next kind gets its turn

log = logging.getLogger(__name__)
Work = Callable[[House, datetime], bool]


class Worker:
    """Goes round until it is asked to stop. ``works`` are the kinds of work, most urgent first."""

    def __init__(self, app: Flask, works: Sequence[Work]) -> None:
        self._app = app
        self._works = works
        self._stop = threading.Event()

    def run(self) -> None:
        """Go round until SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stop.set())
        while not self._stop.is_set():
            busy = self._round_or_rest()
            if not busy:
                self._stop.wait(PAUSE_SECONDS)

    def go_round(self) -> bool:
        """One round over all properties; answers whether anything was done."""
        with self._app.app_context():
            done = [self._do(work, House.called(code)) for code in House.codes() for work in self._works]
            checkpoint()
            return any(done)

    def _do(self, work: Work, house: House) -> bool:
        done = 0
        while (
            done < ROUND_AT_MOST
            and not self._stop.is_set()
            and work(house, self._app.config["VIPOPS_CLOCK"]())
        ):
            done += 1
        return done > 0

    def _round_or_rest(self) -> bool:
        try:
            return self.go_round()
        except (Refusal, SQLAlchemyError) as fault:
            # A database that restarts, a disk that fills: the work is still a query afterwards.
            log.warning(
                "The worker rests after: %s", type(fault).__name__, exc_info=not isinstance(fault, Refusal)
            )
            self._stop.wait(AFTER_A_FAULT_SECONDS)
            return False
