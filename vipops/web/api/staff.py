"""The people of the house, for the administrator."""

from datetime import datetime
from typing import Literal

from flask import Blueprint, Response, request
from pydantic import Field

from vipops.domain.permissions import Permission, require
from vipops.enums import Department, Language, Role
from vipops.errors import BadInput, Refusal
from vipops.integrations.lists import people
from vipops.integrations.tls.served import Served
from vipops.queries import staff_list
from vipops.services import shapes, staff, staff_import
from vipops.services.staff import NewStaff
from vipops.settings import Settings
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, query, spec
from vipops.web.row_number import LARGEST

blueprint = Blueprint("staff", __name__)


class Name(Body):
    zh: str = Field(min_length=1, max_length=60)
    en: str = Field(min_length=1, max_length=60)


class NewStaffBody(Body):
    username: str = Field(min_length=2, max_length=64, pattern=r"^[A-Za-z0-9._-]+$")
    password: str = Field(max_length=200)
    pin: str = Field(max_length=8)
    name: Name
    role: Role
    department: Department
    post: str = Field("", max_length=64)
    language: Language = Language.ZH


class StaffBody(Body):
    role: Role | None = None
    department: Department | None = None
    post: str | None = Field(None, max_length=64)
    active: bool | None = None
    hand_to: int | None = Field(None, ge=1, le=LARGEST)  # whose the open tasks of a dismissed person are


class ImportQuery(Body):
    dry_run: Literal["true", "false"] = "false"


@blueprint.get("/staff")
@spec.validate(tags=["staff"])
def index() -> Response:
    """Everybody, dismissed people too, and the posts of the house: {staff, posts, certificate_ends_at}.

    ``certificate_ends_at`` is the end of the certificate for HTTPS within thirty days, else null.
    """
    everybody = staff_list.everybody(here.actor())
    ends_at = _certificate_ends_soon(here.settings(), here.now())
    return json_of(
        {"staff": everybody, "posts": staff_list.posts(here.house()), "certificate_ends_at": ends_at}
    )


@blueprint.post("/staff")
@spec.validate(json=NewStaffBody, tags=["staff"])
def take_on() -> Response:
    """Add a person. Answers {id}."""
    asked = body(NewStaffBody)
    person = NewStaff(
        asked.username, asked.name.model_dump(), asked.role, asked.department, asked.post, asked.language
    )
    new_id = staff.take_on(
        person, asked.password, asked.pin, hasher=here.password_hasher(), by=here.actor(), now=here.now()
    )
    answer = json_of({"id": new_id})
    answer.status_code = 201
    return answer


@blueprint.patch("/staff/<int:staff_id>")
@spec.validate(json=StaffBody, tags=["staff"])
def change(staff_id: int) -> Response:
    """Another role, department or post, or a dismissal: the person's sessions end at once."""
    asked = body(StaffBody)
    staff.change(
        staff_id,
        by=here.actor(),
        now=here.now(),
        role=asked.role,
        department=asked.department,
        post=asked.post,
        active=asked.active,
        hand_to=asked.hand_to,
    )
    return json_of({"staff": staff_list.everybody(here.actor())})


@blueprint.get("/staff/<int:staff_id>/unfinished")
@spec.validate(tags=["staff"])
def unfinished(staff_id: int) -> Response:
    """What of the person's work is not done, in numbers: {tasks, next_due_at, complaints, handovers}."""
    return json_of(staff_list.unfinished(staff_id, here.actor()))


@blueprint.post("/staff/import")
@spec.validate(query=ImportQuery, tags=["staff"])
def bring_in() -> Response:
    """A CSV list (multipart): a row for each line, first secrets shown once; ``dry_run`` changes nothing."""
    by, house = here.actor(), here.house()
    require(by, Permission.STAFF_MANAGE)
    upload = next(iter(request.files.values()), None)
    if upload is None:
        raise BadInput("No file was sent.", expected="a CSV list of people")
    found = people.read(upload.read(), upload.filename or "people.csv")
    dry_run = query(ImportQuery).dry_run == "true"
    return json_of(
        staff_import.bring_in(
            found, hasher=here.password_hasher(), by=by, house=house, now=here.now(), dry_run=dry_run
        )
    )


@blueprint.post("/staff/<int:staff_id>/fresh/<what>")
@spec.validate(tags=["staff"])
def fresh(staff_id: int, what: str) -> Response:
    """A fresh ``password`` or ``pin`` for somebody who forgot theirs, shown this once: {secret}."""
    given = staff.give_fresh(staff_id, what, hasher=here.password_hasher(), by=here.actor(), now=here.now())
    return json_of({"secret": given})


def _certificate_ends_soon(settings: Settings, now: datetime) -> str | None:
    if not settings.serves_https:
        return None
    served = Served(settings.https_certificate, settings.https_key)
    try:
        return shapes.moment(served.ends_at()) if served.ends_soon(now) else None
    except Refusal:  # files that cannot be read are told by the server's log; the page of people goes on
        return None
