"""What each verb of a task must bring with it, and what is stored of it."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from vipops import models
from vipops.domain.names import PersonName, full, same_spelling
from vipops.errors import BadInput
from vipops.services.transactions import Transaction

LONGEST_ANSWER = 500
A_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
Values = dict[str, Any]


def values_for(tell: Transaction, row: Row[Any], verb: str, details: Mapping[str, Any]) -> Values:
    """The columns that the verb sets beside the state.

    Raises ``BadInput`` with ``errors`` [{where, message, expected}] when something is missing.
    """
    return NEEDS.get(verb, _nothing)(tell, row, details)


def _nothing(_tell: Transaction, _row: Row[Any], _details: Mapping[str, Any]) -> Values:
    return {}


def _tick(tell: Transaction, row: Row[Any], details: Mapping[str, Any]) -> Values:
    answers = details.get("proof") or {}
    errors = [*_missing_proof(row, answers), *_open_points(row, details.get("points") or {})]
    if row.rekey_name and not same_spelling(str(details.get("name", "")), _booked_name(tell, row.stay_id)):
        errors.append(
            _error("name", "The name does not match the booking letter by letter.", "the guest's name")
        )
    if errors:
        raise BadInput("The procedure asks for proof before this can be ticked.", errors=errors)
    kept = {field["name"]: _kept(answers[field["name"]]) for field in row.proof if field["name"] in answers}
    return {"answers": kept, "points": _answered(row, details.get("points") or {}), "reason": ""}


def _sign_off(_tell: Transaction, _row: Row[Any], _details: Mapping[str, Any]) -> Values:
    return {}


def _claim(tell: Transaction, _row: Row[Any], _details: Mapping[str, Any]) -> Values:
    return {"assignee_id": tell.by.id}


def _start(tell: Transaction, _row: Row[Any], _details: Mapping[str, Any]) -> Values:
    return {"assignee_id": tell.by.id}


def _assign(tell: Transaction, _row: Row[Any], details: Mapping[str, Any]) -> Values:
    staff = models.Staff
    person = tell.connection.execute(
        select(staff.id, staff.department, staff.active).where(
            staff.id == details.get("assignee"), staff.property_id == tell.property_id
        )
    ).first()
    if person is None or not person.active:
        raise BadInput(
            "Say to whom.", errors=[_error("assignee", "Nobody on duty has this id.", "a staff id")]
        )
    return {"assignee_id": person.id}


def _postpone(tell: Transaction, _row: Row[Any], details: Mapping[str, Any]) -> Values:
    until = _moment(details.get("until"))
    if until is None or until <= tell.at:
        raise BadInput(
            "Say until when.",
            errors=[_error("until", "The new time must lie ahead.", "ISO 8601 with offset")],
        )
    return {"due_at": until, "postponed": True, "reason": _reason(details)}


def _because(_tell: Transaction, _row: Row[Any], details: Mapping[str, Any]) -> Values:
    return {"reason": _reason(details)}


NEEDS: Mapping[str, Callable[[Transaction, Row[Any], Mapping[str, Any]], Values]] = {
    "tick": _tick,
    "sign_off": _sign_off,
    "claim": _claim,
    "start": _start,
    "assign": _assign,
    "postpone": _postpone,
    "cannot": _because,
    "skip": _because,
    "reopen": lambda _tell, _row, details: {"reason": str(details.get("reason", ""))[:255]},
}


def _missing_proof(row: Row[Any], answers: Mapping[str, Any]) -> list[dict[str, str]]:
    return [
        _error(f"proof.{field['name']}", f"{field['title']['en']} is missing.", fault)
        for field in row.proof
        if (fault := _proof_fault(field, answers.get(field["name"])))
    ]


def _proof_fault(field: Mapping[str, Any], given: Any) -> str:
    """What was expected, or "" when the answer is good."""
    if given is None or str(given).strip() == "":
        return "" if field.get("optional") else f"a {field['kind']}"
    return PROOF_CHECKS.get(field["kind"], _any_text)(field, given)


def _any_text(_field: Mapping[str, Any], given: Any) -> str:
    return "" if len(str(given)) <= LONGEST_ANSWER else f"at most {LONGEST_ANSWER} characters"


def _a_time(_field: Mapping[str, Any], given: Any) -> str:
    return "" if _moment(given) else "a time, ISO 8601 with offset"


def _a_number(_field: Mapping[str, Any], given: Any) -> str:
    written = "" if isinstance(given, bool) else str(given).strip()
    return "" if A_NUMBER.fullmatch(written) else "a number"


def _a_choice(field: Mapping[str, Any], given: Any) -> str:
    choices = [choice["value"] for choice in field.get("choices", [])]
    return "" if given in choices else f"one of {', '.join(choices)}"


PROOF_CHECKS: Mapping[str, Callable[[Mapping[str, Any], Any], str]] = {
    "time": _a_time,
    "number": _a_number,
    "choice": _a_choice,
}


def _open_points(row: Row[Any], given: Mapping[str, Any]) -> list[dict[str, str]]:
    return [
        _error(f"points.{point['id']}", fault, "passed: true, or passed: false with a note")
        for point in row.points
        if (fault := _point_fault(given.get(point["id"]) or point))
    ]


def _point_fault(answer: Mapping[str, Any]) -> str:
    if answer.get("passed") is None:
        return "This point has not been looked at."
    if answer["passed"] is False and not str(answer.get("note") or "").strip():
        return "A failed point needs a note: what is wrong?"
    return ""


def _answered(row: Row[Any], given: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        point
        | {
            "passed": bool((given.get(point["id"]) or point)["passed"]),
            "note": str((given.get(point["id"]) or point).get("note") or "")[:LONGEST_ANSWER],
        }
        for point in row.points
    ]


def _booked_name(tell: Transaction, stay_id: int) -> str:
    guest, stay = models.Guest, models.Stay
    found = tell.connection.execute(
        select(guest.surname, guest.given_name, guest.name_prefix, guest.native_name)
        .join(stay, stay.guest_id == guest.id)
        .where(stay.id == stay_id)
    ).one()
    return full(PersonName(*found))


def _reason(details: Mapping[str, Any]) -> str:
    reason = str(details.get("reason") or "").strip()
    if not reason:
        raise BadInput("Say why.", errors=[_error("reason", "A reason is needed.", "a short sentence")])
    return reason[:255]


def _kept(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _moment(value: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _error(where: str, message: str, expected: str) -> dict[str, str]:
    return {"where": where, "message": message, "expected": expected}
