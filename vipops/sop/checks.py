"""What must hold between the parts of the checklists: names known, times possible, no circle of waiting."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeVar

from vipops.domain.line_up import EITHER
from vipops.domain.record_steps import COMPLAINT_STEPS, REQUEST_STEPS
from vipops.enums import Anchor, Department
from vipops.sop import conditions, vocabulary
from vipops.sop.conditions import meant
from vipops.sop.due import Due
from vipops.sop.form import (
    DepartmentForm,
    Form,
    GradeForm,
    NamedForm,
    PostForm,
    ProofForm,
    TemplateForm,
    WishForm,
)
from vipops.sop.yaml_source import Document, Path

_BRACES = re.compile(r"\{([^{}]*)\}")
_POST_LISTS = ("approves", "pick_up", "greets", "escort", "inspectors", "farewell")
_MAY_LIE_BEFORE_ARRIVAL = (Anchor.STAY_DAY, Anchor.DEPARTURE, Anchor.MEAL, Anchor.REQUEST, Anchor.OCCASION)


@dataclass(frozen=True, slots=True)
class House:
    """departments.yaml, by the number in its lists."""

    departments: dict[int, DepartmentForm]
    posts: dict[int, PostForm]
    wishes: dict[int, WishForm]

    def groups(self) -> tuple[Iterable[Form], ...]:
        return self.departments.values(), self.posts.values(), self.wishes.values()


@dataclass(frozen=True, slots=True)
class Ladder:
    """grades.yaml, by the number in its lists."""

    grades: dict[int, GradeForm]
    amenities: dict[int, NamedForm]
    honours: dict[int, NamedForm]

    def groups(self) -> tuple[Iterable[Form], ...]:
        return self.grades.values(), self.amenities.values(), self.honours.values()


@dataclass(frozen=True, slots=True)
class Found:
    """A template and where it stands."""

    form: TemplateForm
    document: Document
    path: Path

    def wrong(self, inner: Path, message: str, expected: str = "", *, offset: int = 0) -> None:
        place = self.document.inside((*self.path, *inner), offset)
        self.document.wrong(place, message, expected)


# What must stand in ``each`` beside a step of ``fires``, and what the fields are made of.
EACH_OF_STEP = {
    **dict.fromkeys(REQUEST_STEPS, "request"),
    **dict.fromkeys(COMPLAINT_STEPS, "complaint"),
    **dict.fromkeys(("store", "tell_guest", "give_back"), "lost_item"),
}
KINDS_MADE = {"wake_up": ("time",), "request": ("text", "time"), "complaint": ("text",)}
MADE_FOR = {"wish": {"wake_up", "request"}, "complaint": {"complaint"}}

Coded = DepartmentForm | PostForm | WishForm | GradeForm | NamedForm

T = TypeVar("T", bound=TemplateForm)


def check_house(house: House, ladder: Ladder, house_file: Document, ladder_file: Document) -> None:
    """Tells the two documents what is wrong with departments, posts and grades."""
    _once(house_file, "departments", house.departments)
    _once(house_file, "posts", house.posts)
    _once(house_file, "wishes", house.wishes)
    _once(ladder_file, "grades", ladder.grades)
    _once(ladder_file, "amenities", ladder.amenities)
    _once(ladder_file, "honours", ladder.honours)
    ranks: dict[int, str] = {}
    posts = {form.code for form in house.posts.values()}
    for number, grade in ladder.grades.items():
        base: Path = ("grades", number)
        taken = ranks.setdefault(grade.rank, grade.code)
        if taken != grade.code:
            place = ladder_file.place((*base, "rank"))
            ladder_file.wrong(place, f"{taken} has this rank too", "a rank of its own, 1 for the highest")
        for key in _POST_LISTS:
            _known(ladder_file, (*base, key), getattr(grade, key), posts, "post")
        _known(ladder_file, (*base, "letter", "signers"), grade.letter.signers, posts, "post")
        _known(ladder_file, (*base, "amenity"), grade.amenity, _codes(ladder.amenities), "amenity")
        _known(ladder_file, (*base, "honours"), grade.honours, _codes(ladder.honours), "honour")
        _known(
            ladder_file, (*base, "farewell_honours"), grade.farewell_honours, _codes(ladder.honours), "honour"
        )


def check_templates(found: Sequence[Found], written: AbstractSet[str], house: House, ladder: Ladder) -> None:
    """Tells each template's document what is wrong with it beside its neighbours.

    ``written`` are the ids of all tasks, also of those with mistakes of their own: waiting for one of them
    is no second mistake.
    """
    posts = frozenset(form.code for form in house.posts.values())
    words = {
        "grade": frozenset(form.code for form in ladder.grades.values()),
        "amenity": frozenset(_codes(ladder.amenities)),
        "honours": frozenset(_codes(ladder.honours)),
        "farewell_honours": frozenset(_codes(ladder.honours)),
        "post": posts,
        "wishes": frozenset(form.code for form in house.wishes.values()),
    }
    by_id: dict[str, Found] = {}
    for item in found:
        first = by_id.setdefault(item.form.id, item)
        if first is not item:
            where = first.document.place((*first.path, "id"))
            item.wrong(("id",), f"the id “{item.form.id}” is taken at {where}", "an id of its own")
    for item in found:
        _check_condition(item, words)
        _check_texts(item)
        _check_times(item)
        _check_proof(item)
        _check_records(item)
        _check_after(item, by_id, written)
        if item.form.who is not None and item.form.who not in posts:
            hint = meant(item.form.who, posts)
            item.wrong(("who",), f"“{item.form.who}” is no post{hint}", "a post of departments.yaml")
    _check_circles(by_id)


def in_planning_order(templates: Sequence[T]) -> Iterator[T]:
    """What is waited for first, else as written. The templates must be free of circles."""
    by_id = {template.id: template for template in templates}
    told: set[str] = set()

    def with_forerunners(template: T) -> Iterator[T]:
        if template.id in told:
            return
        told.add(template.id)
        for name in template.after:
            yield from with_forerunners(by_id[name])
        yield template

    for template in templates:
        yield from with_forerunners(template)


def braces(form: TemplateForm) -> Iterator[str]:
    """The names in braces of a template's title and detail."""
    for words in (form.title, form.detail):
        for text in words or ():
            yield from _BRACES.findall(text)


def _once(document: Document, key: str, forms: Mapping[int, Coded]) -> None:
    seen: set[str] = set()
    for number, form in forms.items():
        if form.code in seen:
            place = document.place((key, number, "code"))
            document.wrong(place, f"the code “{form.code}” stands here twice", "each code once")
        seen.add(form.code)


def _codes(forms: dict[int, NamedForm]) -> set[str]:
    return {form.code for form in forms.values()}


def _known(document: Document, path: Path, names: Sequence[str], known: set[str], kind: str) -> None:
    for number, name in ((number, one) for number, entry in enumerate(names) for one in entry.split(EITHER)):
        if name not in known:
            place = document.place((*path, number))
            document.wrong(
                place, f"“{name}” is no {kind}{meant(name, known)}", "one of " + ", ".join(sorted(known))
            )


def _check_condition(item: Found, words: dict[str, frozenset[str]]) -> None:
    condition = item.form.condition
    if condition is None:
        return
    kinds = vocabulary.kinds(item.form.each, words)
    for problem in conditions.problems(condition, kinds):
        item.wrong(("if",), problem.message, problem.expected, offset=problem.offset)


def _check_texts(item: Found) -> None:
    known = vocabulary.texts(item.form.each)
    for key, words in (("title", item.form.title), ("detail", item.form.detail)):
        for language, text in words._asdict().items() if words else ():
            for name in _BRACES.findall(text):
                if name not in known:
                    message = f"{{{name}}} is not known here{meant(name, known)}"
                    item.wrong((key, language), message, "one of " + ", ".join(sorted(known)))
    if item.form.people is None and "people" in braces(item.form):
        item.wrong(("detail",), "{people} is nobody here", "the field people: beside it")


def _check_times(item: Found) -> None:
    form = item.form
    for key in ("due", "starts", "earliest", "latest", "useful_until"):
        due: Due | None = getattr(form, key)
        if due is not None:
            _check_anchor(item, key, due)
    if form.each == "stay_day" and form.due.anchor not in (Anchor.STAY_DAY, Anchor.AFTER):
        item.wrong(("due",), "a task of each stay day is due on that day", "stay_day @ 10:00 or after+15m")
    if form.through_departure and form.each != "stay_day":
        item.wrong(("through_departure",), "only tasks of each stay day run through", "each: stay_day")
    if form.if_before_arrival is not None and form.due.anchor not in _MAY_LIE_BEFORE_ARRIVAL:
        anchors = ", ".join(_MAY_LIE_BEFORE_ARRIVAL)
        item.wrong(
            ("if_before_arrival",), f"{form.due.anchor} is not bound to the arrival", f"due by {anchors}"
        )


def _check_anchor(item: Found, key: str, due: Due) -> None:
    needed = vocabulary.EACH_OF_ANCHOR.get(due.anchor)
    if needed is not None and item.form.each != needed:
        item.wrong((key,), f"there is no {due.anchor} in this task", f"each: {needed} beside it")
    if due.anchor != Anchor.AFTER:
        return
    if key != "due":
        item.wrong((key,), "only the due time can hang on other work", "another anchor")
    elif not item.form.after:
        item.wrong((key,), "the task waits for nothing", "after: [task, …] beside it")


def _check_proof(item: Found) -> None:
    names: set[str] = set()
    for number, field in enumerate(item.form.proof):
        path: Path = ("proof", number)
        if field.name in names:
            item.wrong((*path, "name"), f"“{field.name}” is asked twice", "a name of its own")
        names.add(field.name)
        if (field.kind == "choice") != (len(field.choices) > 1):
            item.wrong(path, "choices and kind do not go together", "kind: choice with at least two choices")
        if field.kind == "print" and item.form.paper is None:
            item.wrong(path, "there is nothing to print here", "the field paper: beside it")
        if field.copies > 1 and field.kind != "print":
            item.wrong((*path, "copies"), "only a print has copies", "kind: print")
        if field.kind == "roll_call" and item.form.people is None:
            item.wrong(path, "nobody is called for here", "the field people: beside it")
        _check_needs(item, field, path)
    points = [point.id for point in item.form.points]
    for number, point in enumerate(points):
        if point in points[:number]:
            item.wrong(("points", number, "id"), f"the point “{point}” stands here twice", "each point once")


def _check_needs(item: Found, field: ProofForm, path: Path) -> None:
    others = [one.name for one in item.form.proof if one.name != field.name]
    for number, choice in enumerate(field.choices):
        if choice.needs is not None and choice.needs not in others:
            hint = meant(choice.needs, others)
            message = f"“{choice.needs}” is no other field of this task{hint}"
            item.wrong((*path, "choices", number, "needs"), message, "the name of a field of its proof")


def _check_records(item: Found) -> None:
    """What a tick does to a record, and which records its answers begin."""
    fires, each = item.form.fires, item.form.each
    if fires is not None and EACH_OF_STEP[fires] != each:
        item.wrong(
            ("fires",), f"there is no record here to {fires}", f"each: {EACH_OF_STEP[fires]} beside it"
        )
    choices = {field.name: field for field in item.form.proof if field.kind == "choice"}
    made = {field.makes for field in item.form.proof}
    for number, field in enumerate(item.form.proof):
        path: Path = ("proof", number)
        _check_made(item, path, field, choices)
        for choice_number, choice in enumerate(field.choices):
            wanted = MADE_FOR.get(choice.opens or "")
            if wanted and made.isdisjoint(wanted):
                place: Path = (*path, "choices", choice_number, "opens")
                expected = "makes: " + " or ".join(sorted(wanted))
                item.wrong(place, f"no field of this task makes a {choice.opens}", f"a field with {expected}")


def _check_made(item: Found, path: Path, field: ProofForm, choices: Mapping[str, ProofForm]) -> None:
    if field.makes is not None and field.kind not in KINDS_MADE[field.makes]:
        kinds = " or ".join(KINDS_MADE[field.makes])
        item.wrong((*path, "makes"), f"a {field.makes} is not made of a {field.kind}", f"kind: {kinds}")
    named = [name for name in ("department", "department_in") if getattr(field, name) is not None]
    if field.makes == "request" and len(named) != 1:
        item.wrong(
            (*path, "makes"), "whose request this becomes is not said", "department: or department_in:"
        )
    if field.makes != "request" and named:
        item.wrong((*path, named[0]), "only a request has a department", "makes: request beside it")
    if field.department_in is None:
        return
    asked = choices.get(field.department_in)
    if asked is None:
        message = f"there is no choice “{field.department_in}”{meant(field.department_in, choices)}"
        item.wrong((*path, "department_in"), message, "the name of a choice of this task")
    elif strangers := [choice.value for choice in asked.choices if choice.value not in set(Department)]:
        message = f"“{strangers[0]}” is no department{meant(strangers[0], list(Department))}"
        item.wrong((*path, "department_in"), message, "choices of " + ", ".join(Department))


def _check_after(item: Found, by_id: dict[str, Found], written: AbstractSet[str]) -> None:
    for number, name in enumerate(item.form.after):
        other = by_id.get(name)
        if name not in written:
            item.wrong(
                ("after", number), f"there is no task “{name}”{meant(name, written)}", "the id of a task"
            )
        elif other is not None and _surely_later(other.form.due, item.form.due):
            message = f"this task is due before “{name}”, for which it waits"
            item.wrong(("due",), message, f"not before {other.form.due.text}")


def _surely_later(first: Due, second: Due) -> bool:
    """Whether ``first`` is later than ``second`` for every stay; known only for the same anchor."""
    if first.anchor != second.anchor or first.anchor == Anchor.AFTER or first.days != second.days:
        return False
    if first.clock is not None and second.clock is not None:
        return first.anchor != Anchor.STAY_DAY and first.clock > second.clock
    return first.clock is None and second.clock is None and first.shift > second.shift


def _check_circles(by_id: dict[str, Found]) -> None:
    done: set[str] = set()
    for name in by_id:
        circle = _circle(name, by_id, done)
        if circle:
            item = by_id[circle[0]]
            item.wrong(
                ("after",), "tasks wait for each other: " + " → ".join([*circle, circle[0]]), "no circle"
            )


def _circle(start: str, by_id: dict[str, Found], done: set[str]) -> list[str]:
    """The ids of a circle that ``start`` leads into, or nothing; every id is walked once in all."""
    trail: list[str] = []
    walks = [iter([start])]
    while walks:
        name = next(walks[-1], None)
        if name is None:
            walks.pop()
            if trail:
                done.add(trail.pop())
        elif name in trail:
            circle = trail[trail.index(name) :]
            done.update(trail)
            return circle
        elif name not in done and name in by_id:
            trail.append(name)
            walks.append(iter(by_id[name].form.after))
    return []
