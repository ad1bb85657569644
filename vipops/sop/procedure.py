"""A hotel's procedure, loaded and checked: templates in planning order, grades, departments, posts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from vipops.domain.collisions import Resource
from vipops.domain.escalation import Ladder, ladder_for
from vipops.domain.line_up import EITHER
from vipops.enums import Department
from vipops.errors import BadInput
from vipops.sop.facts import Words
from vipops.sop.form import DepartmentForm, GradeForm, NamedForm, PostForm, TemplateForm, ThingForm, WishForm
from vipops.sop.planned import Point, ProofField
from vipops.sop.yaml_source import Place

Post = PostForm


class UnknownGrade(BadInput):
    """The grade is not on the hotel's ladder."""

    code = "unknown_grade"


class Template(TemplateForm):
    """A piece of work as loaded.

    ``version`` is a short hash of what the checklist says about it, so it changes with the words and rules
    and not with comments, spacing or other templates. ``order`` counts in the order of the files. ``asked``
    and ``inspected`` are its proof and points as tasks carry them. ``names_department``: the task itself says
    whose it is, and not only its file.
    """

    version: str
    order: int
    place: Place
    by_grade: bool
    asked: tuple[ProofField, ...]
    inspected: tuple[Point, ...]
    names_department: bool

    def department_of(self, of_subject: Department | None) -> Department:
        """Whose task it is: of the request's department, unless the task names its own."""
        return self.department if self.names_department else of_subject or self.department


class Grade(GradeForm):
    """A grade as loaded; ``version`` is a short hash of its entitlements."""

    version: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """Everything the checklists say.

    ``templates`` stand so that what is waited for comes before what waits. ``version`` is a short hash of
    all of it.
    """

    templates: tuple[Template, ...]
    grades: Mapping[str, Grade]
    departments: Mapping[Department, DepartmentForm]
    posts: Mapping[str, Post]
    wishes: Mapping[str, WishForm]
    amenities: Mapping[str, NamedForm]
    honours: Mapping[str, NamedForm]
    ladders: tuple[Ladder, ...]
    resources: Mapping[str, Resource]
    things: Mapping[str, ThingForm]
    version: str
    _by_id: dict[str, Template] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {template.id: template for template in self.templates})

    def template(self, template_id: str) -> Template | None:
        """The template of that id, or ``None``."""
        return self._by_id.get(template_id)

    def grade(self, code: str) -> Grade:
        """The grade of that code. Raises ``UnknownGrade``."""
        grade = self.grades.get(code)
        if grade is None:
            known = ", ".join(self.grades)
            raise UnknownGrade(
                f"The grade “{code}” is not on the ladder; expected one of {known}.", grade=code
            )
        return grade

    def called(self, entry: str) -> Words:
        """The name of a post, or of each of those of which one is enough ("a|b")."""
        names = [self.posts[post].name for post in entry.split(EITHER)]
        return Words("或".join(name.zh for name in names), " or ".join(name.en for name in names))

    def resource_name(self, code: str) -> Words:
        """The name of a thing or post that tasks take; one that is no more is called by its code."""
        known = self.things.get(code) or self.posts.get(code)
        return known.name if known else Words(code, code)

    def version_for(self, template: Template, grade: Grade) -> str:
        """The template's version; with the grade's where the grade decides a part of the task."""
        return f"{template.version}-{grade.version}" if template.by_grade else template.version

    def ladder(self, department: str, grade: str) -> Ladder:
        """The ladder of escalation for a department's work; a grade that is gone has no rank of its own."""
        known = self.grades.get(grade)
        return ladder_for(self.ladders, department, known.rank if known else 0)
