"""``vipops serve``, ``worker`` and ``upgrade``."""

import sys

import click
from flask_migrate import upgrade

from vipops.app import create_worker
from vipops.cli.here import application
from vipops.serve import House as Served
from vipops.serve import PortInUse
from vipops.serve import serve as run_server
from vipops.settings import load


@click.command()
def serve() -> None:
    """The production server: the web process and the worker, watched."""
    settings = load()
    with application(migrated=False):
        upgrade()
    try:
        sys.exit(
            run_server(Served(host=settings.host, port=settings.port, app="vipops.app:create_web_app()"))
        )
    except PortInUse as error:
        raise click.ClickException(str(error)) from error


@click.command()
def worker() -> None:
    """The worker alone: letters, the day's turn. ``serve`` starts it by itself."""
    create_worker().run()


@click.command("upgrade")
def upgrade_database() -> None:
    """Bring the database to this version's tables."""
    with application(migrated=False):
        upgrade()
    click.echo("The database is up to date.")


COMMANDS = (serve, worker, upgrade_database)
