"""Requests and complaints of a test's hotel: recorded, moved, and looked at beside their tasks."""

from typing import Any

from sqlalchemy import Row, select

from tests.support.house import Hotel
from vipops import models
from vipops.domain.record_steps import COMPLAINT_PASSED, COMPLAINT_STEPS, REQUEST_PASSED, REQUEST_STEPS
from vipops.enums import RequestKind
from vipops.services import complaints, requests
from vipops.services.complaints import ComplaintAsked
from vipops.services.requests import NewRequest, RequestAsked

SETTLED = ("done", "signed_off", "skipped", "cancelled")


def ask(
    hotel: Hotel,
    stay_id: int,
    text: str = "More pillows",
    *,
    kind: str = "wish",
    by: str = "lobby",
    **more: Any,
) -> Row[Any]:
    """Record a request; answers its row."""
    new = NewRequest(stay_id, RequestKind(kind), text, **more)
    with hotel.inside():
        answer = requests.record(new, by=hotel.actor(by), house=hotel.house, now=hotel.now)
    return request_row(hotel, answer["request"]["id"])


def move(
    hotel: Hotel, row: Row[Any], verb: str, *, by: str = "lobby", seen: int | None = None, note: str = ""
) -> dict[str, Any]:
    """Take a step of a request, as of the version in the database unless another was seen."""
    version = request_row(hotel, row.id).version if seen is None else seen
    with hotel.inside():
        answer = requests.change(
            RequestAsked(row.id, verb, version, note), by=hotel.actor(by), house=hotel.house, now=hotel.now
        )
    shown: dict[str, Any] = answer["request"]
    return shown


def complain(hotel: Hotel, stay_id: int, text: str = "The bath was cold.", *, by: str = "lobby") -> Row[Any]:
    """Record a complaint; answers its row."""
    with hotel.inside():
        answer = complaints.record(stay_id, text, by=hotel.actor(by), house=hotel.house, now=hotel.now)
    return complaint_row(hotel, answer["complaint"]["id"])


SAYS: dict[str, dict[str, Any]] = {
    "resolve": {"resolution": "Boiler reset."},
    "follow_up": {"satisfied": True},
}


def take(
    hotel: Hotel, row: Row[Any], verb: str, *, by: str = "lobby", seen: int | None = None, **details: Any
) -> dict[str, Any]:
    """Take a step of a complaint, with what it needs unless other details are given."""
    version = complaint_row(hotel, row.id).version if seen is None else seen
    asked = ComplaintAsked(row.id, verb, version, {**SAYS.get(verb, {}), **details})
    with hotel.inside():
        answer = complaints.change(asked, by=hotel.actor(by), house=hotel.house, now=hotel.now)
    shown: dict[str, Any] = answer["complaint"]
    return shown


def request_row(hotel: Hotel, request_id: int) -> Row[Any]:
    return hotel.row(select(models.Request).where(models.Request.id == request_id))


def complaint_row(hotel: Hotel, complaint_id: int) -> Row[Any]:
    return hotel.row(select(models.Complaint).where(models.Complaint.id == complaint_id))


def tasks_of(hotel: Hotel, record: Row[Any], *steps: str) -> dict[str, Row[Any]]:
    """The record's tasks by the step they take; every step unless some are named."""
    task = models.Task
    wanted = steps or (*REQUEST_STEPS, *COMPLAINT_STEPS)
    rows = hotel.rows(
        select(task)
        .where(task.stay_id == record.stay_id, task.subject == str(record.id), task.fires.in_(wanted))
        .order_by(task.id)
    )
    return {row.fires: row for row in rows}


def disagreements(hotel: Hotel) -> list[str]:
    """Tasks and records that do not say the same, each in words."""
    found = []
    for model, steps, passed in (
        (models.Request, REQUEST_STEPS, REQUEST_PASSED),
        (models.Complaint, COMPLAINT_STEPS, COMPLAINT_PASSED),
    ):
        for record in hotel.rows(select(model)):
            for step, task in tasks_of(hotel, record, *steps).items():
                settled = task.state in ("skipped", "signed_off") or (
                    task.state == "done" and not task.second_signature
                )
                behind = step in passed[record.state]
                skipped = task.state == "skipped" and step in ("calm", "call_back", "follow_up")
                withdrawn = record.state == "withdrawn" and task.state in SETTLED
                if settled != behind and not skipped and not withdrawn:
                    found.append(f"{record.state} {model.__tablename__}, {step} is {task.state}")
    return found
