"""Promise 1: a tick that was acknowledged is there after kill -9, and every number with it (a short run)."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Condition, Thread
from typing import Any

import orjson
import psutil
import pytest
import requests

from tests.support.builders import reservation
from tests.support.cast import CAST
from tests.support.folding import ROOT
from tests.support.house import Hotel, small_procedure
from vipops.queries import verification

CLIENTS = ("lobby", "lobby_late", "gm", "housekeeping_manager", "security_manager", "front_office_manager")
KILLS, ACKNOWLEDGED_BETWEEN = 3, 120
SERVE = (
    "from vipops.serve import House, serve;"
    "serve(House(port={port}, app='vipops.app:create_web_app()', worker=()))"
)
# Tasks that need no proof: done and reopened again and again.
TASKS = {
    "housekeeping_manager": ("room_made", "turndown", "room_after"),
    "security_manager": ("route",),
    "front_office_manager": ("briefing", "line_up", "registered", "folio", "farewell"),
}
ALL = tuple(template for some in TASKS.values() for template in some)


@dataclass
class Server:
    """The production server's web process, on a port that it keeps."""

    hotel: Hotel
    folder: Path
    port: int

    @contextmanager
    def running(self) -> Iterator[None]:
        """Runs until the block ends; then it is killed, all processes at once, without a word."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("VIPOPS_")}
        environment |= {
            "VIPOPS_DATABASE_URL": self.hotel.url,
            "VIPOPS_DATA": str(self.folder),
            "VIPOPS_SECRET_FILE": str(self.hotel.settings.secret_path),
            "VIPOPS_CHECKLISTS": str(small_procedure(self.hotel.folder)),
            "VIPOPS_CHEAP_HASHES": "1",
        }
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE.format(port=self.port)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield
        finally:
            family = [*psutil.Process(process.pid).children(recursive=True), process]
            for member in family:
                member.kill()
            process.wait()
            psutil.wait_procs(family[:-1])


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@dataclass
class Tally:
    """What the clients were told, and how the test waits for it."""

    acknowledged: list[tuple[str, int, int, str]] = field(default_factory=list)  # key, task, version, state
    faults: list[str] = field(default_factory=list)
    sent_again: int = 0
    stopped: bool = False
    changed: Condition = field(default_factory=Condition)

    def add(self, key: str, task: dict[str, Any]) -> None:
        with self.changed:
            self.acknowledged.append((key, task["id"], task["version"], task["state"]))
            self.changed.notify_all()

    def wait_for_more(self, number: int) -> None:
        with self.changed:
            wanted = len(self.acknowledged) + number
            reached = self.changed.wait_for(lambda: len(self.acknowledged) >= wanted or self.faults, 90)
        assert reached
        assert self.faults == []


class Tablet(Thread):
    """Ticks and reopens tasks of its own; what got no answer is sent again under the same key."""

    def __init__(self, server: Server, username: str, tasks: list[int], tally: Tally) -> None:
        super().__init__(daemon=True)
        self.server, self.username, self.tally = server, username, tally
        self.tasks = dict.fromkeys(tasks, (1, "open"))
        self.http = requests.Session()

    def run(self) -> None:
        try:
            self.sign_in()
            for number in count():
                if self.tally.stopped:
                    return
                self.tick_or_reopen(number, list(self.tasks)[number % len(self.tasks)])
        except Exception as error:  # noqa: BLE001  # told to the test, which fails by it
            self.tally.faults.append(f"{self.username}: {error!r}")

    def sign_in(self) -> None:
        body = {"username": self.username, "password": CAST[self.username].password}
        answer = self.send("POST", "/api/session", body, {})
        self.http.headers["X-CSRF-Token"] = answer.json()["csrf"]

    def tick_or_reopen(self, number: int, task: int) -> None:
        version, state = self.tasks[task]
        key = f"{self.username}-{number}"
        verb = "tick" if state == "open" else "reopen"
        path, body, headers = f"/api/tasks/{task}/{verb}", {"version": version}, {"Idempotency-Key": key}
        answer = self.send("POST", path, body, headers)
        shown = answer.json()["task"]
        if shown["version"] != version + 1:
            self.tally.faults.append(f"{key}: version {shown['version']} after {version}")
        self.tasks[task] = (shown["version"], shown["state"])
        self.tally.add(key, shown)
        if number % 10 == 9:  # promise 2: one in ten is sent again
            self.tally.sent_again += 1
            if self.send("POST", path, body, headers).content != answer.content:
                self.tally.faults.append(f"{key}: another answer")

    def send(
        self, method: str, path: str, body: dict[str, Any], headers: dict[str, str]
    ) -> requests.Response:
        while not self.tally.stopped:
            try:
                url = f"http://127.0.0.1:{self.server.port}{path}"
                answer = self.http.request(method, url, json=body, headers=headers, timeout=30)
            except requests.RequestException:
                with self.tally.changed:
                    self.tally.changed.wait(0.05)  # the server is down: it is started again
                continue
            if answer.status_code != 503:
                answer.raise_for_status()
                return answer
        raise requests.ConnectionError("stopped")


@pytest.mark.slow
@pytest.mark.parametrize("hotel_url", ["sqlite"], indirect=True)
def test_nothing_acknowledged_is_lost(hotel: Hotel, tmp_path: Path) -> None:
    for number in range(6):
        hotel.book(reservation(confirmation_number=f"K{number}", guest__profile_id=f"K{number}"))
    server, tally = Server(hotel, tmp_path / "data", free_port()), Tally()
    server.folder.mkdir()
    tablets = [
        Tablet(server, name, own_tasks(hotel, number, name), tally) for number, name in enumerate(CLIENTS)
    ]
    for turn in range(KILLS):
        with server.running():
            for tablet in tablets if turn == 0 else ():
                tablet.start()
            tally.wait_for_more(ACKNOWLEDGED_BETWEEN)
    with server.running():
        tally.wait_for_more(len(CLIENTS))
        tally.stopped = True
        for tablet in tablets:
            tablet.join(60)
    kept = told(hotel)
    lost = [ack for ack in tally.acknowledged if ack not in kept]
    assert lost == []
    assert len(tally.acknowledged) >= KILLS * ACKNOWLEDGED_BETWEEN
    assert tally.sent_again
    assert [row.seq for row in hotel.events()] == list(range(1, hotel.seq + 1))
    with hotel.inside():
        assert [fault for checked in verification.check(b"") for fault in checked.faults] == []


def own_tasks(hotel: Hotel, number: int, username: str) -> list[int]:
    """A stay of one's own, so that nobody overtakes anybody: who comes late here has lost something."""
    rows = [row for row in hotel.rows_of("tasks") if row.stay_id == number + 1]
    return [row.id for row in rows if row.template in TASKS.get(username, ALL)]


def told(hotel: Hotel) -> set[tuple[str, int, int, str]]:
    """Every answer that is stored and whose effect the journal tells exactly once."""
    bodies = [
        orjson.loads(row.body) for row in hotel.events() if row.kind in ("task_ticked", "task_reopened")
    ]
    effects = [(body["task"]["id"], body["task"]["version"], body["task"]["state"]) for body in bodies]
    assert len(set(effects)) == len(effects)
    answers = [(row.key, orjson.loads(row.body)["task"]) for row in hotel.rows_of("answers")]
    return {
        (key, task["id"], task["version"], task["state"])
        for key, task in answers
        if (task["id"], task["version"], task["state"]) in set(effects)
    }
