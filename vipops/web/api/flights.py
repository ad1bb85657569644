"""Flight status from outside."""

from datetime import date

from flask import Blueprint, Response
from pydantic import AwareDatetime, Field

from vipops.services import flights
from vipops.services.flights import FlightStatus
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, spec

blueprint = Blueprint("flights", __name__)


class FlightBody(Body):
    """``date`` is the landing day in the hotel's zone."""

    number: str = Field(min_length=2, max_length=12)
    date: date
    scheduled: AwareDatetime | None = None
    estimated: AwareDatetime | None = None
    landed: AwareDatetime | None = None
    cancelled: bool = False
    diverted: bool = False


@blueprint.post("/flights")
@spec.validate(json=FlightBody, tags=["flights"])
def report() -> Response:
    """Keep the status and re-time the stays that wait for the flight: {stays: [{stay_id, moved, …}]}."""
    asked = body(FlightBody)
    status = FlightStatus(
        asked.number,
        asked.date,
        asked.scheduled,
        asked.estimated,
        asked.landed,
        cancelled=asked.cancelled,
        diverted=asked.diverted,
    )
    moved = flights.report(status, by=here.actor(), house=here.house(), now=here.now())
    return json_of({"stays": moved})
