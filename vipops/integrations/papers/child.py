"""The press room's process: reads jobs, writes papers, ends when its pipe does.

Run by ``renderer`` as ``python -m vipops.integrations.papers.child SECONDS MEGABYTES``. A frame is eight
bytes of length and the content; an answer is a JSON line and the PDF.
"""

import json
import os
import resource
import signal
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from vipops.errors import Refusal
from vipops.integrations.papers import jobs, press

STATUS = Path("/proc/self/status")
_LENGTH = 8


def main(seconds: int, megabytes: int) -> None:
    """Work until the parent closes the pipe."""
    inward, outward = sys.stdin.buffer, _own_output()
    _bound(megabytes)
    while (job := read_frame(inward)) is not None:
        # The parent kills what takes too long; this ends it also where the parent is gone.
        signal.alarm(seconds + 1)
        answer = _answer(job)
        signal.alarm(0)
        write_frame(outward, answer)


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame, None at the end."""
    head = stream.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    length = int.from_bytes(head, "big")
    content = stream.read(length)
    return content if len(content) == length else None


def write_frame(stream: BinaryIO, content: bytes) -> None:
    """Write one frame through to the other side."""
    stream.write(len(content).to_bytes(_LENGTH, "big") + content)
    stream.flush()


def _own_output() -> BinaryIO:
    """The pipe, moved away from descriptor 1: a library that prints must not break a frame."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return pipe


def _bound(megabytes: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit = megabytes * 1024 * 1024
    # macOS refuses this limit; the parent's watch over the process's size remains.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(job: bytes) -> bytes:
    try:
        return _head(ok=True, peak_kb=_peak_kb()) + (jobs.work(job) if job else _warmed())
    except Refusal as refusal:
        return _head(ok=False, kind=type(refusal).__name__, message=refusal.message, facts=refusal.facts)
    except MemoryError:
        return _head(ok=False, kind="PaperFailed", message="", facts={"reason": "out of memory"})
    except Exception as fault:  # noqa: BLE001  # whatever a page breaks, the parent gets an answer
        return _head(ok=False, kind="PaperFailed", message="", facts={"reason": _place(fault)})


def _warmed() -> bytes:
    press.warm()
    return b""


def _head(**members: object) -> bytes:
    return json.dumps(members).encode() + b"\n"


def _place(fault: Exception) -> str:
    """The kind of a fault and where it was; not its text, which may quote the guest."""
    last = traceback.extract_tb(fault.__traceback__)[-1]
    return f"{type(fault).__name__} at {Path(last.filename).name}:{last.lineno}"


def _peak_kb() -> int:
    """The most memory that this program has held, in KB."""
    # Linux counts a parent's memory into ru_maxrss of what it starts; the program's own mark is not.
    if STATUS.exists():
        mark = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(mark.split()[1])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // 1024 if sys.platform == "darwin" else peak


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
