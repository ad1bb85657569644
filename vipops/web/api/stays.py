"""The stay sheet, the steps of a stay, and its times."""

from flask import Blueprint, Response
from pydantic import AwareDatetime, Field

from vipops.enums import Department, Language, Source
from vipops.queries import stay_sheet
from vipops.services import answers, assignments, stay_edit, stay_times, stays, walk_ins
from vipops.services.assignments import Assignment, Before, PutBack
from vipops.services.stay_edit import StayEdit
from vipops.services.stay_times import NewTimes
from vipops.services.stays import StepAsked
from vipops.services.walk_ins import WalkIn
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, json_text, spec
from vipops.web.row_number import LARGEST

blueprint = Blueprint("stays", __name__)


class StepBody(Body):
    """``reason`` passes a closed gate where the permission allows; ``version`` is the one on the screen."""

    version: int | None = Field(None, ge=1)
    reason: str = Field("", max_length=255)


class TimesBody(Body):
    """New times, and who said so. ``dry_run`` only tells what would change."""

    arrival_at: AwareDatetime | None = None
    departure_at: AwareDatetime | None = None
    source: Source = Source.PERSON
    dry_run: bool = False


class EditBody(Body):
    """New values of a stay; what is left out stays as it is. ``dry_run`` only tells what would change."""

    version: int | None = Field(None, ge=1)
    room: str | None = Field(None, max_length=16)
    adults: int | None = Field(None, ge=0, le=99)
    children: int | None = Field(None, ge=0, le=99)
    transfer: bool | None = None
    transfer_out: bool | None = None
    wishes: list[str] | None = Field(None, max_length=60)
    reason: str = Field("", max_length=255)
    dry_run: bool = False


class WalkInBody(Body):
    """A guest without a booking: a name, or the id of one whom the house knows."""

    grade: str = Field(max_length=16)
    room: str = Field("", max_length=16)
    nights: int = Field(1, ge=1, le=60)
    surname: str = Field("", max_length=100)
    given_name: str = Field("", max_length=100)
    name_prefix: str = Field("", max_length=40)
    native_name: str = Field("", max_length=100)
    guest_id: int | None = Field(None, ge=1, le=LARGEST)
    language: Language = Language.EN
    adults: int = Field(1, ge=1, le=99)
    children: int = Field(0, ge=0, le=99)
    arrival_at: AwareDatetime | None = None
    departure_at: AwareDatetime | None = None
    reason: str = Field("", max_length=255)
    dry_run: bool = False


class AssignBody(Body):
    """To whom a department's open tasks of the stay are given."""

    department: Department
    assignee: int = Field(ge=1, le=LARGEST)
    only_unassigned: bool = True


class BeforeBody(Body):
    id: int = Field(ge=1, le=LARGEST)
    version: int = Field(ge=1)
    assignee: int | None = Field(ge=1, le=LARGEST)


class PutBackBody(Body):
    """Whose each task was before it was given by mistake."""

    department: Department
    tasks: list[BeforeBody] = Field(min_length=1, max_length=1000)


@blueprint.get("/stays/<int:stay_id>")
@spec.validate(tags=["stays"])
def show(stay_id: int) -> Response:
    """The stay sheet: who, when, where, the plan, the papers, what happened. The look is on record."""
    return json_text(stay_sheet.sheet(stay_id, here.actor(), here.now()))


@blueprint.patch("/stays/<int:stay_id>")
@spec.validate(json=EditBody, tags=["stays"])
def edit(stay_id: int) -> Response:
    """Another room, party, car or wishes: {stay, moved, added, dropped, late, collisions}."""
    asked = body(EditBody)
    wanted = StayEdit(**asked.model_dump(exclude={"version", "dry_run"}))
    by, house, now, call = here.actor(), here.house(), here.now(), here.call(asked)
    seen = asked.version
    if asked.dry_run:
        return json_of(
            stay_edit.change(stay_id, wanted, seen=seen, by=by, house=house, now=now, dry_run=True)
        )
    return json_of(
        answers.once(
            call,
            lambda: stay_edit.change(stay_id, wanted, seen=seen, by=by, house=house, now=now, call=call),
        )
    )


@blueprint.post("/stays")
@spec.validate(json=WalkInBody, tags=["stays"])
def walk_in() -> Response:
    """A VIP without a booking: {stay, confirmation_number, grant_asked, added, dropped, late, collisions}."""
    asked = body(WalkInBody)
    wanted = WalkIn(**asked.model_dump(exclude={"dry_run"}))
    by, house, now, call = here.actor(), here.house(), here.now(), here.call(asked)
    if asked.dry_run:
        return json_of(walk_ins.take_in(wanted, by=by, house=house, now=now, dry_run=True))
    return json_of(
        answers.once(call, lambda: walk_ins.take_in(wanted, by=by, house=house, now=now, call=call))
    )


@blueprint.post("/stays/<int:stay_id>/assign")
@spec.validate(json=AssignBody, tags=["stays"])
def assign(stay_id: int) -> Response:
    """Give a department's open tasks of the stay to a person: {tasks} that changed hands."""
    asked = body(AssignBody)
    wanted = Assignment(stay_id, asked.department, asked.assignee, asked.only_unassigned)
    by, now, call = here.actor(), here.now(), here.call(asked)
    return json_of(answers.once(call, lambda: assignments.assign(wanted, by=by, now=now, call=call)))


@blueprint.post("/stays/<int:stay_id>/assign/take-back")
@spec.validate(json=PutBackBody, tags=["stays"])
def put_back(stay_id: int) -> Response:
    """Tasks given by mistake are whose they were before: {tasks}. All of them, or none."""
    asked = body(PutBackBody)
    before = [Before(one.id, one.version, one.assignee) for one in asked.tasks]
    wanted = PutBack(stay_id, asked.department, before)
    by, now, call = here.actor(), here.now(), here.call(asked)
    return json_of(answers.once(call, lambda: assignments.put_back(wanted, by=by, now=now, call=call)))


@blueprint.post("/stays/<int:stay_id>/<verb>")
@spec.validate(json=StepBody, tags=["stays"])
def step(stay_id: int, verb: str) -> Response:
    """A step: prepare, ready, en_route, arrive, settle, start_departure, depart, cancel, no_show, undo."""
    asked = body(StepBody)
    wanted = StepAsked(stay_id, verb, asked.version, asked.reason)
    by, house, now, call = here.actor(), here.house(), here.now(), here.call(asked)
    return json_of(answers.once(call, lambda: stays.step(wanted, by=by, house=house, now=now, call=call)))


@blueprint.patch("/stays/<int:stay_id>/times")
@spec.validate(json=TimesBody, tags=["stays"])
def new_times(stay_id: int) -> Response:
    """Set new times, or with ``dry_run`` only tell: {moved, added, dropped, late, collisions, version}."""
    asked = body(TimesBody)
    times = NewTimes(asked.arrival_at, asked.departure_at, source=asked.source)
    by, house, now, call = here.actor(), here.house(), here.now(), here.call(asked)
    if asked.dry_run:
        return json_of(stay_times.preview(stay_id, times, by=by, house=house, now=now))
    return json_of(
        answers.once(call, lambda: stay_times.change(stay_id, times, by=by, house=house, now=now, call=call))
    )
