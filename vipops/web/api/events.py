"""What came after a number."""

from typing import Literal

from flask import Blueprint, Response
from pydantic import Field

from vipops.queries import journal
from vipops.web import here
from vipops.web.api.spec import Body, json_text, query, spec

blueprint = Blueprint("events", __name__)


class AfterQuery(Body):
    after: int = Field(ge=0, lt=2**63)
    view: Literal["", "wall"] = ""


@blueprint.get("/events")
@spec.validate(query=AfterQuery, tags=["board"])
def show() -> Response:
    """The events after a number, hidden ones included: {events, seq}; 410 when they are too old.

    ``view`` as for the board.
    """
    asked = query(AfterQuery)
    return json_text(journal.after(here.looker(), asked.after))
