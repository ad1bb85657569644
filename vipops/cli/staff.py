"""``vipops staff`` and ``vipops let-in``: the people of the house, by hotel IT."""

import click

from vipops.cli.here import application, house_of, now
from vipops.enums import Department, Language, Role
from vipops.queries import staff_list
from vipops.services import staff as staff_service
from vipops.services.passwords import hasher, new_password, new_pin
from vipops.services.staff import NewStaff
from vipops.settings import load

ROLE = click.Choice([role.value for role in Role])
DEPARTMENT = click.Choice([department.value for department in Department])
LANGUAGE = click.Choice([Language.ZH.value, Language.EN.value])
PROPERTY = click.option("--property", "code", help="Which hotel, where there are several.")


@click.group()
def staff() -> None:
    """The people of the house: listed, taken on, changed, dismissed."""


@staff.command("list")
@PROPERTY
def show(code: str | None) -> None:
    """Everybody, dismissed people too."""
    with application():
        people = staff_list.everybody(house_of(code).itself)
    for person in people:
        gone = "" if person["active"] else "  dismissed"
        click.echo(
            f"{person['username']:<24} {person['role']:<16} {person['department']:<14} {person['post']:<24}"
            f" {person['name']['en']}{gone}"
        )


@staff.command()
@click.argument("username")
@click.option("--name", required=True, help="In English.")
@click.option("--name-zh", default="", help="In Chinese; default: the English one.")
@click.option("--role", required=True, type=ROLE)
@click.option("--department", required=True, type=DEPARTMENT)
@click.option("--post", default="", help="A post of departments.yaml: it decides who signs.")
@click.option("--language", type=LANGUAGE, default=Language.EN.value, show_default=True)
@PROPERTY
def add(
    username: str,
    name: str,
    name_zh: str,
    role: str,
    department: str,
    post: str,
    language: str,
    code: str | None,
) -> None:
    """Take somebody on; password and PIN are printed once."""
    password, pin = new_password(), new_pin()
    with application() as app:
        house = house_of(code)
        if post and post not in house.procedure.posts:
            raise click.BadParameter(
                f"There is no post {post}; expected one of {', '.join(house.procedure.posts)}"
            )
        person = NewStaff(
            username,
            {"zh": name_zh or name, "en": name},
            Role(role),
            Department(department),
            post,
            Language(language),
        )
        staff_service.take_on(person, password, pin, hasher=hasher(load()), by=house.itself, now=now(app))
    click.echo(f"{username}   password: {password}   PIN: {pin}")


@staff.command()
@click.argument("username")
@click.option("--role", type=ROLE)
@click.option("--department", type=DEPARTMENT)
@click.option("--post")
@click.option("--dismiss/--take-back", "dismissed", default=None, help="End the access, or restore it.")
@PROPERTY
def change(
    username: str,
    role: str | None,
    department: str | None,
    post: str | None,
    code: str | None,
    *,
    dismissed: bool | None,
) -> None:
    """Another role, department or post, or a dismissal: the person's sessions end at once."""
    with application() as app:
        house = house_of(code)
        staff_service.change(
            staff_list.id_of(username, house.itself),
            by=house.itself,
            now=now(app),
            role=Role(role) if role else None,
            department=Department(department) if department else None,
            post=post,
            active=None if dismissed is None else not dismissed,
        )
    click.echo(f"{username} is changed; open sessions have ended.")


@click.command("let-in")
@click.argument("username")
def let_in(username: str) -> None:
    """Give a locked-out person a fresh password, printed once; their sessions end."""
    with application() as app:
        password = staff_service.let_in_again(username, hasher=hasher(load()), now=now(app))
    click.echo(f"New password for {username}: {password}")


COMMANDS = (staff, let_in)
