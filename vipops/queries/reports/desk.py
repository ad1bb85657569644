"""The reports of the house, by name, and who may read which."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from vipops.domain.permissions import WHOLE_HOUSE, Actor, Permission, allowed, require, visibility
from vipops.errors import NotFound
from vipops.queries.reports.alarms import alarms
from vipops.queries.reports.asked import Asked
from vipops.queries.reports.gates import gates
from vipops.queries.reports.lateness import lateness
from vipops.queries.reports.letters import letters
from vipops.queries.reports.load import load
from vipops.queries.reports.on_time import on_time
from vipops.queries.reports.readiness import readiness
from vipops.queries.reports.records import complaints, wishes
from vipops.services import procedure_shapes
from vipops.services.house import House
from vipops.storage import reading_aside

Figures = Callable[[Connection, Asked], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Report:
    """``needs`` is what the person must be allowed beside reading reports."""

    figures: Figures
    needs: Permission = Permission.REPORTS_READ


# In the order in which they are shown.
REPORTS: Mapping[str, Report] = {
    "on_time": Report(on_time),
    "lateness": Report(lateness),
    "load": Report(load),
    "readiness": Report(readiness),
    "gates": Report(gates),
    "alarms": Report(alarms),
    "complaints": Report(complaints, Permission.COMPLAINT_READ),
    "wishes": Report(wishes),
    "letters": Report(letters, Permission.LETTER_READ),
}


def desk(by: Actor, house: House, now: datetime) -> dict[str, Any]:
    """{reports, departments, grades, today}: what this person may ask for. Raises ``NotAllowed``."""
    require(by, Permission.REPORTS_READ)
    seen_by = visibility(by)
    return {
        "reports": [name for name, report in REPORTS.items() if allowed(by, report.needs)],
        "departments": [
            one
            for one in procedure_shapes.departments(house.procedure)
            if seen_by in (WHOLE_HOUSE, one["code"])
        ],
        "grades": procedure_shapes.grades(house.procedure),
        "today": house.day_of(now).isoformat(),
    }


def report(name: str, asked: Asked, by: Actor) -> dict[str, Any]:
    """The figures of one report, with ``first`` and ``last``. Call it in a thread: it takes its time.

    Raises ``NotFound`` for a name that nobody knows, and ``NotAllowed``.
    """
    found = REPORTS.get(name)
    if found is None:
        raise NotFound("There is no such report.", expected=list(REPORTS))
    require(by, found.needs)
    with reading_aside() as connection:
        figures = found.figures(connection, asked)
    return {"first": asked.first.isoformat(), "last": asked.last.isoformat(), **figures}
