"""Wishes and faults, and complaints: how many came, what became of them, how soon somebody answered."""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from vipops import models
from vipops.enums import ComplaintState, RequestKind, RequestState
from vipops.queries.reports.asked import Asked
from vipops.queries.reports.spread import share, spread

request, complaint = models.Request, models.Complaint

HONOURED = (RequestState.DONE, RequestState.CALLED_BACK)
SOLVED = (ComplaintState.RESOLVED, ComplaintState.FOLLOWED_UP)


def wishes(connection: Connection, asked: Asked) -> dict[str, Any]:
    """{kinds: [{kind, n, honoured, in_time, open, withdrawn, share}]} of what was recorded in the period.

    ``honoured`` was done, ``in_time`` by the time that was promised; ``share`` of what was not withdrawn.
    """
    rows = connection.execute(
        select(request.kind, request.state, request.due_at, request.steps).where(
            request.property_id == asked.house.id,
            request.recorded_at >= asked.period.start,
            request.recorded_at < asked.period.end,
            *asked.narrowed(request.stay_id, request.department),
        )
    )
    found: dict[str, Counter[str]] = {str(kind): Counter() for kind in RequestKind}
    for row in rows:
        counts = found[row.kind]
        counts["n"] += 1
        counts["withdrawn"] += row.state == RequestState.WITHDRAWN
        counts["honoured"] += row.state in HONOURED
        done = _last(row.steps, "do")
        counts["in_time"] += row.state in HONOURED and done is not None and done <= row.due_at
    return {"kinds": [_of_kind(kind, counts) for kind, counts in found.items() if counts["n"]]}


def complaints(connection: Connection, asked: Asked) -> dict[str, Any]:
    """{n, solved, open, withdrawn, answered, median, p90} of the complaints recorded in the period.

    ``answered``: somebody took the first step after the recording, ``median`` and ``p90`` minutes later.
    """
    rows = connection.execute(
        select(complaint.state, complaint.recorded_at, complaint.steps).where(
            complaint.property_id == asked.house.id,
            complaint.recorded_at >= asked.period.start,
            complaint.recorded_at < asked.period.end,
            *asked.narrowed(complaint.stay_id),
        )
    ).all()
    states = Counter(row.state for row in rows)
    answered = Counter(
        int((_moment(row.steps[0]) - row.recorded_at).total_seconds() // 60)
        for row in rows
        if row.steps and row.steps[0]["verb"] != "withdraw"
    )
    how_long = spread(answered)
    solved = sum(states[state] for state in SOLVED)
    withdrawn = states[ComplaintState.WITHDRAWN]
    return {
        "n": len(rows),
        "solved": solved,
        "withdrawn": withdrawn,
        "open": len(rows) - solved - withdrawn,
        "answered": how_long["n"],
        "median": how_long["median"],
        "p90": how_long["p90"],
    }


def _of_kind(kind: str, counts: Counter[str]) -> dict[str, Any]:
    stand = counts["n"] - counts["withdrawn"]
    return {
        "kind": kind,
        "n": counts["n"],
        "honoured": counts["honoured"],
        "in_time": counts["in_time"],
        "open": stand - counts["honoured"],
        "withdrawn": counts["withdrawn"],
        "share": share(counts["honoured"], stand),
    }


def _last(steps: list[dict[str, Any]], verb: str) -> datetime | None:
    return next((_moment(step) for step in reversed(steps) if step["verb"] == verb), None)


def _moment(step: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(step["at"])
