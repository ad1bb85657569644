"""Checklist files read, typed and checked as a whole: every mistake of every file in one go."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

import orjson
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from vipops.domain.collisions import Resource
from vipops.domain.escalation import Ladder, Rung
from vipops.enums import Department
from vipops.sop import checks, escalation_checks, resource_checks, yaml_source
from vipops.sop.conditions import meant
from vipops.sop.form import (
    DepartmentForm,
    Form,
    GradeForm,
    LadderForm,
    NamedForm,
    PeopleForm,
    PostForm,
    ProofForm,
    TemplateForm,
    ThingForm,
    WishForm,
)
from vipops.sop.planned import Choice, Point, ProofField
from vipops.sop.procedure import Grade, Procedure, Template
from vipops.sop.vocabulary import GRADE_TEXTS
from vipops.sop.yaml_source import ChecklistError, ChecklistErrors, Document, Place

GRADES_FILE = "grades.yaml"
DEPARTMENTS_FILE = "departments.yaml"
ESCALATION_FILE = "escalation.yaml"
RESOURCES_FILE = "resources.yaml"
DEPARTMENT_FILES = tuple(
    f"{department}.yaml" for department in Department if department != Department.EXECUTIVE
)
FILES = (DEPARTMENTS_FILE, GRADES_FILE, ESCALATION_FILE, RESOURCES_FILE, *DEPARTMENT_FILES)

F = TypeVar("F", bound=Form)

# A folder, or the files' texts by their names.
Source = Path | Mapping[str, str | bytes]


def load(source: Source) -> Procedure:
    """The procedure in ``source``, ready to plan with.

    Raises ``ChecklistErrors`` with every mistake found.
    """
    procedure, errors = _read(source)
    if errors or procedure is None:
        raise ChecklistErrors(errors)
    return procedure


def check(source: Source) -> list[ChecklistError]:
    """Every mistake in the checklists of ``source``, in reading order; empty when they can be loaded."""
    return sorted(set(_read(source)[1]))


def _read(source: Source) -> tuple[Procedure | None, list[ChecklistError]]:
    documents = {name: _document(source, name) for name in FILES}
    strangers = _unexpected_files(source)
    house = _typed_house(documents[DEPARTMENTS_FILE])
    ladder = _typed_ladder(documents[GRADES_FILE])
    escalation = _typed_escalation(documents[ESCALATION_FILE])
    stock = _typed_stock(documents[RESOURCES_FILE])
    found = [item for name in DEPARTMENT_FILES for item in _typed_tasks(documents[name])]
    written = {str(task.get("id")) for name in DEPARTMENT_FILES for task in _tasks_in(documents[name])}
    checks.check_house(house, ladder, documents[DEPARTMENTS_FILE], documents[GRADES_FILE])
    checks.check_templates(found, written, house, ladder)
    resource_checks.check(documents[RESOURCES_FILE], stock, house)
    resource_checks.check_templates(found, stock)
    escalation_checks.check(documents[ESCALATION_FILE], escalation, ladder.grades)
    errors = [*strangers, *(error for document in documents.values() for error in document.errors)]
    return (None, errors) if errors else (_procedure(house, ladder, escalation, stock, found), [])


def _document(source: Source, name: str) -> Document:
    if isinstance(source, Path):
        return yaml_source.read(source / name)
    if name not in source:
        return yaml_source.missing(name)
    text = source[name]
    return yaml_source.parse(name, text.encode() if isinstance(text, str) else text)


def _unexpected_files(source: Source) -> list[ChecklistError]:
    given = [path.name for path in source.glob("*.y*ml")] if isinstance(source, Path) else source
    return [
        ChecklistError(
            Place(name, 1, 1),
            f"this file is not part of the procedure{meant(name, FILES)}",
            "only " + ", ".join(FILES),
        )
        for name in sorted(given)
        if name not in FILES
    ]


def _typed_house(document: Document) -> checks.House:
    _only_keys(document, ("departments", "posts", "wishes"))
    return checks.House(
        departments=_typed_list(document, "departments", DepartmentForm),
        posts=_typed_list(document, "posts", PostForm),
        wishes=_typed_list(document, "wishes", WishForm),
    )


def _typed_ladder(document: Document) -> checks.Ladder:
    _only_keys(document, ("grades", "amenities", "honours"))
    return checks.Ladder(
        grades=_typed_list(document, "grades", GradeForm),
        amenities=_typed_list(document, "amenities", NamedForm),
        honours=_typed_list(document, "honours", NamedForm),
    )


def _typed_escalation(document: Document) -> dict[int, LadderForm]:
    _only_keys(document, (escalation_checks.LISTED,))
    return _typed_list(document, escalation_checks.LISTED, LadderForm)


def _typed_stock(document: Document) -> resource_checks.Stock:
    _only_keys(document, ("things", "people"))
    return resource_checks.Stock(
        things=_typed_list(document, "things", ThingForm),
        people=_typed_list(document, "people", PeopleForm),
    )


def _typed_tasks(document: Document) -> list[checks.Found]:
    _only_keys(document, ("department", "tasks"))
    if not isinstance(document.data, dict):
        return []
    owner = document.file.removesuffix(".yaml")
    if document.data.get("department") != owner:
        place = document.place(("department",))
        document.wrong(place, "the file does not say whose it is", f"department: {owner}")
    for task in _tasks_in(document):
        task.setdefault("department", owner)
    found = _typed_list(document, "tasks", TemplateForm)
    return [checks.Found(form, document, ("tasks", number)) for number, form in found.items()]


def _tasks_in(document: Document) -> list[dict[str, Any]]:
    tasks = document.data.get("tasks") if isinstance(document.data, dict) else None
    return [task for task in tasks if isinstance(task, dict)] if isinstance(tasks, list) else []


def _only_keys(document: Document, expected: tuple[str, ...]) -> None:
    if document.data is None:
        return
    if not isinstance(document.data, dict):
        document.wrong(document.place(()), "the file holds no mapping", "the keys " + ", ".join(expected))
        document.data = None
        return
    for key in document.data:
        if key not in expected:
            place = document.key_place((key,))
            document.wrong(place, f"“{key}” is not known here{meant(key, expected)}", ", ".join(expected))


def _typed_list(document: Document, key: str, form: type[F]) -> dict[int, F]:
    """The forms of a list by their number; what is wrong with the others is told to the document."""
    if not isinstance(document.data, dict):
        return {}
    items = document.data.get(key)
    if not isinstance(items, list):
        document.wrong(document.place((key,)), f"there is no list of {key}", f"{key}: and a list")
        return {}
    typed: dict[int, F] = {}
    for number, item in enumerate(items):
        try:
            typed[number] = form.model_validate(item)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                _tell(document, form, (key, number), detail)
    return typed


def _tell(document: Document, form: type[Form], base: yaml_source.Path, detail: ErrorDetails) -> None:
    path = (*base, *detail["loc"])
    if detail["type"] == "extra_forbidden":
        name = str(detail["loc"][-1])
        known = _fields_at(form, detail["loc"][:-1])
        message = f"the field “{name}” is not known here{meant(name, known)}"
        document.wrong(document.key_place(path), message, "one of " + ", ".join(known))
        return
    if detail["type"] == "missing":
        document.wrong(
            document.place(path[:-1]),
            f"the field “{detail['loc'][-1]}” is missing",
            f"{detail['loc'][-1]}: …",
        )
        return
    message, expected = _in_words(detail)
    offset = detail.get("ctx", {}).get("offset", 0)
    document.wrong(document.inside(path, offset), message, expected)


def _in_words(detail: ErrorDetails) -> tuple[str, str]:
    """What is wrong and what was expected, in an editor's words; pydantic's own where we have none."""
    if detail["type"] == "literal_error":
        known = [word for word in re.findall(r"'([^']*)'", detail["msg"]) if word]
        given = str(detail["input"])
        return f"“{given}” is not known here{meant(given, known)}", "one of " + ", ".join(known)
    if detail["type"] == "string_pattern_mismatch":
        letters = "capital letters" if "A-Z" in detail["ctx"]["pattern"] else "small letters"
        return f"“{detail['input']}” is no code", f"{letters}, digits and _, a letter first"
    message, _, expected = detail["msg"].partition("; expected ")
    return _IN_WORDS.get(detail["type"], (message, expected))


_IN_WORDS = {
    "bool_type": ("this is neither true nor false", "true or false"),
    "int_type": ("this is no whole number", "a whole number"),
    "string_type": ("this is not a text", "a text"),
    "tuple_type": ("this is no list", "a list"),
    "model_type": ("this is no mapping", "a mapping of fields"),
    "too_short": ("the list is empty", "at least one entry"),
}


def _fields_at(form: type[BaseModel], loc: Iterable[str | int]) -> list[str]:
    """The field names, as written, of the form that ``loc`` leads to."""
    for step in loc:
        if isinstance(step, int):
            continue
        by_name = {field.alias or name: field for name, field in form.model_fields.items()}
        inner = _form_in(by_name[step].annotation) if step in by_name else None
        if inner is None:
            break
        form = inner
    return [field.alias or name for name, field in form.model_fields.items()]


def _form_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, list, Union, UnionType):
        return next((inner for each in get_args(annotation) if (inner := _form_in(each))), None)
    return None


def _procedure(
    house: checks.House,
    ladder: checks.Ladder,
    escalation: Mapping[int, LadderForm],
    stock: resource_checks.Stock,
    found: list[checks.Found],
) -> Procedure:
    grades = [_grade(form) for form in ladder.grades.values()]
    templates = [_template(item, order, stock.codes) for order, item in enumerate(found)]
    parts = [
        [form.model_dump(mode="python") for form in group]
        for group in (*house.groups(), *ladder.groups(), escalation.values(), *stock.groups())
    ]
    whole = _hash([parts, [template.version for template in templates]], 12)
    return Procedure(
        templates=tuple(checks.in_planning_order(templates)),
        grades=_by_code(sorted(grades, key=lambda grade: grade.rank)),
        departments=MappingProxyType({form.code: form for form in house.departments.values()}),
        posts=_by_code(house.posts.values()),
        wishes=_by_code(house.wishes.values()),
        amenities=_by_code(ladder.amenities.values()),
        honours=_by_code(ladder.honours.values()),
        resources=MappingProxyType({form.code: _resource(form) for form in stock.all()}),
        things=_by_code(stock.things.values()),
        ladders=tuple(_escalation(form) for form in escalation.values()),
        version=whole,
    )


def _escalation(form: LadderForm) -> Ladder:
    return Ladder(
        tuple(Rung(rung.level, rung.after, rung.to) for rung in form.rungs),
        form.grace,
        form.department or "",
        frozenset(form.ranks),
    )


def _grade(form: GradeForm) -> Grade:
    return Grade.model_construct(**dict(form), version=_hash(form.model_dump(mode="python"), 4))


def _resource(form: ThingForm | PeopleForm) -> Resource:
    return Resource(form.code, form.count, form.turnaround, form.instead)


def _template(found: checks.Found, order: int, counted: frozenset[str]) -> Template:
    form = found.form
    # The condition's text stands for its parsed tree.
    content = form.model_dump(mode="python", exclude={"condition"})
    condition = form.condition.text if form.condition else ""
    named = set(checks.braces(form))
    return Template.model_construct(
        **dict(form),
        # What a task takes hangs on what the house counts.
        version=_hash([content, condition, sorted(counted) if form.lasts else []], 8),
        order=order,
        place=found.document.place(found.path),
        by_grade=form.people is not None or form.each == "inspector" or not named.isdisjoint(GRADE_TEXTS),
        asked=tuple(_asked(field) for field in form.proof),
        inspected=tuple(Point(point.id, point.title, point.mends or "") for point in form.points),
        names_department=(*found.path, "department") in found.document.keys,
    )


def _asked(field: ProofForm) -> ProofField:
    choices = tuple(
        Choice(choice.value, choice.title, choice.opens or "", choice.needs or "") for choice in field.choices
    )
    return ProofField(
        field.name,
        field.kind,
        field.title,
        choices,
        field.optional,
        keeps=field.keeps or "",
        about=field.about or "",
        makes=field.makes or "",
        department=field.department or "",
        department_in=field.department_in or "",
        copies=field.copies,
    )


def _by_code(forms: Iterable[Any]) -> Mapping[str, Any]:
    return MappingProxyType({form.code: form for form in forms})


def _hash(content: Any, length: int) -> str:
    canonical = orjson.dumps(content, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS, default=str)
    return hashlib.sha256(canonical).hexdigest()[:length]
