"""Prints on record, and the tasks that ask for them as proof (items C1, F1, F3, F6, IF1, IB5)."""

from datetime import date
from typing import Any

import pytest

from tests.support.builders import at
from tests.support.house import Hotel
from vipops.enums import MealKind
from vipops.errors import BadInput, NotAllowed, NotFound
from vipops.services import meals, prints
from vipops.services.meals import MealAsked
from vipops.services.prints import PaperAsked

SHA256 = "5e" * 32
ARRIVAL_DAY, DEPARTURE_DAY = date(2026, 11, 23), date(2026, 11, 25)


@pytest.fixture
def hotel(great_hotel: Hotel) -> Hotel:
    """A hotel with the shipped procedure, which asks for the prints."""
    return great_hotel


def put(hotel: Hotel, paper: str, *, by: str = "lobby", copies: int = 1, **about: Any) -> dict[str, Any]:
    with hotel.inside():
        answer = prints.record(
            PaperAsked(paper, **about),
            copies=copies,
            sha256=SHA256,
            by=hotel.actor(by),
            house=hotel.house,
            now=hotel.now,
        )
    shown: dict[str, Any] = answer["print"]
    return shown


def fault_of(hotel: Hotel, stay_id: int, template: str, **details: Any) -> str:
    """What the tick is refused with for the print, "" when it is taken."""
    try:
        hotel.tick(stay_id, template, **details)
    except BadInput as refusal:
        by_place = {error["where"]: error["message"] for error in refusal.facts["errors"]}
        assert set(by_place) == {"proof.printed"}
        return str(by_place["proof.printed"])
    return ""


@pytest.mark.parametrize(
    ("template", "paper", "about", "named"),
    [
        ("vip_briefing", "briefing", {"day": ARRIVAL_DAY}, "morning briefing"),
        ("pick_up_sign", "pick_up_sign", {"stay_id": 1}, "pick-up sign"),
        ("registration_card", "registration_card", {"stay_id": 1}, "registration card"),
        ("departures_list", "departures_list", {"day": DEPARTURE_DAY}, "departures list"),
    ],
)
def test_a_print_on_record_is_the_proof(
    hotel: Hotel, template: str, paper: str, about: dict[str, Any], named: str
) -> None:
    stay = hotel.stay()
    assert named in fault_of(hotel, stay.id, template)
    put(hotel, paper, **about)
    assert fault_of(hotel, stay.id, template) == ""
    assert paper.split("_", maxsplit=1)[0] in str(hotel.task(stay.id, template).answers["printed"]).casefold()


def test_a_word_on_where_else_is_proof_too_and_is_kept(hotel: Hotel) -> None:
    stay = hotel.stay()
    assert fault_of(hotel, stay.id, "pick_up_sign", proof={"printed": "  "}) != ""
    assert fault_of(hotel, stay.id, "pick_up_sign", proof={"printed": "by hand at the desk"}) == ""
    assert hotel.task(stay.id, "pick_up_sign").answers == {"printed": "by hand at the desk"}


def test_the_list_of_another_day_is_no_proof(hotel: Hotel) -> None:
    stay = hotel.stay()
    put(hotel, "briefing", day=date(2026, 11, 22))
    put(hotel, "departures_list", day=ARRIVAL_DAY)
    assert fault_of(hotel, stay.id, "vip_briefing") != ""
    assert fault_of(hotel, stay.id, "departures_list") != ""


def test_one_list_serves_every_stay_of_its_day(hotel: Hotel) -> None:
    one = hotel.stay()
    other = hotel.stay(confirmation_number="R1002", guest__profile_id="P2", room="1807")
    put(hotel, "briefing", task_id=hotel.task(one.id, "vip_briefing").id)
    assert fault_of(hotel, other.id, "vip_briefing") == ""


def test_the_paper_of_another_stay_is_no_proof(hotel: Hotel) -> None:
    one = hotel.stay()
    other = hotel.stay(confirmation_number="R1002", guest__profile_id="P2", room="1807")
    put(hotel, "registration_card", stay_id=one.id)
    assert fault_of(hotel, other.id, "registration_card") != ""


def test_an_order_for_the_room_before_is_no_proof(hotel: Hotel) -> None:
    """The amenity order bears the room: another room asks for another order."""
    stay = hotel.stay()
    put(hotel, "amenity_order", stay_id=stay.id)
    hotel.book(room="1808")
    task = hotel.rows_of("tasks")
    (moved,) = [row for row in task if row.template == "amenity_order" and row.subject == "1808"]
    with hotel.inside(), prints.transaction(hotel.house.itself, hotel.now) as tell:
        assert prints.missing(tell, moved) != ""


def test_three_menus_may_come_in_parts(hotel: Hotel) -> None:
    stay = hotel.stay()
    meal_id = book_meal(hotel, stay.id)
    assert "menu" in fault_of(hotel, stay.id, "meal_menu")
    put(hotel, "menu", meal_id=meal_id, copies=1)
    assert "more copies" in fault_of(hotel, stay.id, "meal_menu")
    put(hotel, "menu", meal_id=meal_id, copies=2)
    assert fault_of(hotel, stay.id, "meal_menu") == ""
    assert "3 ×" in hotel.task(stay.id, "meal_menu").answers["printed"]


def test_the_menu_of_another_meal_is_no_proof(hotel: Hotel) -> None:
    stay = hotel.stay()
    lunch, dinner = book_meal(hotel, stay.id), book_meal(hotel, stay.id, hour=20)
    put(hotel, "menu", meal_id=dinner, copies=3)
    with hotel.inside(), prints.transaction(hotel.house.itself, hotel.now) as tell:
        by_meal = {
            row.subject: prints.missing(tell, row)
            for row in hotel.rows_of("tasks")
            if row.template == "meal_menu"
        }
    assert by_meal[str(dinner)] == ""
    assert by_meal[str(lunch)] != ""


@pytest.mark.parametrize(
    ("paper", "by", "about", "refusal"),
    [
        ("pick_up_sign", "admin", {"stay_id": 1}, NotAllowed),
        ("registration_card", "concierge_manager", {"stay_id": 1}, NotAllowed),
        ("care_record", "housekeeping_manager", {"stay_id": 1}, NotAllowed),
        ("inspection_sheet", "security_attendant", {"stay_id": 1}, NotAllowed),
        ("pick_up_sign", "lobby", {}, BadInput),
        ("menu", "lobby", {}, BadInput),
        ("menu", "lobby", {"meal_id": 7}, NotFound),
        ("menu", "engineering_manager", {"meal_id": 7}, NotAllowed),
        ("pick_up_sign", "lobby", {"stay_id": 7}, NotFound),
        ("banner", "lobby", {"stay_id": 1}, NotFound),
    ],
)
def test_refusals(hotel: Hotel, paper: str, by: str, about: dict[str, Any], refusal: type[Exception]) -> None:
    hotel.stay()
    before = hotel.counts()
    with pytest.raises(refusal):
        put(hotel, paper, by=by, **about)
    assert hotel.counts() == before


def book_meal(hotel: Hotel, stay_id: int, hour: int = 12) -> int:
    with hotel.inside():
        answer = meals.book(
            stay_id,
            MealAsked(MealKind.LUNCH, at(f"2026-11-24 {hour}:30"), "Tingtao Pavilion", 4, "800"),
            by=hotel.actor("lobby"),
            house=hotel.house,
            now=hotel.now,
        )
    return int(answer["meal"]["id"])
