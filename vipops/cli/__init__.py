"""The ``vipops`` command."""

import os
import sys

import click

from vipops.cli import (
    arrivals,
    bench,
    certificate,
    export,
    hotel,
    lifecycle,
    serving,
    simulate,
    sop,
    staff,
    verify,
)
from vipops.errors import Refusal
from vipops.sop.yaml_source import ChecklistErrors


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="vipops")
def group() -> None:
    """vipops runs the VIP stays of a hotel. Settings come from VIPOPS_… variables."""


for module in (serving, hotel, certificate, arrivals, sop, lifecycle, staff, verify, export, bench, simulate):
    for command in module.COMMANDS:
        group.add_command(command)


def main() -> None:
    """Run a command; a refusal is one sentence on stderr and exit status 1."""
    # Guests' names lie in the data folder: nobody else on the machine reads what a command writes there.
    os.umask(0o077)
    try:
        group.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except Refusal as refusal:
        click.echo(refusal.message, err=True)
        expected = refusal.facts.get("expected")
        if expected:
            click.echo(f"Expected: {expected}", err=True)
        sys.exit(1)
    except ChecklistErrors as errors:
        click.echo(str(errors), err=True)
        sys.exit(1)
