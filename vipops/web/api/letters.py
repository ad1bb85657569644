"""The letter desk."""

from typing import Any

from flask import Blueprint, Response, request
from pydantic import Field

from vipops.queries import letter_desk
from vipops.services import answers, letter_signing, letters, sign_in
from vipops.services.letter_signing import SigningAsked
from vipops.services.letters import LetterAsked
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, json_text, spec

blueprint = Blueprint("letters", __name__)


class LetterBody(Body):
    """``name`` as typed by the second person, ``strokes`` as drawn, ``pin`` of the signer, ``reason``."""

    version: int = Field(ge=1)
    name: str = Field("", max_length=200)
    strokes: list[Any] = Field(default_factory=list, max_length=200)
    pin: str = Field("", max_length=16)
    reason: str = Field("", max_length=255)


class LetterSeen(Body):
    id: int = Field(ge=1, le=2**31 - 1)
    version: int = Field(ge=1)


class SigningBody(Body):
    """Several letters, each in the version that was read; ``strokes`` and ``pin`` are given once for all."""

    letters: list[LetterSeen] = Field(max_length=letter_signing.MOST)
    strokes: list[Any] = Field(default_factory=list, max_length=200)
    pin: str = Field("", max_length=16)


@blueprint.get("/letters")
@spec.validate(tags=["letters"])
def index() -> Response:
    """The letters that are not void, highest grade first: {seq, letters, greet, left_yesterday}."""
    return json_text(letter_desk.letters(here.actor(), here.house(), here.now()))


@blueprint.post("/letters/sign")
@spec.validate(json=SigningBody, tags=["letters"])
def sign() -> Response:
    """Sign several letters at once. Answers {results}, one per letter: signed, or refused with its reason."""
    asked = body(SigningBody)
    sign_in.confirm_pin(here.actor(), asked.pin, hasher=here.password_hasher(), now=here.now())
    wanted = SigningAsked([(one.id, one.version) for one in asked.letters], asked.strokes)
    by, house, now = here.actor(), here.house(), here.now()
    return json_of(
        {"results": letter_signing.sign(wanted, by=by, house=house, now=now, call=here.call(asked))}
    )


@blueprint.post("/letters/<int:letter_id>/<verb>")
@spec.validate(json=LetterBody, tags=["letters"])
def change(letter_id: int, verb: str) -> Response:
    """Take a step: check, sign, place, take_back, send_back, redraft, void. Answers {letter}."""
    asked = body(LetterBody)
    if verb == "sign":
        sign_in.confirm_pin(here.actor(), asked.pin, hasher=here.password_hasher(), now=here.now())
    details = asked.model_dump(exclude={"version", "pin"})
    wanted = LetterAsked(letter_id, verb, asked.version, details)
    call = here.call(asked)
    by, house, now = here.actor(), here.house(), here.now()
    return json_of(answers.once(call, lambda: letters.change(wanted, by=by, house=house, now=now, call=call)))


@blueprint.get("/letters/<int:letter_id>.pdf")
@spec.validate(tags=["letters"])
def pdf(letter_id: int) -> Response:
    """The signed letter. The look is on record."""
    found = letter_desk.pdf(letter_id, here.actor(), here.now())
    answer = Response(found, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="letter-{letter_id}.pdf"'
    return answer


@blueprint.get("/letters/<int:letter_id>/preview.png")
@spec.validate(tags=["letters"])
def preview(letter_id: int) -> Response:
    """A picture of the letter as it would be printed now, its pages one below the other.

    404 while it is being made. The look is on record.
    """
    picture = letter_desk.preview(letter_id, here.actor(), here.now())
    answer = Response(picture.png, content_type="image/png")
    answer.set_etag(picture.words_hash)
    answer.make_conditional(request)
    return answer
