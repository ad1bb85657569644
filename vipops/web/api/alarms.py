"""Alarms are on the board (``GET /api/board``); here somebody takes one."""

from flask import Blueprint, Response

from vipops.services import alarms, answers
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, spec

blueprint = Blueprint("alarms", __name__)


class TakeBody(Body):
    """An alarm is taken, and given back, whole: there is nothing to say."""


@blueprint.post("/alarms/<int:alarm_id>/take")
@spec.validate(json=TakeBody, tags=["alarms"])
def take(alarm_id: int) -> Response:
    """Take an alarm: {alarm}. Quiet for everybody; 409 says who has it already."""
    call = here.call(body(TakeBody))
    by, now = here.actor(), here.now()
    return json_of(answers.once(call, lambda: alarms.take(alarm_id, by=by, now=now, call=call)))


@blueprint.post("/alarms/<int:alarm_id>/release")
@spec.validate(json=TakeBody, tags=["alarms"])
def release(alarm_id: int) -> Response:
    """Give back an alarm that one has taken: {alarm}. It is told again, and goes on up the ladder."""
    call = here.call(body(TakeBody))
    by, now = here.actor(), here.now()
    return json_of(answers.once(call, lambda: alarms.release(alarm_id, by=by, now=now, call=call)))
