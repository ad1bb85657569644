"""The ``vipops bench`` commands. Each prints JSON."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from flask import Flask

from vipops.bench import board as board_bench
from vipops.bench import letter as letter_bench
from vipops.bench import plan as plan_bench
from vipops.bench import screen as screen_bench
from vipops.bench.hotel import NoHotel, Person
from vipops.bench.live import Plan, letters_meanwhile, measure
from vipops.bench.own_hotel import own_hotel
from vipops.bench.tablets import NotLive

DISK = click.Path(exists=True, file_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True)
class Makers:
    """What the benches need of the layers beside them.

    ``hotel(folder, stays, tasks_per_stay)`` fills a data folder and answers who may sign in, a lobby
    manager first; ``letters(folder, number)`` adds signed letters that are not printed; ``empty(folder)``
    is an application on an empty hotel; ``demo`` are the demo's people.
    """

    hotel: Callable[[Path, int, int], Sequence[dict[str, Any]]]
    letters: Callable[[Path, int], None]
    empty: Callable[[Path], Flask]
    demo: Callable[[], Sequence[dict[str, Any]]]


def bench_commands(makers: Makers) -> click.Group:
    """The group ``bench``."""

    @click.group()
    def bench() -> None:
        """Performance figures as JSON, each beside its floor."""

    for command in (_live(makers), _plan(makers), _board(makers), _letter(), _screen(makers)):
        bench.add_command(command)
    return bench


def _live(makers: Makers) -> click.Command:
    @click.command("live")
    @click.option("--tablets", default=200, show_default=True, type=click.IntRange(1, 2400))
    @click.option(
        "--rate", default=150.0, show_default=True, type=click.FloatRange(0.1), help="Ticks a second."
    )
    @click.option("--seconds", default=20.0, show_default=True, type=click.FloatRange(0.5))
    @click.option("--url", help="A running hotel; without it one is made and served for this measurement.")
    @click.option("--staff", multiple=True, metavar="NAME:PASSWORD", help="With --url; default: the demo's.")
    @click.option("--staff-file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--find-max", is_flag=True, help="Also look for the highest rate that is sustained.")
    @click.option("--floors/--no-floors", default=True, show_default=True)
    @click.option("--letters", default=0, help="Measure again while so many letters are printed.")
    @click.option("--disk", type=DISK, help="Where the measured hotel's data lie.")
    def live(
        url: str | None,
        staff: Sequence[str],
        staff_file: Path | None,
        disk: Path | None,
        letters: int,
        **asked: Any,
    ) -> None:
        """From a tick to the last tablet: real Socket.IO clients against the production server."""
        plan = Plan(**asked, folder=disk)
        try:
            if url:
                figures = measure(url, _people(makers, staff, staff_file), plan)
            else:
                figures = _own_live(makers, plan, letters)
        except (NoHotel, NotLive) as error:
            raise click.ClickException(str(error)) from error
        _print(figures)

    return live


def _own_live(makers: Makers, plan: Plan, letters: int) -> dict[str, Any]:
    def fill(folder: Path) -> Sequence[dict[str, Any]]:
        rounds = 2 if letters else 1
        return makers.hotel(folder, max(10, plan.ticks * rounds // 60 + 1), 60)

    with own_hotel(fill, plan.folder) as (url, staff, folder):
        people = _signing(staff)
        figures = measure(url, people, plan)
        if letters:
            makers.letters(folder, letters)
            figures |= letters_meanwhile(url, people, plan, figures)
    return figures


def _plan(makers: Makers) -> click.Command:
    @click.command("plan")
    @click.option("--stays", default=200, show_default=True, type=click.IntRange(1, 5000))
    @click.option("--disk", type=DISK)
    def plan(stays: int, disk: Path | None) -> None:
        """One stay planned (CPU), stays planned and stored, and all of them re-timed."""
        with TemporaryDirectory(prefix="vipops-bench-", dir=disk) as place:
            _print(plan_bench.measure(makers.empty(Path(place)), stays=stays, folder=disk))

    return plan


def _board(makers: Makers) -> click.Command:
    @click.command("board")
    @click.option("--stays", default=500, show_default=True, type=click.IntRange(1, 5000))
    @click.option("--tasks", default=60, show_default=True, type=click.IntRange(1, 500), help="Per stay.")
    @click.option("--runs", default=20, show_default=True, type=click.IntRange(1, 1000))
    @click.option(
        "--seconds", default=10.0, show_default=True, help="Of ticking, alone and beside snapshots."
    )
    @click.option("--disk", type=DISK)
    def board(stays: int, tasks: int, runs: int, seconds: float, disk: Path | None) -> None:
        """A full house's snapshot over HTTP, and what it does to the ticks meanwhile."""
        with own_hotel(lambda folder: makers.hotel(folder, stays, tasks), disk) as (url, staff, folder):
            house, department = board_bench.people_of(staff)
            database = folder / "vipops.sqlite3"
            _print(board_bench.measure(url, house, department, runs=runs, seconds=seconds, database=database))

    return board


def _letter() -> click.Command:
    @click.command("letter")
    @click.option("--runs", default=30, show_default=True, type=click.IntRange(1, 1000))
    def letter(runs: int) -> None:
        """Our letter beside bare WeasyPrint on the same page, in each language."""
        _print(letter_bench.measure(runs))

    return letter


def _screen(makers: Makers) -> click.Command:
    @click.command("screen")
    @click.option("--stays", default=100, show_default=True, type=click.IntRange(1, 5000))
    @click.option("--tasks", default=60, show_default=True, type=click.IntRange(1, 500), help="Per stay.")
    @click.option("--runs", default=5, show_default=True, type=click.IntRange(1, 100))
    @click.option("--events", default=50, show_default=True, type=click.IntRange(1, 5000))
    @click.option(
        "--rate", default=5.0, show_default=True, type=click.FloatRange(0.1), help="Events a second."
    )
    @click.option("--slower", default=4.0, show_default=True, type=click.FloatRange(1), help="The processor.")
    @click.option(
        "--round-trip", default=40.0, show_default=True, type=click.FloatRange(0), help="Milliseconds."
    )
    @click.option("--disk", type=DISK)
    def screen(
        stays: int, tasks: int, slower: float, round_trip: float, disk: Path | None, **asked: Any
    ) -> None:
        """The board on a slow tablet: first paint, a tick's frame, events, bytes. Needs Playwright."""
        plan = screen_bench.Asked(screen_bench.Slow(slower, round_trip), **asked)
        # The tablet is on the server's own processors here: the pack that is printed would slow it down.
        quiet = {"VIPOPS_CONTINUITY_MINUTES": "0"}

        def bare() -> dict[str, Any]:
            with own_hotel(lambda folder: makers.hotel(folder, 1, tasks), disk, quiet) as (url, staff, _):
                return screen_bench.board_paint(url, board_bench.people_of(staff)[0], plan)

        try:
            with own_hotel(lambda folder: makers.hotel(folder, stays, tasks), disk, quiet) as (url, staff, _):
                _print(screen_bench.measure(url, board_bench.people_of(staff)[0], plan, bare))
        except (NoHotel, screen_bench.NoBrowser) as error:
            raise click.ClickException(str(error)) from error

    return screen


def _people(makers: Makers, staff: Sequence[str], staff_file: Path | None) -> list[Person]:
    people = []
    for given in staff:
        name, found, password = given.partition(":")
        if not found:
            raise click.UsageError(f"--staff {given}: expected NAME:PASSWORD.")
        people.append(Person(name, password))
    if staff_file:
        people += _signing(json.loads(staff_file.read_text())["staff"])
    return people or _signing(makers.demo())


def _signing(staff: Sequence[dict[str, Any]]) -> list[Person]:
    """Those with a board, the lobby managers first: they may tick everything."""
    seeing = [person for person in staff if person["role"] != "administrator"]
    seeing.sort(key=lambda person: person["role"] != "lobby_manager")
    return [Person(person["username"], person["password"]) for person in seeing]


def _print(figures: dict[str, Any]) -> None:
    click.echo(json.dumps(figures, indent=2))
