"""Search everywhere: each role finds what is theirs to see, and a guest shown is a look on record."""

from typing import Any

import pytest
from sqlalchemy import select

from tests.support.builders import at
from tests.support.house import Hotel
from vipops import models
from vipops.domain.search_words import RULES
from vipops.errors import BadInput, NotAllowed
from vipops.integrations.pms.reservation import ExternalId
from vipops.queries import search
from vipops.services import search_words

WANG = {"guest__surname": "Wang", "guest__given_name": "Xiaoming", "guest__native_name": "王小明"}


def find(hotel: Hotel, query: str, by: str = "lobby") -> dict[str, Any]:
    with hotel.inside():
        return search.find(query, by=hotel.actor(by), house=hotel.house, now=hotel.now)


@pytest.fixture
def full(hotel: Hotel) -> Hotel:
    hotel.stay()
    hotel.stay(
        confirmation_number="R2002", guest__profile_id="P2", room="1802", reservation_id="88-1234",
        party_code="GRP7", external_ids=(ExternalId("CRS", "QX7-PLM"),), **WANG,
    )  # fmt: skip
    hotel.stay(
        confirmation_number="R3003", guest__profile_id="P3", guest__surname="Hidden",
        guest__alias="Mr Grey", room="1803",
    )  # fmt: skip
    return hotel


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("wang xm", "name"), ("wxm", "name"), ("小明", "name"), ("1802", "room"), ("r2002", "number"),
        ("88-12", "number"), ("GRP7", "party"),
    ],
)  # fmt: skip
def test_what_stands_on_the_board_is_found_by_everyone(full: Hotel, query: str, kind: str) -> None:
    for by in ("lobby", "housekeeping_attendant"):
        found = find(full, query, by)
        assert [row["reason"]["kind"] for row in found["stays"]] == [kind]
        assert found["stays"][0]["room"] == "1802"


def test_a_flight_brings_all_who_are_on_it(full: Hotel) -> None:
    found = find(full, "ca981", "housekeeping_attendant")["stays"]
    assert {row["room"] for row in found} == {"1806", "1802", "1803"}
    assert {row["reason"]["text"] for row in found} == {"CA981"}


def test_a_plate_by_its_end(full: Hotel) -> None:
    full.sql("UPDATE stays SET plate = '沪A·88231' WHERE room = '1802'")
    assert [row["room"] for row in find(full, "88231")["stays"]] == ["1802"]


def test_who_stays_incognito_is_found_by_name_only_by_who_may_read_guests(full: Hotel) -> None:
    told = find(full, "hidden", "housekeeping_supervisor")
    assert (told["stays"], told["guests"]) == ([], [])
    assert [row["name"]["en"] for row in find(full, "grey", "housekeeping_supervisor")["stays"]] == [
        "Mr Grey"
    ]
    found = find(full, "hidden")
    assert found["stays"] == []
    assert [row["surname"] for row in found["guests"]] == ["Hidden"]


def test_every_guest_shown_is_a_look_on_record(full: Hotel) -> None:
    before = full.counts().get("disclosures", 0)
    assert len(find(full, "wang")["guests"]) == 1
    assert full.counts()["disclosures"] == before + 1
    find(full, "wang", "housekeeping_supervisor")
    find(full, "nobody at all")
    assert full.counts()["disclosures"] == before + 1


@pytest.mark.parametrize("query", ["1802", "qx7plm", "QX7-PLM", "R2002", "88-1234"])
def test_a_stay_that_left_the_board(full: Hotel, query: str) -> None:
    full.sql("UPDATE stays SET closed = true")
    (past,) = find(full, query)["stays"]
    assert (past["closed"], past["room"]) == (True, "1802")
    assert find(full, query, "housekeeping_manager")["stays"] == []


def test_a_past_stay_from_before_by_its_number(hotel: Hotel) -> None:
    hotel.book(
        confirmation_number="OLD-77", departure_on=at("2026-03-03 12:00").date(), arrival_at=None,
        arrival_on=at("2026-03-01 12:00").date(), departure_at=None, arrival_transport=None, **WANG,
    )  # fmt: skip
    (guest,) = find(hotel, "old-77")["guests"]
    assert (guest["native_name"], guest["stays"], guest["last_on"]) == ("王小明", 1, "2026-03-01")
    assert guest["written_name"] == "王小明 (Ms Wang Xiaoming)"


def test_a_merged_record_leads_to_the_guest_that_it_became_part_of(full: Hotel) -> None:
    wang, lindqvist = (
        full.row(select(models.Guest).where(models.Guest.profile_id == profile)).id
        for profile in ("P2", "P1")
    )
    full.sql("UPDATE guests SET merged_into_id = :into WHERE id = :this", into=lindqvist, this=wang)
    assert [row["id"] for row in find(full, "wxm")["guests"]] == [lindqvist]


def test_the_very_word_comes_before_what_it_begins(hotel: Hotel) -> None:
    for number, surname in enumerate(
        ["Liang", "Lin", "Liu", "Li", "Lim", "Lian", "Liao", "Ling", "Lie", "Lidl"]
    ):
        hotel.book(
            confirmation_number=f"L{number}", guest__profile_id=f"L{number}", guest__surname=surname,
            guest__given_name="A", room=f"18{number:02}",
        )  # fmt: skip
    found = find(hotel, "li")
    assert found["guests"][0]["surname"] == "Li"
    assert len(found["guests"]) == search.MOST_FOUND
    assert found["more"]


def test_a_new_name_is_found_and_the_old_one_is_not(full: Hotel) -> None:
    full.book(confirmation_number="R1001", guest__surname="Berg")
    assert [row["surname"] for row in find(full, "berg")["guests"]] == ["Berg"]
    assert find(full, "lindqvist")["guests"] == []


def test_records_from_before_are_made_findable_by_the_worker(full: Hotel) -> None:
    full.sql("DELETE FROM search_words")
    full.sql("UPDATE guests SET found_by = 0")
    full.sql("UPDATE stays SET found_by = 0, closed = true")
    assert find(full, "wxm")["guests"] == []
    with full.inside():
        while search_words.write_next(full.house, full.now):
            pass
        assert not search_words.write_next(full.house, full.now)
    assert len(find(full, "wxm")["guests"]) == 1
    assert len(find(full, "GRP7")["stays"]) == 1
    assert {row.found_by for row in full.rows(select(models.Guest.found_by))} == {RULES}


@pytest.mark.parametrize("query", ["", "  ", "x", "!?", "王" * 81])
def test_what_cannot_be_sought(hotel: Hotel, query: str) -> None:
    with pytest.raises(BadInput):
        find(hotel, query)


def test_a_percent_sign_is_no_magic(full: Hotel) -> None:
    assert find(full, "wa%g")["guests"] == []


def test_who_has_no_board_may_not(hotel: Hotel) -> None:
    with pytest.raises(NotAllowed):
        find(hotel, "wang", "admin")
