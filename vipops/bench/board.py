"""``vipops bench board``: a full house's snapshot over HTTP, and what it does to the ticks meanwhile."""

import gzip
import http.client
import json
import statistics
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from vipops.bench.figures import spread
from vipops.bench.hotel import Hotel, Person, SignedIn

TICKS_PER_SECOND = 20
PAUSE_BETWEEN_BOARDS = 0.1


def measure(
    url: str, house: Person, department: Person, *, runs: int, seconds: float, database: Path | None
) -> dict[str, Any]:
    """Snapshot times and sizes for the whole house and one department, ticks alone and beside snapshots.

    ``database`` is the SQLite file of the hotel at ``url``, for the floor; ``None`` leaves the floor out.
    """
    hotel = Hotel(url)
    manager, supervisor = hotel.sign_in(house), hotel.sign_in(department)
    tasks = iter(hotel.open_tasks(manager))

    def stir() -> None:
        # A board is made once and shared until the next event: each one measured is a new one.
        with closing(_line(url)) as line:
            _tick(line, manager, next(tasks))

    figures: dict[str, Any] = {
        "house": _snapshots(url, manager, runs, stir),
        "department": _snapshots(url, supervisor, runs, stir),
        "ticks_alone": _ticks(url, manager, tasks, seconds, beside=None),
        "ticks_beside_snapshots": _ticks(
            url, manager, tasks, seconds, beside=lambda: _snapshot(url, manager)
        ),
        "targets": {"house_seconds": 0.25, "house_mb": 0.6, "department_share": 1 / 3, "held_up_ms": 50},
    }
    quiet, busy = figures["ticks_alone"], figures["ticks_beside_snapshots"]
    figures["held_up_ms"] = {
        "p99": round(busy["p99_ms"] - quiet["p99_ms"], 2),
        "max": round(busy["max_ms"] - quiet["max_ms"], 2),
    }
    if database:
        figures["floors"] = {"bare_sqlite_json_gzip1": _floor(database, runs)}
        figures["ratio"] = round(
            figures["house"]["p50_ms"] / figures["floors"]["bare_sqlite_json_gzip1"]["p50_ms"], 2
        )
    return figures


def _snapshots(url: str, session: SignedIn, runs: int, stir: Callable[[], None]) -> dict[str, Any]:
    durations, sizes = [], []
    for _ in range(runs):
        stir()
        began = time.perf_counter()
        body = _snapshot(url, session)
        durations.append(time.perf_counter() - began)
        sizes.append(len(body))
    board = json.loads(gzip.decompress(body))
    return {
        **spread(durations),
        "wire_mb": round(statistics.median(sizes) / 1e6, 3),
        "stays": len(board["stays"]),
        "tasks": len(board["tasks"]),
    }


def _snapshot(url: str, session: SignedIn) -> bytes:
    with closing(_line(url)) as line:
        line.request("GET", "/api/board", headers={"Cookie": session.cookie, "Accept-Encoding": "gzip"})
        return line.getresponse().read()


def _ticks(
    url: str, session: SignedIn, tasks: Any, seconds: float, beside: Callable[[], Any] | None
) -> dict[str, Any]:
    """Ticks at a steady pace, timed from the moment each was due."""
    done = threading.Event()
    storm = threading.Thread(target=_storm, args=(beside, done)) if beside else None
    if storm:
        storm.start()
    durations = []
    with closing(_line(url)) as line:
        start = time.perf_counter()
        for number in range(int(seconds * TICKS_PER_SECOND)):
            due = start + number / TICKS_PER_SECOND
            time.sleep(max(0.0, due - time.perf_counter()))
            _tick(line, session, next(tasks))
            durations.append(time.perf_counter() - due)
    done.set()
    if storm:
        storm.join()
    return spread(durations)


def _storm(fetch: Callable[[], Any], done: threading.Event) -> None:
    while not done.is_set():
        fetch()
        done.wait(PAUSE_BETWEEN_BOARDS)


def _tick(line: http.client.HTTPConnection, session: SignedIn, task: dict[str, Any]) -> None:
    headers = {
        "Cookie": session.cookie,
        "X-CSRF-Token": session.csrf,
        "Idempotency-Key": str(uuid.uuid4()),
        "Content-Type": "application/json",
    }
    line.request("POST", f"/api/tasks/{task['id']}/tick", json.dumps({"version": task["version"]}), headers)
    answer = line.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"A tick was answered {answer.status}: {body[:200]!r}")


def _line(url: str) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    return http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port or 80, timeout=60)


FLOOR = """
SELECT json_group_array(json_object(
    'id', id, 'version', version, 'key', "key", 'source', json(source), 'stay_id', stay_id,
    'department', department, 'title', json(title), 'due_at', due_at, 'state', state,
    'points', json(points), 'assignee', assignee_id)) FROM tasks
"""


def _floor(database: Path, runs: int) -> dict[str, Any]:
    """The task fields of the interface, as JSON built by SQLite and packed: what any board must cost."""
    from vipops.storage import sqlite_module

    connect = sqlite_module().connect
    durations = []
    for _ in range(runs):
        began = time.perf_counter()
        with closing(connect(database)) as connection:
            text = connection.execute(FLOOR).fetchone()[0]
        packed = gzip.compress(text.encode(), compresslevel=1)
        durations.append(time.perf_counter() - began)
    return {**spread(durations), "mb": round(len(packed) / 1e6, 3)}


def people_of(staff: Sequence[dict[str, str]]) -> tuple[Person, Person]:
    """A lobby manager and a department's supervisor among the people who may sign in."""
    manager = next(person for person in staff if person["role"] == "lobby_manager")
    supervisor = next(person for person in staff if person["department"] == "housekeeping")
    return tuple(Person(one["username"], one["password"]) for one in (manager, supervisor))  # type: ignore[return-value]  # two of them
