"""``vipops verify``."""

import sys

import click

from vipops.cli.here import application
from vipops.core import credentials
from vipops.queries import verification


@click.command()
def verify() -> None:
    """Check the journal's hash chain, the signed letters and the states; exit 1 on any fault."""
    with application() as app:
        authority = credentials(app).authority_pem
        checked = list(verification.check(authority))
    for result in checked:
        click.echo(f"{'FAULT' if result.faults else 'ok':<6} {result.what}: {result.count} checked")
        for fault in result.faults:
            click.echo(f"       {fault}")
    sys.exit(1 if any(result.faults for result in checked) else 0)


COMMANDS = (verify,)
