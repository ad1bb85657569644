"""What a covered item still lacks: the department that the procedure names, the proof that it asks for.

Both are told only where the words of the item leave no doubt.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from vipops.enums import Department
from vipops.sop.form import ProofForm
from vipops.sop.procedure import Template

_D = Department
# Words of an item's “who”, and the department that they belong to.
_WHO: Mapping[str, Department] = {
    "concierge": _D.CONCIERGE,
    "driver": _D.CONCIERGE,
    "bell": _D.CONCIERGE,
    "operator": _D.CONCIERGE,
    "housekeeping": _D.HOUSEKEEPING,
    "floor supervisor": _D.HOUSEKEEPING,
    "floor attendant": _D.HOUSEKEEPING,
    "engineering": _D.ENGINEERING,
    "security": _D.SECURITY,
    "lobby manager": _D.FRONT_OFFICE,
    "duty manager": _D.FRONT_OFFICE,
    "front office": _D.FRONT_OFFICE,
    "receptionist": _D.FRONT_OFFICE,
    "f&b": _D.FOOD_BEVERAGE,
    "food_beverage": _D.FOOD_BEVERAGE,
    "room service": _D.FOOD_BEVERAGE,
    "chef": _D.FOOD_BEVERAGE,
    "general manager": _D.EXECUTIVE,
}
_FIELDS = re.compile(r"(.*) are required fields")
_COPIES = {"two": 2, "three": 3, "four": 4}


def departments(section: str, who: str) -> frozenset[str]:
    """The departments that an item may be work of: those its “who” names, and the one it stands under."""
    named = {department.value for words, department in _WHO.items() if words in who.lower()}
    return frozenset(named | {section})


def wrong_department(section: str, who: str, templates: Iterable[Template]) -> str:
    """Whose work it is instead, when none of the templates is work of the item's department; else ""."""
    wanted = departments(section, who)
    found = [template.department.value for template in templates]
    if section not in set(Department) or any(department in wanted for department in found):
        return ""
    return ", ".join(dict.fromkeys(found))


def lacks_proof(proof: str, templates: Iterable[Template]) -> bool:
    """Whether the item's words ask for a proof that none of its templates asks for."""
    known = list(templates)
    asked = [test for sign, test in _PROOFS.items() if sign in proof.lower()]
    return any(not any(test(template, proof) for template in known) for test in asked)


def _prints(template: Template, proof: str) -> bool:
    copies = next((number for word, number in _COPIES.items() if word in proof.lower().split()), 1)
    return any(
        field.kind == "print" and (getattr(field, "copies", None) or 1) >= copies for field in template.proof
    )


def _fields(template: Template, proof: str) -> bool:
    found = _FIELDS.search(proof)
    named = re.split(r",\s*|\s+and\s+", found[1]) if found else []
    return set(named) <= {field.name for field in _required(template)}


def _required(template: Template) -> list[ProofForm]:
    return [field for field in template.proof if not field.optional]


def _opens_lost_property(template: Template, _proof: str) -> bool:
    return any(choice.opens == "lost_property" for field in _required(template) for choice in field.choices)


# A sign in the item's words, and what a template must have for it.
_PROOFS: Mapping[str, Callable[[Template, str], bool]] = {
    "printed": _prints,
    "signs off": lambda template, _proof: template.second_signature is not None,
    "re-keyed": lambda template, _proof: template.rekey is not None,
    "signed letter": lambda template, _proof: template.letter == "sign",
    "an assignee on every task": lambda template, _proof: any(
        field.kind == "assignees" for field in template.proof
    ),
    "'s name": lambda template, _proof: any(field.kind == "name" for field in _required(template)),
    "are required fields": _fields,
    "history": lambda template, _proof: any(field.keeps is not None for field in template.proof),
    "lost-property record": _opens_lost_property,
    "folio ticked": lambda template, _proof: any("folio" in field.name for field in _required(template)),
    "each request is a task": lambda template, _proof: template.each == "request",
}
