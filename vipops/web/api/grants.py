"""Grades asked for, and decided by another person."""

from flask import Blueprint, Response
from pydantic import Field

from vipops.queries import approvals
from vipops.services import answers, grants
from vipops.services.grants import GradeAsked, GrantStep
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, spec

blueprint = Blueprint("grants", __name__)


class GradeBody(Body):
    """``dry_run`` only tells what would move, whether it needs an approval, and whose."""

    version: int | None = Field(None, ge=1)
    grade: str = Field(max_length=16)
    reason: str = Field("", max_length=255)
    dry_run: bool = False


class DecisionBody(Body):
    """``version`` is the grant's on the screen; refusing and withdrawing need a ``note``."""

    version: int | None = Field(None, ge=1)
    note: str = Field("", max_length=255)
    dry_run: bool = False


@blueprint.get("/grants")
@spec.validate(tags=["grants"])
def show() -> Response:
    """What waits for an approval and what was decided in the last 30 days: {asked, decided}."""
    return json_of(approvals.listed(here.actor(), here.house(), here.now()))


@blueprint.post("/stays/<int:stay_id>/grade")
@spec.validate(json=GradeBody, tags=["grants"])
def ask(stay_id: int) -> Response:
    """Another grade for a stay: given at once where the record earns it, else asked for.

    Answers {stay, way, approvers, grant, moved, added, dropped, late, collisions}.
    """
    sent = body(GradeBody)
    asked = GradeAsked(stay_id, sent.grade, sent.reason, sent.version)
    by, house, now, call = here.actor(), here.house(), here.now(), here.call(sent)
    if sent.dry_run:
        return json_of(grants.ask(asked, by=by, house=house, now=now, dry_run=True))
    return json_of(answers.once(call, lambda: grants.ask(asked, by=by, house=house, now=now, call=call)))


@blueprint.post("/grants/<int:grant_id>/<verb>")
@spec.validate(json=DecisionBody, tags=["grants"])
def decide(grant_id: int, verb: str) -> Response:
    """Decide: approve, refuse, withdraw. Answers {grant, stay}, and with an approval what moved."""
    sent = body(DecisionBody)
    asked = GrantStep(grant_id, verb, sent.version, sent.note)
    by, house, now, call = here.actor(), here.house(), here.now(), here.call(sent)
    if sent.dry_run:
        return json_of(grants.decide(asked, by=by, house=house, now=now, dry_run=True))
    return json_of(answers.once(call, lambda: grants.decide(asked, by=by, house=house, now=now, call=call)))
