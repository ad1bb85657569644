"""The reservations that wait for a person, as the arrivals page shows them."""

import pytest

from tests.support.house import Hotel
from vipops.queries import held_reservations


@pytest.mark.parametrize(
    ("guest", "shown"),
    [
        ({"surname": "顾", "given_name": "清和"}, "顾清和"),
        ({"surname": "SMITH", "given_name": "SARAH"}, "Sarah Smith"),
        ({"alias": "Mr Green"}, "Mr Green"),
    ],
)
def test_a_held_booking_is_named_as_the_house_writes_names(
    hotel: Hotel, guest: dict[str, str], shown: str
) -> None:
    asked = {f"guest__{name}": value for name, value in guest.items()}
    outcome = hotel.book(guest__vip_code="PLAT", **asked)
    assert (outcome.outcome, outcome.name) == ("held", shown)
    with hotel.inside():
        (row,) = held_reservations.held(hotel.actor("lobby"))
    assert row["name"] == shown
