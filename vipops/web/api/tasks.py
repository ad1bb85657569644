"""The verbs of a task."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response
from pydantic import Field

from vipops.domain.permissions import Actor
from vipops.services import answers, sign_in, tasks
from vipops.services.tasks import Change
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, spec
from vipops.web.row_number import LARGEST

blueprint = Blueprint("tasks", __name__)


class SecondPerson(Body):
    """Another person on the same tablet: by the id that the board lists, or by user name."""

    id: int | None = None
    username: str = Field("", max_length=64)
    pin: str = Field(max_length=16)


class Point(Body):
    passed: bool
    note: str = Field("", max_length=500)


class TaskBody(Body):
    """``version`` is the one on the screen; the rest is what the verb needs."""

    version: int = Field(ge=1)
    proof: dict[str, Any] = Field(default_factory=dict, max_length=40)
    points: dict[str, Point] = Field(default_factory=dict, max_length=60)
    name: str = Field("", max_length=200)
    reason: str = Field("", max_length=255)
    assignee: int | None = Field(None, ge=1, le=LARGEST)
    until: datetime | None = None
    post: str = Field("", max_length=64)
    second: SecondPerson | None = None


@blueprint.post("/tasks/<int:task_id>/<verb>")
@spec.validate(json=TaskBody, tags=["tasks"])
def change(task_id: int, verb: str) -> Response:
    """Run a verb: tick, sign_off, start, claim, release, assign, postpone, cannot, skip, reopen, and for
    line-ups in_position and out_of_position. Answers {task}.

    409 says who was first and when; the same ``Idempotency-Key`` again gets the same answer.
    """
    asked = body(TaskBody)
    call = here.call(asked)
    by = _doer(asked)
    details = asked.model_dump(mode="json", exclude={"version", "second"})
    wanted = Change(task_id, verb, asked.version, details)
    return json_of(
        answers.once(call, lambda: tasks.change(wanted, by=by, house=here.house(), now=here.now(), call=call))
    )


def _doer(asked: TaskBody) -> Actor:
    if asked.second is None:
        return here.actor()
    # The second signature is given by another hand on the same tablet.
    return sign_in.second_person(
        asked.second.id or asked.second.username,
        asked.second.pin,
        beside=here.actor(),
        hasher=here.password_hasher(),
        now=here.now(),
    )
