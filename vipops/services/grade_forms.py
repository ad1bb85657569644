"""The ladder of grades said by a form: laid over the files in force, and checked as any checklist is."""

from collections.abc import Mapping
from typing import Any

from vipops.domain.permissions import Actor, Permission, require
from vipops.errors import Overtaken
from vipops.services import procedure_versions, procedures
from vipops.services.house import House
from vipops.sop import rewriting
from vipops.sop.loader import ESCALATION_FILE, GRADES_FILE, RESOURCES_FILE
from vipops.sop.procedure import Procedure
from vipops.sop.yaml_source import ChecklistErrors

# The part of the form -> the file that says it.
FILE_OF = {"grades": GRADES_FILE, "escalation": ESCALATION_FILE, "resources": RESOURCES_FILE}

Said = Mapping[str, Mapping[str, Any]]


def as_said(house: House, *, by: Actor) -> dict[str, dict[str, Any]]:
    """What the files in force say, as plain values by part of the form. Raises ``NotAllowed``."""
    texts = procedures.files_of(house.procedure.version, by=by)
    return {part: rewriting.plain(name, texts[name]) for part, name in FILE_OF.items()}


def whole(said: Said, *, by: Actor, house: House, based_on: str) -> dict[str, str]:
    """The whole procedure with what the form says in place; comments and all other files stay.

    Raises ``NotAllowed``, and ``Overtaken`` when another version than ``based_on`` is in force by now.
    """
    require(by, Permission.PROCEDURE_CHANGE)
    if house.procedure.version != based_on:
        raise Overtaken(
            "Another version of the procedure has been put in force meanwhile.",
            version=house.procedure.version,
        )
    texts = procedures.files_of(based_on, by=by)
    over = {
        FILE_OF[part]: rewriting.rewritten(FILE_OF[part], texts[FILE_OF[part]], values)
        for part, values in said.items()
    }
    return {**texts, **over}


def checked(texts: Mapping[str, str]) -> Procedure:
    """The procedure of these texts. Raises ``ChecklistErrors`` whose places are those of the form."""
    try:
        return procedure_versions.read(texts)
    except ChecklistErrors as mistakes:
        mistakes.facts["errors"] = [
            {
                "where": _place(texts, mistake) or str(mistake.place),
                "message": mistake.message,
                "expected": mistake.expected,
            }
            for mistake in mistakes.errors
        ]
        raise


def _place(texts: Mapping[str, str], mistake: Any) -> str:
    name = mistake.place.file
    return rewriting.place_in_form(name, texts[name], mistake) if name in FILE_OF.values() else ""
