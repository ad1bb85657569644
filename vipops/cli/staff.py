"""``vipops let-in``: hotel IT's way back in."""

import click

from vipops.cli.here import application, now
from vipops.services import staff
from vipops.services.passwords import hasher
from vipops.settings import load


@click.command("let-in")
@click.argument("username")
def let_in(username: str) -> None:
    """Give a locked-out person a fresh password, printed once; their sessions end."""
    with application() as app:
        password = staff.let_in_again(username, hasher=hasher(load()), now=now(app))
    click.echo(f"New password for {username}: {password}")


COMMANDS = (let_in,)
