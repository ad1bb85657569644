"""Done work stays, open work moves, spent work falls away, and nothing changes without a reason."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sop.stays import DATA, HOTEL, a_stay, at, by_key, local, shipped
from vipops.enums import UNFINISHED, TaskState
from vipops.sop.facts import StayFacts
from vipops.sop.plan import plan
from vipops.sop.planned import PlannedTask
from vipops.sop.replan import Changes, ExistingTask, reconcile

FLIGHTS = json.loads((DATA / "flight-delays.json").read_text("utf-8"))["flights"]
DELAYS = sorted({delay for _date, delay in FLIGHTS})
NOON = at("2026-12-10 12:10")


def stored(task: PlannedTask, state: TaskState = TaskState.OPEN) -> ExistingTask:
    return ExistingTask(
        key=task.key,
        state=state,
        due_at=task.due_at,
        anchored_at=task.anchored_at,
        title=task.title,
        detail=task.detail,
        department=task.department,
        template_version=task.template_version,
        after=task.after,
        short_notice=task.short_notice,
    )


def first_plan(stay: StayFacts, done_until: datetime | None = None) -> list[ExistingTask]:
    """The stay's tasks as stored when it was planned; those due until a moment are done."""
    tasks = plan(shipped(), stay, HOTEL, stay.planned_at)
    done = TaskState.DONE
    return [
        stored(task, done if done_until and task.due_at <= done_until else TaskState.OPEN) for task in tasks
    ]


def replanned(existing: Iterable[ExistingTask], stay: StayFacts, now: datetime) -> Changes:
    return reconcile(existing, plan(shipped(), stay, HOTEL, now), now)


def after(existing: Iterable[ExistingTask], changes: Changes) -> list[ExistingTask]:
    """What is stored once the changes were made."""
    rows = {task.key: task for task in existing}
    for old in changes.dropped:
        rows[old.key] = replace(old, state=TaskState.CANCELLED)
    for change in changes.changed:
        row = rows[change.task.key]
        rows[row.key] = replace(
            row,
            title=change.task.title,
            detail=change.task.detail,
            template_version=change.task.template_version,
            after=change.task.after,
        )
    for move in changes.moved:
        row, task = rows[move.task.key], move.task
        rows[row.key] = replace(
            row, due_at=task.due_at, short_notice=task.short_notice, anchored_at=task.anchored_at
        )
    for task in changes.added:
        rows[task.key] = stored(task)
    return list(rows.values())


def delayed(stay: StayFacts, minutes: int) -> StayFacts:
    delay = timedelta(minutes=minutes)
    landing_at = None if stay.landing_at is None else stay.landing_at + delay
    return replace(stay, arrival_at=stay.arrival_at + delay, landing_at=landing_at)


@pytest.mark.parametrize("delay", DELAYS)
def test_every_delay_keeps_the_promises(delay: int) -> None:
    stay = a_stay()
    existing = first_plan(stay, done_until=NOON)
    late = delayed(stay, delay)
    changes = replanned(existing, late, NOON)
    done = {task.key for task in existing if task.state == TaskState.DONE}
    assert not done & {move.old.key for move in changes.moved}, "no done task moves"
    assert not done & {old.key for old in changes.dropped}
    now_stored = after(existing, changes)
    assert not replanned(now_stored, late, NOON), "computing twice changes nothing"
    assert not replanned(now_stored, late, NOON + timedelta(minutes=7)), "nor does looking again later"
    assert_order_kept(now_stored, late)
    if delay == 0:
        assert not changes


@pytest.mark.parametrize("delay", DELAYS[::10])
def test_a_flight_that_is_off_after_its_delay_moves_nothing_and_is_somebodys_task(delay: int) -> None:
    """Cancelled and diverted flights: nobody knows a new time, so nothing moves until somebody says one."""
    late = delayed(a_stay(), delay)
    existing = after(first_plan(a_stay(), done_until=NOON), replanned(first_plan(a_stay()), late, NOON))
    stored_late = after(existing, replanned(existing, late, NOON))
    off = replace(late, flight_off=True)
    changes = replanned(stored_late, off, NOON)
    assert [task.key for task in changes.added] == ["flight_off"]
    assert (changes.moved, changes.dropped, changes.changed) == ((), (), ())
    now_off = after(stored_late, changes)
    assert not replanned(now_off, off, NOON + timedelta(minutes=7))
    back = replanned(now_off, late, NOON)
    assert [old.key for old in back.dropped] == ["flight_off"]
    assert (back.moved, back.added, back.changed) == ((), (), ())


def test_every_flight_of_the_day_at_its_own_time() -> None:
    """Each real flight, at the time of day at which it flew, announced an hour before it lands."""
    for flown, delay in FLIGHTS[::20]:
        hour = datetime.strptime(flown, "%Y/%m/%d %H:%M").strftime("%H:%M")  # noqa: DTZ007
        landing_at = at(f"2026-12-10 {hour}")
        stay = a_stay(landing_at=landing_at, arrival_at=landing_at + timedelta(hours=1))
        now = landing_at - timedelta(hours=1)
        existing = first_plan(stay, done_until=now)
        changes = replanned(existing, delayed(stay, delay), now)
        now_stored = after(existing, changes)
        assert not replanned(now_stored, delayed(stay, delay), now)
        assert_order_kept(now_stored, delayed(stay, delay))
        assert all(move.task.due_at >= now for move in changes.moved)
        assert bool(changes) == bool(delay)


def assert_order_kept(existing: Iterable[ExistingTask], stay: StayFacts) -> None:
    """Open work is never due before open work that it waits for."""
    rows = {task.key: task for task in existing if task.state in UNFINISHED}
    for task in plan(shipped(), stay, HOTEL, stay.planned_at):
        for key in task.after:
            if task.key in rows and key in rows:
                assert rows[key].due_at <= rows[task.key].due_at, (key, task.key)


@settings(max_examples=60, deadline=None)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(DELAYS), st.integers(0, 600)),
        min_size=1,
        max_size=4,
    ),
    done=st.integers(0, 100),
)
def test_delay_upon_delay(steps: list[tuple[int, int]], done: int) -> None:
    stay, now = a_stay(), at("2026-12-10 06:00")
    existing = [
        replace(task, state=TaskState.SIGNED_OFF) if number < done else task
        for number, task in enumerate(first_plan(stay))
    ]
    finished = {task.key: task for task in existing if task.state not in UNFINISHED}
    for delay, minutes in steps:
        stay, now = delayed(stay, delay), now + timedelta(minutes=minutes)
        existing = after(existing, replanned(existing, stay, now))
        assert not replanned(existing, stay, now)
        assert not replanned(existing, stay, now + timedelta(minutes=minutes))
        assert_order_kept(existing, stay)
    rows = {task.key: task for task in existing}
    assert all(rows[key] == task for key, task in finished.items())


def test_there_and_back_is_as_before() -> None:
    stay, now = a_stay(), at("2026-12-09 20:00")
    existing = first_plan(stay, done_until=now)
    later = after(existing, replanned(existing, delayed(stay, 90), now))
    back = after(later, replanned(later, stay, now))
    assert {task.key: task.due_at for task in back} == {task.key: task.due_at for task in existing}


def test_open_work_moves_with_the_arrival() -> None:
    existing = first_plan(a_stay())
    changes = replanned(existing, delayed(a_stay(), 160), at("2026-12-10 09:00"))
    moves = {move.task.key: (local(move.old.due_at), local(move.task.due_at)) for move in changes.moved}
    assert moves["room_inspection:1806"] == ("2026-12-10 12:00", "2026-12-10 14:40")
    assert "courtesy_call" not in moves
    assert not changes.added
    assert not changes.dropped
    assert not changes.late


def test_an_early_guest_makes_open_work_due_now_and_it_stays_there() -> None:
    now = at("2026-12-10 10:30")
    existing = first_plan(a_stay(), done_until=now)
    early = delayed(a_stay(), -180)
    changes = replanned(existing, early, now)
    late = {task.key for task in changes.late}
    assert {"room_inspection:1806", "room_finished:1806"} <= late
    assert {task.due_at for task in changes.late} == {now}
    again = after(existing, changes)
    assert not replanned(again, early, now + timedelta(hours=1)), "a due time must not creep"


def test_overdue_work_keeps_its_due_time() -> None:
    existing = first_plan(a_stay())
    now = at("2026-12-10 13:00")
    changes = replanned(existing, delayed(a_stay(), 30), now)
    assert "room_inspection:1806" not in {move.task.key for move in changes.moved}
    assert not replanned(existing, a_stay(), now)


def test_what_was_postponed_by_hand_stays_postponed() -> None:
    existing = first_plan(a_stay())
    by_hand = at("2026-12-10 19:30")
    postponed = [
        replace(task, due_at=by_hand, postponed=True) if task.key == "turndown:2026-12-10" else task
        for task in existing
    ]
    now = at("2026-12-10 09:00")
    assert not replanned(postponed, a_stay(), now)
    moved = {move.task.key for move in replanned(postponed, delayed(a_stay(), 60), now).moved}
    assert "turndown:2026-12-10" not in moved


def test_what_was_brought_forward_by_hand_stays() -> None:
    existing = first_plan(a_stay())
    early = [replace(task, due_at=at("2026-12-10 10:00"), postponed=True) for task in existing]
    assert not replanned(early, a_stay(), at("2026-12-09 09:00"))


def test_a_due_time_stored_in_whole_seconds_is_no_change() -> None:
    now = at("2026-12-10 12:30") + timedelta(microseconds=123_456)
    stay = a_stay(planned_at=now)
    rounded = [
        replace(task, due_at=task.due_at.replace(microsecond=0) + timedelta(seconds=1))
        if task.due_at.microsecond
        else task
        for task in first_plan(stay)
    ]
    assert not replanned(rounded, stay, now)


def test_a_room_move_brings_new_work_and_takes_back_the_old() -> None:
    existing = first_plan(a_stay(), done_until=at("2026-12-10 10:30"))
    changes = replanned(existing, a_stay(room="2001"), at("2026-12-10 10:30"))
    added = {task.key for task in changes.added}
    dropped = {old.key for old in changes.dropped}
    assert {"room_cleaned:2001", "amenity_delivered:2001", "room_inspection:2001"} <= added
    assert {"amenity_delivered:1806", "room_inspection:1806"} <= dropped
    assert "room_cleaned:1806" not in dropped, "what was done in the old room is history"
    assert {task.key for task in changes.late} >= {"room_cleaned:2001"}
    # And back again: the cancelled rows are planned again.
    back = replanned(after(existing, changes), a_stay(), at("2026-12-10 10:40"))
    assert "room_inspection:1806" in {task.key for task in back.added}


def test_an_extension_an_extra_child_and_another_grade() -> None:
    stay, now = a_stay(grade="VB"), at("2026-12-11 16:00")
    existing = first_plan(stay, done_until=now)
    longer = replanned(existing, replace(stay, departure_at=at("2026-12-14 12:00")), now)
    assert "turndown:2026-12-13" in {task.key for task in longer.added}
    assert "courtesy_call" in {move.task.key for move in longer.moved}
    child = replanned(existing, replace(stay, children=3), now)
    assert "child_gift:3" in {task.key for task in child.added}
    raised = replanned(existing, replace(stay, grade="VVIP", rank=1), now)
    added = {task.key for task in raised.added}
    assert "cleaning_supervised:2026-12-12" in added
    assert "photographer" not in added, "the guest has arrived: no work for a moment that is over"
    assert "farewell_line_up" in {change.task.key for change in raised.changed}
    assert not replanned(after(existing, raised), replace(stay, grade="VVIP", rank=1), now)


def test_a_shorter_stay_drops_the_days() -> None:
    existing = first_plan(a_stay())
    shorter = a_stay(departure_at=at("2026-12-12 12:00"))
    dropped = {old.key for old in replanned(existing, shorter, at("2026-12-11 08:00")).dropped}
    assert "turndown:2026-12-12" in dropped
    assert "turndown:2026-12-11" not in dropped


def test_a_task_born_late_does_not_creep() -> None:
    now = at("2026-12-10 12:30")
    stay = a_stay(planned_at=now)
    existing = first_plan(stay)
    assert any(task.short_notice for task in existing)
    assert not replanned(existing, stay, now + timedelta(minutes=45))


def test_a_new_wish_and_a_new_forerunner_are_changes() -> None:
    existing, now = first_plan(a_stay(grade="VD")), at("2026-12-08 10:00")
    wishes = replanned(existing, a_stay(grade="VD", wishes=frozenset({"newspaper"})), now)
    assert {change.task.key for change in wishes.changed} == {"room_dressed:1806"}
    raised = replanned(existing, a_stay(grade="VB"), now)
    placed = next(change.task for change in raised.changed if change.task.key == "letter_placed:1806")
    assert placed.after == ("letter_signed",)


@pytest.mark.parametrize("state", [TaskState.DONE, TaskState.SIGNED_OFF, TaskState.SKIPPED])
def test_settled_work_neither_moves_nor_falls_away(state: TaskState) -> None:
    existing = [replace(task, state=state) for task in first_plan(a_stay())]
    changes = replanned(existing, a_stay(room="2001", arrival_at=at("2026-12-10 16:00")), NOON)
    assert not changes.moved
    assert not changes.dropped
    assert not changes.changed


def test_the_order_of_the_plan_is_the_order_of_the_changes() -> None:
    changes = replanned(first_plan(a_stay()), delayed(a_stay(), 45), at("2026-12-10 06:00"))
    times = [move.task.due_at for move in changes.moved]
    assert all(first <= second for first, second in pairwise(times))
    assert by_key(tuple(move.task for move in changes.moved))
