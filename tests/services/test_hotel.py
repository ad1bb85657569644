"""The hotel itself: changed in part, said beforehand, on record."""

from datetime import time
from typing import Any

import pytest

from tests.support.house import CODE, Hotel
from vipops.errors import BadInput, NotAllowed
from vipops.queries import hotel as form_of
from vipops.services import hotel as service
from vipops.services.hotel import HotelSaid
from vipops.services.house import House


def change(hotel: Hotel, said: HotelSaid, by: str = "admin", **over: Any) -> dict[str, Any]:
    with hotel.inside():
        return service.change(said, by=hotel.actor(by), known=House.called(CODE), now=hotel.now, **over)


def now_in_force(hotel: Hotel) -> House:
    with hotel.inside():
        return House.called(CODE)


def test_only_what_is_said_changes(hotel: Hotel) -> None:
    before = now_in_force(hotel)
    answer = change(hotel, HotelSaid({"zh": " 海港 ", "en": "Harbour"}, settings={"briefing_at": "07:45"}))
    after = now_in_force(hotel)
    assert after.name == {"zh": "海港", "en": "Harbour"}
    assert after.settings == before.settings.model_copy(update={"briefing_at": time(7, 45)})
    assert len(after.settings.rooms) == 12, "rooms are rows of their own and stay"
    assert answer["hotel"]["settings"]["briefing_at"] == "07:45"
    assert hotel.events()[-1].kind == "hotel_changed"


def test_a_new_zone_is_said_beforehand(hotel: Hotel) -> None:
    stay = hotel.stay()
    before = hotel.counts()
    told = change(hotel, HotelSaid(zone="Asia/Tokyo"), dry_run=True)
    words = " ".join(one["en"] for one in told["words"])
    assert hotel.counts() == before
    assert "It is 10:00 now; from then on every clock of the house shows 11:00." in words
    assert "1 running stays keep their moments" in words
    change(hotel, HotelSaid(zone="Asia/Tokyo"))
    assert now_in_force(hotel).zone.key == "Asia/Tokyo"
    assert hotel.stay_row(stay.id).arrival_at == stay.arrival_at


@pytest.mark.parametrize(
    ("said", "where"),
    [
        (HotelSaid(zone="Asia/Atlantis"), "zone"),
        (HotelSaid(zone="../../etc/passwd"), "zone"),
        (HotelSaid({"zh": "", "en": "X"}), "name.zh"),
        (HotelSaid(settings={"briefing_at": "25:00"}), "settings.briefing_at"),
        (HotelSaid(settings={"shifts_at": []}), "settings.shifts_at"),
        (HotelSaid(settings={"shifts_at": ["07:00", "07:00"]}), "settings.shifts_at"),
        (HotelSaid(settings={"transfer_minutes": 9999}), "settings.transfer_minutes"),
        (HotelSaid(settings={"vip_codes": {"V1": "VX"}}), "settings.vip_codes.V1"),
        (HotelSaid(settings={"rooms": []}), "settings.rooms"),
    ],
)
def test_what_cannot_be_is_refused_whole(hotel: Hotel, said: HotelSaid, where: str) -> None:
    before = hotel.counts()
    with pytest.raises(BadInput) as refused:
        change(hotel, said)
    error = refused.value.facts["errors"][0]
    assert (error["where"], bool(error["message"]), bool(error["expected"])) == (where, True, True)
    assert hotel.counts() == before


def test_only_the_administrator_changes_it_and_the_general_manager_reads(hotel: Hotel) -> None:
    with pytest.raises(NotAllowed):
        change(hotel, HotelSaid(zone="Asia/Tokyo"), by="gm")
    with hotel.inside():
        shown = form_of.form(hotel.actor("gm"), House.called(CODE))
        with pytest.raises(NotAllowed):
            form_of.form(hotel.actor("lobby"), House.called(CODE))
    assert shown["hotel"]["settings"]["shifts_at"] == ["07:00", "15:00", "23:00"]
    assert {"Asia/Shanghai", "Europe/London"} <= set(shown["zones"])
