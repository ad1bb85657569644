"""The hotel itself: read, and changed after what it means was said."""

from typing import Any

from flask import Blueprint, Response
from pydantic import Field

from vipops.queries import hotel as form_of
from vipops.services import answers, hotel
from vipops.services.hotel import HotelSaid
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, spec

blueprint = Blueprint("hotel", __name__)


class NamePair(Body):
    zh: str = Field(max_length=120)
    en: str = Field(max_length=120)


class HotelBody(Body):
    """What shall be otherwise; ``dry_run`` only tells what it means."""

    name: NamePair | None = None
    zone: str | None = Field(None, max_length=64)
    settings: dict[str, Any] = Field(default_factory=dict)
    dry_run: bool = False


@blueprint.get("/hotel")
@spec.validate(tags=["hotel"])
def show() -> Response:
    """The hotel, the zones and grades to choose from: {code, hotel, zones, grades}."""
    return json_of(form_of.form(here.actor(), here.house()))


@blueprint.patch("/hotel")
@spec.validate(json=HotelBody, tags=["hotel"])
def change() -> Response:
    """Another name, zone, hour or letterhead: {hotel, words}."""
    asked = body(HotelBody)
    said = HotelSaid(asked.name.model_dump() if asked.name else None, asked.zone, asked.settings)
    by, known, now = here.actor(), here.house(), here.now()
    if asked.dry_run:
        return json_of(hotel.change(said, by=by, known=known, now=now, dry_run=True))
    call = here.call(asked)
    return json_of(answers.once(call, lambda: hotel.change(said, by=by, known=known, now=now, call=call)))
