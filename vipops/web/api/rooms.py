"""The rooms of the house: listed, added, changed, out of order, retired, brought in and out as a list."""

from collections.abc import Callable
from typing import Any, Literal

from flask import Blueprint, Response, request
from pydantic import AwareDatetime, Field

from vipops.domain.permissions import Permission, require
from vipops.errors import BadInput, NotFound
from vipops.integrations.lists import rooms as list_file
from vipops.queries import rooms as list_of
from vipops.services import answers, room_list, rooms
from vipops.services.days import bad
from vipops.services.rooms import Closure, RoomSaid
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, query, spec

blueprint = Blueprint("rooms", __name__)

Text = Field(None, max_length=64)


class RoomBody(Body):
    """What a room is like; what is left out stays as it is. ``version`` is the one on the screen."""

    version: int | None = Field(None, ge=1)
    type: str | None = Text
    floor: int | None = Field(None, ge=-9, le=200)
    wing: str | None = Text
    lift: str | None = Text
    connects: list[str] | None = Field(None, max_length=4)

    def said(self) -> RoomSaid:
        """As the service takes it."""
        connects = None if self.connects is None else tuple(self.connects)
        return RoomSaid(self.type, self.floor, self.wing, self.lift, connects)


class NewRoomBody(RoomBody):
    number: str = Field(max_length=16)


class RoomStepBody(Body):
    """``from_at`` (now when it is left out), ``until`` and ``reason`` are of ``close``."""

    version: int = Field(ge=1)
    from_at: AwareDatetime | None = None
    until: AwareDatetime | None = None
    reason: str = Field("", max_length=255)
    dry_run: bool = False


class ImportQuery(Body):
    dry_run: Literal["true", "false"] = "false"


@blueprint.get("/rooms")
@spec.validate(tags=["rooms"])
def index() -> Response:
    """Every room, and the stays whose room is out of order, retired or unknown: {rooms, in_the_way}."""
    return json_of(list_of.all_of(here.actor(), here.now()))


@blueprint.get("/rooms.csv")
@spec.validate(tags=["rooms"])
def as_file() -> Response:
    """The rooms in use as CSV, as an import reads it."""
    answer = Response(list_file.write(list_of.listed(here.actor())), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="rooms-{here.house().code}.csv"'
    return answer


@blueprint.post("/rooms")
@spec.validate(json=NewRoomBody, tags=["rooms"])
def add() -> Response:
    """Add a room: {room}."""
    asked = body(NewRoomBody)
    by, now, call = here.actor(), here.now(), here.call(asked)
    answer = json_of(
        answers.once(call, lambda: rooms.add(asked.number.strip(), asked.said(), by=by, now=now, call=call))
    )
    answer.status_code = 201
    return answer


@blueprint.post("/rooms/import")
@spec.validate(query=ImportQuery, tags=["rooms"])
def bring_in() -> Response:
    """A CSV list (multipart): a row for each line; with ``dry_run`` nothing is changed: {rows, counts}."""
    by = here.actor()
    require(by, Permission.ROOM_MANAGE)
    upload = next(iter(request.files.values()), None)
    if upload is None:
        raise BadInput("No file was sent.", expected="a CSV list of rooms")
    found = list_file.read(upload.read(), upload.filename or "rooms.csv")
    dry_run = query(ImportQuery).dry_run == "true"
    return json_of(room_list.bring_in(found, by=by, now=here.now(), dry_run=dry_run))


@blueprint.patch("/rooms/<number>")
@spec.validate(json=RoomBody, tags=["rooms"])
def change(number: str) -> Response:
    """Say otherwise what a room is like: {room}."""
    asked = body(RoomBody)
    by, now, call = here.actor(), here.now(), here.call(asked)
    require(by, Permission.ROOM_MANAGE)
    if asked.version is None:
        raise bad("version", "The version is missing.", "the version of the room on the screen")
    seen = asked.version
    return json_of(
        answers.once(call, lambda: rooms.change(number, asked.said(), seen=seen, by=by, now=now, call=call))
    )


@blueprint.post("/rooms/<number>/<verb>")
@spec.validate(json=RoomStepBody, tags=["rooms"])
def step(number: str, verb: str) -> Response:
    """close (out of order), open, retire, restore; ``dry_run`` of close and retire only tells."""
    asked = body(RoomStepBody)
    if verb not in STEPS:
        raise NotFound("There is no such step.", expected=", ".join(STEPS))
    work = STEPS[verb]
    if asked.dry_run:
        if verb not in TELLING:
            raise bad("dry_run", "This step has nothing to tell beforehand.", "the step without dry_run")
        return json_of(work(number, asked, {"dry_run": True}))
    call = here.call(asked)
    return json_of(answers.once(call, lambda: work(number, asked, {"call": call})))


Step = Callable[[str, RoomStepBody, dict[str, Any]], dict[str, Any]]


def _close(number: str, asked: RoomStepBody, more: dict[str, Any]) -> dict[str, Any]:
    closure = Closure(asked.from_at or here.now(), asked.until, asked.reason)
    return rooms.close(number, closure, seen=asked.version, by=here.actor(), now=here.now(), **more)


def _plainly(work: Callable[..., dict[str, Any]]) -> Step:
    def run(number: str, asked: RoomStepBody, more: dict[str, Any]) -> dict[str, Any]:
        return work(number, seen=asked.version, by=here.actor(), now=here.now(), **more)

    return run


TELLING = frozenset({"close", "retire"})
STEPS: dict[str, Step] = {
    "close": _close,
    "open": _plainly(rooms.open_again),
    "retire": _plainly(rooms.retire),
    "restore": _plainly(rooms.restore),
}
