"""What each verb of a task must bring with it, and what is stored of it."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from vipops import models
from vipops.domain.names import PersonName, full, same_spelling
from vipops.domain.permissions import Permission, Subject, allowed
from vipops.errors import BadInput, WrongMoment
from vipops.services import holds, line_ups, prints, record_answers, unassigned
from vipops.services.transactions import Transaction

LONGEST_ANSWER = 500
LONGEST_REASON = 255
A_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
Values = dict[str, Any]


def values_for(tell: Transaction, row: Row[Any], verb: str, details: Mapping[str, Any]) -> Values:
    """The columns that the verb sets beside the state.

    Raises ``BadInput`` with ``errors`` [{where, message, expected}] when something is missing.
    """
    return NEEDS.get(verb, _nothing)(tell, row, details)


def assignee(tell: Transaction, staff_id: int | None) -> int:
    """The id of somebody on duty. Raises ``BadInput``."""
    staff = models.Staff
    person = tell.connection.execute(
        select(staff.id).where(
            staff.id == staff_id, staff.property_id == tell.property_id, staff.active.is_(True)
        )
    ).first()
    if person is None:
        raise BadInput(
            "Say to whom.", errors=[_error("assignee", "Nobody on duty has this id.", "a staff id")]
        )
    return int(person.id)


def _nothing(_tell: Transaction, _row: Row[Any], _details: Mapping[str, Any]) -> Values:
    return {}


def _tick(tell: Transaction, row: Row[Any], details: Mapping[str, Any]) -> Values:
    answers = details.get("proof") or {}
    errors = [
        *_missing_proof(tell, row, answers),
        *record_answers.faults(row, answers),
        *_open_points(row, details.get("points") or {}),
    ]
    if row.rekey_name and not same_spelling(str(details.get("name", "")), _booked_name(tell, row.stay_id)):
        errors.append(
            _error("name", "The name does not match the booking letter by letter.", "the guest's name")
        )
    if errors:
        raise BadInput("The procedure asks for proof before this can be ticked.", errors=errors)
    kept = {field["name"]: _kept(answers[field["name"]]) for field in row.proof if field["name"] in answers}
    kept |= prints.kept(tell, row, kept)
    why = next(
        (kept.get(field["name"], "") for field in row.proof if field["kind"] == line_ups.ROLL_CALL), ""
    )
    return {
        "answers": kept,
        "points": _answered(row, details.get("points") or {}),
        "reason": str(why)[:LONGEST_REASON],
    }


def _sign_off(_tell: Transaction, _row: Row[Any], _details: Mapping[str, Any]) -> Values:
    return {}


def _claim(tell: Transaction, _row: Row[Any], _details: Mapping[str, Any]) -> Values:
    return {"assignee_id": tell.by.id}


def _release(tell: Transaction, row: Row[Any], _details: Mapping[str, Any]) -> Values:
    """Who has it gives it back; so does who may give it to somebody else."""
    leads = allowed(tell.by, Permission.TASK_ASSIGN, Subject(department=row.department))
    if row.assignee_id is None or (row.assignee_id != tell.by.id and not leads):
        raise WrongMoment("You do not have this task.", state=row.state, verb="release")
    return {"assignee_id": None}


def _start(tell: Transaction, _row: Row[Any], _details: Mapping[str, Any]) -> Values:
    return {"assignee_id": tell.by.id}


def _assign(tell: Transaction, _row: Row[Any], details: Mapping[str, Any]) -> Values:
    return {"assignee_id": assignee(tell, details.get("assignee"))}


def _postpone(tell: Transaction, row: Row[Any], details: Mapping[str, Any]) -> Values:
    until = _moment(details.get("until"))
    if until is None or until <= tell.at:
        raise BadInput(
            "Say until when.",
            errors=[_error("until", "The new time must lie ahead.", "ISO 8601 with offset")],
        )
    moved = holds.moved_with(row, until)
    return {"due_at": until, "postponed": True, "reason": _reason(details), **moved}


def _because(_tell: Transaction, _row: Row[Any], details: Mapping[str, Any]) -> Values:
    return {"reason": _reason(details)}


NEEDS: Mapping[str, Callable[[Transaction, Row[Any], Mapping[str, Any]], Values]] = {
    "tick": _tick,
    "sign_off": _sign_off,
    "claim": _claim,
    "release": _release,
    "start": _start,
    "assign": _assign,
    "postpone": _postpone,
    "in_position": line_ups.stand,
    "out_of_position": line_ups.step_out,
    "cannot": _because,
    "skip": _because,
    "reopen": lambda _tell, _row, details: {"reason": str(details.get("reason", ""))[:255]},
}


# Kinds of proof that nobody keys in: what is wrong, or "".
KNOWN_BY_THE_HOUSE: Mapping[str, Callable[[Transaction, Row[Any]], str]] = {
    "acknowledged": record_answers.unacknowledged,
    "assignees": unassigned.missing,
}
# Kinds of proof that are asked only as long as something is not as it should be: what, or "".
ASKED_ONLY_IF: Mapping[str, Callable[[Transaction, Row[Any]], str]] = {
    line_ups.ROLL_CALL: line_ups.missing,
    prints.PRINT: prints.missing,
}
LISTED: Mapping[str, Callable[[Transaction, Row[Any]], list[dict[str, Any]]]] = {
    "assignees": unassigned.beside
}


def _missing_proof(tell: Transaction, row: Row[Any], answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    needed = _needed_with(row, answers)
    errors: list[dict[str, Any]] = []
    for field in row.proof:
        kind, given = field["kind"], answers.get(field["name"])
        if kind in KNOWN_BY_THE_HOUSE:
            message, fault = KNOWN_BY_THE_HOUSE[kind](tell, row), "the procedure's proof"
        elif kind in ASKED_ONLY_IF and _is_empty(given):
            message, fault = ASKED_ONLY_IF[kind](tell, row), "a reason"
        else:
            fault = _proof_fault(field, given, optional=field["name"] not in needed)
            message = f"{field['title']['en']} is missing." if fault else ""
        if message:
            errors.append({**_error(f"proof.{field['name']}", message, fault), **_listed(tell, row, kind)})
    return errors


def _needed_with(row: Row[Any], answers: Mapping[str, Any]) -> set[str]:
    """The fields that an answer beside them asks for: found, so what was found."""
    return {
        choice["needs"]
        for field in row.proof
        for choice in field.get("choices", ())
        if choice.get("needs") and choice["value"] == answers.get(field["name"])
    }


def _listed(tell: Transaction, row: Row[Any], kind: str) -> dict[str, Any]:
    return {"tasks": LISTED[kind](tell, row)} if kind in LISTED else {}


def _is_empty(given: Any) -> bool:
    return given is None or str(given).strip() == ""


def _proof_fault(field: Mapping[str, Any], given: Any, *, optional: bool) -> str:
    """What was expected, or "" when the answer is good."""
    if _is_empty(given):
        return "" if optional and field.get("optional") else f"a {field['kind']}"
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
