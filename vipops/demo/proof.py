"""What the demo's people say when a task asks for proof."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

# By the field's name in the checklists; others are answered by their kind.
_SAID = {
    "plate": "沪A·D2618",
    "attendant": "杨桂英",
    "engineer": "罗小波",
    "called_by": "温静姝",
    "server": "田小满",
    "refill": "Lychees, two mangoes",
    "liked": "Lychees; the pears were left",
    "opinion": "Very pleased with the room",
    "impressions": "Calm and attentive; will come again in spring",
    "suggestions": "",
    "what": "",
    "rounds": 4,
    "pieces": 3,
    "printed": "at the desk",
}
# A point that was found wanting, and what was done about it.
_FAULTS = {"F7j": "Small stain by the window, reported to housekeeping and removed"}

# Kinds that the house knows by itself.
_NOT_SAID = frozenset({"assignees", "acknowledged", "roll_call"})


def proof_for(fields: list[dict[str, Any]], eta: datetime) -> dict[str, Any]:
    """An answer for every field that must be answered."""
    return {field["name"]: said for field in fields if (said := _said(field, eta)) != ""}


def points_for(points: list[dict[str, Any]], *, with_fault: bool) -> dict[str, Mapping[str, Any]]:
    """Every point passed, but for one with a note where ``with_fault``."""
    return {
        point["id"]: {"passed": False, "note": note} if note else {"passed": True}
        for point in points
        for note in [_FAULTS.get(point["id"], "") if with_fault else ""]
    }


def _said(field: Mapping[str, Any], eta: datetime) -> Any:
    if field["kind"] in _NOT_SAID:
        return ""
    if field.get("optional") and field["name"] not in _SAID:
        return ""
    if field["kind"] == "time":
        return eta.isoformat()
    if field["kind"] == "choice":
        return field["choices"][0]["value"]
    return _SAID.get(field["name"], 1 if field["kind"] == "number" else "Done as agreed")
