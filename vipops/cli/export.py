"""``vipops export``: what other tools read."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

import click

from vipops.cli.here import application, house_of
from vipops.errors import Refusal
from vipops.queries import event_log

DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def export() -> None:
    """What other tools read."""


@export.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path, allow_dash=True))
@click.option("--from", "first", type=DAY, help="The first hotel day; default: from the beginning.")
@click.option("--to", "last", type=DAY, help="The last hotel day; default: until now.")
@click.option("--property", "code", help="Which hotel, where there are several.")
@click.option("--names", is_flag=True, help="With the names of staff; without it they are numbers.")
def ocel(file: Path, first: datetime | None, last: datetime | None, code: str | None, *, names: bool) -> None:
    """The journal as an event log for process mining (OCEL 2.0 JSON) in FILE; “-” is the standard output."""
    if first and last and last < first:
        raise click.BadParameter("lies before --from", param_hint="--to")
    with application():
        house = house_of(code)
        period = event_log.days(first.date() if first else None, last.date() if last else None, house)
        with _written(file) as out:
            for piece in event_log.ocel(house, period, names=names):
                out.write(piece)


@contextmanager
def _written(file: Path) -> Iterator[IO[bytes]]:
    """A file that is there whole or not at all: written beside its place and moved there."""
    if str(file) == "-":
        yield sys.stdout.buffer
        return
    try:
        beside = NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False)  # noqa: SIM115
    except OSError as error:
        raise Refusal(f"{file} cannot be written: {error.strerror}.") from error
    place = Path(beside.name)
    try:
        with beside:
            yield beside
            beside.flush()
            os.fsync(beside.fileno())
        place.replace(file)
    except OSError as error:
        raise Refusal(f"{file} was not written: {error.strerror}.") from error
    finally:
        place.unlink(missing_ok=True)


COMMANDS = (export,)
