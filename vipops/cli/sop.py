"""``vipops sop``: the procedure checked, planned, compared, changed."""

import sys
import unicodedata
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import orjson

from vipops.cli import procedure
from vipops.settings import load as load_settings
from vipops.sop.coverage import coverage, read_items
from vipops.sop.facts import HotelFacts, StayFacts
from vipops.sop.loader import check as check_folder
from vipops.sop.loader import load
from vipops.sop.plan import plan
from vipops.sop.planned import PlannedTask
from vipops.sop.table import plan_table

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def sop() -> None:
    """The procedure: checked, planned, compared, tried, put into force."""


@sop.command()
@click.argument("folder", type=FOLDER, required=False)
def check(folder: Path | None) -> None:
    """Check the checklists; every mistake with file, line and column."""
    where = folder or load_settings().checklists_folder
    errors = check_folder(where)
    for error in errors:
        click.echo(str(error))
    if errors:
        sys.exit(1)
    found = load(where)
    click.echo(
        f"{len(found.templates)} tasks, {len(found.grades)} grades: no mistakes (version {found.version})."
    )


@sop.command("plan")
@click.option("--grade", required=True, help="A grade of the ladder, e.g. VVIP.")
@click.option(
    "--arrival", required=True, help="Time at the door, ISO 8601; without offset in the hotel's zone."
)
@click.option("--departure", required=True, help="Time of leaving.")
@click.option("--children", default=0, show_default=True)
@click.option("--adults", default=1, show_default=True)
@click.option("--transfer", is_flag=True, help="A pick-up is booked.")
@click.option("--room", default="1001", show_default=True)
@click.option("--wish", "wishes", multiple=True, help="A wish by its code; may be repeated.")
@click.option("--zone", default="Asia/Shanghai", show_default=True)
@click.option("--language", type=click.Choice(["zh", "en"]), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True)
def plan_stay(
    grade: str, arrival: str, departure: str, children: int, adults: int, room: str,
    wishes: tuple[str, ...], zone: str, language: str, *, transfer: bool, as_json: bool,
) -> None:  # fmt: skip
    """The plan of a stay, as a table or as JSON."""
    procedure, hotel = load(load_settings().checklists_folder), HotelFacts(zone=ZoneInfo(zone))
    arrival_at, departure_at = _moment(arrival, hotel.zone), _moment(departure, hotel.zone)
    if departure_at <= arrival_at:
        raise click.BadParameter("The departure must lie after the arrival.")
    now = min(datetime.now(UTC), arrival_at - timedelta(days=2))
    stay = StayFacts(
        grade=grade,
        rank=procedure.grade(grade).rank,
        arrival_at=arrival_at,
        departure_at=departure_at,
        planned_at=now,
        landing_at=arrival_at - hotel.transfer_time if transfer else None,
        adults=adults,
        children=children,
        party_size=adults + children,
        transfer=transfer,
        transfer_out=transfer,
        wishes=frozenset(wishes),
        room=room,
    )
    tasks = plan(procedure, stay, hotel, now)
    click.echo(
        orjson.dumps([_shown(task) for task in tasks]) if as_json else _table(tasks, hotel.zone, language)
    )


@sop.command("coverage")
@click.argument("items", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def show_coverage(items: Path) -> None:
    """Which items of the procedure the checklists cover, by id; exit 1 when one is not, or not rightly."""
    found = coverage(load(load_settings().checklists_folder), read_items(items))
    for item, templates in found.covered.items():
        click.echo(f"{item:<6} {', '.join(templates)}")
    for item in found.missing:
        click.echo(f"{item:<6} NOT COVERED")
    for item, department in found.elsewhere.items():
        click.echo(f"{item:<6} WRONG DEPARTMENT: {department}")
    for item, proof in found.unproved.items():
        click.echo(f"{item:<6} WITHOUT PROOF: {proof}")
    click.echo(f"{len(found.covered)} covered, {len(found.missing)} not covered.")
    sys.exit(1 if found.missing or found.elsewhere or found.unproved else 0)


def _moment(text: str, zone: ZoneInfo) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(
            f"{text!r} is no time; expected ISO 8601, e.g. 2026-11-22T15:00+08:00"
        ) from error
    return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)


def _shown(task: PlannedTask) -> dict[str, object]:
    return {
        "key": task.key,
        "template": task.template,
        "subject": task.subject,
        "source": task.source,
        "department": task.department,
        "stage": task.stage,
        "title": task.title._asdict(),
        "due_at": task.due_at,
        "anchor": task.anchor,
        "gate": task.gate,
        "after": task.after,
        "points": [point.id for point in task.points],
        "proof": [field.name for field in task.proof],
        "second_signature": task.second_signature,
        "short_notice": task.short_notice,
    }


def _table(tasks: tuple[PlannedTask, ...], zone: ZoneInfo, language: str) -> str:
    rows = plan_table(tasks, zone, language)
    widths = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    )
    return "\n".join(lines) + f"\n\n{len(tasks)} tasks"


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


for _command in procedure.COMMANDS:
    sop.add_command(_command)

COMMANDS = (sop,)
