"""The hotel's versions of its procedure: ``vipops sop put-in-force``, ``versions``, ``try`` and others."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import orjson

from vipops.cli.here import application, house_of, now
from vipops.errors import BadInput, Refusal
from vipops.queries import procedure
from vipops.services import procedure_trial, procedure_versions, procedures
from vipops.services.house import House
from vipops.sop import files
from vipops.sop.diff import differences
from vipops.sop.loader import load
from vipops.sop.procedure import Procedure
from vipops.storage import reading

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
LANGUAGE = click.option("--language", type=click.Choice(["zh", "en"]), default="en", show_default=True)
PROPERTY = click.option("--property", "code", help="Which hotel, where there are several.")


@click.command("put-in-force")
@click.argument("folder", type=FOLDER)
@click.option("--note", default="", help="Why the procedure changes; it stands with the version.")
@PROPERTY
def put_in_force(folder: Path, note: str, code: str | None) -> None:
    """Plan new stays with the procedure in FOLDER. Running stays keep theirs until they are moved over."""
    with application() as app:
        house = house_of(code)
        answer = procedures.put_in_force(
            dict(files.of_folder(folder)), note, by=house.itself, house=house, now=now(app)
        )
    click.echo(f"Version {answer['version']} is in force.")
    for warning in answer["warnings"]:
        click.echo(warning["en"])


@click.command()
@PROPERTY
def versions(code: str | None) -> None:
    """The versions of the procedure: since when, by whom and why, for how many running stays."""
    with application():
        house = house_of(code)
        found = procedure.versions(house.itself, house)["versions"]
    for one in found:
        mark = "in force" if one["in_force"] else ""
        at = datetime.fromisoformat(one["at"]).astimezone(house.zone)
        by = one["by"]["en"] if one["by"] else "command line"
        stays = f"{one['stays']:>4} stays"
        click.echo(f"{one['version']:<14} {mark:<9} {at:%Y-%m-%d %H:%M} {stays}  {by}: {one['note']}")


@click.command()
@click.argument("version")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@PROPERTY
def export(version: str, folder: Path, code: str | None) -> None:
    """Write the files of VERSION into FOLDER, to be changed there."""
    with application():
        texts = procedures.files_of(version, by=house_of(code).itself)
    if folder.exists() and any(folder.iterdir()):
        raise BadInput(f"{folder} is not empty.", expected="a folder that is empty or not there yet")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    click.echo(f"{len(texts)} files of version {version} are in {folder}.")


@click.command("try")
@click.argument("folder", type=FOLDER)
@click.option("--days", default=30, show_default=True, help="The stays in house in so many last days.")
@click.option("--json", "as_json", is_flag=True)
@LANGUAGE
@PROPERTY
def try_out(folder: Path, days: int, language: str, code: str | None, *, as_json: bool) -> None:
    """What the procedure in FOLDER would have changed in the stays of the last days. Writes nothing."""
    texts: dict[str, str | bytes] = dict(files.of_folder(folder))
    with application() as app:
        house = house_of(code)
        with reading() as connection:
            told = procedure_trial.run(connection, texts, days, by=house.itself, house=house, now=now(app))
    click.echo(orjson.dumps(told).decode() if as_json else "\n".join(_tried(told, language)))


@click.command("move-over")
@click.argument("stay", type=int, required=False)
@click.option("--all", "every", is_flag=True, help="All running stays that keep another version.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@LANGUAGE
@PROPERTY
def move_over(stay: int | None, language: str, code: str | None, *, every: bool, dry_run: bool) -> None:
    """Plan the running STAY (its id), or all, with the version in force. Done work stays done."""
    if (stay is None) == (not every):
        raise click.UsageError("Say which stay by its id, or --all.")
    with application() as app:
        house = house_of(code)
        by, at = house.itself, now(app)
        wanted = procedures.movable(by=by, house=house) if stay is None else [stay]
        verb = procedures.preview_move if dry_run else procedures.move_over
        refused = 0
        for stay_id in wanted:
            try:
                answer = verb(stay_id, by=by, house=house, now=at)
            except Refusal as refusal:
                refused += 1
                click.echo(f"Stay {stay_id}: {refusal.message}", err=True)
                continue
            _say_moved(stay_id, answer, language)
    if not wanted:
        click.echo("Every running stay is planned with the version in force.")
    if refused:
        raise SystemExit(1)


@click.command()
@click.argument("a")
@click.argument("b")
@LANGUAGE
@PROPERTY
def diff(a: str, b: str, language: str, code: str | None) -> None:
    """What changes from A to B, in words: folders, or versions that the hotel keeps."""
    found = differences(_procedure(a, code), _procedure(b, code))
    for words in found:
        click.echo(words.in_language(language))
    if not found:
        click.echo("Nothing changes.")


def drift(house: House, folder: Path) -> str:
    """One sentence on how the checklists' folder differs from the procedure in force, or nothing."""
    try:
        found = differences(house.procedure, procedure_versions.read(procedure_versions.shipped()))
    except Refusal as refusal:
        first = refusal.message.splitlines()
        return f"The checklists in {folder} cannot be read and are not used: {' '.join(first[:2])}"
    if not found:
        return ""
    changes = "1 change" if len(found) == 1 else f"{len(found)} changes"
    return (
        f"The checklists in {folder} are not the procedure in force ({changes}). "
        f"Try them: vipops sop try {folder}   Put them in force: vipops sop put-in-force {folder}"
    )


def _procedure(name: str, code: str | None) -> Procedure:
    folder = Path(name)
    if folder.is_dir():
        return load(folder)
    with application():
        return procedure_versions.read(dict(procedures.files_of(name, by=house_of(code).itself)))


_KINDS: Mapping[str, tuple[str, str]] = {
    "added": ("新增", "added"),
    "dropped": ("取消", "dropped"),
    "moved": ("改时", "moved"),
    "changed": ("要求有变", "asked otherwise"),
    "gate_closed": ("关卡另需", "holds a gate"),
    "gate_opened": ("关卡不再需要", "frees a gate"),
}


def _tried(told: Mapping[str, Any], language: str) -> list[str]:
    lines = [
        f"{told['stays']} stays of the last {told['days']} days, {told['differing']} would differ."
        if language == "en"
        else f"近{told['days']}天{told['stays']}次住店，其中{told['differing']}次会有不同。"
    ]
    lines += [_counted(count, language) for count in told["counts"]]
    lines += [f"{one['stay_id']}: {one[language]}" for one in told["refused"]]
    for stay in told["each"]:
        lines.append(f"\n{stay['room'] or '–'}  {stay['grade']}  {stay['name'][language]}")
        lines += [f"  {each['words'][language]}" for each in stay["differences"]]
    return lines


def _counted(count: Mapping[str, Any], language: str) -> str:
    kind = _KINDS[count["kind"]][language == "en"]
    title = count["title"][language]
    if language == "en":
        return f"{count['tasks']:>5} {kind:<16} {title} (in {count['stays']} stays)"
    return f"{count['tasks']:>5} {kind} {title}（{count['stays']}次住店）"


def _say_moved(stay_id: int, answer: Mapping[str, Any], language: str) -> None:
    counts = ", ".join(f"{count} {kind}" for kind, count in answer["counts"].items() if count)
    click.echo(f"Stay {stay_id}: {counts or 'nothing changes'}")
    for words in answer["words"]:
        click.echo(f"  {words[language]}")


COMMANDS = (put_in_force, versions, export, try_out, move_over, diff)
