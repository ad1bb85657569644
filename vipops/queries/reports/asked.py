"""What a report is asked for: hotel days, a grade, a department, as far as the person may see."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select

from vipops import models
from vipops.domain.permissions import WHOLE_HOUSE, Actor, Permission, require, visibility
from vipops.enums import Department
from vipops.errors import NotAllowed
from vipops.queries.event_log import Period, days
from vipops.services.days import bad
from vipops.services.house import House

stay = models.Stay

LONGEST_DAYS = 366
_BRACES = re.compile(r"\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Asked:
    """One report. ``period`` and ``before`` are equally many hotel days; "" is every grade or department."""

    house: House
    now: datetime
    first: date
    last: date
    period: Period
    before: Period
    grade: str
    department: str

    def tasks(self, task: Any, period: Period | None = None) -> list[ColumnElement[bool]]:
        """Which tasks count: due in the period, still part of their plan, of what was asked for."""
        within = period or self.period
        found = [
            task.property_id == self.house.id,
            task.due_at >= within.start,
            task.due_at < within.end,
            task.state != "cancelled",
        ]
        return [*found, *self.narrowed(task.stay_id, task.department)]

    def narrowed(self, stay_id: Any, department: Any = None) -> list[ColumnElement[bool]]:
        """The grade and, where the rows have one, the department."""
        found: list[ColumnElement[bool]] = []
        if self.grade:
            graded = select(stay.id).where(stay.property_id == self.house.id, stay.grade == self.grade)
            found.append(stay_id.in_(graded))
        if self.department and department is not None:
            found.append(department == self.department)
        return found

    def departments(self) -> list[str]:
        """The departments that the report speaks of, in the house's order."""
        return [str(code) for code in self.house.procedure.departments if self.department in ("", str(code))]


def asked(
    first: date,
    last: date,
    *,
    grade: str,
    department: Department | None,
    by: Actor,
    house: House,
    now: datetime,
) -> Asked:
    """Hotel days, both included. A department's manager is told of the own department only.

    Raises ``NotAllowed``, and ``BadInput`` for a period that ends before it begins or is longer than a year,
    and for a grade that the ladder does not have.
    """
    require(by, Permission.REPORTS_READ)
    length = (last - first).days + 1
    if not 0 < length <= LONGEST_DAYS:
        raise bad("last", "The period ends before it begins, or is longer than a year.", "up to a year")
    if grade and grade not in house.procedure.grades:
        raise bad("grade", "There is no such grade.", ", ".join(house.procedure.grades))
    return Asked(
        house,
        now,
        first,
        last,
        days(first, last, house),
        days(first - timedelta(days=length), first - timedelta(days=1), house),
        grade,
        _department(department, visibility(by)),
    )


def title_of(template_id: str, house: House) -> dict[str, str]:
    """What the procedure calls a piece of work, with … for what a stay puts into its title."""
    template = house.procedure.template(template_id)
    if template is None:  # of an older version of the procedure
        return {"zh": template_id, "en": template_id.replace("_", " ")}
    return {name: _BRACES.sub("…", words) for name, words in template.title._asdict().items()}


def _department(wanted: Department | None, seen_by: str) -> str:
    if seen_by == WHOLE_HOUSE:
        return wanted.value if wanted else ""
    if wanted and wanted.value != seen_by:
        raise NotAllowed("Reports of another department are for its manager and the house's leaders.")
    return seen_by
