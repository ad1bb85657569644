"""Servers that live as long as a measurement."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import urlsplit

from vipops.bench.hotel import NoHotel
from vipops.bench.tablets import open_socket

START_SECONDS = 60.0

_SERVE = """
import sys
from vipops.serve import House, serve
sys.exit(serve(House(port=0, app=sys.argv[1], worker=(), certificate=sys.argv[2], key=sys.argv[3])))
"""


@contextmanager
def started(command: Sequence[str], environ: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of a server that says ``Serving on URL`` on its standard error, as ``vipops serve`` does.

    Raises ``NoHotel`` with what it said where it ends before that, or before it answers.
    """
    with (
        NamedTemporaryFile("w", suffix=".log") as log,
        subprocess.Popen(command, stderr=log, env={**os.environ, **(environ or {})}) as server,  # noqa: S603
    ):
        try:
            yield _address(server, Path(log.name))
        finally:
            server.terminate()


def web_only(app: str, certificate: str = "", key: str = "") -> list[str]:
    """The command that serves gunicorn's ``app`` as ``vipops serve`` does, on a free port, without worker."""
    return [sys.executable, "-c", _SERVE, app, certificate, key]


def _address(server: subprocess.Popen[bytes], log: Path) -> str:
    until = time.monotonic() + START_SECONDS
    url = ""
    while time.monotonic() < until and server.poll() is None:
        url = next((line[11:] for line in log.read_text().splitlines() if line.startswith("Serving on ")), "")
        if url and _answers(url):
            return url
        time.sleep(0.05)
    raise NoHotel(f"The server did not come up: {log.read_text()[-2000:].strip()}")


def _answers(url: str) -> bool:
    # The port is open before the application is loaded: the first answer tells.
    try:
        with open_socket(url) as sock:
            request = f"GET /healthz HTTP/1.1\r\nHost: {urlsplit(url).netloc}\r\nConnection: close\r\n\r\n"
            sock.sendall(request.encode())
            return bool(sock.recv(1))
    except OSError:
        return False
