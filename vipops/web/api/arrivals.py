"""Arrivals in, looked at before, and the reservations that wait for a person."""

import hashlib
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from urllib.parse import quote

import orjson
from flask import Blueprint, Response, request, stream_with_context
from pydantic import Field, TypeAdapter, ValidationError

from vipops.domain.permissions import Permission, require
from vipops.errors import BadInput, Overtaken, Refusal
from vipops.integrations.pms.mending import Fault, Mendable, to_mend
from vipops.integrations.pms.reader import read
from vipops.integrations.pms.result import ReadResult
from vipops.integrations.pms.shift import shift_dates
from vipops.queries import held_reservations
from vipops.services import arrival_basis, arrivals, room_list
from vipops.services.arrivals import Outcome
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, query, spec
from vipops.web.away import away

blueprint = Blueprint("arrivals", __name__)
STREAM = "application/x-ndjson"
FAULTS = TypeAdapter(list[Fault])
MOST_FAULTS = 200_000  # characters


class ImportQuery(Body):
    """``format`` is guessed from the content when it is left out.

    ``dry_run`` says what would happen and changes nothing. ``sha256`` and ``basis`` are the preview's: the
    import refuses another file, or a house that has changed since.
    """

    format: Literal["opera", "csv", "xlsx"] | None = None
    shift_dates_to: date | None = None
    dry_run: bool = False
    sha256: str | None = Field(None, max_length=64)
    basis: str | None = Field(None, max_length=64)


class DecisionBody(Body):
    grade: str = Field(max_length=16)


@blueprint.post("/arrivals")
@spec.validate(query=ImportQuery, tags=["arrivals"])
def import_arrivals() -> Response:
    """A file (multipart) or OPERA's JSON in; a row per reservation out.

    {rows, counts, notices, sha256, basis, dry_run}. Whoever accepts ``application/x-ndjson`` is told of
    each row as it is done: {total}, then {row} each, then the rest, or {problem}.
    """
    by, house = here.actor(), here.house()
    require(by, Permission.ARRIVALS_IMPORT)  # before a large file is read for somebody who may not send it
    asked = query(ImportQuery)
    sent = _sent()
    if asked.sha256 is not None and asked.sha256 != sent.sha256:
        raise BadInput("This is not the file that was looked at.", expected="the same file, or a new look")
    # Reading a large spreadsheet takes seconds; the house goes on ticking meanwhile.
    found: ReadResult = away(lambda: read(sent.data, name=sent.name, zone=house.zone, form=asked.format))
    if asked.shift_dates_to:
        found = shift_dates(found, asked.shift_dates_to)
    basis, versions = arrival_basis.standing(found, by=by, house=house)
    if asked.basis is not None and asked.basis != basis:
        raise Overtaken("The house changed since the preview; nothing was brought in.")
    seen = None if asked.basis is None else versions
    each = arrivals.import_each(found, by=by, house=house, now=here.now(), dry_run=asked.dry_run, seen=seen)
    notices = _notices(found) + room_list.doubts(found, house)
    head = {"sha256": sent.sha256, "basis": basis, "dry_run": asked.dry_run, "notices": notices}
    refused = arrivals.refused(found)
    if request.accept_mimetypes.best == STREAM:
        told = _as_they_come(each, refused, head, len(found.reservations))
        return Response(stream_with_context(told), content_type=STREAM)
    rows = arrivals.in_order([*_letting_others_in(each), *refused])
    return json_of({"rows": [row.shown() for row in rows], "counts": arrivals.counts(rows), **head})


@blueprint.post("/arrivals/refused")
@spec.validate(tags=["arrivals"])
def refused_lines() -> Response:
    """The refused bookings of a file, as a file to mend. ``faults``: [{row, line, reason}], as JSON."""
    require(here.actor(), Permission.ARRIVALS_IMPORT)
    sent, faults = _sent(), _faults()
    made: Mendable = away(lambda: to_mend(sent.data, faults, name=sent.name))
    answer = Response(made.data, content_type=made.content_type)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(made.name)}"
    return answer


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

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def _letting_others_in(each: Iterator[Outcome]) -> Iterator[Outcome]:
    """Between two bookings every tablet that waits has its turn."""
    for row in each:
        yield row
        time.sleep(0)


def _as_they_come(
    each: Iterator[Outcome], refused: list[Outcome], head: Mapping[str, Any], total: int
) -> Iterator[bytes]:
    yield _line({"total": total + len(refused)})
    done = list(refused)
    for row in refused:
        yield _line({"row": row.shown()})
    try:
        for row in _letting_others_in(each):
            done.append(row)
            yield _line({"row": row.shown()})
    except Refusal as refusal:
        # The answer has begun: a refusal from here on is one of its lines.
        problem = {"status": refusal.status, "code": refusal.code, "detail": refusal.message}
        yield _line({"problem": problem})
        return
    yield _line({"counts": arrivals.counts(done), **head})


def _line(value: Mapping[str, Any]) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS) + b"\n"


def _notices(found: ReadResult) -> list[dict[str, Any]]:
    return [{"line": told.line, "field": told.field, "message": told.message} for told in found.notices]


def _faults() -> list[Fault]:
    try:
        return FAULTS.validate_json(request.form.get("faults", "[]")[:MOST_FAULTS])
    except ValidationError as mistake:
        raise BadInput(
            "The faults cannot be read.",
            errors=[{"where": "faults", "message": "No list.", "expected": "[{row, line, reason}] as JSON"}],
        ) from mistake


def _sent() -> _Sent:
    upload = next(iter(request.files.values()), None)
    if upload is not None:
        return _Sent(upload.filename or "upload", upload.read())
    data = request.get_data()
    if not data:
        raise BadInput("No file was sent.", expected="a file, or JSON in OPERA's shape")
    return _Sent("payload", data)
