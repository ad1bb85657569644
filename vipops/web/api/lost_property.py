"""What guests left behind."""

from flask import Blueprint, Response
from pydantic import Field

from vipops.queries import lost_property_list
from vipops.services import answers, lost_property
from vipops.services.lost_property import Found, LostPropertyAsked
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, spec
from vipops.web.row_number import LARGEST

blueprint = Blueprint("lost_property", __name__)


class FoundBody(Body):
    """Without ``where_found`` it is the stay's room."""

    stay_id: int = Field(ge=1, le=LARGEST)
    what: str = Field(max_length=255)
    where_found: str = Field("", max_length=255)


class StepBody(Body):
    """``store`` needs ``stored_where``; ``give_back``, ``give_up`` and ``reopen`` a ``note``."""

    version: int = Field(ge=1)
    stored_where: str = Field("", max_length=255)
    note: str = Field("", max_length=255)


@blueprint.get("/lost-property")
@spec.validate(tags=["lost property"])
def show() -> Response:
    """What is on its way back, and what came to its end in the last 90 days: {open, ended}."""
    return json_of(lost_property_list.listed(here.actor(), here.now()))


@blueprint.post("/lost-property")
@spec.validate(json=FoundBody, tags=["lost property"])
def found() -> Response:
    """Something was found: {lost_property}. Its tasks are laid, also after the guest has left."""
    sent = body(FoundBody)
    what = Found(sent.stay_id, sent.what, sent.where_found)
    by, house, now, call = here.actor(), here.house(), here.now(), here.call(sent)
    return json_of(
        answers.once(call, lambda: lost_property.record(what, by=by, house=house, now=now, call=call))
    )


@blueprint.post("/lost-property/<int:lost_property_id>/<verb>")
@spec.validate(json=StepBody, tags=["lost property"])
def step(lost_property_id: int, verb: str) -> Response:
    """A step: store, tell_guest, give_back, give_up, reopen. Answers {lost_property}."""
    sent = body(StepBody)
    asked = LostPropertyAsked(lost_property_id, verb, sent.version, sent.model_dump(exclude={"version"}))
    by, house, now, call = here.actor(), here.house(), here.now(), here.call(sent)
    return json_of(
        answers.once(call, lambda: lost_property.change(asked, by=by, house=house, now=now, call=call))
    )
