"""Gates that somebody passed, when, and why. A guest's name in a reason is blotted out."""

import re
from typing import Any

import orjson
from sqlalchemy import Connection, Row, select

from vipops import models
from vipops.domain.gates import GATES_OF_STEP
from vipops.domain.lifecycles import STAY
from vipops.queries.reports.asked import Asked
from vipops.services import shapes

event, stay, guest = models.Event, models.Stay, models.Guest

MOST = 200
BLOT = "…"
# The events that tell of a step through a gate, and the step each tells of.
STEP_TOLD = {step.tells: step.verb for step in STAY.steps if step.verb in GATES_OF_STEP}
# A part of a name that is shorter than this is a word like any other.
SHORTEST_PART = 2
_WORDS = re.compile(r"[\w'’-]+")


def gates(connection: Connection, asked: Asked) -> dict[str, Any]:
    """{steps: [{verb, taken, passed}], passed: [{at, verb, grade, reason, departments}], more}, newest first.

    ``taken`` counts how often the step was taken, ``passed`` how often past closed gates.
    """
    steps = {verb: {"verb": verb, "taken": 0, "passed": 0} for verb in GATES_OF_STEP}
    passed = []
    for row in connection.execute(_steps(asked)):
        verb = STEP_TOLD[row.kind]
        steps[verb]["taken"] += 1  # type: ignore[operator]  # the word is only under "verb"
        # Nearly all bodies lack it: the text tells without reading them.
        if '"passed":' not in row.body:
            continue
        found = orjson.loads(row.body).get("passed")
        if found and asked.department in ("", *(one["department"] for one in found["missing"])):
            steps[verb]["passed"] += 1  # type: ignore[operator]
            passed.append(_shown(row, verb, found))
    return {"steps": [*steps.values()], "passed": passed[:MOST], "more": max(0, len(passed) - MOST)}


def _steps(asked: Asked) -> Any:
    return (
        select(
            event.kind,
            event.at,
            event.body,
            stay.grade,
            stay.name,
            guest.surname,
            guest.given_name,
            guest.middle_name,
            guest.native_name,
        )
        .join(stay, stay.id == event.stay_id)
        .join(guest, guest.id == stay.guest_id)
        .where(
            event.property_id == asked.house.id,
            event.kind.in_(STEP_TOLD),
            event.audience == "",
            event.at >= asked.period.start,
            event.at < asked.period.end,
            *asked.narrowed(stay.id),
        )
        .order_by(event.seq.desc())
    )


def _shown(row: Row[Any], verb: str, passed: dict[str, Any]) -> dict[str, Any]:
    return {
        "at": shapes.moment(row.at),
        "verb": verb,
        "grade": row.grade,
        "reason": _blotted(passed["reason"], row),
        "departments": list(dict.fromkeys(one["department"] for one in passed["missing"])),
        "missing": len(passed["missing"]),
    }


def _blotted(reason: str, row: Row[Any]) -> str:
    names = (row.surname, row.given_name, row.middle_name, row.native_name, *row.name.values())
    parts = {part for name in names for part in (name, *_WORDS.findall(name)) if len(part) >= SHORTEST_PART}
    if not parts - TITLES:
        return reason
    longest_first = sorted(parts - TITLES, key=len, reverse=True)
    return re.sub("|".join(re.escape(part) for part in longest_first), BLOT, reason, flags=re.IGNORECASE)


TITLES = frozenset(
    {"Mr", "Mrs", "Ms", "Miss", "Dr", "Prof", "Sir", "Madam", "先生", "女士", "小姐", "太太", "博士"}
)
