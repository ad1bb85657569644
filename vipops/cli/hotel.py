"""``vipops init`` and ``vipops demo``."""

import json
import os
from pathlib import Path

import click
from flask_migrate import upgrade
from pydantic import ValidationError

from vipops.cli.here import application, house_of, now
from vipops.cli.serving import serve
from vipops.core import credentials
from vipops.demo import hotel as demo_hotel
from vipops.domain.hotel import HotelSettings
from vipops.enums import Department, Language, Role
from vipops.errors import BadInput
from vipops.services import properties, staff
from vipops.services.passwords import hasher, new_password
from vipops.services.staff import NewStaff
from vipops.settings import load
from vipops.sop.loader import load as load_procedure
from vipops.sop.procedure import Procedure


@click.command()
@click.option("--code", default="HOTEL1", show_default=True, help="The property's code, as the PMS knows it.")
@click.option("--name", prompt=True, help="The hotel's name in English.")
@click.option("--name-zh", default="", help="The hotel's name in Chinese; default: the English one.")
@click.option("--zone", prompt=True, default="Asia/Shanghai", help="IANA time zone, e.g. Asia/Shanghai.")
@click.option(
    "--administrator", default="admin", show_default=True, help="The first administrator's user name."
)
@click.option("--language", type=click.Choice(["zh", "en"]), default="en", show_default=True)
def init(code: str, name: str, name_zh: str, zone: str, administrator: str, language: str) -> None:
    """An empty hotel with its first administrator, whose password is printed once."""
    with application(migrated=False) as app:
        upgrade()
        # The hotel's own ladder is understood from the first day; the codes of its PMS are added later.
        own_codes = {grade: grade for grade in load_procedure(load().checklists_folder).grades}
        names = {"zh": name_zh or name, "en": name}
        house = properties.found(code, names, zone, HotelSettings(vip_codes=own_codes))
        credentials(app)
        password, pin = new_password(), str(int.from_bytes(os.urandom(4)) % 900_000 + 100_000)
        person = NewStaff(
            administrator,
            {"zh": "系统管理员", "en": "Administrator"},
            Role.ADMINISTRATOR,
            Department.EXECUTIVE,
            language=Language(language),
        )
        staff.take_on(person, password, pin, hasher=hasher(load()), by=house.itself, now=now(app))
    click.echo(f"{house.name['en']} ({house.code}) is ready.")
    click.echo(f"First administrator: {administrator}   password: {password}   PIN: {pin}")
    click.echo("This is shown once. Next: vipops serve")


@click.command()
@click.option(
    "--json", "as_json", is_flag=True, help="Create it, print who can sign in as JSON, serve nothing."
)
@click.option("--serve", "and_serve", is_flag=True, help="Serve it after creating it.")
@click.pass_context
def demo(context: click.Context, *, as_json: bool, and_serve: bool) -> None:
    """The demo hotel: rooms, staff and twelve VIP stays around now."""
    with application(migrated=False) as app:
        upgrade()
        demo_hotel.create(app, now(app))
        credentials(app)
    people = demo_hotel.staff_shown()
    if as_json:
        click.echo(json.dumps({"staff": people}, ensure_ascii=False))
        return
    for person in people:
        click.echo(
            f"{person['username']:<22} {person['password']:<20} PIN {person['pin']:<8}"
            f" {person['name']['en']:<20} {person['role']}, {person['department']}"
        )
    if and_serve:
        context.invoke(serve)


@click.command("hotel-settings")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--property", "code", help="Which hotel, where there are several.")
def hotel_settings(file: Path | None, code: str | None) -> None:
    """Print the hotel's settings as JSON, or set them from FILE: hours, rooms, VIP codes, letterhead."""
    with application():
        house = house_of(code)
        settings = house.settings
        if file:
            settings = properties.set_up(house.code, _read(file, house.procedure)).settings
    click.echo(settings.model_dump_json(indent=2))


def _read(file: Path, procedure: Procedure) -> HotelSettings:
    try:
        settings = HotelSettings.model_validate_json(file.read_bytes())
    except ValidationError as error:
        faults = "\n".join(
            f"{file.name}: {'.'.join(str(part) for part in fault['loc']) or 'the file'}: {fault['msg']}"
            for fault in error.errors(include_url=False)
        )
        raise BadInput(faults, expected="the form that “vipops hotel-settings” prints") from error
    for vip_code, grade in settings.vip_codes.items():
        if grade not in procedure.grades:
            known = ", ".join(procedure.grades)
            where = f"{file.name}: vip_codes.{vip_code}"
            raise BadInput(f"{where}: there is no grade {grade}.", expected=f"one of {known}")
    return settings


COMMANDS = (init, demo, hotel_settings)
