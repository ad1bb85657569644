"""The typed form of the checklist files, field by field.

``docs/checklists.md`` explains it to a hotel's editor.
"""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from vipops.enums import Department, NoteKind, Role, Stage
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


_SLUG = r"^[a-z][a-z0-9_]*$"
Slug = Annotated[str, StringConstraints(pattern=_SLUG, max_length=60)]
Bilingual = Annotated[Words, BeforeValidator(_words)]
Title = Annotated[Words, BeforeValidator(_title)]
DueText = Annotated[Due, BeforeValidator(_due)]
ConditionText = Annotated[Condition, BeforeValidator(_condition)]
Source = Annotated[str, BeforeValidator(_source)]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(_tuple)]
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
]
SecondSignature = Literal["another", "supervisor", "manager", "lobby_manager"]
AnswerKind = Literal["text", "number", "time", "choice", "name", "print", "assignees"]
# The step of the record in ``each`` that a tick of the task takes, by its lifecycle.
Fires = Literal["do", "call_back", "calm", "own", "resolve", "follow_up", "store", "tell_guest", "give_back"]
Makes = Literal["wake_up", "request"]


class ChoiceForm(Form):
    """One answer to choose. ``opens`` names the record that this answer begins."""

    value: Slug
    title: Bilingual
    opens: Literal["lost_property", "wish", "complaint"] | None = None


class ProofForm(Form):
    """What must be said before the task can be ticked.

    ``print``: the task's paper was printed; ``assignees``: every open task of the department in this stay
    has one. ``keeps`` puts the answer into the guest's history, ``makes`` turns it into a wake-up call or a
    request of ``department``.
    """

    name: Slug
    kind: AnswerKind
    title: Bilingual
    choices: Annotated[tuple[ChoiceForm, ...], BeforeValidator(_tuple)] = ()
    optional: bool = False
    keeps: Annotated[NoteKind | None, _member(NoteKind)] = None
    makes: Makes | None = None
    department: Annotated[Department | None, _member(Department)] = None


class PointForm(Form):
    """One point of an inspection, passed or failed by itself. ``id`` is its item in the procedure."""

    id: Source
    title: Bilingual


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
    takes: Slugs = ()
    lasts: Annotated[int, Field(ge=1, le=24 * 60)] | None = None


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
    pick_up: Slugs = ()
    greets: Slugs
    escort: Slugs
    inspectors: Slugs
    farewell: Slugs
    honours: Slugs = ()
    farewell_honours: Slugs = ()
    amenity: Slugs
    letter: GradeLetterForm
    supervisor_takes_part: bool = False
