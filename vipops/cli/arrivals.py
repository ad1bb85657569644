"""``vipops import``."""

import sys
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from vipops.cli.here import application, house_of, now
from vipops.integrations.pms.columns import load as load_settings
from vipops.integrations.pms.reader import Form, read
from vipops.integrations.pms.shift import shift_dates
from vipops.services import arrivals, room_list
from vipops.services.arrivals import Outcome

FORMATS = click.Choice(["opera", "csv", "xlsx"])


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "form", type=FORMATS, help="Default: known by the content.")
@click.option("--property", "code", help="Which hotel, where there are several.")
@click.option(
    "--shift-dates-to",
    metavar="DATE",
    help="Move all dates: the first arrival falls on DATE or “today”.",
)
@click.option(
    "--columns",
    type=click.Path(exists=True, path_type=Path),
    help="The hotel's own headers and date formats.",
)
def import_file(
    file: Path, form: Form | None, code: str | None, shift_dates_to: str | None, columns: Path | None
) -> None:
    """Arrivals in, from OPERA's JSON, a CSV or an XLSX: one line per reservation."""
    with application() as app:
        house = house_of(code)
        settings = load_settings(columns) if columns else None
        found = read(file.read_bytes(), name=file.name, zone=house.zone, form=form, columns=settings)
        if shift_dates_to:
            found = shift_dates(found, _day(shift_dates_to, now(app), house.zone))
        rows = arrivals.import_all(found, by=house.itself, house=house, now=now(app))
    for notice in found.notices:
        click.echo(f"{file.name}:{notice.line}:{notice.column}: {notice.message}", err=True)
    for doubt in room_list.doubts(found, house):
        click.echo(f"{file.name}:{doubt['line']}:{doubt['column']}: {doubt['message']}", err=True)
    for row in rows:
        click.echo(_line(file.name, row))
    sys.exit(1 if any(row.outcome == "refused" for row in rows) else 0)


def _day(text: str, moment: datetime, zone: ZoneInfo) -> date:
    if text == "today":
        return moment.astimezone(zone).date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no date; expected YYYY-MM-DD or today") from error


def _line(name: str, row: Outcome) -> str:
    head = f"{row.confirmation_number or '-':<16} {row.outcome:<12} {row.name}"
    if not row.reason:
        return head.rstrip()
    place = f"{name}:{row.line}:{row.column}: " if row.outcome == "refused" else ""
    expected = f"; expected {row.expected}" if row.expected else ""
    return f"{head}  {place}{row.reason}{expected}"


COMMANDS = (import_file,)
