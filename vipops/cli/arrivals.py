"""``vipops import``."""

import re
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from vipops.cli.here import application, house_of, now
from vipops.integrations.pms.columns import load as load_settings
from vipops.integrations.pms.reader import Form, read
from vipops.integrations.pms.shift import shift_dates
from vipops.services import arrivals, room_list
from vipops.services.arrivals import Outcome

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
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
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
def import_file(
    file: Path,
    form: Form | None,
    code: str | None,
    shift_dates_to: str | None,
    columns: Path | None,
    *,
    dry_run: bool,
) -> None:
    """Arrivals in, from OPERA's JSON, a CSV or an XLSX: one line per reservation."""
    with application() as app:
        house = house_of(code)
        settings = load_settings(columns) if columns else None
        found = read(file.read_bytes(), name=file.name, zone=house.zone, form=form, columns=settings)
        if shift_dates_to:
            found = shift_dates(found, _day(shift_dates_to, now(app), house.zone))
        rows = arrivals.import_all(found, by=house.itself, house=house, now=now(app), dry_run=dry_run)
    for notice in found.notices:
        click.echo(f"{file.name}:{notice.line}:{notice.column}: {notice.message}", err=True)
    for doubt in room_list.doubts(found, house):
        click.echo(f"{file.name}:{doubt['line']}:{doubt['column']}: {doubt['message']}", err=True)
    for row in rows:
        click.echo(_line(file.name, row))
        for line in _changes(row, house.zone) if dry_run else ():
            click.echo(f"    {line}")
    if dry_run:
        click.echo("Nothing was changed: this was a dry run.", err=True)
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
    where = f"{row.where}: " if row.where else ""
    return f"{head}  {place}{where}{row.reason}{expected}"


def _changes(row: Outcome, zone: ZoneInfo) -> Iterator[str]:
    """What would change in a stay that is there, on the hotel's clock."""
    if row.outcome == "created":
        yield f"{row.added} tasks"
        return
    for field in row.fields:
        yield f"{field['field']}: {_said(field['before'], zone)} -> {_said(field['after'], zone)}"
    for task in row.moved:
        yield f"{task['title']['en']}: {_said(task['from'], zone)} -> {_said(task['to'], zone)}"
    for title in row.dropped:
        yield f"{title['en']}: taken back"
    for kind, count in row.effects.items():
        yield f"{kind.replace('_', ' ')}: {count}"


def _said(value: Any, zone: ZoneInfo) -> str:
    if isinstance(value, str) and MOMENT.match(value):
        return f"{datetime.fromisoformat(value).astimezone(zone):%Y-%m-%d %H:%M}"
    if isinstance(value, dict):
        return str(value.get("en", ""))
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "-"
    return str(value) if value not in (None, "") else "-"


COMMANDS = (import_file,)
