"""The ``vipops bench`` commands. Each prints JSON."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from vipops.bench.hotel import NoHotel, Person
from vipops.bench.live import Plan, measure
from vipops.bench.own_hotel import MakeHotel, own_hotel
from vipops.bench.tablets import NotLive


def bench_commands(make_hotel: MakeHotel) -> click.Group:
    """The group ``bench``; ``make_hotel`` fills a data folder where no ``--url`` names a running hotel."""

    @click.group()
    def bench() -> None:
        """Performance figures as JSON, each beside its floor."""

    @bench.command()
    @click.option("--tablets", default=200, show_default=True, type=click.IntRange(1, 2400))
    @click.option(
        "--rate", default=150.0, show_default=True, type=click.FloatRange(0.1), help="Ticks a second."
    )
    @click.option("--seconds", default=20.0, show_default=True, type=click.FloatRange(0.5))
    @click.option("--url", help="A running hotel; without it one is made and served for this measurement.")
    @click.option("--staff", multiple=True, metavar="NAME:PASSWORD", help="With --url: who signs in.")
    @click.option("--staff-file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--find-max", is_flag=True, help="Also look for the highest rate that is sustained.")
    @click.option("--floors/--no-floors", default=True, show_default=True)
    @click.option("--disk", type=click.Path(exists=True, file_okay=False, path_type=Path))
    def live(
        url: str | None, staff: Sequence[str], staff_file: Path | None, disk: Path | None, **asked: Any
    ) -> None:
        """From a tick to the last tablet: real Socket.IO clients against the production server."""
        plan = Plan(**asked, folder=disk)
        try:
            click.echo(json.dumps(_live(plan, url, _people(staff, staff_file), make_hotel), indent=2))
        except (NoHotel, NotLive) as error:
            raise click.ClickException(str(error)) from error

    return bench


def _live(plan: Plan, url: str | None, people: Sequence[Person], make_hotel: MakeHotel) -> dict[str, Any]:
    if url:
        if not people:
            raise click.UsageError("With --url say who signs in: --staff NAME:PASSWORD or --staff-file FILE.")
        return measure(url, people, plan)
    with own_hotel(make_hotel, plan.ticks, plan.folder) as (own, own_people):
        return measure(own, own_people, plan)


def _people(staff: Sequence[str], staff_file: Path | None) -> list[Person]:
    people = []
    for given in staff:
        name, found, password = given.partition(":")
        if not found:
            raise click.UsageError(f"--staff {given}: expected NAME:PASSWORD.")
        people.append(Person(name, password))
    if staff_file:
        rows = json.loads(staff_file.read_text())["staff"]
        people += [Person(row["username"], row["password"]) for row in rows]
    return people
