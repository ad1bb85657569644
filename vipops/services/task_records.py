"""What a task does to the records beside it: the step it takes, and what its answers and points begin.

A courtesy call becomes wake-up calls, requests and a complaint (items IF2 and IF3); a failed point of an
inspection becomes a fault that somebody mends.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import ModuleType
from typing import Any

from sqlalchemy import Row, Select, select, update

from vipops import models
from vipops.domain.record_steps import (
    COMPLAINT_STEPS,
    LOST_PROPERTY_STEPS,
    MAY_BE_SKIPPED,
    REQUEST_STEPS,
)
from vipops.enums import ComplaintState, Department, RequestKind, RequestState
from vipops.errors import BadInput, WrongMoment
from vipops.services import complaints, lost_property, requests, stays, wake_ups
from vipops.services.house import House
from vipops.services.requests import LONGEST_TEXT, NewRequest
from vipops.services.task_order import settled
from vipops.services.transactions import Transaction

task, request, complaint, wake_up = models.Task, models.Request, models.Complaint, models.WakeUp

# Whose step a task takes.
OF_STEP: Mapping[str, ModuleType] = {
    **dict.fromkeys(REQUEST_STEPS, requests),
    **dict.fromkeys(COMPLAINT_STEPS, complaints),
    **dict.fromkeys(LOST_PROPERTY_STEPS, lost_property),
}
TAKEN_UP = frozenset({"claim", "start", "assign"})
STILL_OPEN = (RequestState.RECORDED.value, RequestState.ACKNOWLEDGED.value)


def take_step(tell: Transaction, _house: House, row: Row[Any], verb: str) -> bool:
    """The record follows its task: taken up, done, opened again. The plan stays as it is.

    Raises ``WrongMoment`` when a task is skipped whose record would then never come to its end.
    """
    records = OF_STEP.get(row.fires)
    if records is None:
        return False
    if verb == "skip" and row.fires not in MAY_BE_SKIPPED:
        raise WrongMoment("This cannot be skipped: withdraw what was recorded instead.", verb=verb)
    record_id = int(row.subject)
    if verb in TAKEN_UP and row.fires == "do":
        requests.acknowledge(tell, record_id)
    elif verb in ("tick", "sign_off") and settled(row):
        records.reach(tell, record_id, row.fires, row.answers)
    elif verb == "reopen":
        if records.find(tell, record_id).state == RequestState.WITHDRAWN:
            raise WrongMoment("What it was for has been withdrawn.", verb=verb)
        records.go_back_before(tell, record_id, row.fires)
    _leave_protected_words(tell, row)
    return False


def begin_records(tell: Transaction, house: House, row: Row[Any], verb: str) -> bool:
    """What the answers and the failed points begin, as records that the plan then makes tasks of.

    Answers whether there is anything to make tasks of.
    """
    if verb != "tick":
        return False
    made = [field for field in row.proof if field.get("makes") and row.answers.get(field["name"])]
    failed = [point for point in row.points if point.get("passed") is False]
    if not made and not failed:
        return False
    stay = stays.find(tell, row.stay_id)
    for field in made:
        try:
            MAKES[field["makes"]](tell, house, stay, row, field)
        except BadInput as refused:
            # Said of the field on the screen, whatever the record calls it.
            errors = [
                {**error, "where": f"proof.{field['name']}"} for error in refused.facts.get("errors", [])
            ]
            raise BadInput(refused.message, errors=errors) from refused
    for new, point in _faults(tell, stay, failed):
        requests.begin(tell, house, stay, new, task_id=row.id, point=point)
    _leave_protected_words(tell, row)
    return True


def _wake_up(
    tell: Transaction, house: House, stay: Row[Any], row: Row[Any], field: Mapping[str, Any]
) -> None:
    at = datetime.fromisoformat(str(row.answers[field["name"]])).replace(second=0, microsecond=0)
    booked = (wake_up.stay_id == stay.id, wake_up.at == at, wake_up.cancelled.is_(False))
    if not _there(tell, select(wake_up.id).where(*booked)):
        wake_ups.book(tell, house, stay, at)


def _request(
    tell: Transaction, house: House, stay: Row[Any], row: Row[Any], field: Mapping[str, Any]
) -> None:
    said = str(row.answers[field["name"]])
    timed = field["kind"] == "time"
    chosen = field.get("department") or row.answers.get(field.get("department_in", ""))
    new = NewRequest(
        stay.id,
        RequestKind.WISH,
        # A time alone says what is wished by the field's own name, in the house's two languages.
        f"{field['title']['zh']} / {field['title']['en']}" if timed else " ".join(said.split()),
        Department(chosen) if chosen else None,
        datetime.fromisoformat(said) if timed else None,
    )
    # A task that was opened again and ticked again asks for nothing twice.
    before = (request.task_id == row.id, request.text == new.text, request.state != RequestState.WITHDRAWN)
    if not _there(tell, select(request.id).where(*before)):
        requests.begin(tell, house, stay, new, task_id=row.id)


def _complaint(
    tell: Transaction, _house: House, stay: Row[Any], row: Row[Any], field: Mapping[str, Any]
) -> None:
    said = str(row.answers[field["name"]]).strip()
    before = (
        complaint.task_id == row.id,
        complaint.text == said,
        complaint.state != ComplaintState.WITHDRAWN,
    )
    if not _there(tell, select(complaint.id).where(*before)):
        complaints.begin(tell, stay, said, task_id=row.id)


def _there(tell: Transaction, statement: Select[Any]) -> bool:
    return tell.connection.execute(statement).first() is not None


MAKES = {"wake_up": _wake_up, "request": _request, "complaint": _complaint}


def _faults(
    tell: Transaction, stay: Row[Any], failed: list[Mapping[str, Any]]
) -> Iterator[tuple[NewRequest, str]]:
    """A fault for each failed point, but for those that wait already to be mended."""
    waiting = set(
        tell.connection.scalars(
            select(request.point).where(
                request.stay_id == stay.id,
                request.kind == RequestKind.FAULT,
                request.state.in_(STILL_OPEN),
                request.point != "",
            )
        )
    )
    for point in failed:
        if point["id"] not in waiting:
            text = f"{point['note']} ({point['id']})"[:LONGEST_TEXT]
            mends = Department(point.get("mends") or Department.ENGINEERING)
            yield NewRequest(stay.id, RequestKind.FAULT, text, mends), point["id"]


def _leave_protected_words(tell: Transaction, row: Row[Any]) -> None:
    """A complaint's words and its resolution stand in the complaint alone, not in the task's answers."""
    protected = {field["name"] for field in row.proof if field.get("makes") == "complaint"}
    if row.fires in COMPLAINT_STEPS:
        protected |= {field["name"] for field in row.proof if field["kind"] == "text"}
    kept = {name: said for name, said in row.answers.items() if name not in protected}
    if kept != row.answers:
        tell.connection.execute(update(task).where(task.id == row.id).values(answers=kept))
