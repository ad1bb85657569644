"""Each hotel day brings its own tasks once, by the hotel's own midnight, over clock changes (IH1, IH2)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sop.stays import a_stay, at, shipped
from vipops.enums import TaskState
from vipops.sop.facts import HotelFacts, StayFacts, Words
from vipops.sop.plan import plan
from vipops.sop.planned import PlannedTask
from vipops.sop.replan import ExistingTask, reconcile

# Zones with the clock change of an hour, of half an hour, of either half of the world, and without one.
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe")
TURNS = (
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Asia/Shanghai", date(2026, 10, 25)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
)
DAILY = ("day_cleaning", "turndown", "fruit_report", "daily_fruit", "flowers_changed", "drinks_refilled")


@cache
def hotel(zone: str) -> HotelFacts:
    return HotelFacts(zone=ZoneInfo(zone))


def stay_over(turn: date, zone: str, nights: int = 4) -> StayFacts:
    """Two days before the clocks change until after it."""
    of = hotel(zone).zone
    arrival = datetime.combine(turn - timedelta(days=2), time(15), of).astimezone(UTC)
    departure = datetime.combine(turn + timedelta(days=nights - 2), time(12), of).astimezone(UTC)
    return a_stay(
        arrival_at=arrival, departure_at=departure, landing_at=None, planned_at=arrival - timedelta(days=3)
    )


def planned(stay: StayFacts, zone: str, now: datetime) -> list[PlannedTask]:
    return list(plan(shipped(), stay, hotel(zone), now))


def local(tasks: Iterable[PlannedTask], template: str, zone: str) -> dict[str, str]:
    """The wall-clock due time of a template's tasks by their hotel day."""
    return {
        task.subject: task.due_at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")
        for task in tasks
        if task.template == template
    }


@pytest.mark.parametrize(("zone", "turn"), TURNS)
def test_every_day_has_its_turndown_at_its_own_wall_clock_time(zone: str, turn: date) -> None:
    stay = stay_over(turn, zone)
    found = local(planned(stay, zone, stay.planned_at), "turndown", zone)
    days = [turn + timedelta(days=number) for number in range(-2, 2)]
    assert found == {day.isoformat(): f"{day.isoformat()} 18:30" for day in days}


@pytest.mark.parametrize(("zone", "turn"), TURNS)
def test_the_fruit_of_each_day_follows_its_report_and_stands_once(zone: str, turn: date) -> None:
    stay = stay_over(turn, zone)
    tasks = {task.key: task for task in planned(stay, zone, stay.planned_at)}
    days = [(turn + timedelta(days=number)).isoformat() for number in range(-1, 2)]
    for template, clock in (("fruit_report", "12:00"), ("daily_fruit", "14:00"), ("day_cleaning", "11:00")):
        assert local(tasks.values(), template, zone) == {day: f"{day} {clock}" for day in days}
    for day in days:
        assert tasks[f"daily_fruit:{day}"].after == (f"fruit_report:{day}",)


@pytest.mark.parametrize("zone", ZONES)
def test_the_day_turns_at_the_hotels_hour_and_not_at_midnight(zone: str) -> None:
    """Who comes at one in the morning belongs to the day before, whose turndown is due on arrival."""
    of = hotel(zone).zone
    stay = replace(stay_over(date(2026, 6, 10), zone), arrival_at=at("2026-06-09 01:00", of))
    found = local(planned(stay, zone, stay.planned_at), "turndown", zone)
    assert found["2026-06-08"] == "2026-06-09 01:00"
    assert min(found) == "2026-06-08"


@pytest.mark.parametrize("supervised", ["VVIP", "VA"])
def test_for_high_grades_the_supervisor_takes_part_in_person(supervised: str) -> None:
    zone = "Asia/Shanghai"
    found = {}
    for grade in (supervised, "VB"):
        stay = replace(stay_over(date(2026, 6, 10), zone), grade=grade, rank=shipped().grade(grade).rank)
        found[grade] = planned(stay, zone, stay.planned_at)
    cleaned = local(found[supervised], "day_cleaning", zone)
    assert len(cleaned) == 3
    assert local(found[supervised], "cleaning_supervised", zone) == cleaned
    assert local(found["VB"], "cleaning_supervised", zone) == {}


def test_what_the_fruit_report_says_reaches_room_service_and_no_other_day() -> None:
    zone = "Asia/Shanghai"
    stay = stay_over(date(2026, 6, 10), zone)
    told = {"fruit_report:2026-06-09": (Words("需补水果：荔枝", "Fruit to refill: lychees"),)}
    tasks = {task.key: task for task in planned(replace(stay, told=told), zone, stay.planned_at)}
    said = {day: tasks[f"daily_fruit:2026-06-{day}"].detail for day in ("09", "10")}
    assert said["09"] == ("需补水果：荔枝。客史喜好：无", "Fruit to refill: lychees. Liked before: none")
    assert said["10"] == ("无。客史喜好：无", "none. Liked before: none")


@given(
    turn=st.sampled_from(TURNS),
    ends=st.lists(st.integers(min_value=1, max_value=6), max_size=4),
    done_days=st.integers(min_value=0, max_value=2),
)
@settings(max_examples=25, deadline=None)
def test_longer_shorter_and_back_neither_doubles_nor_loses_a_day(
    turn: tuple[str, date], ends: list[int], done_days: int
) -> None:
    """Whatever the departure was in between: at the end each day of the stay has each of its tasks once."""
    zone, day = turn
    stay = stay_over(day, zone)
    now = stay.planned_at
    wanted = {task.key for task in planned(stay, zone, now)}
    held = after({}, planned(stay, zone, now), now)
    over = {(day + timedelta(days=number - 2)).isoformat() for number in range(done_days)}
    done = {key for key in held if key.partition(":")[2] in over}
    held |= {key: replace(held[key], state=TaskState.DONE) for key in done}
    for nights in (*ends, 4):
        later = replace(stay, departure_at=stay_over(day, zone, nights).departure_at)
        held = after(held, planned(later, zone, now), now)
    standing = {key for key, task in held.items() if task.state != TaskState.CANCELLED}
    assert standing == wanted
    assert {key for key in held if held[key].state == TaskState.DONE} == done
    for template in DAILY:
        days = {key for key in standing if key.startswith(f"{template}:")}
        assert len(days) == (4 if template == "turndown" else 3)


def after(held: dict[str, ExistingTask], wanted: list[PlannedTask], now: datetime) -> dict[str, ExistingTask]:
    """What is stored once the changes are made, as :mod:`vipops.services.plans` makes them."""
    changes = reconcile(held.values(), wanted, now)
    stored = dict(held)
    for task in (*changes.added, *(moved.task for moved in changes.moved)):
        stored[task.key] = kept(task)
    for old in changes.dropped:
        stored[old.key] = replace(old, state=TaskState.CANCELLED)
    return stored


def kept(task: PlannedTask) -> ExistingTask:
    return ExistingTask(
        key=task.key,
        state=TaskState.OPEN,
        due_at=task.due_at,
        anchored_at=task.anchored_at,
        title=task.title,
        detail=task.detail,
        department=task.department,
        template_version=task.template_version,
        after=task.after,
        short_notice=task.short_notice,
    )
