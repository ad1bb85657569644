"""One guest with two records becomes one: stays, history, notes, complaints, the shared room, the profile."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from tests.services.test_guest_notes import LATER, complain, wanted_fruit, write
from tests.support.builders import at, companion
from tests.support.house import Hotel
from vipops import models
from vipops.errors import BadInput, NotAllowed, NotFound, Overtaken, Refusal, WrongMoment
from vipops.integrations.pms.reservation import ReservationStatus
from vipops.queries import guest_merge as merge_query
from vipops.queries import guests
from vipops.services import answers, guest_merge

guest = models.Guest
OTHER = {"guest__profile_id": "P2", "guest__given_name": "Kata", "guest__native_name": "林卡塔"}


def record(hotel: Hotel, guest_id: int) -> Any:
    return hotel.row(select(guest).where(guest.id == guest_id))


def merge(hotel: Hotel, gone: int, kept: int, *, by: str = "lobby", seen: Any = None) -> Any:
    versions = seen or (record(hotel, gone).version, record(hotel, kept).version)
    with hotel.inside():
        asked: dict[str, Any] = {"by": hotel.actor(by), "house": hotel.house, "now": hotel.now}
        return guest_merge.merge(gone, kept, seen=versions, **asked)


def look(hotel: Hotel, gone: int, kept: int, *, by: str = "lobby") -> Any:
    with hotel.inside():
        return merge_query.preview(gone, kept, by=hotel.actor(by), now=hotel.now)


def two(hotel: Hotel) -> tuple[Any, Any]:
    """A stay now under one record, and one to come under another; the first has a past."""
    hotel.book(
        confirmation_number="OLD",
        status=ReservationStatus.CHECKED_OUT,
        arrival_on=date(2026, 3, 1),
        departure_on=date(2026, 3, 3),
        arrival_at=at("2026-03-01 15:00"),
        departure_at=at("2026-03-03 12:00"),
        arrival_transport=None,
    )
    return hotel.stay(), hotel.stay(**LATER | OTHER)


def test_everything_of_the_one_hangs_on_the_other_and_shapes_its_plan(hotel: Hotel) -> None:
    first, second = two(hotel)
    write(hotel, first.guest_id)
    complain(hotel, first.id)
    assert wanted_fruit(hotel, second.id) == "Liked before: none"
    seq = hotel.seq
    answer = merge(hotel, first.guest_id, second.guest_id)
    assert answer["moved"] == {"stays": 1, "history": 1, "notes": 2, "complaints": 1, "rooms_shared": 1}
    assert hotel.stay_row(first.id).guest_id == second.guest_id
    assert wanted_fruit(hotel, second.id) == "Liked before: fruit: Lychees"
    assert hotel.stay_row(second.id).service_recovery
    assert record(hotel, first.guest_id).merged_into_id == second.guest_id
    (told,) = [event for event in hotel.events(seq) if event.kind == "guests_merged"]
    assert (told.audience, told.by_id) == ("front_office", hotel.actor("lobby").id)
    for table in guest_merge.HANGS_ON_A_GUEST.values():
        assert hotel.rows(select(table).where(table.guest_id == first.guest_id)) == []


def test_a_later_import_of_the_merged_profile_finds_the_survivor(hotel: Hotel) -> None:
    first, second = two(hotel)
    merge(hotel, first.guest_id, second.guest_id)
    again = hotel.stay(**LATER | {"confirmation_number": "R5", "guest__given_name": "Katharina A."})
    assert again.guest_id == second.guest_id
    assert hotel.book(adults=1).outcome == "changed"
    assert hotel.stay_row(first.id).guest_id == second.guest_id
    survivor = record(hotel, second.guest_id)
    assert (survivor.given_name, survivor.native_name) == ("Kata", "林卡塔")
    assert record(hotel, first.guest_id).given_name == "Katharina"
    party = models.StayGuest
    assert {row.guest_id for row in hotel.rows(select(party))} == {second.guest_id}


def test_a_record_merged_before_leads_to_the_last_survivor(hotel: Hotel) -> None:
    first, second = two(hotel)
    third = hotel.stay(**LATER | {"confirmation_number": "R5", "guest__profile_id": "P3"})
    merge(hotel, first.guest_id, second.guest_id)
    merge(hotel, second.guest_id, third.guest_id)
    assert record(hotel, first.guest_id).merged_into_id == third.guest_id
    assert hotel.stay(**LATER | {"confirmation_number": "R6"}).guest_id == third.guest_id


def test_what_the_survivor_does_not_know_it_learns(hotel: Hotel) -> None:
    first, second = two(hotel)
    hotel.sql("UPDATE guests SET birthday = '11-24', anniversary = '05-01' WHERE id = :id", id=first.guest_id)
    hotel.sql("UPDATE guests SET birthday = '12-24' WHERE id = :id", id=second.guest_id)
    seen = look(hotel, first.guest_id, second.guest_id)
    assert seen["learns"] == {"anniversary": "05-01"}
    assert {one["field"] for one in seen["differs"]} == {"given_name", "birthday"}
    merge(hotel, first.guest_id, second.guest_id)
    kept = record(hotel, second.guest_id)
    assert (kept.birthday, kept.anniversary) == ("12-24", "05-01")


def test_two_records_in_one_room_are_one_person_in_it(hotel: Hotel) -> None:
    stay = hotel.stay(accompanying=(companion("Lindqvist", "Kata"), companion("Berg", "Ola")))
    rows = hotel.rows(select(models.StayGuest).order_by(models.StayGuest.position))
    merge(hotel, rows[1].guest_id, stay.guest_id)
    left = hotel.rows(select(models.StayGuest).order_by(models.StayGuest.position))
    assert [(row.position, row.guest_id) for row in left] == [(0, stay.guest_id), (2, rows[2].guest_id)]


def test_a_preview_changes_nothing_but_is_a_look_on_record(hotel: Hotel) -> None:
    first, second = two(hotel)
    before = hotel.counts()
    seen = look(hotel, first.guest_id, second.guest_id)
    assert seen["moves"] == {"stays": 1, "history": 1, "notes": 0, "complaints": 0, "rooms_shared": 1}
    assert (seen["guest"]["id"], seen["into"]["id"]) == (first.guest_id, second.guest_id)
    assert hotel.counts() == before | {"disclosures": before["disclosures"] + 2}


def test_refusals(hotel: Hotel) -> None:
    first, second = two(hotel)
    third = hotel.stay(**LATER | {"confirmation_number": "R5", "guest__profile_id": "P3"})
    merge(hotel, first.guest_id, second.guest_id)
    before = hotel.counts()
    refusals: tuple[tuple[type[Refusal], Any], ...] = (
        (NotAllowed, lambda: merge(hotel, third.guest_id, second.guest_id, by="front_office_manager")),
        (NotAllowed, lambda: look(hotel, third.guest_id, second.guest_id, by="sales")),
        (BadInput, lambda: merge(hotel, third.guest_id, third.guest_id)),
        (BadInput, lambda: look(hotel, third.guest_id, third.guest_id)),
        (WrongMoment, lambda: merge(hotel, first.guest_id, third.guest_id)),
        (WrongMoment, lambda: merge(hotel, third.guest_id, first.guest_id)),
        (Overtaken, lambda: merge(hotel, third.guest_id, second.guest_id, seen=(1, 1))),
        (NotFound, lambda: merge(hotel, third.guest_id, 999, seen=(1, 1))),
    )
    for refusal, attempt in refusals:
        with pytest.raises(refusal):
            attempt()
    assert hotel.counts() == before


def test_another_propertys_record_is_not_merged(hotel: Hotel) -> None:
    first, second = two(hotel)
    hotel.sql(
        "INSERT INTO properties (code, name, zone, settings) "
        "SELECT 'OTHER', name, zone, settings FROM properties WHERE id = 1"
    )
    hotel.sql("UPDATE guests SET property_id = 2 WHERE id = :id", id=second.guest_id)
    with pytest.raises(NotFound):
        merge(hotel, first.guest_id, second.guest_id)


def test_sent_again_has_one_effect_and_one_answer(hotel: Hotel) -> None:
    first, second = two(hotel)
    lobby = hotel.actor("lobby")
    call = answers.call(lobby.device, "k1", lobby.id, {})
    with hotel.inside():
        asked: dict[str, Any] = {"by": lobby, "house": hotel.house, "now": hotel.now, "call": call}
        once = guest_merge.merge(first.guest_id, second.guest_id, seen=(1, 1), **asked)
        assert guest_merge.merge(first.guest_id, second.guest_id, seen=(1, 1), **asked) == once


def test_the_guest_page_of_both_and_the_search(hotel: Hotel) -> None:
    first, second = two(hotel)
    merge(hotel, first.guest_id, second.guest_id)
    with hotel.inside():
        asked: dict[str, Any] = {"by": hotel.actor("lobby"), "now": hotel.now}
        assert guests.page(first.guest_id, **asked) == {"merged_into": second.guest_id}
        page = guests.page(second.guest_id, **asked)
        assert {stay["id"] for stay in page["stays"]} == {first.id, second.id}
        assert [past["confirmation_number"] for past in page["history"]] == ["OLD"]
        assert [one["given_name"] for one in page["also"]] == ["Katharina"]
        for query in ("katharina lind", "林卡塔", "KATA"):
            found = guests.search(query, house=hotel.house, **asked)["guests"]
            assert [(one["id"], one["stays"], one["last_on"]) for one in found] == [
                (second.guest_id, 1, "2026-03-01")
            ], query
