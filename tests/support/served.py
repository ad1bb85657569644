"""The demo hotel on the production server, as a test's own: made once per run, copied per server.

``vipops serve`` runs with its web process and its worker, on a free port of the loopback and in a data
folder of its own; where the tests of a module share a server, without the look at the tables before.
The hotel is made around now, and what is due and late hangs on the hour: so every house here begins at 16:20
of the hotel's day, whatever the machine's clock says.
"""

import fcntl
import os
import shutil
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from datetime import time as hour
from math import ceil
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

import psutil

ROOT = Path(__file__).parents[2]
VIPOPS = (sys.executable, "-c", "from vipops.cli import main; main()")
SERVE = (*VIPOPS, "serve")
# The same without a look at the tables before, which takes a third of the start: a copy's are today's.
_SERVE_COPY = """
import os
import sys

from vipops.serve import House, serve

sys.exit(serve(House(port=int(os.environ["VIPOPS_PORT"]), app="vipops.app:create_web_app()")))
"""
SERVE_COPY = (sys.executable, "-c", _SERVE_COPY)
# The worker's rounds until nothing is left to do, all at one moment of the house's clock.
WORKER_ROUNDS = """
import sys
from datetime import datetime

from vipops.work import create_worker

moment = datetime.fromisoformat(sys.argv[1])
worker = create_worker(clock=lambda: moment)
for _ in range(100):
    if not worker.go_round():
        break
"""
START_SECONDS = 60.0
STOP_SECONDS = 15.0
LOOK_SECONDS = 0.05
LOG_TAIL = 6_000
ZONE = ZoneInfo("Asia/Shanghai")
OPENS = hour(16, 20)


class NotServed(AssertionError):
    """The server did not start; the message holds what it said."""


class Served:
    """One server. ``url`` stays the same over :meth:`kill` and :meth:`start`.

    ``settings`` are further ones; ``authority`` is the certificate to trust where they ask for HTTPS, and
    ``plain_url`` then the plain HTTP beside it. ``command`` is what serves.
    """

    def __init__(
        self,
        folder: Path,
        database_url: str = "",
        settings: Mapping[str, str] | None = None,
        authority: Path | None = None,
        command: Sequence[str] = SERVE,
    ) -> None:
        self.folder = folder
        self._command = command
        self.database_url = database_url
        self.log = folder / "server.log"
        self.authority = authority
        self._environ = (
            environment(folder, database_url) | _clock_at(_opens_at(folder)) | {**(settings or {})}
        )
        self._port = "0"
        self._process: subprocess.Popen[bytes] | None = None
        self.url = ""
        self.plain_url = ""

    def start(self) -> Self:
        """Serve, again on the same port after the first time; returns when it is ready."""
        begins_at = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=self.folder,
                stdout=log,
                stderr=log,
                env=self._environ | {"VIPOPS_PORT": self._port},
            )
        self.url = self._ready(begins_at)
        self._port = self.url.rpartition(":")[2]
        return self

    def kill(self) -> None:
        """What a power cut leaves: every process of the server ended by SIGKILL at once."""
        assert self._process is not None
        serve = psutil.Process(self._process.pid)
        # The watching process first, so that it starts none of the others again.
        for process in [serve, *serve.children(recursive=True)]:
            with _gone():
                process.kill()
        self._process.wait()

    def stop(self) -> None:
        """End it as an operator does."""
        if self._process is None or self._process.poll() is not None:
            return
        children = psutil.Process(self._process.pid).children(recursive=True)
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for child in psutil.wait_procs(children, timeout=STOP_SECONDS)[1]:
            child.kill()

    def said(self) -> str:
        """The end of what the server and its worker wrote."""
        return self.log.read_text("utf-8", "replace")[-LOG_TAIL:] if self.log.exists() else ""

    def _ready(self, begins_at: int) -> str:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self._process is not None and self._process.poll() is None:
            lines = self.log.read_bytes()[begins_at:].decode("utf-8", "replace").splitlines()
            url = _said_in(lines, "Serving on ")
            if url.startswith("https:"):
                # The name that the certificate holds for, as people type it.
                url = url.replace("127.0.0.1", "localhost")
                plain = _said_in(lines, "Tablets learn to trust it on ").removesuffix("/trust")
                self.plain_url = plain.replace("127.0.0.1", "localhost")
            if url and _answers(url, self.authority):
                return url
            time.sleep(LOOK_SECONDS)
        raise NotServed(f"The server did not come up:\n{self.said()}")


def environment(folder: Path, database_url: str = "") -> dict[str, str]:
    """The variables of a server with this data folder; the machine's own settings are left out."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VIPOPS_")}
    own = {"VIPOPS_DATA": str(folder), "VIPOPS_DATABASE_URL": database_url, "VIPOPS_CHEAP_HASHES": "1"}
    # The continuity pack has tests of its own; here it would take every server's first ten seconds.
    return kept | own | {"VIPOPS_CONTINUITY_MINUTES": "0", "PYTHONPATH": str(ROOT)}


def make_demo(folder: Path, database_url: str = "") -> None:
    """The demo hotel in this data folder, as ``vipops demo`` makes it; other processes wait for the first.

    The worker has gone its rounds in it, so that not every server's begins with the same letters.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder / "done"
        if done.exists():
            return
        opens_at = datetime.combine(datetime.now(ZONE), OPENS, ZONE)
        made = subprocess.run(
            [*VIPOPS, "demo", "--json"],
            cwd=folder,
            # The minute before, so that no server's clock stands behind what the demo has on record.
            env=environment(folder, database_url) | _clock_at(opens_at - timedelta(minutes=1)),
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            raise NotServed(f"vipops demo failed:\n{made.stderr[-LOG_TAIL:]}")
        worked = subprocess.run(
            [sys.executable, "-c", WORKER_ROUNDS, opens_at.isoformat()],
            cwd=folder,
            env=environment(folder, database_url),
            capture_output=True,
            text=True,
            check=False,
        )
        if worked.returncode:
            raise NotServed(f"The demo hotel's worker failed:\n{worked.stderr[-LOG_TAIL:]}")
        # Servers of the run keep its day, also when midnight comes between.
        done.write_text(opens_at.isoformat())


@contextmanager
def serving(
    template: Path, folder: Path, database_url: str = "", command: Sequence[str] = SERVE
) -> Iterator[Served]:
    """A server on a copy of the template's data folder."""
    shutil.copytree(template, folder, dirs_exist_ok=True)
    served = Served(folder, database_url, command=command)
    try:
        yield served.start()
    finally:
        served.stop()


def _opens_at(folder: Path) -> datetime:
    return datetime.fromisoformat((folder / "done").read_text())


def _clock_at(moment: datetime) -> dict[str, str]:
    """The setting that has a house's clock show the moment now, or up to a minute more."""
    ahead = ceil((moment - datetime.now(UTC)) / timedelta(minutes=1))
    return {"VIPOPS_CLOCK_AHEAD_MINUTES": str(ahead)}


def _said_in(lines: list[str], beginning: str) -> str:
    return next((line.removeprefix(beginning) for line in lines if line.startswith(beginning)), "")


def _answers(url: str, authority: Path | None = None) -> bool:
    # The port is open before the application is loaded: the first answer tells.
    try:
        trusting = ssl.create_default_context(cafile=authority) if authority else None
        with urllib.request.urlopen(  # noqa: S310
            f"{url}/readyz", timeout=START_SECONDS, context=trusting
        ) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.HTTPError):
        return False


@contextmanager
def _gone() -> Iterator[None]:
    try:
        yield
    except psutil.NoSuchProcess:
        return
