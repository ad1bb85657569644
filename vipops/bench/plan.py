"""``vipops bench plan``: one stay planned, planned and stored, and many stays re-timed."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from vipops.bench.figures import bare_commit, spread, undisturbed
from vipops.integrations.pms.reservation import Origin, Reservation, ReservationGuest, Transport
from vipops.services import arrivals, flights
from vipops.services.flights import FlightStatus
from vipops.services.house import House
from vipops.services.plan_facts import hotel_facts
from vipops.sop.facts import StayFacts
from vipops.sop.plan import plan

GRADES = ("VVIP", "VA", "VB", "VC", "VD")
RUNS = 200
# Thirty-two VIPs at the door each day, of all grades alike: what collides is a part of the work.
MINUTES_BETWEEN = 45
LATE = timedelta(minutes=95)


def measure(app: Flask, *, stays: int, folder: Path | None = None) -> dict[str, Any]:
    """Figures for one VVIP plan (CPU, no database), for plans made and stored, and for a storm.

    ``app`` is an application on an empty hotel; it is filled. Milliseconds throughout.
    """
    with app.app_context(), undisturbed():
        house = House.only()
        commit = bare_commit(folder)
        stored = _stored(house, stays)
        return {
            "pure_plan": _pure(house),
            "made_and_stored": stored["figures"],
            "storm": _storm(house, stays),
            "floors": {"commit": commit},
            "ratios": {
                "stored_to_commit": round(
                    float(stored["figures"]["wall"]["p50_ms"]) / float(commit["p50_ms"]), 1
                ),
            },
        }


def _pure(house: House) -> dict[str, Any]:
    now = datetime.now(UTC)
    facts = StayFacts(
        grade="VVIP",
        rank=1,
        arrival_at=now + timedelta(days=2),
        departure_at=now + timedelta(days=6),
        planned_at=now,
        landing_at=now + timedelta(days=2, hours=-1),
        adults=2,
        children=2,
        party_size=4,
        transfer=True,
        transfer_out=True,
        room="1801",
    )
    hotel = hotel_facts(house)
    tasks = len(plan(house.procedure, facts, hotel, now))
    spent = [_cpu(lambda: plan(house.procedure, facts, hotel, now)) for _ in range(RUNS)]
    return {"tasks": tasks, "cpu": spread(spent), "target_ms": 5}


def _stored(house: House, stays: int) -> dict[str, Any]:
    now = datetime.now(UTC)
    wall, cpu, ids = [], [], []
    for number in range(stays):
        booked = _booking(number, now)
        started, burnt = time.perf_counter(), time.process_time()
        row = arrivals.import_reservation(booked, by=house.itself, house=house, now=now)
        wall.append(time.perf_counter() - started)
        cpu.append(time.process_time() - burnt)
        ids.append(row.stay_id)
    return {
        "stay_ids": ids,
        "figures": {"stays": stays, "wall": spread(wall), "cpu": spread(cpu), "target_ms": 12},
    }


def _storm(house: House, stays: int) -> dict[str, Any]:
    """Every flight lands 95 minutes later, told at once as a flight feed does."""
    now = datetime.now(UTC)
    late = [
        FlightStatus(_flight(number), landing.astimezone(house.zone).date(), estimated=landing + LATE)
        for number in range(stays)
        for landing in [_landing(number, now)]
    ]
    started, burnt = time.perf_counter(), time.process_time()
    answer = flights.report_all(late, by=house.itself, house=house, now=now)
    return {
        "stays": len(answer),
        "minutes_between_arrivals": MINUTES_BETWEEN,
        "tasks_moved": sum(len(one["moved"]) for one in answer),
        "collisions_told": sum(len(one["collisions"]) for one in answer),
        "seconds": round(time.perf_counter() - started, 3),
        "cpu_seconds": round(time.process_time() - burnt, 3),
        "target_seconds": 2,
    }


def _booking(number: int, now: datetime) -> Reservation:
    arrival = _arrival(number, now)
    return Reservation(
        confirmation_number=f"BENCH{number:05d}",
        guest=ReservationGuest(surname=f"Guest{number}", vip_code=GRADES[number % len(GRADES)]),
        arrival_on=arrival.date(),
        departure_on=(arrival + timedelta(days=2)).date(),
        arrival_at=arrival,
        departure_at=arrival + timedelta(days=2),
        adults=2,
        room=f"{10 + number % 20}{number % 30:02d}",
        arrival_transport=Transport(number=_flight(number), at=_landing(number, now), transfer_wanted=True),
        origin=Origin("bench", number + 1, number + 1, 1),
    )


def _arrival(number: int, now: datetime) -> datetime:
    return (now + timedelta(days=1, minutes=MINUTES_BETWEEN * number)).replace(second=0, microsecond=0)


def _landing(number: int, now: datetime) -> datetime:
    return _arrival(number, now) - timedelta(hours=1)


def _flight(number: int) -> str:
    return f"CA{number:04d}"


def _cpu(work: Callable[[], Any]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started
