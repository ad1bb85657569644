"""Arrivals in, and the reservations that wait for a person."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from flask import Blueprint, Response, request
from pydantic import Field

from vipops.domain.permissions import Permission, require
from vipops.errors import BadInput
from vipops.integrations.pms.reader import read
from vipops.integrations.pms.result import ReadResult
from vipops.integrations.pms.shift import shift_dates
from vipops.queries import held_reservations
from vipops.services import arrivals, room_list
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, query, spec
from vipops.web.away import away

blueprint = Blueprint("arrivals", __name__)


class ImportQuery(Body):
    """``format`` is guessed from the content when it is left out."""

    format: Literal["opera", "csv", "xlsx"] | None = None
    shift_dates_to: date | None = None


class DecisionBody(Body):
    grade: str = Field(max_length=16)


@blueprint.post("/arrivals")
@spec.validate(query=ImportQuery, tags=["arrivals"])
def import_arrivals() -> Response:
    """A file (multipart) or OPERA's JSON in; a row per reservation out: {rows, counts, notices}."""
    by, house = here.actor(), here.house()
    require(by, Permission.ARRIVALS_IMPORT)  # before a large file is read for somebody who may not send it
    asked = query(ImportQuery)
    sent = _sent()
    # Reading a large spreadsheet takes seconds; the house goes on ticking meanwhile.
    found: ReadResult = away(lambda: read(sent.data, name=sent.name, zone=house.zone, form=asked.format))
    if asked.shift_dates_to:
        found = shift_dates(found, asked.shift_dates_to)
    rows = arrivals.import_all(found, by=by, house=house, now=here.now())
    return json_of(
        {
            "rows": [row.shown() for row in rows],
            "counts": arrivals.counts(rows),
            "notices": [
                {"line": told.line, "field": told.field, "message": told.message} for told in found.notices
            ]
            + room_list.doubts(found, house),
        }
    )


@blueprint.get("/arrivals/held")
@spec.validate(tags=["arrivals"])
def held() -> Response:
    """The reservations that wait for a person's decision."""
    return json_of({"held": held_reservations.held(here.actor())})


@blueprint.post("/arrivals/held/<int:held_id>/decide")
@spec.validate(json=DecisionBody, tags=["arrivals"])
def decide(held_id: int) -> Response:
    """Say which grade the unknown VIP code means for this booking."""
    asked = body(DecisionBody)
    row = arrivals.decide_held(held_id, asked.grade, by=here.actor(), house=here.house(), now=here.now())
    return json_of(row.shown())


@dataclass(frozen=True, slots=True)
class _Sent:
    name: str
    data: bytes


def _sent() -> _Sent:
    upload = next(iter(request.files.values()), None)
    if upload is not None:
        return _Sent(upload.filename or "upload", upload.read())
    data = request.get_data()
    if not data:
        raise BadInput("No file was sent.", expected="a file, or JSON in OPERA's shape")
    return _Sent("payload", data)
