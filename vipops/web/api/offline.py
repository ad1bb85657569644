"""Tablets without a network: the token and the key they get at sign-in, and what they hand in later."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, request
from pydantic import AwareDatetime, Field

from vipops.errors import BadInput, NotSignedIn
from vipops.queries import tick_reviews as list_of
from vipops.services import answers, offline_ticks, offline_tokens, tick_reviews
from vipops.services.house import House
from vipops.services.offline_ticks import HandedIn
from vipops.services.offline_tokens import Author
from vipops.services.passwords import secret
from vipops.services.seals import LARGEST as LARGEST_SEAL
from vipops.services.seals import Seal, SealKeys
from vipops.services.tasks import Change
from vipops.services.tick_reviews import Decision
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, spec
from vipops.web.api.tasks import TaskBody
from vipops.web.row_number import LARGEST

blueprint = Blueprint("offline", __name__)
BEARER = "Bearer "


class SealedWords(Body):
    """Words that only the server can read; base64url without padding."""

    key_id: str = Field(max_length=64)
    ephemeral: str = Field(max_length=128)
    nonce: str = Field(max_length=32)
    words: str = Field(max_length=LARGEST_SEAL)


class OfflineTick(Body):
    """A verb as it was made: ``version`` on the screen, ``made_at`` by the tablet, and what the verb needs.

    What it needs comes in ``details`` in plain, or in ``sealed``.
    """

    task_id: int = Field(ge=1, le=LARGEST)
    verb: str = Field(max_length=32)
    version: int = Field(ge=1)
    made_at: AwareDatetime
    details: dict[str, Any] = Field(default_factory=dict, max_length=20)
    sealed: SealedWords | None = None


class DecisionBody(Body):
    """``drop`` needs a ``reason``."""

    version: int = Field(ge=1)
    reason: str = Field("", max_length=255)


@blueprint.post("/offline/token")
@spec.validate(tags=["offline"])
def token() -> Response:
    """For this person on this tablet: {token, made_until, key: {id, public}}. The token is told once."""
    signed = here.signed()
    return json_of(
        {
            "token": offline_tokens.issue(signed, here.now()),
            "made_until": signed.ends_at,
            "key": _keys().current(here.now()),
        }
    )


@blueprint.post("/offline/ticks")
@spec.validate(json=OfflineTick, tags=["offline"])
def hand_in() -> Response:
    """What was done without a network, under its author's token (``Authorization: Bearer``), with its key.

    Answers {task}, or 202 with {held} when somebody must look at it first.
    """
    sent = body(OfflineTick)
    author = offline_tokens.author_of(_bearer(), here.now())
    key = request.headers.get("Idempotency-Key")
    if key is None:
        raise BadInput("What is handed in comes under its key.", expected="Idempotency-Key")
    asked = _asked(sent, author, key)
    handed = HandedIn(_change(sent, asked), _call(sent, asked, author, key))
    house = House.of(author.actor.property_id)
    answer = offline_ticks.take(handed, author, house=house, now=here.now())
    shown = json_of(answer)
    shown.status_code = 202 if "held" in answer else 200
    return shown


@blueprint.get("/offline/ticks")
@spec.validate(tags=["offline"])
def show() -> Response:
    """Ticks that wait for somebody to look at them: {waiting, decided}."""
    return json_of(list_of.listed(here.actor(), here.now()))


@blueprint.post("/offline/ticks/<int:held_id>/<verb>")
@spec.validate(json=DecisionBody, tags=["offline"])
def decide(held_id: int, verb: str) -> Response:
    """accept or drop. Answers {held}."""
    sent = body(DecisionBody)
    asked = Decision(held_id, verb, sent.version, sent.reason)
    by, house, now, call = here.actor(), here.house(), here.now(), here.call(sent)
    return json_of(
        answers.once(call, lambda: tick_reviews.decide(asked, by=by, house=house, now=now, call=call))
    )


def _bearer() -> str:
    said = request.headers.get("Authorization", "")
    if not said.startswith(BEARER):
        raise NotSignedIn("This tablet may no longer hand in what was done on it. Tell the lobby manager.")
    return said.removeprefix(BEARER)


def _asked(sent: OfflineTick, author: Author, key: str) -> TaskBody:
    """The body of the plain call, as if it had been sent at once."""
    details = sent.details
    if sent.sealed is not None:
        bound = {"task": sent.task_id, "verb": sent.verb, "key": key, "author": author.actor.id}
        details = _keys().open(Seal(**sent.sealed.model_dump()), bound)
    asked = TaskBody(**{**details, "version": sent.version})
    if asked.second is not None:
        raise BadInput("A second signature is given with the network, beside the doer.")
    return asked


def _call(sent: OfflineTick, asked: TaskBody, author: Author, key: str) -> answers.Call:
    """The same call as the plain one: sent with the session and then again like this, it counts once."""
    path = f"/api/tasks/{sent.task_id}/{sent.verb}"
    remembered = asked.model_dump(mode="json", exclude=here.SECRETS)
    return answers.call(author.actor.device, key, author.actor.id, {"path": path, "body": remembered})


def _change(sent: OfflineTick, asked: TaskBody) -> Change:
    details = asked.model_dump(mode="json", exclude={"version", "second"})
    return Change(sent.task_id, sent.verb, sent.version, details, _utc(sent.made_at))


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(here.now().tzinfo)


def _keys() -> SealKeys:
    settings = here.settings()
    return SealKeys(settings.seal_keys, secret(settings.secret_path).hex().encode())
