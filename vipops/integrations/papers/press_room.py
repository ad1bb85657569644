"""The press room of the web process: papers made on demand and held for a while.

The same words give the same bytes, so a paper asked for twice is made once. What a person was given is held,
so that the sheet from the printer is the one that is put on record.
"""

import hashlib
import threading
from collections import OrderedDict
from typing import Any, NamedTuple

from vipops.integrations.papers.jobs import letter_job, paper_job
from vipops.integrations.papers.letter_words import LetterWords
from vipops.integrations.papers.press import Paper
from vipops.integrations.papers.renderer import Renderer

_HELD_BYTES = 48 * 1024 * 1024
_MOST_GIVEN = 5_000


class Made(NamedTuple):
    pdf: bytes
    sha256: str


class PressRoom:
    """Makes papers in a child process that is started on first use. May be shared by threads."""

    def __init__(self, renderer: Renderer | None = None) -> None:
        self._renderer = renderer or Renderer(seconds=60)
        self._held: OrderedDict[str, Made] = OrderedDict()
        self._given: OrderedDict[tuple[int | None, str], None] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def make(self, paper: str, sheet: str, words: Any, *, with_gaps: bool) -> Made:
        """The paper as PDF with its SHA-256. Raises what ``Renderer.paper`` raises."""
        job = _job(paper, sheet, words, with_gaps=with_gaps)
        key = hashlib.sha256(job).hexdigest()
        with self._lock:
            held = self._held.get(key)
            if held is not None:
                self._held.move_to_end(key)
                return held
        pdf = self._renderer.paper(job)
        made = Made(pdf, hashlib.sha256(pdf).hexdigest())
        with self._lock:
            self._hold(key, made)
        return made

    def give(self, made: Made, holder: int | None) -> None:
        """Note that this person was given the paper."""
        with self._lock:
            self._given[holder, made.sha256] = None
            while len(self._given) > _MOST_GIVEN:
                self._given.popitem(last=False)

    def was_given(self, sha256: str, holder: int | None) -> bool:
        """Whether this person was given the paper with this hash, since the process began."""
        with self._lock:
            return (holder, sha256) in self._given

    def held(self, sha256: str, holder: int | None) -> Made | None:
        """The paper as this person was given it, as long as it is held."""
        with self._lock:
            if (holder, sha256) not in self._given:
                return None
            return next((made for made in self._held.values() if made.sha256 == sha256), None)

    def close(self) -> None:
        """End the child process."""
        self._renderer.close()

    def _hold(self, key: str, made: Made) -> None:
        if key in self._held:
            return
        self._held[key] = made
        self._bytes += len(made.pdf)
        while self._bytes > _HELD_BYTES and len(self._held) > 1:
            _, dropped = self._held.popitem(last=False)
            self._bytes -= len(dropped.pdf)


def _job(paper: str, sheet: str, words: Any, *, with_gaps: bool) -> bytes:
    if isinstance(words, LetterWords):
        return letter_job(words, None, Paper(sheet))
    return paper_job(paper, sheet, words, with_gaps=with_gaps)
