"""A planned task as the columns of its row."""

from datetime import datetime, timedelta
from typing import Any

from vipops.enums import TaskState
from vipops.services.transactions import Transaction
from vipops.sop.planned import PlannedTask, Point, ProofField

# What the service does with an answer once it is given.
FOLLOWED = ("keeps", "about", "makes", "department", "department_in")


def new_row(tell: Transaction, stay_id: int, new: PlannedTask, state: TaskState) -> dict[str, Any]:
    """The columns of a planned task that nobody has touched."""
    return {
        "property_id": tell.property_id,
        "stay_id": stay_id,
        "key": new.key,
        "template": new.template,
        "state": state.value,
        "version": 1,
        "answers": {},
        "reason": "",
        "postponed": False,
        "roll": [],
        "rung": 0,
        "changed_at": tell.at,
        **times(new),
        **content(new),
    }


def times(planned: PlannedTask) -> dict[str, Any]:
    """The columns that move when the plan moves."""
    return {
        "due_at": _whole(planned.due_at),
        "anchored_at": planned.anchored_at,
        "starts_at": planned.starts_at,
        "useful_until": planned.useful_until,
        "short_notice": planned.short_notice,
        **held(planned),
    }


def held(planned: PlannedTask) -> dict[str, Any]:
    """From when until when the task keeps what it takes for itself; nothing where it takes nothing."""
    if not planned.takes:
        return {"holds_from": None, "holds_until": None}
    length = timedelta(minutes=planned.lasts)
    due_at = _whole(planned.due_at)
    begins = due_at if planned.takes_from == "due" else due_at - length
    return {"holds_from": begins, "holds_until": begins + length}


def _whole(moment: datetime) -> datetime:
    """Whole seconds, as screens and events show them; never earlier."""
    if not moment.microsecond:
        return moment
    return moment.replace(microsecond=0) + timedelta(seconds=1)


def content(planned: PlannedTask) -> dict[str, Any]:
    """The columns that change when the checklist or the grade does."""
    return {
        "template_version": planned.template_version,
        "source": list(planned.source),
        "department": planned.department.value,
        "stage": planned.stage.value,
        "title": planned.title._asdict(),
        "detail": planned.detail._asdict() if planned.detail else {},
        "anchor": planned.anchor.value,
        "gate": planned.gate,
        "after": list(planned.after),
        "points": [_point(point) for point in planned.points],
        "proof": [_proof(field) for field in planned.proof],
        "second_signature": planned.second_signature,
        "rekey_name": bool(planned.rekey),
        "letter": planned.letter,
        "paper": planned.paper,
        "subject": planned.subject,
        "fires": planned.fires,
        "takes": list(planned.takes),
        "lasts": planned.lasts,
        "slack": planned.slack,
        "who": planned.who,
        "people": list(planned.people),
    }


def _point(point: Point) -> dict[str, Any]:
    shown = {"id": point.id, "title": point.title._asdict()}
    return shown | {"mends": point.mends} if point.mends else shown


def _proof(field: ProofField) -> dict[str, Any]:
    shown: dict[str, Any] = {"name": field.name, "kind": field.kind, "title": field.title._asdict()}
    if field.choices:
        shown["choices"] = [
            {
                "value": choice.value,
                "title": choice.title._asdict(),
                **({"opens": choice.opens} if choice.opens else {}),
                **({"needs": choice.needs} if choice.needs else {}),
            }
            for choice in field.choices
        ]
    if field.optional:
        shown["optional"] = True
    if field.copies > 1:
        shown["copies"] = field.copies
    shown |= {name: said for name in FOLLOWED if (said := getattr(field, name))}
    return shown
