"""The house's shared tablets: what their door shows, enrolling this one, revoking a lost one."""

from flask import Blueprint, Response, request
from pydantic import Field

from vipops.enums import Department
from vipops.queries import tablets as list_of
from vipops.services import procedure_shapes, tablets
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, spec

blueprint = Blueprint("tablets", __name__)


class TabletBody(Body):
    """Where the tablet lies, and whose people its door shows first."""

    name: str = Field(max_length=80)
    department: Department | None = None


@blueprint.get("/door")
@spec.validate(tags=["session"])
def door() -> Response:
    """What this device shows before anybody is signed in: {tablet, people}; no people on a strange device."""
    return json_of(list_of.door(request.cookies.get(here.DEVICE_COOKIE, ""), here.now()))


@blueprint.get("/tablets")
@spec.validate(tags=["tablets"])
def index() -> Response:
    """Every tablet of the house, and the departments it may belong to: {tablets, departments}."""
    rows = list_of.all_of(here.actor())
    return json_of({"tablets": rows, "departments": procedure_shapes.departments(here.house().procedure)})


@blueprint.post("/tablets")
@spec.validate(json=TabletBody, tags=["tablets"])
def enrol() -> Response:
    """Make this device a tablet of the house: people sign in on it by PIN. Answers {id}."""
    asked = body(TabletBody)
    tablet_id = tablets.enrol(asked.name, asked.department, by=here.actor(), now=here.now())
    answer = json_of({"id": tablet_id})
    answer.status_code = 201
    return answer


@blueprint.delete("/tablets/<int:tablet_id>")
@spec.validate(tags=["tablets"])
def revoke(tablet_id: int) -> Response:
    """A lost tablet: its sessions end at once, and its door shows nobody."""
    tablets.revoke(tablet_id, by=here.actor(), now=here.now())
    return json_of({"tablets": list_of.all_of(here.actor())})
