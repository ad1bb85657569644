"""The least that the load generator takes for a hotel: sign-in, a board of open tasks, ticks that commit.

Faults can be planted by environment: ``BARE_HOTEL_FORGETS=n`` does not broadcast every n-th tick,
``BARE_HOTEL_PAUSES=n`` stands still for a second at the n-th, ``BARE_HOTEL_REFUSES=1`` refuses all.
"""

import itertools
import os
import sqlite3
import tempfile
import time
from http.cookies import SimpleCookie
from pathlib import Path

import orjson
from flask import Flask, Response, request

from vipops.live.gate import Environ, Pass
from vipops.live.server import open_live

TASKS = int(os.environ.get("BARE_HOTEL_TASKS", "20000"))
FORGETS = int(os.environ.get("BARE_HOTEL_FORGETS", "0"))
PAUSES = int(os.environ.get("BARE_HOTEL_PAUSES", "0"))
REFUSES = os.environ.get("BARE_HOTEL_REFUSES", "")
TITLE = {"zh": "核" * 40, "en": "x" * 120}


def who(environ: Environ) -> Pass | None:
    cookie = SimpleCookie(environ.get("HTTP_COOKIE", "")).get("session")
    return Pass(int(cookie.value), int(cookie.value), cookie.value, "1:all") if cookie else None


def create_app() -> Flask:
    app = Flask(__name__)
    live = open_live(app, who)
    database = sqlite3.connect(Path(tempfile.mkdtemp()) / "bare.sqlite3", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE event (seq INTEGER PRIMARY KEY, body TEXT NOT NULL)")
    sessions = itertools.count(1)

    @app.post("/api/session")
    def sign_in():
        answer = Response(orjson.dumps({"csrf": "token"}), mimetype="application/json")
        answer.set_cookie("session", str(next(sessions)))
        return answer

    @app.get("/api/board")
    def board():
        tasks = [{"id": number, "version": 1, "state": "open"} for number in range(1, TASKS + 1)]
        return Response(orjson.dumps({"seq": 0, "tasks": tasks}), mimetype="application/json")

    @app.post("/api/tasks/<int:task_id>/tick")
    def tick(task_id: int):
        assert request.headers["X-CSRF-Token"] == "token"
        if REFUSES:
            return Response("somebody was first", 409)
        database.execute("BEGIN IMMEDIATE")
        seq = database.execute("INSERT INTO event (body) VALUES ('x') RETURNING seq").fetchone()[0]
        task = {"id": task_id, "version": request.get_json()["version"] + 1, "title": TITLE}
        event = {"seq": seq, "kind": "task_ticked", "at": "2026-01-01T12:00:00+00:00", "by": 1, "task": task}
        database.execute("UPDATE event SET body = ? WHERE seq = ?", (orjson.dumps(event).decode(), seq))
        database.execute("COMMIT")
        if seq == PAUSES:
            _stand_still(1)
        if not FORGETS or seq % FORGETS:
            live.broadcast("1:all", b"[" + orjson.dumps(event) + b"]")
        return Response(orjson.dumps({"task": task}), mimetype="application/json")

    return app


def _stand_still(seconds: float) -> None:
    """Block the whole event loop, as a computation would."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass
