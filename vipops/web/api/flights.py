"""Flight status from outside."""

from collections.abc import Iterable
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


class FlightsBody(Body):
    """Many flights at once, as a feed tells them after a storm; the last word of each counts."""

    flights: list[FlightBody] = Field(min_length=1, max_length=500)


@blueprint.post("/flights")
@spec.validate(json=FlightBody, tags=["flights"])
def report() -> Response:
    """Keep the status and re-time the stays that wait for the flight: {stays: [{stay_id, moved, …}]}."""
    return _reported([body(FlightBody)])


@blueprint.post("/flights/batch")
@spec.validate(json=FlightsBody, tags=["flights"])
def report_all() -> Response:
    """The same for many flights: collisions are looked for when the stays of several have moved."""
    return _reported(body(FlightsBody).flights)


def _reported(flown: Iterable[FlightBody]) -> Response:
    moved = flights.report_all(
        [_status(asked) for asked in flown], by=here.actor(), house=here.house(), now=here.now()
    )
    return json_of({"stays": moved})


def _status(asked: FlightBody) -> FlightStatus:
    return FlightStatus(
        asked.number,
        asked.date,
        asked.scheduled,
        asked.estimated,
        asked.landed,
        cancelled=asked.cancelled,
        diverted=asked.diverted,
    )
