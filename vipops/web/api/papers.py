"""Papers: made on demand, shown to the browser's own printer, put on record when they are printed."""

import hashlib
from datetime import date

from flask import Blueprint, Response, current_app
from pydantic import Field

from vipops.enums import Language
from vipops.integrations.papers.press_room import Made, PressRoom
from vipops.queries.papers import desk, last_pack
from vipops.queries.papers.gathering import gather
from vipops.services import answers, prints
from vipops.services.prints import PaperAsked
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, query, spec

blueprint = Blueprint("papers", __name__)
PRESS_ROOM = "vipops_press_room"


class PaperQuery(Body):
    """What the paper is about: a stay, a meal, a task, or a day; and how it is wanted.

    ``sha256`` asks for the very bytes that this person was given a moment ago.
    """

    stay: int | None = Field(None, ge=1, le=2**31 - 1)
    meal: int | None = Field(None, ge=1, le=2**31 - 1)
    task: int | None = Field(None, ge=1, le=2**31 - 1)
    day: date | None = None
    language: Language | None = None
    sheet: str = Field("", max_length=16)
    sha256: str = Field("", max_length=64)

    def asked(self, paper: str) -> PaperAsked:
        return PaperAsked(paper, self.stay, self.meal, self.task, self.day)


class PrintBody(PaperQuery):
    """``sha256`` is the ETag under which the PDF was given out."""

    copies: int = 1


class DayQuery(Body):
    day: date | None = None


@blueprint.get("/papers")
@spec.validate(query=DayQuery, tags=["papers"])
def index() -> Response:
    """What this person can print for a day, and how old the continuity pack is."""
    wanted = query(DayQuery)
    return json_of(desk.desk(wanted.day, here.actor(), here.house(), here.settings(), here.now()))


@blueprint.get("/papers/continuity.pdf")
@spec.validate(query=PaperQuery, tags=["papers"])
def continuity() -> Response:
    """The continuity pack that was made last. A department gets one of its own work, made now."""
    found = last_pack.pdf_of(here.settings(), here.house().code, here.actor())
    if found is None:
        return _made("continuity", query(PaperQuery))
    return _inline(Made(found, hashlib.sha256(found).hexdigest()), "continuity")


@blueprint.get("/papers/<paper>.pdf")
@spec.validate(query=PaperQuery, tags=["papers"])
def pdf(paper: str) -> Response:
    """The paper as PDF; its ETag is the SHA-256 for the record of its print. A look is on record."""
    return _made(paper, query(PaperQuery))


@blueprint.post("/papers/<paper>/prints")
@spec.validate(json=PrintBody, tags=["papers"])
def record(paper: str) -> Response:
    """Put a print on record. Answers {print}."""
    asked = body(PrintBody)
    call = here.call(asked)
    by, house, now = here.actor(), here.house(), here.now()
    is_given = press_room().was_given(asked.sha256, by.id)
    return json_of(
        answers.once(
            call,
            lambda: prints.record(
                asked.asked(paper),
                copies=asked.copies,
                sha256=asked.sha256 if is_given else "",
                by=by,
                house=house,
                now=now,
                call=call,
            ),
        )
    )


def _made(paper: str, wanted: PaperQuery) -> Response:
    held = press_room().held(wanted.sha256, here.actor().id)
    if held is not None:
        return _inline(held, paper)
    gathered = gather(
        wanted.asked(paper),
        language=wanted.language,
        sheet=wanted.sheet,
        own_language=Language(here.signed().language),
        actor=here.actor(),
        house=here.house(),
        settings=here.settings(),
        now=here.now(),
    )
    made = press_room().make(paper, gathered.sheet, gathered.words, with_gaps=not gathered.paper.for_guest)
    press_room().give(made, here.actor().id)
    return _inline(made, paper)


def _inline(made: Made, name: str) -> Response:
    """A PDF that the browser shows and prints."""
    answer = Response(made.pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer.set_etag(made.sha256)
    return answer


def press_room() -> PressRoom:
    """The press room of this process; its child starts with the first paper."""
    room: PressRoom = current_app.extensions.setdefault(PRESS_ROOM, PressRoom())
    return room
