"""The worker's round: whatever is unfinished is done, one small transaction after the other."""

import logging
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
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
    """Goes round until it is asked to stop. ``works`` are the kinds of work, most urgent first.

    ``clocks`` are what must not wait while a paper is printed: alarms go round in a thread of their own.
    """

    def __init__(self, app: Flask, works: Sequence[Work], clocks: Sequence[Work] = ()) -> None:
        self._app = app
        self._works = works
        self._clocks = clocks
        self._stop = threading.Event()

    def run(self) -> None:
        """Go round until SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stop.set())
        with ThreadPoolExecutor(1, "clocks") as pool:
            beside = pool.submit(self._keep_going, self._clocks)
            # A fault of a clock ends the worker, which is started again.
            beside.add_done_callback(lambda _: self._stop.set())
            try:
                self._keep_going(self._works)
            finally:
                self._stop.set()
        beside.result()

    def go_round(self) -> bool:
        """One round of all work over all properties; answers whether anything was done."""
        return self._round([*self._clocks, *self._works])

    def _keep_going(self, works: Sequence[Work]) -> None:
        while not self._stop.is_set():
            if not self._round_or_rest(works):
                self._stop.wait(PAUSE_SECONDS)

    def _round(self, works: Sequence[Work]) -> bool:
        with self._app.app_context():
            done = [self._do(work, House.called(code)) for code in House.codes() for work in works]
            if works is not self._clocks:
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

    def _round_or_rest(self, works: Sequence[Work]) -> bool:
        try:
            return self._round(works)
        except (Refusal, SQLAlchemyError) as fault:
            # A database that restarts, a disk that fills: the work is still a query afterwards.
            log.warning(
                "The worker rests after: %s", type(fault).__name__, exc_info=not isinstance(fault, Refusal)
            )
            self._stop.wait(AFTER_A_FAULT_SECONDS)
            return False
