"""Complaints, from the ear to the follow-up call."""

from flask import Blueprint, Response
from pydantic import Field

from vipops.queries import complaints as complaints_query
from vipops.services import answers, complaints
from vipops.services.complaints import ComplaintAsked
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, json_text, query, spec
from vipops.web.row_number import LARGEST

blueprint = Blueprint("complaints", __name__)


class NewComplaintBody(Body):
    stay_id: int = Field(ge=1, le=LARGEST)
    text: str = Field(max_length=8000)


class ComplaintStepBody(Body):
    """``to`` is whom it is handed to, ``satisfied`` what the guest said in the follow-up call."""

    version: int = Field(ge=1)
    note: str = Field("", max_length=500)
    to: int | None = Field(None, ge=1, le=LARGEST)
    resolution: str = Field("", max_length=8000)
    satisfied: bool | None = None


class WantedComplaints(Body):
    """``open=1``: only those that are not followed up yet."""

    open: bool = False
    stay: int | None = Field(None, ge=1, le=LARGEST)


@blueprint.get("/complaints")
@spec.validate(query=WantedComplaints, tags=["complaints"])
def index() -> Response:
    """The complaints that the caller may read: {seq, complaints}. Each look is on record."""
    asked = query(WantedComplaints)
    return json_text(
        complaints_query.complaints(here.actor(), here.now(), only_open=asked.open, stay_id=asked.stay)
    )


@blueprint.post("/complaints")
@spec.validate(json=NewComplaintBody, tags=["complaints"])
def record() -> Response:
    """Record a complaint: {complaint} without its words. Its tasks are laid at once."""
    asked = body(NewComplaintBody)
    by, house, now, call = here.actor(), here.house(), here.now(), here.call(asked)
    return json_of(
        answers.once(
            call,
            lambda: complaints.record(asked.stay_id, asked.text, by=by, house=house, now=now, call=call),
        )
    )


@blueprint.post("/complaints/<int:complaint_id>/<verb>")
@spec.validate(json=ComplaintStepBody, tags=["complaints"])
def change(complaint_id: int, verb: str) -> Response:
    """Take a step: calm, own, hand_on, resolve, follow_up, reopen, withdraw. Answers {complaint}."""
    asked = body(ComplaintStepBody)
    details = asked.model_dump(exclude={"version"})
    wanted = ComplaintAsked(complaint_id, verb, asked.version, details)
    by, house, now, call = here.actor(), here.house(), here.now(), here.call(asked)
    return json_of(
        answers.once(call, lambda: complaints.change(wanted, by=by, house=house, now=now, call=call))
    )
