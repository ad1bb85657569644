"""Who may print which paper, as a table over the cast."""

import pytest

from tests.support.cast import CAST
from vipops.domain.papers import PAPERS, may_print, require_paper
from vipops.domain.permissions import Actor
from vipops.errors import NotAllowed
from vipops.sop.form import TemplateForm

FLOOR = set(CAST) - {"admin"}
KNOWS_GUESTS = {"gm", "lobby", "lobby_late", "front_office_manager", "front_office_supervisor", "sales"}
TABLE = {
    "briefing": FLOOR,
    "arrivals_list": FLOOR,
    "departures_list": FLOOR,
    "pick_up_sign": FLOOR,
    # Whoever registers the guest, and no sales manager.
    "registration_card": {"gm", "lobby", "lobby_late"}
    | {name for name in CAST if name.startswith("front_office")},
    "amenity_order": KNOWS_GUESTS,
    "inspection_sheet": FLOOR,
    "farewell_letter": KNOWS_GUESTS,
    "menu": KNOWS_GUESTS | {name for name in CAST if name.startswith(("food_beverage", "front_office"))},
    "care_record": KNOWS_GUESTS,
    "continuity": FLOOR,
}


def person(username: str) -> Actor:
    part = CAST[username]
    return Actor(7, 1, part.new.name, part.role, part.department, part.post)


def test_the_table_here_knows_every_paper() -> None:
    assert set(TABLE) == set(PAPERS)


@pytest.mark.parametrize("paper", PAPERS)
def test_exactly_these_people_may_print(paper: str) -> None:
    assert {name for name in CAST if may_print(person(name), PAPERS[paper])} == TABLE[paper]


def test_a_task_is_printed_by_those_who_see_it() -> None:
    sheet = PAPERS["inspection_sheet"]
    require_paper(person("housekeeping_attendant"), sheet, department="housekeeping")
    require_paper(person("gm"), sheet, department="housekeeping")
    with pytest.raises(NotAllowed):
        require_paper(person("security_manager"), sheet, department="housekeeping")


def test_the_checklists_know_the_same_papers() -> None:
    """A checklist may name any paper of a stay, a meal or a day; the letter has a desk of its own."""
    field = TemplateForm.model_fields["paper"].annotation
    named = {word for part in field.__args__ for word in getattr(part, "__args__", ())}
    assert named == (set(PAPERS) - {"continuity"}) | {"letter"}
