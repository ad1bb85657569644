"""Two VIPs in need of one thing: take the proposal, or say how it was settled."""

from flask import Blueprint, Response
from pydantic import Field

from vipops.services import answers, collisions
from vipops.services.collisions import CollisionAsked
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, spec

blueprint = Blueprint("collisions", __name__)


class CollisionBody(Body):
    """``version`` is the one on the screen; ``note`` says how it was settled by hand."""

    version: int = Field(ge=1)
    note: str = Field("", max_length=255)


@blueprint.post("/collisions/<int:collision_id>/<verb>")
@spec.validate(json=CollisionBody, tags=["collisions"])
def change(collision_id: int, verb: str) -> Response:
    """accept: take the proposal; take_back: what was accepted by mistake; settle: with a note how it was
    settled otherwise. Answers {collision}.
    """
    asked = body(CollisionBody)
    wanted = CollisionAsked(collision_id, verb, asked.version, asked.note)
    by, house, now, call = here.actor(), here.house(), here.now(), here.call(asked)
    return json_of(
        answers.once(call, lambda: collisions.change(wanted, by=by, house=house, now=now, call=call))
    )
