"""What the journal told, folded: every row as it last was, also of stays that have left the board.

Written from the description of the events (``vipops.events``), not from the code that tells them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]

DONE = frozenset({"done", "signed_off"})
RECORDS = frozenset({"request", "complaint", "lost_property", "grant", "meal", "wake_up", "handover"})
OPEN = frozenset({"waiting", "open", "in_progress"})


@dataclass(slots=True)
class Ledger:
    """Rows by id."""

    seq: int = 0
    stays: dict[int, Row] = field(default_factory=dict)
    tasks: dict[int, Row] = field(default_factory=dict)
    letters: dict[int, Row] = field(default_factory=dict)
    alarms: dict[int, Row] = field(default_factory=dict)
    collisions: dict[int, Row] = field(default_factory=dict)
    # What travels without its words: requests, complaints, meals … by kind and id.
    records: defaultdict[str, dict[int, Row]] = field(default_factory=lambda: defaultdict(dict))
    closed: set[int] = field(default_factory=set)
    _plans: dict[int, dict[str, int]] = field(default_factory=dict)

    def apply(self, event: Mapping[str, Any]) -> None:
        """Fold one event; call it for each in order."""
        self.seq = event["seq"]
        if "stay" in event:
            self.stays[event["stay"]["id"]] = event["stay"]
            self.closed.discard(event["stay"]["id"])
        for row in tasks_in(event):
            self.tasks[row["id"]] = row
            self._plans.setdefault(row["stay_id"], {})[row["key"]] = row["id"]
        for member, rows in (
            ("letter", self.letters),
            ("alarm", self.alarms),
            ("collision", self.collisions),
        ):
            if member in event:
                rows[event[member]["id"]] = event[member]
        for kind in RECORDS & event.keys():
            self.records[kind][event[kind]["id"]] = event[kind]
        if event["kind"] == "stay_closed":
            self.closed.add(event["stay_id"])

    def plan(self, stay_id: int) -> Iterator[Row]:
        """The stay's tasks."""
        return (self.tasks[number] for number in self._plans.get(stay_id, {}).values())

    def task(self, stay_id: int, key: str) -> Row | None:
        """The stay's task of this key."""
        number = self._plans.get(stay_id, {}).get(key)
        return self.tasks[number] if number is not None else None

    def board(self) -> dict[str, Any]:
        """What a screen that followed from the beginning shows: {seq, stays, tasks, …} by id."""
        return {
            "seq": self.seq,
            "stays": {key: row for key, row in self.stays.items() if key not in self.closed},
            "tasks": {
                key: row
                for key, row in self.tasks.items()
                if row["stay_id"] in self.stays and row["stay_id"] not in self.closed
            },
            "alarms": {key: row for key, row in self.alarms.items() if row["over_at"] is None},
            "collisions": {key: row for key, row in self.collisions.items() if row["over_at"] is None},
        }


def tasks_in(event: Mapping[str, Any]) -> Iterator[Row]:
    """The task rows that an event carries."""
    yield from event.get("tasks", ())
    if "task" in event:
        yield event["task"]


def settled(row: Mapping[str, Any]) -> bool:
    """Whether what waits for the task may begin: done, and signed where two hands are asked for."""
    if row["state"] in {"signed_off", "skipped", "cancelled"}:
        return True
    return row["state"] == "done" and not row["second_signature"]
