"""The people of the house, for the administrator."""

from flask import Blueprint, Response
from pydantic import Field

from vipops.enums import Department, Language, Role
from vipops.queries import staff_list
from vipops.services import staff
from vipops.services.staff import NewStaff
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, spec

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


@blueprint.get("/staff")
@spec.validate(tags=["staff"])
def index() -> Response:
    """Everybody, dismissed people among them, and the posts of the house: {staff, posts}."""
    return json_of({"staff": staff_list.everybody(here.actor()), "posts": staff_list.posts(here.house())})


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
    )
    return json_of({"staff": staff_list.everybody(here.actor())})


@blueprint.post("/staff/<int:staff_id>/fresh/<what>")
@spec.validate(tags=["staff"])
def fresh(staff_id: int, what: str) -> Response:
    """A fresh ``password`` or ``pin`` for somebody who forgot theirs, shown this once: {secret}."""
    given = staff.give_fresh(staff_id, what, hasher=here.password_hasher(), by=here.actor(), now=here.now())
    return json_of({"secret": given})
