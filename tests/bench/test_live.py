"""The generator against a small hotel, sound and with planted faults."""

from pathlib import Path

import pytest

from vipops.bench import load
from vipops.bench.floors import bare_flask_socketio, find_most, generator_ceiling
from vipops.bench.hotel import NoHotel, Person
from vipops.bench.live import Plan, measure
from vipops.bench.load import Run
from vipops.bench.started import started, web_only

ROOT = Path(__file__).parents[2]
SAM = [Person("sam", "secret")]


def _hotel(**environ: str):
    return started(web_only("tests.bench.bare_hotel:create_app()"), {"PYTHONPATH": str(ROOT), **environ})


def test_a_sound_hotel():
    with _hotel() as url:
        figures = measure(url, SAM, Plan(tablets=20, rate=20, seconds=2, floors=False))
    assert figures["answers"] == {"200": 40}
    assert figures["tick_to_ack"]["n"] == figures["tick_to_last_tablet"]["n"] == 40
    assert (figures["events_lost"], figures["gaps"]) == (0, 0)
    assert figures["server"]["memory_kb"]["loaded"] > 10_000
    assert figures["generator"]["ceiling_frames_per_second"] > 0


def test_a_hotel_that_forgets_is_caught(monkeypatch):
    monkeypatch.setattr(load, "DRAIN_SECONDS", 1.0)
    with _hotel(BARE_HOTEL_FORGETS="10") as url:
        figures = measure(url, SAM, Plan(tablets=5, rate=20, seconds=2, floors=False))
    assert figures["events_lost"] > 0
    assert figures["gaps"] > 0
    assert not figures["sustained"]


def test_a_pause_is_felt_by_everyone_who_waited():
    """A pause of a second at 40 ticks/s delays some 40, not one: latency counts from the hour due."""
    with _hotel(BARE_HOTEL_PAUSES="60") as url:
        figures = measure(url, SAM, Plan(tablets=2, rate=40, seconds=3, floors=False))
    assert figures["tick_to_ack"]["n"] == 120
    assert figures["tick_to_ack"]["p99_ms"] > 900
    assert figures["late"] >= 15


def test_refusals_are_shown():
    with _hotel(BARE_HOTEL_REFUSES="1") as url:
        figures = measure(url, SAM, Plan(tablets=2, rate=10, seconds=1, floors=False))
    assert figures["answers"] == {"409": 10}
    assert figures["refusal"].startswith("409")
    assert not figures["sustained"]


def test_too_few_tasks_are_said():
    with _hotel(BARE_HOTEL_TASKS="15") as url:
        figures = measure(url, SAM, Plan(tablets=2, rate=20, seconds=2, floors=False))
    assert figures["exhausted"]


def test_nobody_there():
    with pytest.raises(NoHotel, match="/api/session"):
        measure("http://127.0.0.1:9", SAM, Plan(tablets=1, rate=1, seconds=1, floors=False))


def test_floor_and_ceiling():
    floor = bare_flask_socketio(5, 20, 1, {}, search=False)
    assert floor["tick_to_last_tablet"]["n"] == 20
    assert floor["events_lost"] == 0
    assert generator_ceiling(5, rounds=200) > 0


@pytest.mark.parametrize(("limit", "start"), [(100, 150), (150, 150), (700, 150), (37, 150)])
def test_search_finds_the_limit_from_below_and_above(limit, start):
    most, runs = find_most(lambda rate: _run(rate, limit), start)
    assert limit * 0.75 <= most <= limit
    assert len(runs) < 12


def test_search_finds_nothing_where_nothing_holds():
    assert find_most(lambda rate: _run(rate, 0), 150)[0] == 0


def _run(rate: float, limit: float) -> Run:
    run = Run(rate, 1, 1)
    run.statuses[200] = 10
    run.lasts = [0.01 if rate <= limit else 0.5] * 10
    return run
