"""Live equals reload: a board held before, folded with the events since, is the board fetched now.

The fold is written twice: here in a few lines of Python, and in the ``apply.js`` that the screens run.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.conftest import unavailable
from tests.support.house import Hotel
from vipops.domain.permissions import WALL, Actor, at_the_wall
from vipops.events import KINDS
from vipops.queries import board, journal

ROOT = Path(__file__).resolve().parents[2]
# One of each class of visibility: the whole house, and four departments of their own.
# And a wall screen, which is told of the whole house, but only what it draws.
WATCHERS = (
    "lobby",
    "wall",
    "sales",
    "housekeeping_attendant",
    "front_office_supervisor",
    "concierge_attendant",
)

Board = dict[str, Any]
PARTS = ("stays", "tasks", "alarms", "collisions", "staff")
# What leaves the board with the event that says it is over.
STANDING = {"alarm": "alarms", "collision": "collisions"}


@contextmanager
def snapshot_plus_events_equals_fresh_snapshot(hotel: Hotel) -> Iterator[None]:
    """Whatever the block changes, every watcher's events tell it."""
    before = {watcher: snapshot(hotel, watcher) for watcher in WATCHERS}
    yield
    events = {watcher: events_after(hotel, watcher, before[watcher]["seq"]) for watcher in WATCHERS}
    fresh = {watcher: snapshot(hotel, watcher) for watcher in WATCHERS}
    for watcher in WATCHERS:
        assert fold(before[watcher], events[watcher]) == fresh[watcher], f"{watcher}, in Python"
    if hotel.url.startswith("sqlite"):  # what both databases tell is compared above; Node takes its time
        in_javascript = folded_by_the_screens([(before[watcher], events[watcher]) for watcher in WATCHERS])
        for watcher, by_screen in zip(WATCHERS, in_javascript, strict=True):
            assert in_order(by_screen) == fresh[watcher], f"{watcher}, in apply.js"


def snapshot(hotel: Hotel, watcher: str) -> Board:
    """The board as this person would fetch it, rows in the order of their ids."""
    with hotel.inside():
        found: Board = json.loads(board.snapshot(_actor(hotel, watcher), hotel.house)[1])
    return in_order({part: [] for part in PARTS} | found)


def events_after(hotel: Hotel, watcher: str, seq: int) -> list[dict[str, Any]]:
    """The events as this person would fetch them; every number is there."""
    with hotel.inside():
        found = json.loads(journal.after(_actor(hotel, watcher), seq))
    events: list[dict[str, Any]] = found["events"]
    assert [event["seq"] for event in events] == list(range(seq + 1, found["seq"] + 1))
    return events


def fold(before: Board, events: list[dict[str, Any]]) -> Board:
    """The board after the events."""
    rows = {part: {row["id"]: row for row in before[part]} for part in PARTS}
    for event in events:
        _change(rows, event)
    board = before | {
        part: event[part] for event in events for part in ("departments", "grades") if part in event
    }
    here = [task for task in rows["tasks"].values() if task["stay_id"] in rows["stays"]]
    return in_order(
        board
        | {"seq": events[-1]["seq"] if events else before["seq"]}
        | {part: [*rows[part].values()] for part in PARTS if part != "tasks"}
        | {"tasks": here}
    )


def in_order(found: Board) -> Board:
    def by_id(part: str) -> list[dict[str, Any]]:
        return sorted(found[part], key=lambda row: int(row["id"]))

    return found | {part: by_id(part) for part in PARTS}


def folded_by_the_screens(told: list[tuple[Board, list[dict[str, Any]]]]) -> list[Board]:
    """What ``static/js/board/apply.js`` makes of the same snapshots and events."""
    node = shutil.which("node")
    if node is None:
        unavailable("no Node.js on this machine (Debian: apt install nodejs)")
    asked = [{"snapshot": before, "events": events} for before, events in told]
    finished = subprocess.run(
        [node, ROOT / "tests/js/fold.mjs"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert finished.returncode == 0, finished.stderr
    folded: list[Board] = json.loads(finished.stdout)
    return folded


def _actor(hotel: Hotel, watcher: str) -> Actor:
    return at_the_wall(hotel.actor("lobby")) if watcher == WALL else hotel.actor(watcher)


def _change(rows: dict[str, dict[int, Any]], event: dict[str, Any]) -> None:
    assert event["kind"] == "hidden" or event["kind"] in KINDS, event
    if "stay" in event:
        rows["stays"][event["stay"]["id"]] = event["stay"]
    for left in event.get("left", []):
        rows["tasks"].pop(left, None)
    for task in [*event.get("tasks", []), *([event["task"]] if "task" in event else [])]:
        rows["tasks"][task["id"]] = task
    if event["kind"] == "stay_closed":
        rows["stays"].pop(event["stay_id"], None)
        rows["tasks"] = {key: row for key, row in rows["tasks"].items() if row["stay_id"] != event["stay_id"]}
    for name, part in STANDING.items():
        if name in event:
            rows[part].pop(event[name]["id"], None)
            if event[name]["over_at"] is None:
                rows[part][event[name]["id"]] = event[name]
    if "staff" in event:
        _change_person(rows["staff"], event["staff"])


def _change_person(people: dict[int, Any], person: dict[str, Any]) -> None:
    if person["active"]:
        people[person["id"]] = {name: value for name, value in person.items() if name != "active"}
    else:
        people.pop(person["id"], None)
