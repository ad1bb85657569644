"""The press room: papers are made in a process of their own.

One child process is started on first use and kept, since loading the layout library takes longer than
twenty letters. A job that hangs, grows or crashes costs its child and nothing else.
"""

import json
import os
import select
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from vipops.errors import BadInput, Refusal
from vipops.integrations.papers import jobs
from vipops.integrations.papers.envelope import EnvelopeWords
from vipops.integrations.papers.letter_words import LetterWords
from vipops.integrations.papers.press import Paper
from vipops.integrations.papers.refusals import GlyphsMissing, PaperFailed, PapersUnavailable
from vipops.integrations.papers.strokes import Signature

_ROOT = Path(__file__).resolve().parents[3]
_MODULE = "vipops.integrations.papers.child"
_LENGTH = 8
_LARGEST = 64 * 1024 * 1024
_LARGEST_JOB = 1024 * 1024
_LARGEST_PACK = 16 * 1024 * 1024
_FAILED = "The paper could not be made."
_KINDS: dict[str, type[Refusal]] = {
    kind.__name__: kind for kind in (BadInput, GlyphsMissing, PaperFailed, PapersUnavailable)
}


class Renderer:
    """Makes papers in a child process, one at a time; may be shared by threads.

    ``seconds`` is the longest a job may take, the child's start (up to ten seconds more) not counted.
    ``megabytes`` bounds the child's address space. After ``jobs_each`` papers, or above ``recycle_mb`` of
    resident memory, a fresh child takes over. ``nice`` lowers its priority for work that nobody waits for.
    """

    def __init__(
        self,
        *,
        seconds: float = 20,
        megabytes: int = 2048,
        jobs_each: int = 500,
        recycle_mb: int = 600,
        nice: int = 0,
    ) -> None:
        self._seconds = seconds
        self._megabytes = megabytes
        self._jobs_each = jobs_each
        self._recycle_kb = recycle_mb * 1024
        self._nice = nice
        self._child: subprocess.Popen[bytes] | None = None
        self._made = 0
        self._lock = threading.Lock()

    def letter(
        self, words: LetterWords, signature: Signature | None = None, *, paper: Paper | None = None
    ) -> bytes:
        """The letter as PDF, see ``letter_pdf.render``.

        Raises BadInput above a megabyte, GlyphsMissing, PapersUnavailable, or PaperFailed where the child
        crashed, hung or ran out of memory (the next job starts a fresh one).
        """
        return self._done(jobs.letter_job(words, signature, paper))

    def envelope(self, words: EnvelopeWords) -> bytes:
        """The envelope as PDF; raises as :meth:`letter`."""
        return self._done(jobs.envelope_job(words))

    def paper(self, job: bytes) -> bytes:
        """A paper of the house, packed by ``jobs.paper_job``, as PDF; raises as :meth:`letter`.

        A full house's continuity pack is longer than any letter: up to sixteen megabytes.
        """
        return self._done(job, _LARGEST_PACK)

    def close(self) -> None:
        """End the child; the next job starts one again."""
        with self._lock:
            self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _done(self, job: bytes, largest: int = _LARGEST_JOB) -> bytes:
        if len(job) > largest:
            raise BadInput("This is too much for a paper.", expected=f"at most {largest} bytes")
        with self._lock:
            child = self._running()
            head, pdf = self._asked(child, job, self._seconds)
            self._made += 1
            if self._made >= self._jobs_each or head.get("peak_kb", 0) > self._recycle_kb:
                self._end()
        if not head["ok"]:
            kind = _KINDS.get(head["kind"], PaperFailed)
            raise kind(head["message"] or _FAILED, **head["facts"])
        return pdf

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._child is not None and self._child.poll() is None:
            return self._child
        self._end()
        self._child = _started(self._seconds, self._megabytes)
        if self._nice:
            os.setpriority(os.PRIO_PROCESS, self._child.pid, self._nice)
        self._made = 0
        head, _ = self._asked(self._child, b"", 10 + self._seconds)
        if not head["ok"]:
            self._end()
            raise _KINDS.get(head["kind"], PaperFailed)(head["message"] or _FAILED, **head["facts"])
        return self._child

    def _asked(
        self, child: "subprocess.Popen[bytes]", job: bytes, seconds: float
    ) -> tuple[dict[str, Any], bytes]:
        try:
            answer = _exchanged(child, job, time.monotonic() + seconds)
        except (TimeoutError, EOFError, OSError) as fault:
            reason = "too slow" if isinstance(fault, TimeoutError) else "the press room's process ended"
            self._end()
            raise PaperFailed(_FAILED, reason=reason) from fault
        head, _, pdf = answer.partition(b"\n")
        members: dict[str, Any] = json.loads(head)
        return members, pdf

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        child.wait()


def _started(seconds: float, megabytes: int) -> "subprocess.Popen[bytes]":
    # The child finds the package where the parent did, also from a checkout that is not installed.
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.Popen(  # noqa: S603  # a fixed command
        [sys.executable, "-m", _MODULE, str(int(seconds) + 1), str(megabytes)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # The library warns in the guest's words; faults come back typed instead.
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        bufsize=0,
    )


def _exchanged(child: "subprocess.Popen[bytes]", job: bytes, until: float) -> bytes:
    outward, inward = _descriptor(child.stdin), _descriptor(child.stdout)
    _send(outward, len(job).to_bytes(_LENGTH, "big") + job, until)
    length = int.from_bytes(_receive(inward, _LENGTH, until), "big")
    if length > _LARGEST:
        raise EOFError("not a frame")
    return _receive(inward, length, until)


def _descriptor(pipe: IO[bytes] | None) -> int:
    if pipe is None:
        raise EOFError("no pipe")
    return pipe.fileno()


def _send(descriptor: int, content: bytes, until: float) -> None:
    left = memoryview(content)
    while left:
        _wait(descriptor, select.POLLOUT, until)
        # A pipe that is ready takes this much without blocking.
        left = left[os.write(descriptor, left[: select.PIPE_BUF]) :]


def _receive(descriptor: int, length: int, until: float) -> bytes:
    parts: list[bytes] = []
    while length:
        _wait(descriptor, select.POLLIN, until)
        part = os.read(descriptor, min(length, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _wait(descriptor: int, event: int, until: float) -> None:
    # Not select(): a web process with a thousand tablets has descriptors beyond what it can look at.
    poll = select.poll()
    poll.register(descriptor, event)
    if not poll.poll(max(0.0, until - time.monotonic()) * 1000):
        raise TimeoutError
