"""A planned task as the columns of its row."""

from datetime import timedelta
from typing import Any

from vipops.enums import TaskState
from vipops.services.transactions import Transaction
from vipops.sop.planned import PlannedTask, ProofField

# What the service does with an answer once it is given.
FOLLOWED = ("keeps", "makes", "department")


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

    # Whole seconds, as screens and events show them.
    def whole(moment: Any) -> Any:
        return (
            moment.replace(microsecond=0) + timedelta(seconds=1 if moment.microsecond else 0)
            if moment
            else None
        )

    return {
        "due_at": whole(planned.due_at),
        "anchored_at": planned.anchored_at,
        "starts_at": planned.starts_at,
        "useful_until": planned.useful_until,
        "short_notice": planned.short_notice,
    }


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
        "points": [{"id": point.id, "title": point.title._asdict()} for point in planned.points],
        "proof": [_proof(field) for field in planned.proof],
        "second_signature": planned.second_signature,
        "rekey_name": bool(planned.rekey),
        "letter": planned.letter,
        "paper": planned.paper,
        "subject": planned.subject,
        "fires": planned.fires,
        "takes": list(planned.takes),
        "lasts": planned.lasts,
        "who": planned.who,
        "people": list(planned.people),
    }


def _proof(field: ProofField) -> dict[str, Any]:
    shown: dict[str, Any] = {"name": field.name, "kind": field.kind, "title": field.title._asdict()}
    if field.choices:
        shown["choices"] = [
            {
                "value": choice.value,
                "title": choice.title._asdict(),
                **({"opens": choice.opens} if choice.opens else {}),
            }
            for choice in field.choices
        ]
    if field.optional:
        shown["optional"] = True
    shown |= {name: said for name in FOLLOWED if (said := getattr(field, name))}
    return shown
