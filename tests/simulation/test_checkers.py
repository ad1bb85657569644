"""Every checker sees a planted fault, and none where there is none."""

import shutil
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import text

from tests.simulation.conftest import Past
from vipops import models
from vipops.services.transactions import chained
from vipops.simulation.checkers import CHECKERS, OPEN, TAKES, WAY, Sight
from vipops.simulation.ledger import Ledger, settled
from vipops.simulation.watch import Watch, sight
from vipops.simulation.world import Heard
from vipops.storage import db, reading


class Evidence:
    """What the checkers are shown; a test bends it before they look."""

    def __init__(self, journal: list[Heard], seen: Sight) -> None:
        self.journal, self.sight = journal, seen

    def faults(self) -> dict[str, int]:
        watch, ledger = Watch(), Ledger()
        for heard in self.journal:
            watch.hear(heard, ledger)
            ledger.apply(heard.event)
        watch.look(self.sight, ledger)
        return dict(watch.faults)

    def first(self, fits: Callable[[dict[str, Any], Ledger], bool]) -> tuple[int, Ledger]:
        """The place of the first event that fits, and what was before it."""
        ledger = Ledger()
        for place, heard in enumerate(self.journal):
            if fits(heard.event, ledger):
                return place, ledger
            ledger.apply(heard.event)
        raise AssertionError("nothing of the kind happened")

    def whole(self) -> Ledger:
        return self.first(lambda event, _before: event["seq"] == len(self.journal))[1]

    def rewrite(self, place: int, **members: Any) -> None:
        """Another event in its place, with a chain that holds from there on."""
        self.journal[place] = self.journal[place]._replace(event={**self.journal[place].event, **members})
        self._chain(place)

    def tell(self, kind: str, **members: Any) -> None:
        """One more event at the end."""
        last = self.journal[-1]
        told = {"seq": last.seq + 1, "kind": kind, "at": last.event["at"], "by": None, **members}
        self.journal.append(Heard(last.seq + 1, "", "", told))
        self._chain(len(self.journal) - 1)
        self.sight.board["seq"] = last.seq + 1

    def _chain(self, start: int) -> None:
        link = self.journal[start - 1].hash if start else ""
        for place in range(start, len(self.journal)):
            raw = orjson.dumps(self.journal[place].event).decode()
            link = chained(link, raw)
            self.journal[place] = self.journal[place]._replace(raw=raw, hash=link)


@pytest.fixture(scope="session")
def kept(two_days: Past) -> Evidence:
    event = models.Event
    with two_days.app().app_context(), reading() as connection:
        rows = connection.execute(
            event.__table__.select()
            .where(event.property_id == two_days.lived.world.house.id)
            .order_by(event.seq)
        )
        journal = [Heard(row.seq, row.body, row.hash, orjson.loads(row.body)) for row in rows]
        return Evidence(journal, sight(two_days.lived.world, thorough=True))


@pytest.fixture
def evidence(kept: Evidence) -> Evidence:
    return Evidence(list(kept.journal), deepcopy(kept.sight))


def test_nothing_is_wrong_with_what_was_lived(evidence: Evidence) -> None:
    assert evidence.faults() == {}


def a_task_is_gone(evidence: Evidence) -> None:
    evidence.sight.tasks.pop()


def a_task_was_never_told(evidence: Evidence) -> None:
    evidence.sight.tasks.append({**evidence.sight.tasks[0], "id": 10**6, "key": "x", "template": "x"})


def a_task_changed_in_silence(evidence: Evidence) -> None:
    row = next(row for row in evidence.sight.tasks if row["state"] == "open")
    row["state"] = "skipped"


def a_task_is_taken_back_by_nobody(evidence: Evidence) -> None:
    row = next(row for row in evidence.whole().tasks.values() if row["state"] == "open")
    evidence.tell("plan_laid", stay_id=row["stay_id"], tasks=[{**row, "state": "cancelled"}])


def a_task_is_there_twice(evidence: Evidence) -> None:
    evidence.sight.tasks.append({**evidence.sight.tasks[0], "id": 10**6, "key": "another"})


def a_gate_is_passed_in_silence(evidence: Evidence) -> None:
    place, _before = evidence.first(lambda event, _before: "passed" in event)
    evidence.rewrite(place, passed=None)


def a_gate_is_passed_without_reason(evidence: Evidence) -> None:
    place, _before = evidence.first(lambda event, _before: "passed" in event)
    evidence.rewrite(place, passed={**evidence.journal[place].event["passed"], "reason": " "})


def a_missing_task_is_not_named(evidence: Evidence) -> None:
    place, _before = evidence.first(lambda event, _before: "passed" in event)
    evidence.rewrite(place, passed={**evidence.journal[place].event["passed"], "missing": []})


def a_task_is_done_too_early(evidence: Evidence) -> None:
    def has_open_work(event: dict[str, Any], before: Ledger) -> bool:
        return event["kind"] == "task_ticked" and any(
            not settled(row) and row["id"] != event["task_id"] for row in before.plan(event["stay_id"])
        )

    place, before = evidence.first(has_open_work)
    event = evidence.journal[place].event
    later = next(
        row for row in before.plan(event["stay_id"]) if not settled(row) and row["id"] != event["task_id"]
    )
    evidence.rewrite(place, task={**event["task"], "after": [later["key"]]})


def a_task_waits_for_nothing(evidence: Evidence) -> None:
    row = next(row for row in evidence.whole().tasks.values() if row["state"] == "open" and not row["after"])
    evidence.tell("task_waiting", stay_id=row["stay_id"], task={**row, "state": "waiting"})


def done_work_is_moved(evidence: Evidence) -> None:
    row = next(row for row in evidence.whole().tasks.values() if row["state"] == "done")
    evidence.tell("plan_moved", stay_id=row["stay_id"], tasks=[{**row, "due_at": "2026-10-30T00:00:00Z"}])


def done_work_is_taken_back(evidence: Evidence) -> None:
    row = next(row for row in evidence.whole().tasks.values() if row["state"] == "done")
    evidence.tell("plan_moved", stay_id=row["stay_id"], tasks=[{**row, "state": "cancelled"}])


def one_hand_signs_twice(evidence: Evidence) -> None:
    place, _before = evidence.first(lambda event, _before: event["kind"] == "task_signed_off")
    task = evidence.journal[place].event["task"]
    evidence.rewrite(place, task={**task, "signed_by": task["done_by"]})


def a_day_is_left_out(evidence: Evidence) -> None:
    days = _days(evidence)
    evidence.sight.tasks.remove(days[1])


def a_day_has_its_work_twice(evidence: Evidence) -> None:
    days = _days(evidence)
    days[1]["subject"] = days[0]["subject"]


def an_hour_is_not_the_hotels(evidence: Evidence) -> None:
    row = evidence.sight.days_ahead[0]
    evidence.sight.days_ahead.append({**row, "at": row["at"] + timedelta(hours=1)})


def an_alarm_rings_again(evidence: Evidence) -> None:
    place, _before = evidence.first(lambda event, _before: event["kind"] == "alarm_raised")
    event = evidence.journal[place].event
    evidence.tell("alarm_raised", stay_id=event["stay_id"], alarm=event["alarm"])


def an_alarm_rings_for_finished_work(evidence: Evidence) -> None:
    place, _before = evidence.first(lambda event, _before: event["kind"] == "alarm_raised")
    done = next(row for row in evidence.whole().tasks.values() if settled(row))
    alarm = {**evidence.journal[place].event["alarm"], "id": 10**6, "task_id": done["id"], "rung": 9}
    evidence.tell("alarm_raised", stay_id=done["stay_id"], alarm=alarm)


def an_alarm_stands_unheard(evidence: Evidence) -> None:
    evidence.sight.alarms.append({"id": 10**6, "task_id": evidence.sight.tasks[0]["id"]})


def a_record_and_its_task_part(evidence: Evidence) -> None:
    row = next(row for row in evidence.whole().tasks.values() if row["fires"] and row["state"] != "cancelled")
    kind, taken = TAKES[row["fires"]]
    number = int(row["subject"])
    state = taken if row["state"] in OPEN else WAY[kind][0]
    evidence.sight.records[kind][number] = state
    record = {"id": number, "stay_id": row["stay_id"], "state": state, "version": 9}
    evidence.tell("request_done", stay_id=row["stay_id"], **{kind: record})


def a_wish_is_another_in_the_journal(evidence: Evidence) -> None:
    records = evidence.sight.records["request"]
    records[next(iter(records))] = "withdrawn"


def a_screen_shows_something_else(evidence: Evidence) -> None:
    evidence.sight.board["tasks"][0]["due_at"] = "2026-10-30T00:00:00Z"


def a_screen_lacks_a_stay(evidence: Evidence) -> None:
    evidence.sight.board["stays"].pop()


def an_event_was_rewritten(evidence: Evidence) -> None:
    evidence.journal[40] = evidence.journal[40]._replace(
        raw=evidence.journal[40].raw.replace("2026", "2025", 1)
    )


def an_event_is_missing(evidence: Evidence) -> None:
    del evidence.journal[40]


PLANTED = {
    "no task is lost": (
        a_task_is_gone, a_task_was_never_told, a_task_changed_in_silence, a_task_is_taken_back_by_nobody,
    ),
    "no task is doubled": (a_task_is_there_twice,),
    "no gate is passed without record": (
        a_gate_is_passed_in_silence, a_gate_is_passed_without_reason, a_missing_task_is_not_named,
    ),
    "the order is kept": (a_task_is_done_too_early, a_task_waits_for_nothing),
    "done work stays": (done_work_is_moved, done_work_is_taken_back),
    "two people sign": (one_hand_signs_twice,),
    "every day has its work once": (a_day_is_left_out, a_day_has_its_work_twice),
    "hours are the hotel's own": (an_hour_is_not_the_hotels,),
    "every alarm rings once": (
        an_alarm_rings_again, an_alarm_rings_for_finished_work, an_alarm_stands_unheard,
    ),
    "records and tasks agree": (a_record_and_its_task_part, a_wish_is_another_in_the_journal),
    "snapshot and events agree": (a_screen_shows_something_else, a_screen_lacks_a_stay),
    "the chain of the journal holds": (an_event_was_rewritten, an_event_is_missing),
}  # fmt: skip
IN_THE_DATABASE = {
    "plans are whole": "UPDATE tasks SET state = 'cancelled', version = version + 1"
    " WHERE id = (SELECT min(id) FROM tasks WHERE state = 'open')",
    "the service's own check agrees": "UPDATE journal_heads SET seq = seq + 1",
}


@pytest.mark.parametrize(
    ("name", "plant"),
    [(name, plant) for name, plants in PLANTED.items() for plant in plants],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_planted_fault_is_seen(evidence: Evidence, name: str, plant: Callable[[Evidence], None]) -> None:
    plant(evidence)
    assert evidence.faults().get(name, 0) > 0


@pytest.mark.parametrize("name", IN_THE_DATABASE)
def test_a_fault_planted_in_the_database_is_seen(
    two_days: Past, evidence: Evidence, name: str, tmp_path: Path
) -> None:
    shutil.copy(two_days.settings.data / "vipops.sqlite3", tmp_path)
    copied = replace(two_days, settings=two_days.settings.model_copy(update={"data": tmp_path}))
    with copied.app().app_context():
        with db.engine.begin() as connection:
            connection.execute(text(IN_THE_DATABASE[name]))
        seen = sight(two_days.lived.world, thorough=True)
    evidence.sight = replace(evidence.sight, unplanned=seen.unplanned, unverified=seen.unverified)
    assert evidence.faults().get(name, 0) > 0


def test_every_checker_has_its_planted_fault() -> None:
    assert {checker.name for checker in CHECKERS} == PLANTED.keys() | IN_THE_DATABASE.keys()


def _days(evidence: Evidence) -> list[dict[str, Any]]:
    """The rows of a piece of work that is there on three days or more."""
    by_work: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for row in evidence.sight.tasks:
        if row["subject"].startswith("20"):
            by_work.setdefault((row["stay_id"], row["template"]), []).append(row)
    return next(sorted(rows, key=lambda row: row["subject"]) for rows in by_work.values() if len(rows) >= 3)
