"""The papers of the house: one table of what each is about, who may print it, in which sizes and languages.

Whoever prints needs ``PAPER_PRINT`` and what the paper's row asks beside it. A paper that shows a
department's work is for those who see that work; one that shows a guest's identity is put on record as a
look at it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from vipops.domain.permissions import Actor, Permission, require, sees_work_of
from vipops.enums import Department, Language
from vipops.errors import NotAllowed


class About(StrEnum):
    """What a paper is asked for."""

    DAY = "day"  # a hotel day
    STAY = "stay"
    TASK = "task"  # a task with points
    MEAL = "meal"
    HOUSE = "house"  # the house as it stands now


@dataclass(frozen=True, slots=True)
class Paper:
    """``sheets``: the usual size first. ``departments``: whose work it shows; none: what all on duty may see.

    A paper ``for_guest`` speaks the guest's language unless another is chosen, and is not made at all where a
    font lacks a character; a paper of the house marks the gap and is made.
    """

    code: str
    about: About
    name: Mapping[str, str]
    sheets: tuple[str, ...] = ("a4",)
    languages: tuple[Language, ...] = (Language.ZH, Language.EN)
    needs: tuple[Permission, ...] = ()
    departments: tuple[Department, ...] = ()
    for_guest: bool = False

    @property
    def shows_identity(self) -> bool:
        """Whether printing it is a look at protected guest data."""
        return not IDENTITY.isdisjoint(self.needs)


# What only those may print who may know whom the house receives.
IDENTITY = frozenset({Permission.GUEST_READ, Permission.REGISTRATION_PRINT})
_ALL = (Language.ZH, Language.EN, Language.JA)
_GUEST = (Permission.GUEST_READ,)
_KITCHEN = (Department.FOOD_BEVERAGE, Department.FRONT_OFFICE)

PAPERS: Mapping[str, Paper] = {
    paper.code: paper
    for paper in (
        Paper("briefing", About.DAY, {"zh": "早会简报", "en": "Morning briefing"}),
        Paper("arrivals_list", About.DAY, {"zh": "预抵贵宾名单", "en": "VIP arrivals"}, ("a4_lying",)),
        Paper("departures_list", About.DAY, {"zh": "预离贵宾名单", "en": "VIP departures"}, ("a4_lying",)),
        Paper(
            "pick_up_sign",
            About.STAY,
            {"zh": "接机牌", "en": "Pick-up sign"},
            ("a4_lying",),
            languages=_ALL,
            for_guest=True,
        ),
        Paper(
            "registration_card",
            About.STAY,
            {"zh": "登记单", "en": "Registration card"},
            ("a5", "a4"),
            languages=_ALL,
            needs=(Permission.REGISTRATION_PRINT,),
            for_guest=True,
        ),
        # What the guest liked is the guest's history, and so under the same permission as identity.
        Paper(
            "amenity_order",
            About.STAY,
            {"zh": "欢迎品申请单", "en": "Amenity order"},
            ("a5", "a4"),
            needs=_GUEST,
        ),
        Paper("inspection_sheet", About.TASK, {"zh": "查房单", "en": "Inspection sheet"}, ("a4",)),
        Paper(
            "farewell_letter",
            About.STAY,
            {"zh": "致谢信", "en": "Farewell letter"},
            ("a4", "a5"),
            languages=_ALL,
            needs=_GUEST,
            for_guest=True,
        ),
        Paper(
            "menu",
            About.MEAL,
            {"zh": "菜单", "en": "Menu"},
            ("a5", "a4"),
            languages=_ALL,
            departments=_KITCHEN,
            for_guest=True,
        ),
        Paper("care_record", About.STAY, {"zh": "服务实录", "en": "Proof of care"}, needs=_GUEST),
        Paper("continuity", About.HOUSE, {"zh": "应急工作册", "en": "Continuity pack"}),
    )
}


def require_paper(actor: Actor, paper: Paper, *, department: str = "") -> None:
    """Raises ``NotAllowed`` unless this person may print the paper.

    ``department`` is whose task it is about, where it is about one.
    """
    require(actor, Permission.PAPER_PRINT)
    for permission in paper.needs:
        require(actor, permission)
    shown = (department,) if department else paper.departments
    if shown and not any(sees_work_of(actor, name) for name in shown):
        raise NotAllowed("This paper shows another department's work.", paper=paper.code)


def may_print(actor: Actor, paper: Paper) -> bool:
    """Whether this person may print the paper at all."""
    try:
        require_paper(actor, paper)
    except NotAllowed:
        return False
    return True
