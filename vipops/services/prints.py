"""Printed papers on record: which paper of which stay, task or day, how many copies, by whom (rule of proof).

A checklist's proof of kind ``print`` asks these records.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, or_, select

from vipops import models
from vipops.domain.papers import PAPERS, About, Paper, require_paper
from vipops.domain.permissions import Actor
from vipops.enums import TaskState
from vipops.errors import BadInput, NotFound
from vipops.events import Event
from vipops.services import answers, shapes
from vipops.services.answers import Call
from vipops.services.house import House
from vipops.services.transactions import Transaction, transaction

Sentence = str  # the catalogue collects what is written as Sentence("…")
prints, stay, task, meal = models.Print, models.Stay, models.Task, models.Meal
PRINT = "print"  # the kind of proof that asks these records
MOST_COPIES = 99
_SHA256 = re.compile(r"[0-9a-f]{64}")
NOTHING_PRINTED = Sentence("Print the paper first, or say where else it was printed.")
NOT_ENOUGH = Sentence("Print more copies, or say where the others were printed.")
# What to print first; one sentence for each paper, so that it can be translated.
NOT_PRINTED: Mapping[str, Sentence] = {
    "briefing": Sentence("Print the morning briefing first, or say where else it was printed."),
    "pick_up_sign": Sentence("Print the pick-up sign first, or say where else it was printed."),
    "registration_card": Sentence("Print the registration card first, or say where else it was printed."),
    "amenity_order": Sentence("Print the amenity order first, or say where else it was printed."),
    "departures_list": Sentence("Print the departures list first, or say where else it was printed."),
    "menu": Sentence("Print the menu first, or say where else it was printed."),
}
# The day that a list is asked for by a task of a stay: the day the guest comes, or leaves.
_LEAVING = frozenset({"departures_list"})


@dataclass(frozen=True, slots=True)
class PaperAsked:
    """A paper as a person asks for it; which of the ids it needs is the paper's own business."""

    paper: str
    stay_id: int | None = None
    meal_id: int | None = None
    task_id: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The paper and the rows it is about."""

    paper: Paper
    stay: Row[Any] | None = None
    task: Row[Any] | None = None
    meal: Row[Any] | None = None
    day: date | None = None


def find(connection: Connection, asked: PaperAsked, actor: Actor, house: House, now: datetime) -> Found:
    """What the paper is about. Raises ``NotFound``, ``BadInput`` for a missing id, ``NotAllowed``."""
    paper = paper_called(asked.paper)
    require_paper(actor, paper)
    found = _FINDERS[paper.about](connection, paper, asked, house, now)
    if paper.about is About.TASK and found.task is not None:
        require_paper(actor, paper, department=found.task.department)
    return found


def paper_called(code: str) -> Paper:
    """The paper of this code. Raises ``NotFound``."""
    if code not in PAPERS:
        raise NotFound("There is no such paper.", paper=code, expected=sorted(PAPERS))
    return PAPERS[code]


def record(
    asked: PaperAsked,
    *,
    copies: int,
    sha256: str,
    by: Actor,
    house: House,
    now: datetime,
    call: Call | None = None,
) -> dict[str, Any]:
    """Put a print on record and answer ``{print: {id, paper, stay_id, task_id, of_day, copies, …}}``.

    ``sha256`` is that of the PDF given out. Raises what :func:`find` raises, and ``BadInput``.
    """
    require_paper(by, paper_called(asked.paper))
    errors = _faults(copies, sha256)
    if errors:
        raise BadInput("This print cannot be put on record.", errors=errors)
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        found = find(tell.connection, asked, by, house, now)
        row = tell.connection.execute(
            insert(prints)
            .values(
                property_id=tell.property_id,
                paper=found.paper.code,
                stay_id=found.stay.id if found.stay else None,
                task_id=found.task.id if found.task else None,
                of_day=found.day,
                copies=copies,
                sha256=sha256,
                printed_at=now,
                printed_by_id=by.id,
            )
            .returning(prints.__table__)
        ).one()
        tell(_told(found, row))
        return answers.keep(tell, call, {"print": shown(row)})


def copies_for(connection: Connection, row: Row[Any], house: House) -> int:
    """How many copies of the task's paper are on record for what the task is about."""
    counted = connection.execute(
        select(func.coalesce(func.sum(prints.copies), 0)).where(
            prints.property_id == row.property_id, prints.paper == row.paper, _serves(connection, row, house)
        )
    ).scalar_one()
    return int(counted)


def missing(tell: Transaction, row: Row[Any]) -> str:
    """What is wrong where a task asks for a print that is not on record, or ""."""
    wanted = max((field.get("copies", 1) for field in row.proof if field["kind"] == PRINT), default=0)
    found = copies_for(tell.connection, row, House.of(tell.property_id))
    if found >= wanted:
        return ""
    return str(NOT_ENOUGH if found else NOT_PRINTED.get(row.paper, NOTHING_PRINTED))


def kept(tell: Transaction, row: Row[Any], said: Mapping[str, Any]) -> dict[str, str]:
    """The proof of a print that nobody put into words: the copies that are on record."""
    asked = [field["name"] for field in row.proof if field["kind"] == PRINT and not said.get(field["name"])]
    if not asked:
        return {}
    copies = copies_for(tell.connection, row, House.of(tell.property_id))
    return dict.fromkeys(asked, f"{copies} × {_named(row.paper)}") if copies else {}


def shown(row: Any) -> dict[str, Any]:
    """A print as answers show it."""
    return {
        "id": row.id,
        "paper": row.paper,
        "stay_id": row.stay_id,
        "task_id": row.task_id,
        "of_day": row.of_day.isoformat() if row.of_day else None,
        "copies": row.copies,
        "printed_at": shapes.moment(row.printed_at),
        "printed_by": row.printed_by_id,
    }


def day_of_task(code: str, of: Row[Any], house: House) -> date:
    """The hotel day whose list a task of this stay asks for."""
    return house.day_of(of.departure_at if code in _LEAVING else of.arrival_at)


def _serves(connection: Connection, row: Row[Any], house: House) -> ColumnElement[bool]:
    """Which prints serve this task: a list of its day, or a paper of its stay, room and meal."""
    paper = PAPERS.get(row.paper)
    if paper is not None and paper.about is About.DAY:
        return prints.of_day == day_of_task(row.paper, _stay(connection, row.property_id, row.stay_id), house)
    # A print for the task of the room before is no print for this one.
    return or_(
        prints.task_id == row.id,
        and_(prints.task_id.is_(None), prints.of_day.is_(None), prints.stay_id == row.stay_id),
    )


def _named(code: str) -> str:
    """The paper's name in both languages, or its code where the house knows no such paper."""
    paper = PAPERS.get(code)
    return " / ".join(paper.name.values()) if paper else code


def _faults(copies: int, sha256: str) -> list[dict[str, str]]:
    faults = []
    if not 1 <= copies <= MOST_COPIES:
        faults.append(_error("copies", "The number of copies is not possible.", f"1 to {MOST_COPIES}"))
    if not _SHA256.fullmatch(sha256):
        faults.append(_error("sha256", "Open the paper first, then print it.", "the SHA-256 of the PDF"))
    return faults


def _told(found: Found, row: Row[Any]) -> Event:
    content = {"print": {"paper": row.paper, "stay_id": row.stay_id, "task_id": row.task_id}}
    return Event("paper_printed", content, stay_id=row.stay_id, audience=_audience(found))


def _audience(found: Found) -> str:
    if found.task is not None:
        department: str = found.task.department
        return department
    return str(found.paper.departments[0]) if found.paper.departments else ""


def _of_day(connection: Connection, paper: Paper, asked: PaperAsked, house: House, now: datetime) -> Found:
    if asked.task_id is not None:
        row = _task(connection, house.id, asked.task_id)
        of = _stay(connection, house.id, row.stay_id)
        return Found(paper, day=day_of_task(paper.code, of, house))
    return Found(paper, day=asked.day or house.day_of(now))


def _of_stay(connection: Connection, paper: Paper, asked: PaperAsked, house: House, _now: datetime) -> Found:
    row = _task(connection, house.id, asked.task_id) if asked.task_id is not None else None
    stay_id = row.stay_id if row is not None else asked.stay_id
    if stay_id is None:
        raise _missing("stay", Sentence("Say for which stay."))
    of = _stay(connection, house.id, stay_id)
    return Found(paper, of, row or _task_for(connection, paper, of.id))


def _of_task(connection: Connection, paper: Paper, asked: PaperAsked, house: House, now: datetime) -> Found:
    found = _of_stay(connection, paper, asked, house, now)
    if found.task is None or not found.task.points:
        raise NotFound("This stay has no inspection with points.", paper=paper.code)
    return found


def _of_meal(connection: Connection, paper: Paper, asked: PaperAsked, house: House, _now: datetime) -> Found:
    row = _task(connection, house.id, asked.task_id) if asked.task_id is not None else None
    meal_id = _meal_number(row) if row is not None else asked.meal_id
    if meal_id is None:
        raise _missing("meal", Sentence("Say for which meal."))
    eaten = connection.execute(
        select(meal.__table__).where(meal.id == meal_id, meal.property_id == house.id)
    ).first()
    if eaten is None or eaten.cancelled:
        raise NotFound("There is no such meal.", meal_id=meal_id)
    of = _stay(connection, house.id, eaten.stay_id)
    return Found(paper, of, row or _task_for(connection, paper, of.id, subject=str(meal_id)), eaten)


def _of_house(
    _connection: Connection, paper: Paper, _asked: PaperAsked, _house: House, _now: datetime
) -> Found:
    return Found(paper)


_FINDERS = {
    About.DAY: _of_day,
    About.STAY: _of_stay,
    About.TASK: _of_task,
    About.MEAL: _of_meal,
    About.HOUSE: _of_house,
}


def _stay(connection: Connection, property_id: int, stay_id: int) -> Row[Any]:
    row = connection.execute(
        select(stay.__table__).where(stay.id == stay_id, stay.property_id == property_id)
    ).first()
    if row is None:
        raise NotFound("There is no such stay.", stay_id=stay_id)
    return row


def _task(connection: Connection, property_id: int, task_id: int) -> Row[Any]:
    row = connection.execute(
        select(task.__table__).where(task.id == task_id, task.property_id == property_id)
    ).first()
    if row is None:
        raise NotFound("There is no such task.", task_id=task_id)
    return row


def _task_for(connection: Connection, paper: Paper, stay_id: int, subject: str = "") -> Row[Any] | None:
    """The task of the plan that the paper is for: the newest, for an old room's was taken back."""
    wanted = select(task.__table__).where(
        task.stay_id == stay_id, task.paper == paper.code, task.state != TaskState.CANCELLED
    )
    if subject:
        wanted = wanted.where(task.subject == subject)
    return connection.execute(wanted.order_by(task.id.desc()).limit(1)).first()


def _meal_number(row: Row[Any]) -> int | None:
    return int(row.subject) if row.subject.isdigit() else None


def _missing(where: str, message: str) -> BadInput:
    return BadInput(message, errors=[_error(where, message, "a number")])


def _error(where: str, message: str, expected: str) -> dict[str, str]:
    return {"where": where, "message": message, "expected": expected}
