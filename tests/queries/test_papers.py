"""What papers say, and to whom: no paper holds a field that its reader may not see."""

import json
from dataclasses import asdict
from typing import Any

import pytest
from sqlalchemy import insert

from tests.support.builders import at
from tests.support.cast import CAST, DEPARTMENTS
from tests.support.house import Hotel
from vipops import models
from vipops.domain.papers import PAPERS, About
from vipops.enums import Language
from vipops.errors import NotAllowed, WrongMoment
from vipops.integrations.pms.reservation import Wish, WishSource
from vipops.queries.papers.gathering import gather
from vipops.services.prints import PaperAsked
from vipops.storage import db

pytestmark = pytest.mark.parametrize("hotel_url", ["sqlite"], indirect=True)

IDENTITY = ("Canarysurname", "Canarygiven", "金丝雀", "Canarywish", "Canarylike")
READERS = {"gm", "lobby", "lobby_late", "front_office_manager", "front_office_supervisor", "sales"}
# Item F6: whoever registers the guest, and no sales manager.
READERS_OF = {"registration_card": (READERS - {"sales"}) | {"front_office_attendant"}}
WHOLE_HOUSE = {"gm", "lobby", "lobby_late", "sales"}


def words_of(hotel: Hotel, paper: str, username: str, **about: Any) -> str | None:
    """All that the paper says to this person as one text, ``None`` where it is refused."""
    with hotel.inside():
        try:
            gathered = gather(
                PaperAsked(paper, **about),
                language=Language.EN,
                own_language=Language.EN,
                actor=hotel.actor(username),
                house=hotel.house,
                settings=hotel.settings,
                now=hotel.now,
            )
        except (NotAllowed, WrongMoment):
            return None
    return json.dumps(asdict(gathered.words), ensure_ascii=False, default=str)


@pytest.fixture
def stay_id(hotel: Hotel) -> int:
    """A guest under an alias, with a history and a plan of which some is done."""
    stay = hotel.stay(
        guest__surname="Canarysurname", guest__given_name="Canarygiven", guest__native_name="金丝雀",
        guest__alias="Ms Grey", wishes=(Wish("Canarywish", WishSource.COMMENT, ()),),
    )  # fmt: skip
    with hotel.inside(), db.engine.begin() as connection:
        connection.execute(
            insert(models.GuestNote).values(
                property_id=stay.property_id, guest_id=stay.guest_id, stay_id=None, task_id=None,
                kind="liked", subject="fruit", text="Canarylike", source="person", said_on=hotel.now.date(),
                recorded_at=hotel.now, recorded_by_id=None, honoured_on=None, withdrawn=False,
            )
        )  # fmt: skip
    hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
    return int(stay.id)


def about(paper: str, stay_id: int) -> dict[str, Any]:
    return {"stay_id": stay_id} if PAPERS[paper].about in (About.STAY, About.TASK) else {}


WITHOUT_RECORDS = {"inspection_sheet", "menu"}  # this stay has neither; their own tests have


@pytest.mark.parametrize("paper", sorted(set(PAPERS) - WITHOUT_RECORDS))
def test_identity_stands_on_no_paper_of_those_who_may_not_know_it(
    hotel: Hotel, stay_id: int, paper: str
) -> None:
    hotel.clock.forward(days=1)
    leaks = []
    for username in CAST:
        words = words_of(hotel, paper, username, **about(paper, stay_id)) or ""
        found = [word for word in IDENTITY if word in words]
        readers = READERS_OF.get(paper, READERS)
        if found and username not in readers:
            leaks.append(f"{paper} tells {username} {found}")
        assert not PAPERS[paper].shows_identity or bool(words) == (username in readers)
    assert leaks == []


def test_the_control_sees_identity(hotel: Hotel, stay_id: int) -> None:
    said = words_of(hotel, "registration_card", "lobby", stay_id=stay_id) or ""
    assert "金丝雀" in said
    assert "Canarylike" in (words_of(hotel, "amenity_order", "lobby", stay_id=stay_id) or "")


@pytest.mark.parametrize("paper", ["continuity", "care_record"])
def test_a_department_is_told_its_own_work_only(hotel: Hotel, stay_id: int, paper: str) -> None:
    titles = {
        department: {row.title["en"] for row in hotel.tasks(stay_id).values() if row.department == department}
        for department in DEPARTMENTS
    }
    leaks = []
    for username, part in CAST.items():
        words = words_of(hotel, paper, username, **about(paper, stay_id))
        if words is None or username in WHOLE_HOUSE:
            continue
        others = set().union(*(some for name, some in titles.items() if name != part.department))
        leaks += [f"{paper} tells {username} {title}" for title in others if json.dumps(title) in words]
    assert leaks == []
    whole = words_of(hotel, "care_record", "gm", stay_id=stay_id) or ""
    assert all(json.dumps(title) in whole for some in titles.values() for title in some), "the control"


def test_an_inspection_is_for_those_who_see_it(hotel: Hotel, stay_id: int) -> None:
    task = hotel.task(stay_id, "room_made")
    hotel.sql(
        "UPDATE tasks SET points = :points, paper = 'inspection_sheet' WHERE id = :id",
        points=json.dumps([{"id": "F7a", "title": {"zh": "门", "en": "Door"}}]),
        id=task.id,
    )
    for username, part in CAST.items():
        sees = username in WHOLE_HOUSE or part.department == task.department
        words = words_of(hotel, "inspection_sheet", username, task_id=task.id)
        assert (words is not None) == sees, username
        assert words is None or "Canary" not in words


def test_the_record_of_care_says_who_did_what_and_how_late(hotel: Hotel, stay_id: int) -> None:
    briefing = hotel.task(stay_id, "briefing")
    hotel.clock.forward(seconds=(briefing.due_at - hotel.now).total_seconds() + 75 * 60)
    hotel.tick(stay_id, "briefing", by="front_office_manager")
    hotel.step(stay_id, "prepare")
    said = words_of(hotel, "care_record", "gm", stay_id=stay_id) or ""
    assert "1 h 15 min late" in said
    assert "Front Office Manager" in said
    assert "Housekeeping Attendant" in said
    assert "Preparations began" in said


def test_the_lists_of_a_day_know_the_hotels_midnight(hotel: Hotel) -> None:
    """A guest who comes at two in the morning belongs to the day before."""
    hotel.stay(arrival_at=at("2026-11-24 02:00"), arrival_transport=None)
    day = hotel.house.day_of(at("2026-11-23 12:00"))
    assert "Lindqvist" in (words_of(hotel, "arrivals_list", "lobby", day=day) or "")
    next_day = hotel.house.day_of(at("2026-11-24 12:00"))
    assert "Lindqvist" not in (words_of(hotel, "arrivals_list", "lobby", day=next_day) or "")


def test_who_never_came_is_on_no_list(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.bring_to(stay.id, "cancelled")
    day = hotel.house.day_of(at("2026-11-23 12:00"))
    assert "Lindqvist" not in (words_of(hotel, "briefing", "lobby", day=day) or "")
