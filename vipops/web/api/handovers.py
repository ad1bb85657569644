"""Handover at the end of a shift."""

from typing import Literal

from flask import Blueprint, Response
from pydantic import Field

from vipops.enums import Department
from vipops.queries import handovers as handovers_query
from vipops.services import answers, handovers
from vipops.services.handovers import Accepted, Given
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, query, spec
from vipops.web.row_number import LARGEST

blueprint = Blueprint("handovers", __name__)

WHOLE_HOUSE = "house"
LONGEST_NOTE = 2000
MOST_ITEMS = 5000


class OpenQuery(Body):
    """Whose open items, and up to when: due before the next shift ends, or all."""

    department: Department | Literal["house"]
    due: Literal["next_shift", "all"] = "next_shift"


class ItemBody(Body):
    task_id: int = Field(ge=1, le=LARGEST)
    note: str = Field("", max_length=500)


class GiveBody(Body):
    """What is handed over, with a note for the whole shift. ``department`` "house" is all of it."""

    department: Department | Literal["house"]
    note: str = Field("", max_length=LONGEST_NOTE)
    items: list[ItemBody] = Field(default_factory=list, max_length=MOST_ITEMS)


class AcceptBody(Body):
    """``task_ids`` left out accepts all that is left; ``take`` makes them the accepter's own."""

    task_ids: list[int] | None = Field(None, max_length=MOST_ITEMS)
    take: bool = False


@blueprint.get("/handovers")
@spec.validate(tags=["handovers"])
def index() -> Response:
    """The handovers that wait to be accepted and those closed within a day: {handovers}."""
    return json_of({"handovers": handovers_query.handovers(here.actor(), here.now())})


@blueprint.get("/handovers/open")
@spec.validate(query=OpenQuery, tags=["handovers"])
def open_items() -> Response:
    """What may be handed over now, by due time: {department, until, items}."""
    asked = query(OpenQuery)
    return json_of(
        handovers_query.open_items(
            _department(asked.department),
            here.actor(),
            here.house(),
            here.now(),
            all_open=asked.due == "all",
        )
    )


@blueprint.post("/handovers")
@spec.validate(json=GiveBody, tags=["handovers"])
def give() -> Response:
    """Hand open items over: {handover}. 409 when some of them wait in another handover."""
    asked = body(GiveBody)
    given = Given(
        _department(asked.department), asked.note, {item.task_id: item.note for item in asked.items}
    )
    by, now, call = here.actor(), here.now(), here.call(asked)
    return json_of(answers.once(call, lambda: handovers.give(given, by=by, now=now, call=call)))


@blueprint.post("/handovers/<int:handover_id>/take-back")
@spec.validate(json=Body, tags=["handovers"])
def take_back(handover_id: int) -> Response:
    """Given by mistake: {handover}. 409 when somebody has accepted of it."""
    by, now, call = here.actor(), here.now(), here.call(body(Body))
    return json_of(answers.once(call, lambda: handovers.take_back(handover_id, by=by, now=now, call=call)))


@blueprint.post("/handovers/<int:handover_id>/accept")
@spec.validate(json=AcceptBody, tags=["handovers"])
def accept(handover_id: int) -> Response:
    """Accept items by name, one or several or all: {handover}. It closes with the last one."""
    asked = body(AcceptBody)
    wanted = Accepted(handover_id, asked.task_ids, asked.take)
    by, now, call = here.actor(), here.now(), here.call(asked)
    return json_of(answers.once(call, lambda: handovers.accept(wanted, by=by, now=now, call=call)))


def _department(asked: str) -> str:
    return "" if asked == WHOLE_HOUSE else asked
