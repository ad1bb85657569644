"""Numbers as they are printed: spreads in milliseconds, what a process uses, how fast the disk commits."""

import contextlib
import gc
import math
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil


def spread(seconds: Iterable[float]) -> dict[str, float | int | None]:
    """Count, p50, p99 and maximum of durations given in seconds; answered in milliseconds."""
    ordered = sorted(seconds)
    if not ordered:
        return {"n": 0, "p50_ms": None, "p99_ms": None, "max_ms": None}
    return {
        "n": len(ordered),
        "p50_ms": _ms(percentile(ordered, 50)),
        "p99_ms": _ms(percentile(ordered, 99)),
        "max_ms": _ms(ordered[-1]),
    }


def percentile(ordered: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile of values in rising order."""
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


class Usage:
    """CPU time and proportional memory of one process, by its id."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._process = psutil.Process(pid)

    def cpu_seconds(self) -> float:
        """User and system time since the process began."""
        times = self._process.cpu_times()
        return float(times.user + times.system)

    def memory_kb(self) -> int:
        """PSS in KB where the system tells it (Linux), else the resident size."""
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{self.pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    return int(line.split()[1])
        return int(self._process.memory_info().rss // 1024)


def busy_seconds() -> float:
    """CPU time that this machine has spent on anything since it started, over all cores."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0.0) - getattr(times, "guest", 0.0))


def server_of(local: tuple[str, int], remote: tuple[str, int]) -> int | None:
    """The id of the process on this machine that holds the other end of a TCP connection, if one does."""
    with contextlib.suppress(psutil.Error):
        for connection in psutil.net_connections("tcp"):
            ends = (tuple(connection.laddr), tuple(connection.raddr or ()))
            if ends == (remote, local) and connection.pid:
                return int(connection.pid)
    return None


def bare_commit(folder: Path | None = None, times: int = 300) -> dict[str, Any]:
    """One row per transaction into SQLite with WAL and FULL: what each tick must wait for at the least."""
    durations = []
    with TemporaryDirectory(dir=folder) as place:
        database = sqlite3.connect(Path(place) / "floor.sqlite3", isolation_level=None)
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("CREATE TABLE event (seq INTEGER PRIMARY KEY, body TEXT NOT NULL)")
        for seq in range(times):
            begun = time.perf_counter()
            database.execute("BEGIN IMMEDIATE")
            database.execute("INSERT INTO event VALUES (?, ?)", (seq, "x" * 370))
            database.execute("COMMIT")
            durations.append(time.perf_counter() - begun)
        database.close()
    return spread(durations)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Without the garbage collections of this process, which would look like the server's pauses."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)
