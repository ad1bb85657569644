"""Answers that begin records: said in full, or said that there is nothing (items IF2 to IF4)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, select

from vipops import models
from vipops.enums import RequestState
from vipops.services.transactions import Transaction

request = models.Request

Sentence = str  # the catalogue collects what is written as Sentence("…")
NOT_ACKNOWLEDGED = Sentence("A request is not acknowledged by its department yet.")

# What a choice that opens a record asks to be filled in.
MADE_FOR = {"wish": frozenset({"wake_up", "request"}), "complaint": frozenset({"complaint"})}


def faults(row: Row[Any], answers: Mapping[str, Any]) -> list[dict[str, str]]:
    """[{where, message, expected}]: a record is opened without a word, or words stand beside “none”."""
    filled = [
        field for field in row.proof if field.get("makes") and str(answers.get(field["name"]) or "").strip()
    ]
    return [
        *(fault for field in row.proof for fault in _of_choice(field, answers, filled)),
        *(fault for field in filled for fault in _without_department(field, answers)),
    ]


def unacknowledged(tell: Transaction, row: Row[Any]) -> str:
    """What is wrong when requests of the stay wait for their department's word; "" when none does (P10)."""
    waiting = tell.connection.execute(
        select(request.id).where(request.stay_id == row.stay_id, request.state == RequestState.RECORDED)
    ).first()
    return NOT_ACKNOWLEDGED if waiting else ""


def _of_choice(
    field: Mapping[str, Any], answers: Mapping[str, Any], filled: list[Any]
) -> list[dict[str, str]]:
    opening = {choice["value"]: choice.get("opens", "") for choice in field.get("choices", ())}
    begun = {made for opens in opening.values() for made in MADE_FOR.get(opens, ())}
    given = answers.get(field["name"])
    if not begun or given not in opening:
        return []
    wanted = MADE_FOR.get(opening[given])
    if wanted is None:
        return [
            _error(one["name"], "There is an answer here although it was said that there is none.", "nothing")
            for one in filled
        ]
    if any(one["makes"] in wanted for one in filled):
        return []
    return [_error(field["name"], "Say what it is, or that there is none.", "one of the fields below")]


def _without_department(field: Mapping[str, Any], answers: Mapping[str, Any]) -> list[dict[str, str]]:
    asked = field.get("department_in")
    if not asked or str(answers.get(asked) or "").strip():
        return []
    return [_error(asked, "Say which department it goes to.", "a department")]


def _error(where: str, message: str, expected: str) -> dict[str, str]:
    return {"where": f"proof.{where}", "message": message, "expected": expected}
