"""``vipops serve``, ``worker`` and ``upgrade``."""

import sys
from dataclasses import replace
from pathlib import Path

import click
from flask_migrate import upgrade

from vipops import memory
from vipops.cli.here import application
from vipops.cli.procedure import drift
from vipops.clock import system_clock
from vipops.integrations.tls.served import Served as Certificate
from vipops.serve import House as Served
from vipops.serve import PortInUse
from vipops.serve import serve as run_server
from vipops.services.house import House
from vipops.settings import Settings, load
from vipops.work import create_worker


@click.command()
def serve() -> None:
    """The production server: the web process and the worker, watched."""
    settings = load()
    with application(migrated=False):
        upgrade()
        _say_what_is_in_force(settings.checklists_folder)
    warning = rehearsal(settings.clock_ahead_minutes)
    if warning:
        click.echo(warning, err=True)
    try:
        sys.exit(run_server(_what_to_serve(settings)))
    except PortInUse as error:
        raise click.ClickException(str(error)) from error


def _what_to_serve(settings: Settings) -> Served:
    """The house as the settings say. Raises ``BadInput`` or ``NotFound`` for a certificate of no use."""
    plain = Served(host=settings.host, port=settings.port, app="vipops.app:create_web_app()")
    if not settings.serves_https:
        return plain
    certificate, key = settings.https_certificate, settings.https_key
    https = Certificate(certificate, key)
    https.context()
    warning = https.warning(system_clock())
    if warning:
        click.echo(f"Warning: {warning}", err=True)
    return replace(plain, certificate=str(certificate), key=str(key), http_port=settings.http_port)


def rehearsal(ahead: int) -> str:
    """What to say at start of a house whose clock stands so many minutes ahead; empty for none."""
    if not ahead:
        return ""
    way = "ahead of" if ahead > 0 else "behind"
    return (
        f"Warning: this is a rehearsal. The house's clock stands {abs(ahead)} minutes {way} this machine's"
        " (VIPOPS_CLOCK_AHEAD_MINUTES)."
    )


@click.command()
def worker() -> None:
    """The worker alone: letters, the day's turn. ``serve`` starts it by itself."""
    made = create_worker()
    memory.settle()
    made.run()


@click.command("upgrade")
def upgrade_database() -> None:
    """Bring the database to this version's tables."""
    with application(migrated=False):
        upgrade()
        # Every hotel has a procedure in force from here on, also one of the time before versions were kept.
        for code in House.codes():
            House.called(code)
    click.echo("The database is up to date.")


def _say_what_is_in_force(folder: Path) -> None:
    """Nothing changes silently when the checklists' folder is another one than what is in force."""
    for code in House.codes():
        told = drift(House.called(code), folder)
        if told:
            click.echo(told, err=True)


COMMANDS = (serve, worker, upgrade_database)
