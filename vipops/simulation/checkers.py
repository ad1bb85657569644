"""The invariants of a house, each watched by somebody who shares no code with the services.

A checker hears every event before the ledger folds it, and looks at the database now and then. What it finds
wrong it says in a sentence.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from vipops.simulation.ledger import DONE, OPEN, Ledger, Row, settled, tasks_in
from vipops.simulation.world import Heard


@dataclass(frozen=True, slots=True)
class Sight:
    """What is in the database at a moment: rows of the tables, and the board that a new screen fetches."""

    now: datetime
    zone: ZoneInfo
    tasks: list[Row] = field(default_factory=list)
    # Open work of days in house that only the hotel's clock says the time of: {stay_id, template, at}.
    days_ahead: list[Row] = field(default_factory=list)
    # Those that stand.
    alarms: list[Row] = field(default_factory=list)
    board: dict[str, Any] = field(default_factory=dict)
    # Requests, complaints and lost property: kind -> id -> state.
    records: dict[str, dict[int, str]] = field(default_factory=dict)
    # Only at a thorough look: what laying the plans again would change, and what ``vipops verify`` finds.
    unplanned: list[str] = field(default_factory=list)
    unverified: list[str] = field(default_factory=list)


class Checker:
    """One invariant; ``name`` and ``zh`` say it."""

    name, zh = "", ""

    def hear(self, _heard: Heard, _before: Ledger) -> Iterable[str]:
        """What is wrong with this event."""
        return ()

    def look(self, _sight: Sight, _ledger: Ledger) -> Iterable[str]:
        """What is wrong with the database."""
        return ()


class NoTaskIsLost(Checker):
    """Every task that was told is there as it was told last, and none is there untold."""

    name, zh = "no task is lost", "任务不丢失"

    def hear(self, heard: Heard, before: Ledger) -> Iterator[str]:
        for row in tasks_in(heard.event):
            was = before.tasks.get(row["id"])
            taken_back = row["state"] == "cancelled" and was is not None and was["state"] != "cancelled"
            if taken_back and heard.event["kind"] not in {"plan_moved", "task_cancelled"}:
                yield f"task {row['id']} was taken back by {heard.event['kind']}, not by a change of the plan"

    def look(self, sight: Sight, ledger: Ledger) -> Iterator[str]:
        there = {row["id"]: row for row in sight.tasks}
        for number in ledger.tasks.keys() - there.keys():
            yield f"task {number} was told and is gone"
        for number in there.keys() - ledger.tasks.keys():
            yield f"task {number} is there and was never told"
        for number, row in there.items():
            told = ledger.tasks.get(number)
            if told is not None and any(told[name] != row[name] for name in ("state", "due_at", "version")):
                yield f"task {number} is {row['state']}, but {told['state']} in the journal"


class NoTaskIsDoubled(Checker):
    """One task for one piece of work of a stay."""

    name, zh = "no task is doubled", "任务不重复"

    def look(self, sight: Sight, _ledger: Ledger) -> Iterator[str]:
        keys = Counter((row["stay_id"], row["key"]) for row in sight.tasks)
        work = Counter((row["stay_id"], row["template"], row["subject"]) for row in sight.tasks)
        for (stay_id, *what), times in (keys + Counter()).items() | work.items():
            if times > 1:
                yield f"stay {stay_id} has {times} tasks for {' '.join(what)}"


# Which tasks hold which step, as the procedure has it: a guest at the door stands at the room's gate too.
GATES: Mapping[str, tuple[str, ...]] = {
    "stay_ready": ("ready",),
    "stay_en_route": ("en_route",),
    "stay_arrived": ("ready", "arrive"),
    "stay_in_house": ("settle",),
    "stay_departing": ("start_departure",),
    "stay_departed": ("depart",),
}


class NoGateIsPassedUnseen(Checker):
    """A step past a closed gate says whose work is missing, and why it was passed."""

    name, zh = "no gate is passed without record", "放行必有记录"

    def hear(self, heard: Heard, before: Ledger) -> Iterator[str]:
        gates = GATES.get(heard.event["kind"])
        if gates is None:
            return
        stay_id = heard.event["stay_id"]
        missing = {row["id"] for row in before.plan(stay_id) if row["gate"] in gates and not settled(row)}
        passed = heard.event.get("passed") or {}
        said = {one["task_id"] for one in passed.get("missing", ())}
        if said != missing:
            yield f"{heard.event['kind']} of stay {stay_id}: {missing} were missing, {said} are on record"
        if missing and not str(passed.get("reason", "")).strip():
            yield f"{heard.event['kind']} of stay {stay_id} passed a closed gate without a reason"


class OrderIsKept(Checker):
    """Nothing is done before what it waits for, and nothing waits for what is done."""

    name, zh = "the order is kept", "先后次序不乱"

    def hear(self, heard: Heard, before: Ledger) -> Iterator[str]:
        if heard.event["kind"] != "task_ticked":
            return
        row = heard.event["task"]
        for first in _unsettled(row, before):
            yield f"task {row['id']} ({row['key']}) was done before {first}"

    def look(self, _sight: Sight, ledger: Ledger) -> Iterator[str]:
        for row in ledger.tasks.values():
            waits_for = _unsettled(row, ledger) if row["state"] in OPEN else []
            if row["state"] in {"open", "in_progress"} and waits_for:
                yield f"task {row['id']} ({row['key']}) is open before {waits_for}"
            if row["state"] == "waiting" and not waits_for:
                yield f"task {row['id']} ({row['key']}) waits for nothing"


class DoneStaysDone(Checker):
    """What is done is not moved and not taken back, unless a person opens it again."""

    name, zh = "done work stays", "已完成的不变动"

    def hear(self, heard: Heard, before: Ledger) -> Iterator[str]:
        for row in tasks_in(heard.event):
            was = before.tasks.get(row["id"])
            if was is None or was["state"] not in DONE or heard.event["kind"] == "task_reopened":
                continue
            if row["state"] not in DONE:
                yield f"task {row['id']} was {was['state']} and is {row['state']} by {heard.event['kind']}"
            elif (row["due_at"], row["done_at"], row["done_by"]) != (
                was["due_at"],
                was["done_at"],
                was["done_by"],
            ):
                yield f"task {row['id']} was done and has been moved by {heard.event['kind']}"


class TwoHandsSign(Checker):
    """Where two signatures are asked for, two people gave them."""

    name, zh = "two people sign", "双人签字"

    def hear(self, heard: Heard, _before: Ledger) -> Iterator[str]:
        for row in tasks_in(heard.event):
            if row["state"] == "signed_off" and row["signed_by"] in {None, row["done_by"]}:
                yield f"task {row['id']} was done and signed by {row['done_by']}"


class OncePerDay(Checker):
    """The work of the days in house is there once for each hotel day, without a gap, at its own hour."""

    name, zh = "every day has its work once", "每日工作恰好一次"

    def look(self, sight: Sight, _ledger: Ledger) -> Iterator[str]:
        days: dict[tuple[int, str], list[tuple[date, Row]]] = {}
        for row in sight.tasks:
            day = _day(row["subject"])
            if day is not None:
                days.setdefault((row["stay_id"], row["template"]), []).append((day, row))
        for (stay_id, template), found in days.items():
            here = f"{template} of stay {stay_id}"
            between = sorted(day for day, _ in found)
            if len(between) != len(set(between)):
                yield f"{here} is there twice for a day"
            if between[-1] - between[0] != timedelta(days=len(set(between)) - 1):
                yield f"{here} leaves out a day: {', '.join(map(str, between))}"


class ADayHasItsHour(Checker):
    """Due at ten is due at ten by the hotel's clock, also after the clocks changed."""

    name, zh = "hours are the hotel's own", "时刻以酒店时钟为准"

    def look(self, sight: Sight, _ledger: Ledger) -> Iterator[str]:
        hours: dict[tuple[int, str], set[str]] = {}
        for row in sight.days_ahead:
            clock = row["at"].astimezone(sight.zone).strftime("%H:%M")
            hours.setdefault((row["stay_id"], row["template"]), set()).add(clock)
        for (stay_id, template), clocks in hours.items():
            if len(clocks) > 1:
                yield f"{template} of stay {stay_id} is due at {', '.join(sorted(clocks))} on different days"


class AlarmsRingOnce(Checker):
    """Each rung of an alarm once, never for finished work, and standing only while it means something."""

    name, zh = "every alarm rings once", "每级提醒只响一次"

    def __init__(self) -> None:
        self._rung: set[tuple[int, str, int]] = set()

    def hear(self, heard: Heard, before: Ledger) -> Iterator[str]:
        if heard.event["kind"] != "alarm_raised":
            return
        row = heard.event["alarm"]
        once = (row["task_id"], row["due_at"], row["rung"])
        if once in self._rung:
            yield f"alarm {row['id']} rang again for rung {row['rung']} of task {row['task_id']}"
        self._rung.add(once)
        task = before.tasks.get(row["task_id"])
        # Done and not signed yet is not finished.
        if task is None or settled(task):
            yield f"alarm {row['id']} rang for task {row['task_id']}, which is {task and task['state']}"

    def look(self, sight: Sight, ledger: Ledger) -> Iterator[str]:
        there = {row["id"]: row["task_id"] for row in sight.alarms}
        told = {number for number, row in ledger.alarms.items() if row["over_at"] is None}
        for number in there.keys() ^ told:
            yield f"alarm {number} stands only in the {'database' if number in there else 'journal'}"
        for number, task_id in there.items():
            if settled(ledger.tasks[task_id]):
                yield f"alarm {number} stands for task {task_id}, which is finished"


class ScreensAreRight(Checker):
    """A screen that followed every event shows what a new one fetches."""

    name, zh = "snapshot and events agree", "快照与事件一致"

    def look(self, sight: Sight, ledger: Ledger) -> Iterator[str]:
        followed = ledger.board()
        if followed["seq"] != sight.board["seq"]:
            yield f"the board stands at {sight.board['seq']}, the journal at {followed['seq']}"
        for part in ("stays", "tasks", "alarms", "collisions"):
            fresh = {row["id"]: row for row in sight.board[part]}
            for number in fresh.keys() | followed[part].keys():
                if fresh.get(number) != followed[part].get(number):
                    yield f"{part} {number}: {_difference(followed[part].get(number), fresh.get(number))}"


class TheChainHolds(Checker):
    """Numbers without a gap, each event's hash over the one before."""

    name, zh = "the chain of the journal holds", "日志链完整"

    def __init__(self) -> None:
        self._last, self._link = 0, ""

    @property
    def link(self) -> str:
        """The hash that stands for the whole journal."""
        return self._link

    def hear(self, heard: Heard, _before: Ledger) -> Iterator[str]:
        if heard.seq != self._last + 1:
            yield f"event {heard.seq} follows {self._last}"
        self._link = hashlib.sha256(f"{self._link}\n{heard.raw}".encode()).hexdigest()
        if self._link != heard.hash:
            yield f"event {heard.seq} is not what was recorded"
            self._link = heard.hash
        self._last = heard.seq


# How far a record has come, and which step of it a task takes.
WAY: Mapping[str, tuple[str, ...]] = {
    "request": ("recorded", "acknowledged", "done", "called_back"),
    "complaint": ("recorded", "calmed", "owned", "resolved", "followed_up"),
    "lost_property": ("found", "stored", "guest_told", "returned"),
}
TAKES: Mapping[str, tuple[str, str]] = {
    "do": ("request", "done"),
    "call_back": ("request", "called_back"),
    "calm": ("complaint", "calmed"),
    "own": ("complaint", "owned"),
    "resolve": ("complaint", "resolved"),
    "follow_up": ("complaint", "followed_up"),
    "store": ("lost_property", "stored"),
    "tell_guest": ("lost_property", "guest_told"),
    "give_back": ("lost_property", "returned"),
}


class RecordsAndTasksAgree(Checker):
    """A wish whose task is done is done, and none is done while its task is open."""

    name, zh = "records and tasks agree", "事项与任务一致"

    def look(self, sight: Sight, ledger: Ledger) -> Iterator[str]:
        for kind, there in sight.records.items():
            told = {number: row["state"] for number, row in ledger.records[kind].items()}
            for number in there.keys() | told.keys():
                if there.get(number) != told.get(number):
                    yield f"{kind} {number} is {there.get(number)}, but {told.get(number)} in the journal"
        for row in ledger.tasks.values():
            if row["fires"]:
                yield from _disagreement(row, sight.records)


class PlansAreWhole(Checker):
    """Laying a plan again changes nothing: nothing is missing, nothing is spent, nothing stands elsewhere."""

    name, zh = "plans are whole", "计划完整"

    def look(self, sight: Sight, _ledger: Ledger) -> Iterator[str]:
        yield from sight.unplanned


class TheServiceAgrees(Checker):
    """``vipops verify`` finds no fault either."""

    name, zh = "the service's own check agrees", "系统自检一致"

    def look(self, sight: Sight, _ledger: Ledger) -> Iterator[str]:
        yield from sight.unverified


CHECKERS: tuple[type[Checker], ...] = (
    NoTaskIsLost,
    NoTaskIsDoubled,
    NoGateIsPassedUnseen,
    OrderIsKept,
    DoneStaysDone,
    TwoHandsSign,
    OncePerDay,
    ADayHasItsHour,
    AlarmsRingOnce,
    RecordsAndTasksAgree,
    PlansAreWhole,
    ScreensAreRight,
    TheChainHolds,
    TheServiceAgrees,
)


def _disagreement(row: Row, records: Mapping[str, Mapping[int, str]]) -> Iterator[str]:
    kind, taken = TAKES[row["fires"]]
    state = records[kind].get(int(row["subject"]))
    here = f"task {row['id']} ({row['key']}) is {row['state']}, but its {kind} {state}"
    if state not in WAY[kind]:  # withdrawn or given up: nothing of the way is begun any more
        if row["state"] in OPEN:
            yield here
        return
    reached = WAY[kind].index(state) >= WAY[kind].index(taken)
    if reached and row["state"] in OPEN:
        yield here
    if not reached and row["state"] in DONE and settled(row):
        yield here


def _unsettled(row: Row, ledger: Ledger) -> list[str]:
    """The keys of what the task still waits for."""
    found = ((key, ledger.task(row["stay_id"], key)) for key in row["after"])
    return [key for key, first in found if first is not None and not settled(first)]


def _day(subject: str) -> date | None:
    try:
        return date.fromisoformat(subject)
    except ValueError:
        return None


def _difference(followed: Row | None, fresh: Row | None) -> str:
    if followed is None or fresh is None:
        return "only on the screen that followed" if followed else "only in the snapshot"
    return ", ".join(
        f"{name} {followed.get(name)!r} instead of {fresh.get(name)!r}"
        for name in fresh
        if followed.get(name) != fresh.get(name)
    )
