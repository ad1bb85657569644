"""Promise 7: a reminder is recorded exactly once, whoever sweeps and whatever crashes; none for done work."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier
from types import SimpleNamespace
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select, update

from tests.support.builders import at
from tests.support.house import Hotel, close, open_hotel
from vipops import models
from vipops.domain.permissions import Actor
from vipops.errors import Refusal
from vipops.services import alarms, stay_times, task_clock, transactions
from vipops.services.house import House
from vipops.services.stay_times import NewTimes

ROOT = Path(__file__).parents[2]
LATE = at("2026-11-23 14:00")
Sweep = Callable[[House, datetime], bool]


def sweep(hotel: Hotel, raise_next: Sweep = alarms.raise_next) -> None:
    with hotel.inside():
        while raise_next(hotel.house, hotel.now):
            pass


def told(hotel: Hotel) -> list[tuple[int, str, int]]:
    """Every alarm that was told, from the journal: (task, due time, rung)."""
    bodies = [orjson.loads(row.body)["alarm"] for row in hotel.events() if row.kind == "alarm_raised"]
    return [(one["task_id"], one["due_at"], one["rung"]) for one in bodies]


def doubled(hotel: Hotel) -> list[Any]:
    """Alarms told more than once, and recorded ones that are there twice."""
    alarm = models.Alarm
    rows = hotel.rows(select(alarm.task_id, alarm.due_at, alarm.rung))
    recorded = [key for key, times in Counter(tuple(row) for row in rows).items() if times > 1]
    return [key for key, times in Counter(told(hotel)).items() if times > 1] + recorded


def careless(house: House, now: datetime) -> bool:
    """The control: a clock that tells what it read as due, and does not look whether another was first."""
    rows = alarms._to_look_at(house, now)
    for row in rows:
        look = alarms._look(house, row, now)
        if look.reached:
            with transactions.transaction(house.itself, now) as tell:
                made = alarms._row(tell, row, look.reached[-1], id=0, over_at=None)
                nobody = {"taken_at": None, "taken_by_id": None}
                tell(task_clock.told("alarm_raised", SimpleNamespace(**made, **nobody)))
    with transactions.transaction(house.itself, now) as tell:
        tell.connection.execute(update(models.Task).values(look_at=None))
    return False


def several_at_once(hotel: Hotel, raise_next: Sweep, clocks: int = 3) -> None:
    barrier = Barrier(clocks)

    def one() -> None:
        barrier.wait()
        sweep(hotel, raise_next)

    with ThreadPoolExecutor(clocks) as pool:
        for ended in [pool.submit(one) for _ in range(clocks)]:
            ended.result()


def busy_hotel(hotel: Hotel, stays: int = 4) -> None:
    for number in range(stays):
        hotel.stay(confirmation_number=f"R{number}", guest__profile_id=f"P{number}", children=1)
    hotel.clock.to(LATE)


def test_several_clocks_at_once_tell_each_alarm_once(hotel: Hotel) -> None:
    busy_hotel(hotel)
    several_at_once(hotel, alarms.raise_next)
    assert len(told(hotel)) >= 12
    assert doubled(hotel) == []


def test_the_control_tells_them_twice(hotel: Hotel) -> None:
    busy_hotel(hotel)
    several_at_once(hotel, careless)
    assert doubled(hotel) != []


def test_two_processes_tell_each_alarm_once(hotel: Hotel) -> None:
    busy_hotel(hotel)
    program = """
import sys
from datetime import datetime
from pathlib import Path
from tests.support.clock import MovableClock
from tests.support.house import close, open_hotel
from tests.promises.test_reminders import sweep
hotel = open_hotel(sys.argv[1], Path(sys.argv[2]), MovableClock(datetime.fromisoformat(sys.argv[3])))
sweep(hotel)
close(hotel)
"""
    asked = [sys.executable, "-c", program, hotel.url, str(hotel.folder), LATE.isoformat()]
    both = [subprocess.Popen(asked, cwd=ROOT) for _ in range(2)]
    assert [one.wait(timeout=120) for one in both] == [0, 0]
    assert len(told(hotel)) >= 12
    assert doubled(hotel) == []


def test_a_crash_before_the_commit_leaves_the_alarm_to_the_next_start(
    hotel: Hotel, monkeypatch: pytest.MonkeyPatch
) -> None:
    stay = hotel.stay()
    hotel.clock.to(at("2026-11-23 10:30"))
    sweep(hotel)
    before = told(hotel)
    hotel.clock.to(at("2026-11-23 10:56"))
    crashes = 0

    def crash(*_: Any) -> None:
        nonlocal crashes
        crashes += 1
        raise MemoryError

    with monkeypatch.context() as power_cut:
        power_cut.setattr(transactions, "_number_and_write", crash)
        with pytest.raises(MemoryError):
            sweep(hotel)
    assert crashes == 1
    assert told(hotel) == before
    room = hotel.task(stay.id, "room_made")
    assert room.rung == 1, "the claim went back with the crash"
    again = open_hotel(hotel.url, hotel.folder, hotel.clock)
    sweep(again)
    close(again)
    new = [one for one in told(hotel) if one not in before]
    assert (room.id, "2026-11-23T03:00:00Z", 2) in new
    assert doubled(hotel) == []


def test_an_hour_of_downtime_is_dated_when_it_fell_due(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.clock.to(at("2026-11-23 10:20"))
    sweep(hotel)
    hotel.clock.forward(hours=1, seconds=20)
    sweep(hotel)
    alarm = models.Alarm
    room = hotel.task(stay.id, "room_made").id
    rows = hotel.rows(select(alarm).where(alarm.task_id == room).order_by(alarm.rung))
    assert [(row.rung, row.at, row.raised_at) for row in rows] == [
        (number, at("2026-11-23 11:00") + timedelta(minutes=minutes), hotel.now)
        for number, minutes in ((1, -30), (2, -5), (3, 0), (4, 10))
    ]
    assert [one[2] for one in told(hotel) if one[0] == room] == [4]


class Clockwork(RuleBasedStateMachine):
    """A stay whose tasks move, are ticked, reopened, put off and taken while the clock goes on, and back."""

    hotel: Hotel
    number = 0

    def __init__(self) -> None:
        super().__init__()
        Clockwork.number += 1
        self.hotel.clock.to(at("2026-11-23 09:00"))
        self.stay = self.hotel.stay(
            confirmation_number=f"S{self.number}", guest__profile_id=f"S{self.number}", children=1
        )
        self.person: Actor = self.hotel.actor("lobby")

    @rule(minutes=st.sampled_from((1, 6, 31, 90)))
    def time_passes(self, minutes: int) -> None:
        self.hotel.clock.forward(minutes=minutes)
        sweep(self.hotel)

    @rule(minutes=st.sampled_from((-45, -3)))
    def the_clock_steps_back(self, minutes: int) -> None:
        self.hotel.clock.forward(minutes=minutes)
        sweep(self.hotel)

    @rule(
        template=st.sampled_from(("room_made", "cot", "inspection", "fruit", "line_up")),
        verb=st.sampled_from(("tick", "sign_off", "skip", "reopen", "start", "postpone", "hold", "open")),
        by=st.sampled_from(("lobby", "housekeeping_attendant", "house")),
        later=st.integers(1, 90),
    )
    def somebody_acts(self, template: str, verb: str, by: str, later: int) -> None:
        until = (self.hotel.now + timedelta(minutes=later)).isoformat()
        points = {f"F7{letter}": {"passed": True} for letter in "abc"}
        try:
            self.hotel.change(
                self.hotel.task(self.stay.id, template), verb, by=by, reason="so", until=until, points=points
            )
        except Refusal:
            return

    @rule(minutes=st.sampled_from((-120, 30, 300)))
    def the_arrival_moves(self, minutes: int) -> None:
        row = self.hotel.stay_row(self.stay.id)
        times = NewTimes(arrival_at=row.arrival_at + timedelta(minutes=minutes))
        try:
            with self.hotel.inside():
                stay_times.change(row.id, times, by=self.person, house=self.hotel.house, now=self.hotel.now)
        except Refusal:
            return

    @rule()
    def somebody_takes_an_alarm(self) -> None:
        for row in self.standing():
            if row.taken_at is None:
                with self.hotel.inside():
                    alarms.take(row.id, by=self.person, now=self.hotel.now)
                return

    def standing(self) -> list[Any]:
        alarm = models.Alarm
        return self.hotel.rows(
            select(alarm).where(alarm.stay_id == self.stay.id, alarm.over_at.is_(None)).order_by(alarm.id)
        )

    @invariant()
    def each_alarm_once_and_none_for_what_is_finished_or_moved(self) -> None:
        assert doubled(self.hotel) == []
        tasks = {row.id: row for row in self.hotel.rows(select(models.Task))}
        standing = self.standing()
        assert len({row.task_id for row in standing}) == len(standing), "one alarm a task"
        for row in standing:
            task = tasks[row.task_id]
            assert task.state not in ("signed_off", "skipped", "cancelled")
            assert task.state != "done" or task.second_signature
            assert (row.due_at, row.rung) == (task.due_at, task.rung)
            assert row.waits_for_id is None or task.state == "waiting"

    @invariant()
    def all_unfinished_work_is_watched(self) -> None:
        for row in self.hotel.tasks(self.stay.id).values():
            unfinished = row.state in ("waiting", "open", "in_progress")
            top = len(self.hotel.house.procedure.ladder(row.department, "VB").rungs)
            assert not unfinished or row.look_at is not None or row.rung == top
            assert unfinished or row.state == "done" or row.look_at is None


@pytest.mark.parametrize("hotel_url", ["sqlite"], indirect=True)
def test_any_order_of_moves_ticks_and_takes(hotel: Hotel) -> None:
    Clockwork.hotel = hotel
    run_state_machine_as_test(
        Clockwork,
        settings=settings(
            max_examples=10,
            stateful_step_count=18,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
