"""Guests' wishes, suggestions, itinerary items and faults."""

from flask import Blueprint, Response
from pydantic import AwareDatetime, Field

from vipops.enums import Department, RequestKind
from vipops.queries import requests as requests_query
from vipops.queries.requests import Wanted
from vipops.services import answers, requests
from vipops.services.requests import NewRequest, RequestAsked
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, json_text, query, spec
from vipops.web.row_number import LARGEST

blueprint = Blueprint("requests", __name__)


class NewRequestBody(Body):
    """What somebody heard; department and time are those of the kind where they are left out."""

    stay_id: int = Field(ge=1, le=LARGEST)
    kind: RequestKind = RequestKind.WISH
    text: str = Field(max_length=1000)
    department: Department | None = None
    due_at: AwareDatetime | None = None


class RequestStepBody(Body):
    """``version`` is the one on the screen."""

    version: int = Field(ge=1)
    note: str = Field("", max_length=255)


class WantedRequests(Body):
    """``open=1``: only those for which something is still to be done."""

    open: bool = False
    stay: int | None = Field(None, ge=1, le=LARGEST)
    department: Department | None = None
    kind: RequestKind | None = None


@blueprint.get("/requests")
@spec.validate(query=WantedRequests, tags=["requests"])
def index() -> Response:
    """Requests by due time: {seq, requests}; those of the caller's department and those they recorded."""
    asked = query(WantedRequests)
    return json_text(
        requests_query.requests(Wanted(asked.open, asked.stay, asked.department, asked.kind), here.actor())
    )


@blueprint.post("/requests")
@spec.validate(json=NewRequestBody, tags=["requests"])
def record() -> Response:
    """Record a wish, suggestion, itinerary item or fault: {request}. It becomes its department's task."""
    asked = body(NewRequestBody)
    new = NewRequest(**asked.model_dump())
    by, house, now, call = here.actor(), here.house(), here.now(), here.call(asked)
    return json_of(answers.once(call, lambda: requests.record(new, by=by, house=house, now=now, call=call)))


@blueprint.post("/requests/<int:request_id>/<verb>")
@spec.validate(json=RequestStepBody, tags=["requests"])
def change(request_id: int, verb: str) -> Response:
    """Take a step: acknowledge, do, call_back, reopen, withdraw. Answers {request}; its tasks follow."""
    asked = body(RequestStepBody)
    wanted = RequestAsked(request_id, verb, asked.version, asked.note)
    by, house, now, call = here.actor(), here.house(), here.now(), here.call(asked)
    return json_of(
        answers.once(call, lambda: requests.change(wanted, by=by, house=house, now=now, call=call))
    )
