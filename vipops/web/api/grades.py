"""The ladder of grades by form: filled, checked, tried over past stays, kept or put in force."""

from typing import Annotated, Any

from flask import Blueprint, Response
from pydantic import Field, StringConstraints

from vipops.queries import grades
from vipops.services import answers, grade_forms, procedure_trial, procedures
from vipops.sop.diff import differences
from vipops.storage import reading_aside
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, spec
from vipops.web.away import away, away_in_app

blueprint = Blueprint("grades", __name__)

Word = Annotated[str, StringConstraints(max_length=64)]
Text = Annotated[str, StringConstraints(max_length=255)]
Codes = Annotated[list[Word], Field(max_length=40)]


class Pair(Body):
    zh: Text
    en: Text


class EitherBody(Body):
    """Posts of which one is enough."""

    any_of: Codes


Posts = Annotated[list[Word | EitherBody], Field(max_length=40)]


class NamedBody(Body):
    code: Word
    name: Pair


class EarnedBody(Body):
    """From how many past stays on, up to how many, the grade is earned without approval."""

    stays_from: int
    stays_to: int | None = None


class LetterBody(Body):
    kind: Word
    signers: Codes


class GradeBody(Body):
    """One grade. Rank 1 is the highest."""

    code: Word
    rank: int
    name: Pair
    who: Pair
    colour: Word
    symbol: Word
    approves: Codes
    automatic: EarnedBody | None = None
    cap: int | None = None
    pick_up: Posts = Field(default_factory=list)
    greets: Posts
    escort: Posts
    inspectors: Codes
    farewell: Posts
    honours: Codes = Field(default_factory=list)
    farewell_honours: Codes = Field(default_factory=list)
    amenity: Codes
    letter: LetterBody
    supervisor_takes_part: bool = False


class LadderBody(Body):
    """grades.yaml as a form."""

    amenities: Annotated[list[NamedBody], Field(max_length=200)]
    honours: Annotated[list[NamedBody], Field(max_length=200)]
    grades: Annotated[list[GradeBody], Field(max_length=40)]


class RungBody(Body):
    level: Word
    after: Word
    to: Word


class EscalationLadderBody(Body):
    department: Word | None = None
    ranks: Annotated[list[int], Field(max_length=99)] = Field(default_factory=list)
    grace: Word
    rungs: Annotated[list[RungBody], Field(max_length=20)]


class EscalationBody(Body):
    """escalation.yaml as a form."""

    ladders: Annotated[list[EscalationLadderBody], Field(max_length=40)]


class StockBody(Body):
    """A thing (with its name), or the people of a post."""

    code: Word
    name: Pair | None = None
    count: int = 1
    turnaround: Word = ""
    instead: Codes = Field(default_factory=list)


class ResourcesBody(Body):
    """resources.yaml as a form."""

    things: Annotated[list[StockBody], Field(max_length=200)]
    people: Annotated[list[StockBody], Field(max_length=200)]


class FormBody(Body):
    """The parts that are said; those left out stay. ``based_on`` is the version on the screen."""

    based_on: Word
    grades: LadderBody | None = None
    escalation: EscalationBody | None = None
    resources: ResourcesBody | None = None

    def said(self) -> dict[str, dict[str, Any]]:
        """The files' values by part, without what says nothing."""
        parts = {name: getattr(self, name) for name in grade_forms.FILE_OF}
        return {name: _spoken(part.model_dump()) for name, part in parts.items() if part is not None}


class TryBody(FormBody):
    days: int = Field(30, ge=1, le=procedure_trial.LONGEST)


class PutBody(FormBody):
    """``in_force`` false keeps the version for somebody else to put in force."""

    note: str = Field("", max_length=procedures.LONGEST_NOTE)
    in_force: bool = True


@blueprint.get("/grades")
@spec.validate(tags=["grades"])
def show() -> Response:
    """Ladder, escalation and resources in force as a form fills itself: {version, said, choices}."""
    return json_of(grades.form(here.actor(), here.house()))


@blueprint.post("/grades/check")
@spec.validate(json=FormBody, tags=["grades"])
def check() -> Response:
    """What would change, in words: {version, differences, warnings}. Mistakes name the field of the form."""
    asked, by, house = body(FormBody), here.actor(), here.house()
    texts = grade_forms.whole(asked.said(), by=by, house=house, based_on=asked.based_on)
    new = away(lambda: grade_forms.checked(texts))
    return json_of(
        {
            "version": new.version,
            "differences": [words._asdict() for words in differences(house.procedure, new)],
            "warnings": procedures.warnings(house, new),
        }
    )


@blueprint.post("/grades/try")
@spec.validate(json=TryBody, tags=["grades"])
def try_out() -> Response:
    """The same over the stays of the last days: what would be added, dropped, moved, held, freed."""
    asked, by, house, now = body(TryBody), here.actor(), here.house(), here.now()
    texts = grade_forms.whole(asked.said(), by=by, house=house, based_on=asked.based_on)

    def run() -> dict[str, Any]:
        grade_forms.checked(texts)
        with reading_aside() as connection:
            return procedure_trial.run(connection, texts, asked.days, by=by, house=house, now=now)

    return json_of(away_in_app(run))


@blueprint.post("/grades")
@spec.validate(json=PutBody, tags=["grades"])
def put() -> Response:
    """Keep it as a version, in force from now on or for somebody to put in force: {version}."""
    asked, by, house, now = body(PutBody), here.actor(), here.house(), here.now()
    call, note, based_on = here.call(asked), asked.note, asked.based_on

    def work() -> dict[str, Any]:
        texts = grade_forms.whole(asked.said(), by=by, house=house, based_on=based_on)
        away(lambda: grade_forms.checked(texts))
        if not asked.in_force:
            return procedures.propose(texts, note, by=by, now=now, call=call)
        return procedures.put_in_force(texts, note, by=by, house=house, now=now, based_on=based_on, call=call)

    return json_of(answers.once(call, work))


def _spoken(value: Any) -> Any:
    """Without what says nothing: no value, an empty list, a switch that is off."""
    if isinstance(value, dict):
        return {
            name: _spoken(inner)
            for name, inner in value.items()
            if name in NEEDED or not _says_nothing(inner)
        }
    return [_spoken(inner) for inner in value] if isinstance(value, list) else value


def _says_nothing(value: Any) -> bool:
    return value is None or value is False or value in ("", [])


# Texts and lists that must stand in the file even when they are empty: the reader says what is missing.
NEEDED = frozenset(
    {
        "grades", "amenities", "honours", "approves", "greets", "escort", "inspectors", "farewell", "amenity",
        "signers", "ladders", "rungs", "things", "people", "any_of", "zh", "en", "code",
    }
)  # fmt: skip
