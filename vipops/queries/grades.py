"""The ladder of grades as a form fills itself: what the files say, and what there is to choose from."""

from typing import Any

from vipops.domain.permissions import Actor, Permission, require
from vipops.enums import AlarmLevel, AlarmTo
from vipops.services import grade_forms, procedure_shapes
from vipops.services.house import House

# The colours and marks that the screens have, in the order of the shipped ladder.
COLOURS = ("grade_gold", "grade_crimson", "grade_indigo", "grade_jade", "grade_slate")
SYMBOLS = ("crown", "gem", "star", "award", "badge", "heart", "sparkles", "shield")


def form(actor: Actor, house: House) -> dict[str, Any]:
    """``{version, said, choices}``: ``said`` by part (grades, escalation, resources), as the files say it.

    ``choices``: posts, departments, colours and symbols of the screens, levels of alarms and whom they name.
    Raises ``NotAllowed``.
    """
    require(actor, Permission.PROCEDURE_READ)
    procedure = house.procedure
    return {
        "version": procedure.version,
        "said": grade_forms.as_said(house, by=actor),
        "choices": {
            "posts": [
                {"code": post.code, "name": post.name._asdict(), "department": post.department.value}
                for post in procedure.posts.values()
            ],
            "departments": procedure_shapes.departments(procedure),
            "colours": list(COLOURS),
            "symbols": list(SYMBOLS),
            "levels": [level.value for level in AlarmLevel],
            "to": [whom.value for whom in AlarmTo],
        },
    }
