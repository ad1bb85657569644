"""``vipops bench live``: from a tick to the last tablet, with its floors, in one run."""

import math
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path
from selectors import DefaultSelector
from typing import Any

from vipops.bench.figures import Usage, bare_commit, server_of, spread, undisturbed
from vipops.bench.floors import SEARCH_SECONDS, bare_flask_socketio, find_most, generator_ceiling
from vipops.bench.hotel import Hotel, Person, SignedIn
from vipops.bench.load import SUSTAINED_SECONDS, Load, Run
from vipops.bench.tablets import Arrivals, Tablet, connect

TABLETS_PER_SESSION = 8  # the gate counts sockets per device
SETTLE_SECONDS = 1.0
WARM_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure. ``rate`` is in ticks per second. ``folder`` is where the database's disk is."""

    tablets: int = 200
    rate: float = 150
    seconds: float = 20
    find_max: bool = False
    floors: bool = True
    folder: Path | None = None

    @property
    def ticks(self) -> int:
        """Open tasks that a run uses up, generously."""
        search = self.rate * 16 * SEARCH_SECONDS if self.find_max else 0
        return math.ceil(self.rate * (self.seconds + WARM_SECONDS) + search)


def measure(url: str, people: Sequence[Person], plan: Plan) -> dict[str, Any]:
    """Drive the hotel at ``url`` and answer the figures. Raises ``NoHotel`` or ``NotLive``."""
    with undisturbed():
        ours, sample = _drive(Hotel(url), people, plan)
        figures: dict[str, Any] = {
            "tablets": plan.tablets,
            "rate": plan.rate,
            "seconds": plan.seconds,
            **ours,
        }
        if plan.floors:
            figures["floors"] = {
                "commit": bare_commit(plan.folder),
                "flask_socketio": bare_flask_socketio(plan.tablets, plan.rate, plan.seconds, sample),
            }
            figures["ratios"] = _ratios(figures)
        figures["generator"] |= _generator(plan)
    return figures


def letters_meanwhile(
    url: str, people: Sequence[Person], plan: Plan, alone: dict[str, Any]
) -> dict[str, Any]:
    """The same ticks once more while the worker prints letters; ``alone`` are the figures without.

    Answers {while_printing, printing_ratios}.
    """
    with undisturbed():
        beside, _ = _drive(Hotel(url), people, replace(plan, find_max=False))
    return {
        "while_printing": beside,
        "printing_ratios": {
            name: round(beside[name]["p99_ms"] / alone[name]["p99_ms"], 2)
            for name in ("tick_to_ack", "tick_to_last_tablet")
        },
    }


def _drive(hotel: Hotel, people: Sequence[Person], plan: Plan) -> tuple[dict[str, Any], dict[str, Any]]:
    needed = math.ceil(plan.tablets / TABLETS_PER_SESSION)
    sessions = [hotel.sign_in(person) for person in islice(cycle(people), needed)]
    tasks = hotel.open_tasks(sessions[0])
    with DefaultSelector() as selector:
        arrivals = Arrivals()
        first = connect(hotel.url, sessions[0].cookie, arrivals, selector)
        usage = _usage(first)
        load = Load(hotel.url, selector, [first], arrivals)
        load.pump(SETTLE_SECONDS)
        idle = usage.memory_kb() if usage else 0
        tablets = [first, *_more(hotel, sessions, plan.tablets - 1, arrivals, selector)]
        load.pump(SETTLE_SECONDS)
        connected = usage.memory_kb() if usage else 0
        load.close()
        load = Load(hotel.url, selector, tablets, arrivals)
        asks = hotel.ticks(sessions[:1], tasks)
        load.run(asks, min(plan.rate, 20), WARM_SECONDS)
        cpu = usage.cpu_seconds() if usage else 0.0
        run = load.run(asks, plan.rate, plan.seconds)
        figures = _figures(run)
        if usage:
            memory = {"idle": idle, "connected": connected, "loaded": usage.memory_kb()}
            figures["server"] = _server(run, usage.cpu_seconds() - cpu, memory)
            # What neither the web process nor the generator used: a busy machine explains slow ticks.
            elsewhere = figures["machine"]["cores_busy"] - figures["server"]["cpu_share"]
            figures["machine"]["cores_elsewhere"] = round(elsewhere - figures["generator"]["cpu_share"], 2)
        if plan.find_max:
            most, runs = find_most(lambda rate: load.run(asks, rate, SEARCH_SECONDS), plan.rate)
            figures["max_rate"] = most
            figures["search"] = [{"rate": tried.rate, "sustained": tried.sustained} for tried in runs]
        load.close()
        for tablet in tablets:
            tablet.close(selector)
    return figures, arrivals.sample


def _more(
    hotel: Hotel, sessions: Sequence[SignedIn], count: int, arrivals: Arrivals, selector: DefaultSelector
) -> Iterator[Tablet]:
    for session in islice(cycle(sessions[1:] or sessions), count):
        yield connect(hotel.url, session.cookie, arrivals, selector)


def _usage(tablet: Tablet) -> Usage | None:
    """The web process, where it runs on this machine."""
    pid = server_of(*tablet.ends())
    return Usage(pid) if pid else None


def _figures(run: Run) -> dict[str, Any]:
    figures: dict[str, Any] = {
        "tick_to_ack": spread(run.acks),
        "tick_to_last_tablet": spread(run.lasts),
        # Answered later than a quarter of a second after their hour.
        "late": sum(ack > SUSTAINED_SECONDS for ack in run.acks),
        "events_lost": run.lost,
        "gaps": run.gaps,
        "answers": {str(status): count for status, count in sorted(run.statuses.items())},
        "sustained": run.sustained,
        "server": None,
        "generator": {"cpu_share": round(run.generator_cpu / run.wall, 2)},
        "machine": {"cores": os.cpu_count(), "cores_busy": round(run.machine_cpu / run.wall, 2)},
    }
    for name in ("refusal", "overloaded", "exhausted"):
        if getattr(run, name):
            figures[name] = getattr(run, name)
    return figures


def _server(run: Run, cpu_seconds: float, memory: dict[str, int]) -> dict[str, Any]:
    return {
        "cpu_share": round(cpu_seconds / run.wall, 2),
        "cpu_ms_per_tick": round(cpu_seconds * 1000 / max(1, len(run.acks)), 2),
        "memory_kb": memory,
        "kb_per_tablet": round((memory["loaded"] - memory["idle"]) / run.tablets, 1),
    }


def _ratios(figures: dict[str, Any]) -> dict[str, Any]:
    floors = figures["floors"]
    ours = figures.get("max_rate", figures["rate"] if figures["sustained"] else 0)
    bare = floors["flask_socketio"]["max_rate"]
    last = figures["tick_to_last_tablet"]
    return {
        "max_rate_to_flask_socketio": round(ours / bare, 2) if bare else None,
        "last_tablet_p99_beyond_commit_ms": _less(last["p99_ms"], floors["commit"]["p99_ms"]),
        "last_tablet_p50_beyond_commit_ms": _less(last["p50_ms"], floors["commit"]["p50_ms"]),
    }


def _less(measured: float | None, floor: float | None) -> float | None:
    return None if measured is None or floor is None else round(measured - floor, 2)


def _generator(plan: Plan) -> dict[str, Any]:
    ceiling, needed = generator_ceiling(plan.tablets), plan.tablets * plan.rate
    return {
        "ceiling_frames_per_second": round(ceiling),
        "needed_frames_per_second": round(needed),
        "verdict": "ok" if ceiling >= 2 * needed else "generator-bound",
    }
