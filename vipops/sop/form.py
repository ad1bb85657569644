"""The typed form of the checklist files, field by field.

``docs/checklists.md`` explains it to a hotel's editor.
"""

import re
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from vipops.domain.line_up import EITHER
from vipops.enums import AlarmLevel, AlarmTo, Department, NoteKind, NoteSubject, Role, Stage
from vipops.sop import conditions, due
from vipops.sop.conditions import Condition
from vipops.sop.due import Due
from vipops.sop.facts import Words

SOURCE_FORMAT = re.compile(r"[A-Z]{1,3}[0-9]{1,2}[a-z]?")


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=True)


def _words(value: Any) -> Words:
    if not isinstance(value, dict):
        raise PydanticCustomError("words", "this is not a text in both languages; expected {{zh: …, en: …}}")
    for language in ("zh", "en"):
        text = value.get(language)
        if not isinstance(text, str) or not text.strip():
            missing = "Chinese (zh)" if language == "zh" else "English (en)"
            raise PydanticCustomError(
                "words", "the {missing} text is missing; expected {{zh: …, en: …}}", {"missing": missing}
            )
    extra = sorted(set(value) - {"zh", "en"})
    if extra:
        raise PydanticCustomError(
            "words", "“{extra}” is no language of the screens; expected zh and en", {"extra": extra[0]}
        )
    return Words(value["zh"].strip(), value["en"].strip())


def _title(value: Any) -> Words:
    words = _words(value)
    if len(words.en) > MAX_TITLE_EN or len(words.zh) > MAX_TITLE_ZH:
        raise PydanticCustomError(
            "title",
            "the title is too long for a row on a tablet; expected at most {en} characters in English "
            "and {zh} in Chinese (more goes into detail)",
            {"en": MAX_TITLE_EN, "zh": MAX_TITLE_ZH},
        )
    return words


MAX_TITLE_EN, MAX_TITLE_ZH = 80, 36


def _due(value: Any) -> Due:
    try:
        return due.parse(_text(value, due.EXPECTED))
    except due.NotADueTime as error:
        raise PydanticCustomError(
            "due", "{why}; expected {form}", {"why": str(error), "form": error.expected}
        ) from None


def _condition(value: Any) -> Condition:
    try:
        return conditions.parse(_text(value, conditions.EXPECTED))
    except conditions.NotACondition as error:
        problem = error.problem
        raise PydanticCustomError(
            "condition",
            "{why}; expected {form}",
            {"why": problem.message, "form": problem.expected, "offset": problem.offset},
        ) from None


def _span(value: Any) -> timedelta:
    match = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise PydanticCustomError(
            "span",
            "“{value}” is no span of time; expected hours and minutes such as -30m, 0m or 1h30m",
            {"value": str(value)},
        )
    span = timedelta(hours=int(match["h"] or 0), minutes=int(match["m"] or 0))
    return -span if match["sign"] == "-" else span


def _length(value: timedelta) -> timedelta:
    if NO_TIME < value <= LONGEST:
        return value
    raise PydanticCustomError("length", "this is no length of time; expected one from 1m to 24h, such as 20m")


NO_TIME, LONGEST = timedelta(0), timedelta(hours=24)
_SPAN = re.compile(r"(?P<sign>[+-]?)(?=\d)(?:(?P<h>\d{1,2})h)?(?:(?P<m>\d{1,3})m)?")


def _source(value: Any) -> str:
    if isinstance(value, str) and SOURCE_FORMAT.fullmatch(value):
        return value
    raise PydanticCustomError(
        "source",
        "“{value}” is no item of the procedure; expected letters and a number, such as C5, F7a or IB4",
        {"value": str(value)},
    )


def _text(value: Any, expected: str) -> str:
    if isinstance(value, str) and value.strip():
        return value
    raise PydanticCustomError("text", "this is not a text; expected {expected}", {"expected": expected})


def _member(words: Any) -> BeforeValidator:
    def read(value: Any) -> Any:
        if isinstance(value, str) and value in list(words):
            return words(value)
        raise PydanticCustomError(
            "member",
            "“{value}” is not known{hint}; expected one of {words}",
            {
                "value": str(value),
                "hint": conditions.meant(str(value), list(words)),
                "words": ", ".join(words),
            },
        )

    return BeforeValidator(read)


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _posts(value: Any) -> Any:
    """A list of posts; ``{any_of: [a, b]}`` in it is kept as "a|b": one of them is enough."""
    if not isinstance(value, list):
        return value
    return tuple(_any_of(one) for one in value)


def _any_of(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    named = value.get("any_of")
    if set(value) != {"any_of"} or not isinstance(named, list) or len(named) < 2:
        raise PydanticCustomError(
            "any_of", "this is neither a post nor a choice of posts; expected a post or any_of: [post, post]"
        )
    return EITHER.join(str(one) for one in named)


_SLUG = r"^[a-z][a-z0-9_]*$"
_SLUGS = r"^[a-z][a-z0-9_]*(\|[a-z][a-z0-9_]*)*$"
Slug = Annotated[str, StringConstraints(pattern=_SLUG, max_length=60)]
Bilingual = Annotated[Words, BeforeValidator(_words)]
Title = Annotated[Words, BeforeValidator(_title)]
DueText = Annotated[Due, BeforeValidator(_due)]
ConditionText = Annotated[Condition, BeforeValidator(_condition)]
Span = Annotated[timedelta, BeforeValidator(_span)]
Length = Annotated[Span, AfterValidator(_length)]
Source = Annotated[str, BeforeValidator(_source)]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(_tuple)]
Posts = Annotated[
    tuple[Annotated[str, StringConstraints(pattern=_SLUGS, max_length=120)], ...], BeforeValidator(_posts)
]
Sources = Annotated[tuple[Source, ...], BeforeValidator(_tuple), Field(min_length=1)]

DepartmentCode = Annotated[Department, _member(Department)]

Gate = Literal["ready", "en_route", "arrive", "settle", "start_departure", "depart"]
Each = Literal[
    "room",
    "stay_day",
    "meal",
    "wake_up",
    "request",
    "complaint",
    "room_move",
    "lost_item",
    "occasion",
    "child",
    "inspector",
]
People = Literal["pick_up", "greets", "escort", "farewell", "letter_signers"]
LetterStep = Literal["draft", "check", "sign", "place"]
Paper = Literal[
    "briefing",
    "pick_up_sign",
    "amenity_order",
    "registration_card",
    "inspection_sheet",
    "letter",
    "menu",
    "departures_list",
    "farewell_letter",
    "arrivals_list",
    "care_record",
]
SecondSignature = Literal["another", "supervisor", "manager", "lobby_manager"]
AnswerKind = Literal[
    "text", "number", "time", "choice", "name", "print", "assignees", "acknowledged", "roll_call"
]
# The step of the record in ``each`` that a tick of the task takes, by its lifecycle.
Fires = Literal["do", "call_back", "calm", "own", "resolve", "follow_up", "store", "tell_guest", "give_back"]
Makes = Literal["wake_up", "request", "complaint"]


class ChoiceForm(Form):
    """One answer to choose. ``opens`` names the record that this answer begins.

    With ``wish`` and ``complaint`` at least one of the fields that make such a record must be filled in; an
    answer beside them that opens nothing says that there is none. ``needs`` is a field that must be filled in
    with this answer.
    """

    value: Slug
    title: Bilingual
    needs: Slug | None = None
    opens: Literal["lost_property", "wish", "complaint"] | None = None


class ProofForm(Form):
    """What must be said before the task can be ticked.

    ``print``: the task's paper was printed, in so many ``copies``; ``assignees``: every open task of the
    department in this stay has one; ``acknowledged``: every request of this stay was acknowledged;
    ``roll_call``: the posts in ``people`` are in position, or why not. ``keeps`` puts the answer into the
    guest's history, as a note of what it is ``about``; ``makes`` turns it into a wake-up call, a complaint,
    or a request of ``department``, or of the department that the choice ``department_in`` answers.
    """

    name: Slug
    kind: AnswerKind
    title: Bilingual
    choices: Annotated[tuple[ChoiceForm, ...], BeforeValidator(_tuple)] = ()
    optional: bool = False
    keeps: Annotated[NoteKind | None, _member(NoteKind)] = None
    about: Annotated[NoteSubject | None, _member(NoteSubject)] = None
    makes: Makes | None = None
    department: Annotated[Department | None, _member(Department)] = None
    department_in: Slug | None = None
    copies: Annotated[int, Field(ge=1, le=99)] = 1


class PointForm(Form):
    """One point of an inspection, passed or failed by itself. ``id`` is its item in the procedure.

    ``mends`` is the department that puts right what failed, where that is not engineering.
    """

    id: Source
    title: Bilingual
    mends: Annotated[Department | None, _member(Department)] = None


class TemplateForm(Form):
    """One piece of work as the checklists write it."""

    id: Slug
    source: Sources
    department: DepartmentCode
    stage: Annotated[Stage, _member(Stage)]
    title: Title
    detail: Bilingual | None = None
    condition: Annotated[ConditionText | None, Field(alias="if")] = None
    each: Each | None = None
    through_departure: bool = False
    due: DueText
    starts: DueText | None = None
    earliest: DueText | None = None
    latest: DueText | None = None
    if_before_arrival: Literal["move", "drop"] | None = None
    useful_until: DueText | None = None
    after: Slugs = ()
    who: Slug | None = None
    people: People | None = None
    gate: Gate | None = None
    points: Annotated[tuple[PointForm, ...], BeforeValidator(_tuple)] = ()
    proof: Annotated[tuple[ProofForm, ...], BeforeValidator(_tuple)] = ()
    second_signature: SecondSignature | None = None
    rekey: Literal["guest_name"] | None = None
    letter: LetterStep | None = None
    paper: Paper | None = None
    fires: Fires | None = None
    takes: Posts = ()
    lasts: Length | None = None
    takes_from: Literal["before", "due"] = "before"
    slack: Length | None = None


class DepartmentForm(Form):
    code: DepartmentCode
    name: Bilingual
    icon: Slug


class PostForm(Form):
    """A post that tasks, line-ups, approvals and signatures name."""

    code: Slug
    name: Bilingual
    department: DepartmentCode
    role: Annotated[Role, _member(Role)]


class WishForm(Form):
    """A wish that conditions name and texts show; ``departments`` are those that see it in their tasks."""

    code: Slug
    name: Bilingual
    departments: Annotated[tuple[DepartmentCode, ...], BeforeValidator(_tuple), Field(min_length=1)]


class NamedForm(Form):
    """An amenity or an honour with its name."""

    code: Slug
    name: Bilingual


class AutomaticForm(Form):
    """The record that earns a grade without anyone's approval: past stays, both ends included."""

    stays_from: Annotated[int, Field(ge=1)]
    stays_to: Annotated[int, Field(ge=1)] | None = None


class GradeLetterForm(Form):
    kind: Literal["letter", "card"]
    signers: Slugs


class GradeForm(Form):
    """A grade and what it is entitled to. Rank 1 is the highest."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]{0,15}$")]
    rank: Annotated[int, Field(ge=1, le=99)]
    name: Bilingual
    who: Bilingual
    colour: Slug
    symbol: Slug
    approves: Slugs
    automatic: AutomaticForm | None = None
    cap: Annotated[int, Field(ge=1)] | None = None
    pick_up: Posts = ()
    greets: Posts
    escort: Posts
    inspectors: Slugs
    farewell: Posts
    honours: Slugs = ()
    farewell_honours: Slugs = ()
    amenity: Slugs
    letter: GradeLetterForm
    supervisor_takes_part: bool = False


class RungForm(Form):
    """One rung of a ladder of escalation. ``after`` counts from the due time, negative before it."""

    level: Annotated[AlarmLevel, _member(AlarmLevel)]
    after: Span
    to: Annotated[AlarmTo, _member(AlarmTo)]


class LadderForm(Form):
    """Who is told of late work, and when. Without department or ranks it counts for all."""

    department: DepartmentCode | None = None
    ranks: Annotated[tuple[Annotated[int, Field(ge=1, le=99)], ...], BeforeValidator(_tuple)] = ()
    grace: Span
    rungs: Annotated[tuple[RungForm, ...], BeforeValidator(_tuple), Field(min_length=1)]


class ThingForm(Form):
    """Something that one guest at a time can have; ``turnaround`` is what it needs between two of them."""

    code: Slug
    name: Bilingual
    count: Annotated[int, Field(ge=1, le=999)] = 1
    turnaround: Span = NO_TIME
    instead: Slugs = ()


class PeopleForm(Form):
    """The people of a post, as many as are on duty; ``instead`` are the posts that may stand in."""

    code: Slug
    count: Annotated[int, Field(ge=1, le=999)] = 1
    turnaround: Span = NO_TIME
    instead: Slugs = ()
