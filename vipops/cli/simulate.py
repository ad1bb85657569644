"""``vipops simulate``."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from flask_migrate import upgrade
from sqlalchemy import event

from vipops.clockwork.letters import LetterRoom
from vipops.core import create_core
from vipops.integrations.papers.renderer import Renderer
from vipops.integrations.signing import certificate
from vipops.services import alarms, stay_closing
from vipops.settings import Settings
from vipops.simulation import plots, report, week
from vipops.simulation.agenda import Agenda
from vipops.simulation.week import Asked, Lived
from vipops.storage import db, is_sqlite

# A zone and a week in which the clocks go back on the fourth day.
ZONE, START = "Europe/Berlin", "2026-10-22"


@click.command()
@click.option("--days", default=7, show_default=True, type=click.IntRange(1, 60))
@click.option("--stays", default=40, show_default=True, type=click.IntRange(1, 2000))
@click.option("--seed", default=1, show_default=True, help="The same seed is the same week.")
@click.option("--report", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write a report.")
@click.option("--database", help="URL of an empty database to live in; default: a temporary one.")
@click.option("--start", default=START, show_default=True, type=click.DateTime(["%Y-%m-%d"]))
@click.option("--zone", default=ZONE, show_default=True, help="IANA time zone of the hotel.")
@click.option("--papers", is_flag=True, help="Set and seal every letter, as the worker does; slower.")
def simulate(folder: Path | None, database: str | None, *, papers: bool, **what: Any) -> None:
    """Live a week in a minute and check every invariant each hour; exit 1 where one is broken."""
    if folder:
        plots.require()
    asked = _asked(**what)
    with TemporaryDirectory(prefix="vipops-simulation-") as place:
        settings = Settings(data=Path(place), database_url=database or "", cheap_hashes=True)
        lived = simulated(settings, asked, papers=papers)
    found = report.figures(asked, lived)
    if folder:
        report.write(folder, asked, lived)
    _print(found)
    if folder:
        click.echo(f"Report: {folder / 'index.html'}")
    sys.exit(0 if lived.sound else 1)


def simulated(settings: Settings, asked: Asked, *, papers: bool = False) -> Lived:
    """Live it in the settings' database, which must be empty. Raises ``BadInput``."""
    agenda = Agenda(asked.start)
    app = create_core(settings, agenda)
    with app.app_context(), _hurried(own=not settings.database_url):
        upgrade()
        if not papers:
            return week.live(app, agenda, asked)
        seals = certificate.make_certificate(week.NAME["en"], settings.certificate_folder, now=asked.start)
        works = (alarms.raise_next, LetterRoom(Renderer(), seals, None).do_next, stay_closing.close_next)
        return week.live(app, agenda, asked, works=works, authority=seals.authority_pem)


@contextmanager
def _hurried(*, own: bool) -> Iterator[None]:
    """A database of our own need not survive a power cut: nothing waits for the disk."""
    if own and is_sqlite():

        @event.listens_for(db.engine, "connect")
        def without_waiting(connection: Any, _record: Any) -> None:
            connection.execute("PRAGMA synchronous=OFF")

        db.engine.dispose()
    yield
    for engine in db.engines.values():
        engine.dispose()


def _asked(days: int, stays: int, seed: int, start: datetime, zone: str) -> Asked:
    try:
        midnight = datetime.combine(date(start.year, start.month, start.day), time(0), ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise click.BadParameter(
            f"{zone!r} is no time zone; expected an IANA name", param_hint="--zone"
        ) from error
    return Asked(days, stays, seed, midnight.astimezone(UTC), zone)


def _print(found: dict[str, Any]) -> None:
    def counted(kinds: dict[str, int]) -> str:
        return ", ".join(f"{times} {kind.replace('_', ' ')}" for kind, times in kinds.items())

    click.echo(
        f"{found['days']} days from {found['start']} in {found['zone']}, "
        f"{found['stays_asked']} bookings, seed {found['seed']}"
    )
    click.echo(f"stays     {found['stays']}: {counted(found['stays_by_state'])}")
    click.echo(f"tasks     {found['tasks']}: {counted(found['tasks_by_state'])}")
    click.echo(f"records   {counted(found['records'])}")
    click.echo(f"on time   {found['on_time_percent']} % of {found['ticked']} ticked")
    click.echo(f"alarms    {found['alarms']}: {counted(found['alarms_by_rung'])}")
    click.echo(f"gates     {found['gates_passed']} passed with a reason")
    click.echo(f"journal   {found['events']} events, {found['journal'][:16]}")
    click.echo(f"invariants, looked at {found['looks']} times:")
    for name, faults in found["invariants"].items():
        click.echo(f"{'FAULT' if faults else 'ok':<6} {name}{f': {faults} times' if faults else ''}")
    for sentence in found["faults"]:
        click.echo(f"       {sentence}")
    for sentence in found["astray"]:
        click.echo(f"ASTRAY {sentence}")


COMMANDS = (simulate,)
