"""``vipops serve``: two processes watched, stopped in order, and clear words where it cannot start."""

import json
import os
import signal
import ssl
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest
import requests

from tests.live.raw_client import RawClient
from vipops.bench.hotel import NoHotel
from vipops.bench.started import started, web_only
from vipops.serve import PortInUse, listen

ROOT = Path(__file__).parents[2]

_SERVE = """
import sys
from vipops.serve import House, serve
sys.exit(serve(House(port=0, app="tests.live.bare_house:create_app()", worker=sys.argv[1:])))
"""
_WORKER = """
import pathlib, sys, time
place = pathlib.Path(sys.argv[1])
place.write_text(place.read_text() + "started " if place.exists() else "started ")
time.sleep(float(sys.argv[2]))
"""


@contextmanager
def _serving(log: Path, place: Path, lives: float):
    worker = [sys.executable, "-c", _WORKER, str(place), str(lives)]
    with (
        log.open("w") as said,
        subprocess.Popen(
            [sys.executable, "-c", _SERVE, *worker],
            stderr=said,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            # Whatever folder it is started from.
            cwd=log.parent,
        ) as server,
    ):
        try:
            yield server
        finally:
            server.terminate()


def _await(condition, seconds=30.0):
    until = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < until, "it never came"
        time.sleep(0.05)
    return found


def _url(log: Path) -> str:
    line = _await(lambda: next((x for x in log.read_text().splitlines() if x.startswith("Serving on ")), ""))
    return line.removeprefix("Serving on ")


def test_serves_and_stops_both_processes(tmp_path):
    log, place = tmp_path / "log", tmp_path / "worker"
    with _serving(log, place, 600) as server:
        assert requests.get(f"{_url(log)}/open", timeout=30).ok
        _await(place.exists)
        family = psutil.Process(server.pid).children(recursive=True)
        assert len(family) == 3  # gunicorn, its worker, ours
        server.send_signal(signal.SIGTERM)
        assert server.wait(15) == 0
        _, alive = psutil.wait_procs(family, timeout=5)
    assert not alive


def test_a_worker_that_dies_is_started_again(tmp_path):
    log, place = tmp_path / "log", tmp_path / "worker"
    with _serving(log, place, 0.1) as server:
        _await(lambda: place.exists() and place.read_text().count("started") >= 2)
        assert server.poll() is None
        assert "again in 1 s" in log.read_text()


def test_a_web_worker_that_is_killed_comes_back_on_the_same_port(tmp_path):
    log, place = tmp_path / "log", tmp_path / "worker"
    with _serving(log, place, 600) as server:
        url = _url(log)
        assert requests.get(f"{url}/open", timeout=30).ok
        web = psutil.Process(server.pid).children()[0]
        assert _await(web.children)
        web.children()[0].kill()
        _await(lambda: _answers(url))


def test_ends_when_the_web_process_ends(tmp_path):
    log, place = tmp_path / "log", tmp_path / "worker"
    with _serving(log, place, 600) as server:
        assert requests.get(f"{_url(log)}/open", timeout=30).ok
        family = psutil.Process(server.pid).children(recursive=True)
        family[0].kill()
        assert server.wait(15) != 0
        _, alive = psutil.wait_procs(family, timeout=10)
    assert not alive
    assert "The web process ended" in log.read_text()


def test_nobody_outlives_a_killed_watcher(tmp_path):
    log, place = tmp_path / "log", tmp_path / "worker"
    with _serving(log, place, 600) as server:
        assert requests.get(f"{_url(log)}/open", timeout=30).ok
        _await(place.exists)
        family = psutil.Process(server.pid).children(recursive=True)
        server.kill()
        _, alive = psutil.wait_procs(family, timeout=15)
    if sys.platform == "linux":
        assert not alive


def test_an_application_that_does_not_load_is_said():
    with pytest.raises(NoHotel, match="nowhere"), started(web_only("vipops.nowhere:app")):
        pass


def test_a_port_in_use_is_said():
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortInUse, match=str(port)):
            listen("127.0.0.1", port)


def test_https_and_a_backlog_over_it(serve_app, tmp_path):
    key, certificate = str(tmp_path / "key.pem"), str(tmp_path / "certificate.pem")
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"]
    subprocess.run([*make, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    url = serve_app("tests.live.bare_house:create_app()", certificate, key)
    assert url.startswith("https://")
    with RawClient(url, receive_buffer=4096).enter() as tablet:
        sent = 0
        while json.loads(_asked(f"{url}/open"))["backlog"] < 300_000:
            _asked(f"{url}/numbered/1-all?first={sent + 1}&count=200", data=b"")
            sent += 200
            assert sent < 40_000
        seen = [number for _ in range(sent) for number in tablet.numbers()]
    assert seen == list(range(1, sent + 1))


def _asked(url: str, data: bytes | None = None) -> bytes:
    trusting = ssl._create_unverified_context()  # noqa: S323
    with urlopen(url, data, timeout=60, context=trusting) as answer:  # noqa: S310
        return answer.read()


def _answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/open", timeout=5).ok
    except requests.RequestException:
        return False
