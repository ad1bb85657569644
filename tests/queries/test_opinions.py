"""What guests said in a period, for management: names only for who may read guests (rule P9)."""

from datetime import date
from typing import Any

import pytest

from tests.services.test_guest_notes import complain, write
from tests.support.house import Hotel
from vipops.enums import NoteKind, NoteSubject
from vipops.errors import BadInput, NotAllowed
from vipops.queries import opinions
from vipops.services.guest_notes import NewNote

TODAY = date(2026, 11, 22)


def summed_up(hotel: Hotel, by: str = "gm", first: date = TODAY, last: date = TODAY) -> dict[str, Any]:
    with hotel.inside():
        return opinions.summed_up(first, last, by=hotel.actor(by), house=hotel.house, now=hotel.now)


@pytest.fixture
def said(hotel: Hotel) -> Hotel:
    stay = hotel.stay()
    write(hotel, stay.guest_id, NewNote(NoteKind.SAID, "Calm rooms.", NoteSubject.ROOM, stay.id))
    write(hotel, stay.guest_id)
    complain(hotel, stay.id)
    return hotel


def test_counts_and_a_list_with_date_and_grade(said: Hotel) -> None:
    found = summed_up(said)
    assert found["counts"] == {"said": 1, "liked": 1, "complained": 1}
    assert found["subjects"] == {"room": 1, "fruit": 1}
    rows = {one["kind"]: one for one in found["opinions"]}
    assert (rows["said"]["text"], rows["said"]["on"], rows["said"]["grade"]) == (
        "Calm rooms.",
        "2026-11-22",
        "VB",
    )
    assert rows["said"]["name"]["surname"] == "Lindqvist"
    assert rows["complained"]["text"] == "The lift was slow."


def test_a_department_manager_reads_no_name_and_no_complaint(said: Hotel) -> None:
    found = summed_up(said, "housekeeping_manager")
    assert found["counts"]["complained"] == 1
    assert "Lindqvist" not in str(found)
    assert "lift" not in str(found)
    assert {one["grade"] for one in found["opinions"]} == {"VB", ""}


def test_only_the_period_and_nothing_withdrawn(said: Hotel) -> None:
    said.sql("UPDATE guest_notes SET withdrawn = true WHERE kind = 'liked'")
    assert summed_up(said)["counts"] == {"said": 1, "complained": 1}
    assert summed_up(said, last=date(2026, 11, 21), first=date(2026, 11, 1))["opinions"] == []


def test_the_look_is_on_record(said: Hotel) -> None:
    before = said.counts()
    summed_up(said)
    assert said.counts() == before | {"disclosures": before["disclosures"] + 1}


@pytest.mark.parametrize("first", [date(2026, 11, 23), date(2025, 11, 21)])
def test_a_period_has_a_beginning_and_an_end(hotel: Hotel, first: date) -> None:
    with pytest.raises(BadInput):
        summed_up(hotel, first=first)


@pytest.mark.parametrize("by", ["housekeeping_supervisor", "front_office_attendant", "admin"])
def test_who_may_not(hotel: Hotel, by: str) -> None:
    with pytest.raises(NotAllowed):
        summed_up(hotel, by)
