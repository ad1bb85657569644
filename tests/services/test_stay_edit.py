"""A stay changes: another room, another party. What is done stays, what is spent is taken back."""

from typing import Any

import pytest

from tests.support.builders import at
from tests.support.house import Hotel
from vipops.errors import BadInput, NotAllowed, Overtaken, Refusal, WrongMoment
from vipops.services import stay_edit
from vipops.services.stay_edit import StayEdit


def edit(
    hotel: Hotel, stay_id: int, *, by: str = "lobby", dry: bool = False, seen: Any = None, **new: Any
) -> Any:
    with hotel.inside():
        return stay_edit.change(
            stay_id,
            StayEdit(**new),
            seen=seen,
            by=hotel.actor(by),
            house=hotel.house,
            now=hotel.now,
            dry_run=dry,
        )


def by_key(hotel: Hotel, stay_id: int) -> dict[str, Any]:
    return {row.key: row for row in hotel.rows_of("tasks") if row.stay_id == stay_id}


def titles(rows: list[dict[str, Any]]) -> set[str]:
    return {one["title"]["en"] for one in rows}


def deliver(hotel: Hotel, stay_id: int) -> None:
    """The amenity stands in the room."""
    for template in ("room_assigned", "amenity_order", "amenity_delivered"):
        hotel.sql(
            "UPDATE tasks SET proof = '[]' WHERE stay_id = :stay AND template = :template",
            stay=stay_id,
            template=template,
        )
        hotel.tick(stay_id, template)


def test_a_new_room_takes_back_what_was_brought_to_the_old_one(great_hotel: Hotel) -> None:
    stay = great_hotel.stay(room="1801")
    deliver(great_hotel, stay.id)
    answer = edit(great_hotel, stay.id, room="1802", reason="The air conditioning fails.")
    plan = by_key(great_hotel, stay.id)
    assert plan["amenity_delivered:1801"].state == "done"
    assert plan["amenity_delivered:1802"].state == "waiting"
    assert plan["room_cleaned:1801"].state == "cancelled"
    back = next(row for row in plan.values() if row.template == "amenity_taken_back")
    assert (back.state, back.title["en"]) == ("open", "Take the amenity back from room 1801")
    assert "left_room_undressed" not in {row.template for row in plan.values()}, "nobody dressed it"
    assert "left_room_checked" not in {row.template for row in plan.values()}, "nobody lived there"
    assert {"Clean room 1802"} <= titles(answer["added"])
    assert {"Clean room 1801"} <= titles(answer["dropped"])
    (move,) = great_hotel.rows_of("room_moves")
    assert (move.left_room, move.to_room, move.reason) == ("1801", "1802", "The air conditioning fails.")


def test_a_guest_in_house_is_moved_and_the_left_room_looked_over(great_hotel: Hotel) -> None:
    stay = great_hotel.stay(room="1801")
    deliver(great_hotel, stay.id)
    great_hotel.clock.to(at("2026-11-23 15:00"))
    great_hotel.bring_to(stay.id, "in_house")
    great_hotel.clock.forward(hours=2)
    edit(great_hotel, stay.id, room="1802")
    made = {row.template for row in by_key(great_hotel, stay.id).values() if row.subject in ("1", "1802")}
    assert {"luggage_moved", "left_room_checked", "room_cleaned", "room_key"} <= made
    assert made.isdisjoint({"amenity_taken_back", "amenity_delivered", "amenity_order", "letter_placed"})


def test_a_guest_who_gets_the_first_room_back_finds_it_made_anew(great_hotel: Hotel) -> None:
    stay = great_hotel.stay(room="1801")
    deliver(great_hotel, stay.id)
    edit(great_hotel, stay.id, room="1802")
    edit(great_hotel, stay.id, room="1801")
    plan = by_key(great_hotel, stay.id)
    assert plan["amenity_delivered:1801"].state == "done"
    assert plan["amenity_delivered:1801~2"].state == "waiting"
    assert plan["room_cleaned:1801~2"].title["en"] == "Clean room 1801"
    assert plan["room_cleaned:1802"].state == "cancelled"


def test_a_first_room_is_no_move(great_hotel: Hotel) -> None:
    stay = great_hotel.stay(room=None)
    edit(great_hotel, stay.id, room="1802")
    assert great_hotel.rows_of("room_moves") == []


def test_the_other_system_moves_a_guest_too(great_hotel: Hotel) -> None:
    stay = great_hotel.stay(room="1801")
    deliver(great_hotel, stay.id)
    assert great_hotel.book(room="1803").outcome == "changed"
    assert "amenity_taken_back" in {row.template for row in by_key(great_hotel, stay.id).values()}


def test_a_placed_letter_is_fetched_and_placed_again(great_hotel: Hotel) -> None:
    stay = great_hotel.stay(room="1801")
    great_hotel.bring_letter_to(stay.id, "placed")
    edit(great_hotel, stay.id, room="1802")
    assert great_hotel.letter(stay.id).state == "signed"
    plan = by_key(great_hotel, stay.id)
    assert plan["letter_placed:1801"].state == "done"
    assert plan["letter_placed:1802"].state == "waiting"
    great_hotel.tick(stay.id, "letter_fetched")
    letter = great_hotel.letter(stay.id)
    great_hotel.change_letter(letter, "place")
    assert by_key(great_hotel, stay.id)["letter_placed:1802"].state == "done"


def test_an_extra_child_brings_its_things(great_hotel: Hotel) -> None:
    stay = great_hotel.stay()
    answer = edit(great_hotel, stay.id, children=1)
    assert "Souvenir for child 1, such as a soft toy" in titles(answer["added"])
    assert answer["stay"]["party"]["children"] == 1


@pytest.mark.parametrize("new", [{"room": "1802"}, {"children": 2}, {"wishes": ["wheelchair"]}])
def test_a_look_changes_nothing_and_says_the_same(great_hotel: Hotel, new: dict[str, Any]) -> None:
    stay = great_hotel.stay(room="1801")
    deliver(great_hotel, stay.id)
    before = great_hotel.counts()
    seen = edit(great_hotel, stay.id, dry=True, **new)
    assert great_hotel.counts() == before
    assert great_hotel.stay_row(stay.id) == great_hotel.stay_row(stay.id)
    done = edit(great_hotel, stay.id, **new)
    # PostgreSQL gives the number of a move that was only looked at to nobody else: the words are compared.
    for part in ("moved", "added", "dropped", "late"):
        assert [(one["title"], one.get("to")) for one in seen[part]] == [
            (one["title"], one.get("to")) for one in done[part]
        ]
    assert seen["stay"] == done["stay"]
    assert seen["added"]


@pytest.mark.parametrize(
    ("state", "new", "refusal"),
    [
        ("expected", {"room": "9999"}, BadInput),
        ("expected", {"room": "1802", "by": "housekeeping_manager"}, NotAllowed),
        ("expected", {"room": "1802", "seen": 7}, Overtaken),
        ("departed", {"room": "1802"}, WrongMoment),
        ("cancelled", {"children": 1}, WrongMoment),
    ],
)
@pytest.mark.parametrize("dry", [False, True], ids=["change", "look"])
def test_refused(
    great_hotel: Hotel, state: str, new: dict[str, Any], refusal: type[Refusal], *, dry: bool
) -> None:
    stay = great_hotel.stay()
    great_hotel.bring_to(stay.id, state)
    before = great_hotel.counts()
    with pytest.raises(refusal):
        edit(great_hotel, stay.id, dry=dry, **new)
    assert great_hotel.counts() == before
