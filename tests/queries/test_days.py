"""Meals and calls on the stay sheet: for those whose work they are, and no one else."""

from typing import Any

import orjson
import pytest

from tests.services.test_meals import book
from tests.services.test_wake_ups import move_departure, order
from tests.support.builders import at
from tests.support.house import Hotel
from vipops.queries import stay_sheet


def days(hotel: Hotel, stay_id: int, by: str) -> dict[str, Any]:
    with hotel.inside():
        sheet = orjson.loads(stay_sheet.sheet(stay_id, hotel.actor(by), hotel.now))
    found: dict[str, Any] = sheet["days"]
    return found


@pytest.mark.parametrize(
    ("by", "parts"),
    [
        ("lobby", {"meals", "wake_ups"}),
        ("sales", {"meals", "wake_ups"}),
        ("front_office_supervisor", {"meals", "wake_ups"}),
        ("front_office_attendant", {"wake_ups"}),
        ("food_beverage_attendant", {"meals"}),
        ("concierge_attendant", {"wake_ups"}),
        ("housekeeping_manager", set()),
        ("security_attendant", set()),
    ],
)
def test_each_sees_their_own(hotel: Hotel, by: str, parts: set[str]) -> None:
    stay = hotel.stay()
    book(hotel, stay.id)
    order(hotel, stay.id)
    found = days(hotel, stay.id, by)
    assert (found.pop("first"), found.pop("last")) == ("2026-11-23", "2026-11-25")
    assert set(found) == parts
    assert all(len(rows) == 1 for rows in found.values())


def test_what_rests_outside_the_stay_says_so(hotel: Hotel) -> None:
    stay = hotel.stay()
    book(hotel, stay.id)
    order(hotel, stay.id, at("2026-11-24 08:00"))
    assert not days(hotel, stay.id, "lobby")["meals"][0]["outside"]
    move_departure(hotel, stay.id, at("2026-11-24 07:00"))
    found = days(hotel, stay.id, "lobby")
    assert [row["outside"] for row in (*found["meals"], *found["wake_ups"])] == [False, True]
