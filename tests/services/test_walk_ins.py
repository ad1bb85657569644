"""A VIP without a booking: guest, stay and plan at once, at short notice."""

from typing import Any

import pytest

from tests.support.builders import at
from tests.support.house import Hotel
from tests.support.shipped import been_here
from vipops.errors import BadInput, NotAllowed, NotFound, Refusal
from vipops.services import walk_ins
from vipops.services.walk_ins import WalkIn


def come(hotel: Hotel, *, by: str = "lobby", dry: bool = False, **said: Any) -> Any:
    asked = WalkIn(**{"grade": "VD", "room": "1803", "surname": "Moreau", "given_name": "Claire", **said})
    with hotel.inside():
        return walk_ins.take_in(asked, by=hotel.actor(by), house=hotel.house, now=hotel.now, dry_run=dry)


def test_the_guest_is_on_the_board_with_a_plan(great_hotel: Hotel) -> None:
    answer = come(great_hotel, nights=2, children=1)
    row = great_hotel.stay_row(answer["stay"]["id"])
    assert row.confirmation_number == answer["confirmation_number"]
    assert row.confirmation_number.startswith("W-261122-")
    assert (row.name["en"], row.state, row.room_type) == ("Claire Moreau", "expected", "KING")
    assert (row.arrival_at, row.departure_at) == (great_hotel.now, at("2026-11-24 12:00"))
    plan = great_hotel.tasks(row.id)
    assert plan["room_cleaned"].short_notice
    assert "line_up" not in plan, "no line-up for who stands in the hall"
    (guest,) = great_hotel.rows_of("guests")
    assert (guest.surname, guest.given_name) == ("Moreau", "Claire")


def test_a_grade_that_is_not_earned_waits_for_its_approval(great_hotel: Hotel) -> None:
    answer = come(great_hotel, grade="VB", reason="Owner's friend.")
    assert (answer["stay"]["grade"], answer["grant_asked"]) == ("VD", "VB")
    (grant,) = great_hotel.rows_of("grants")
    assert (grant.grade, grant.reason, grant.asked_by_id) == (
        "VB",
        "Owner's friend.",
        great_hotel.actor("lobby").id,
    )


def test_a_guest_whom_the_house_knows(great_hotel: Hotel) -> None:
    known = great_hotel.stay()
    been_here(great_hotel, known.guest_id, 13)
    answer = come(great_hotel, guest_id=known.guest_id, surname="", grade="VC")
    assert (answer["stay"]["grade"], answer["grant_asked"]) == ("VC", None)
    assert answer["stay"]["name"] == known.name
    assert len(great_hotel.rows_of("guests")) == 1


def test_in_the_small_hours_the_night_before_is_counted(great_hotel: Hotel) -> None:
    great_hotel.clock.to(at("2026-11-23 01:30"))
    row = great_hotel.stay_row(come(great_hotel)["stay"]["id"])
    assert row.departure_at == at("2026-11-23 12:00")


def test_a_look_leaves_nothing(great_hotel: Hotel) -> None:
    before = great_hotel.counts()
    assert come(great_hotel, dry=True)["added"]
    assert great_hotel.counts() == before


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"surname": " "}, BadInput),
        ({"room": "99"}, BadInput),
        ({"grade": "VX"}, BadInput),
        ({"departure_at": at("2026-11-22 09:00")}, BadInput),
        ({"guest_id": 99}, NotFound),
        ({"by": "concierge_manager"}, NotAllowed),
    ],
)
def test_refused(great_hotel: Hotel, said: dict[str, Any], refusal: type[Refusal]) -> None:
    before = great_hotel.counts()
    with pytest.raises(refusal):
        come(great_hotel, **said)
    assert great_hotel.counts() == before
