"""What the house remembers of a guest, and how it shapes the stays to come (items IH2, IH4, D6; rule P8)."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from tests.support.builders import at
from tests.support.house import Hotel
from vipops import models
from vipops.enums import NoteKind, NoteSubject
from vipops.errors import BadInput, NotAllowed, NotFound, Refusal, WrongMoment
from vipops.services import answers, complaints, guest_notes
from vipops.services.complaints import ComplaintAsked
from vipops.services.guest_notes import NewNote

LYCHEES = NewNote(NoteKind.LIKED, "Lychees", NoteSubject.FRUIT)
LATER: dict[str, Any] = {
    "confirmation_number": "R2002",
    "arrival_on": date(2026, 12, 10),
    "departure_on": date(2026, 12, 12),
    "arrival_at": at("2026-12-10 15:00"),
    "departure_at": at("2026-12-12 12:00"),
    "arrival_transport": None,
}


def write(hotel: Hotel, guest_id: int, new: NewNote = LYCHEES, *, by: str = "lobby") -> Any:
    with hotel.inside():
        asked: dict[str, Any] = {"by": hotel.actor(by), "house": hotel.house, "now": hotel.now}
        return guest_notes.write(guest_id, new, **asked)["note"]


def withdraw(hotel: Hotel, note_id: int, *, by: str = "lobby") -> Any:
    with hotel.inside():
        asked: dict[str, Any] = {"by": hotel.actor(by), "house": hotel.house, "now": hotel.now}
        return guest_notes.withdraw(note_id, **asked)["note"]


def notes(hotel: Hotel) -> list[Any]:
    return hotel.rows(select(models.GuestNote).order_by(models.GuestNote.id))


def complain(hotel: Hotel, stay_id: int, text: str = "The lift was slow.") -> int:
    with hotel.inside():
        asked: dict[str, Any] = {"by": hotel.actor("lobby"), "house": hotel.house, "now": hotel.now}
        return int(complaints.record(stay_id, text, **asked)["complaint"]["id"])


def wanted_fruit(hotel: Hotel, stay_id: int) -> str:
    return str(hotel.task(stay_id, "fruit_report").detail["en"])


def test_a_fruit_liked_in_one_stay_stands_in_the_next_stays_fruit_tasks(hotel: Hotel) -> None:
    first = hotel.stay()
    assert wanted_fruit(hotel, first.id) == "Liked before: none"
    hotel.bring_to(first.id, "in_house")
    hotel.tick(first.id, "fruit_report", by="housekeeping_attendant", proof={"liked": " Lychees "})
    (row,) = notes(hotel)
    assert (row.kind, row.subject, row.text, row.source) == ("liked", "fruit", "Lychees", "task")
    assert (row.stay_id, row.said_on, row.honoured_on) == (first.id, date(2026, 11, 22), None)
    assert wanted_fruit(hotel, first.id) == "Liked before: none"
    second = hotel.stay(**LATER)
    assert wanted_fruit(hotel, second.id) == "Liked before: fruit: Lychees"
    assert hotel.task(second.id, "fruit_report").detail["zh"] == "水果：Lychees"


def test_a_stay_already_booked_learns_of_it_at_once(hotel: Hotel) -> None:
    first, second = hotel.stay(), hotel.stay(**LATER)
    hotel.bring_to(first.id, "in_house")
    hotel.tick(first.id, "fruit_report", by="housekeeping_attendant", proof={"liked": "Lychees"})
    assert wanted_fruit(hotel, second.id) == "Liked before: fruit: Lychees"


def test_a_tick_taken_back_takes_its_note_back(hotel: Hotel) -> None:
    first, second = hotel.stay(), hotel.stay(**LATER)
    hotel.tick(first.id, "fruit_report", by="housekeeping_attendant", proof={"liked": "Lychees"})
    hotel.change(hotel.task(first.id, "fruit_report"), "reopen", by="housekeeping_attendant")
    assert [row.withdrawn for row in notes(hotel)] == [True]
    assert wanted_fruit(hotel, second.id) == "Liked before: none"
    hotel.tick(first.id, "fruit_report", by="housekeeping_attendant", proof={"liked": "Plums"})
    assert wanted_fruit(hotel, second.id) == "Liked before: fruit: Plums"


@pytest.mark.parametrize("nothing", ["无", "-", "None.", " n/a "])
def test_who_has_nothing_to_tell_tells_nothing(hotel: Hotel, nothing: str) -> None:
    stay = hotel.stay()
    hotel.tick(stay.id, "fruit_report", by="housekeeping_attendant", proof={"liked": nothing})
    assert notes(hotel) == []


def test_only_the_departments_whose_business_it_is_are_told(hotel: Hotel) -> None:
    stay = hotel.stay()
    write(hotel, stay.guest_id)
    write(hotel, stay.guest_id, NewNote(NoteKind.LIKED, "Sea bass", NoteSubject.FOOD))
    assert wanted_fruit(hotel, stay.id) == "Liked before: fruit: Lychees"


def test_the_day_a_note_last_shaped_a_stay_is_the_day_the_guest_came(hotel: Hotel) -> None:
    stay = hotel.stay()
    write(hotel, stay.guest_id)
    write(hotel, stay.guest_id, NewNote(NoteKind.SAID, "All well.", stay_id=stay.id))
    hotel.clock.to(at("2026-11-23 15:05"))
    hotel.step(stay.id, "arrive", reason="for the test")
    assert [row.honoured_on for row in notes(hotel)] == [date(2026, 11, 23), None]
    hotel.step(stay.id, "undo")
    assert [row.honoured_on for row in notes(hotel)] == [None, None]


def test_a_complaint_shows_first_on_the_guests_next_stay_and_no_other_guests(hotel: Hotel) -> None:
    first, booked = hotel.stay(), hotel.stay(**LATER)
    hotel.stay(**LATER | {"confirmation_number": "R9", "guest__profile_id": "P9"})
    complain(hotel, first.id)
    assert not hotel.stay_row(first.id).service_recovery
    assert hotel.stay_row(booked.id).service_recovery
    assert hotel.stay(**LATER | {"confirmation_number": "R3"}).service_recovery
    assert not hotel.stay(
        **LATER | {"confirmation_number": "R10", "guest__profile_id": "P9"}
    ).service_recovery
    (row,) = notes(hotel)
    assert (row.kind, row.text, row.source) == ("complained", "The lift was slow.", "complaint")


def test_a_complaint_noted_by_hand_shows_first_too(hotel: Hotel) -> None:
    first = hotel.stay()
    row = write(hotel, first.guest_id, NewNote(NoteKind.COMPLAINED, "The lift was slow."))
    assert hotel.stay_row(first.id).service_recovery
    assert hotel.stay(**LATER).service_recovery
    withdraw(hotel, row["id"])
    assert not hotel.stay_row(first.id).service_recovery


def test_a_stay_that_made_it_good_ends_the_recovery(hotel: Hotel) -> None:
    first = hotel.stay()
    complain(hotel, first.id)
    second = hotel.stay(**LATER)
    hotel.step(second.id, "arrive", reason="for the test")
    assert not hotel.stay(**LATER | {"confirmation_number": "R3"}).service_recovery


def test_a_complaint_that_was_none_is_forgotten(hotel: Hotel) -> None:
    first, second = hotel.stay(), hotel.stay(**LATER)
    number = complain(hotel, first.id)
    with hotel.inside():
        asked = ComplaintAsked(number, "withdraw", 1, {"note": "Another guest's."})
        complaints.change(asked, by=hotel.actor("lobby"), house=hotel.house, now=hotel.now)
    assert [row.withdrawn for row in notes(hotel)] == [True]
    assert not hotel.stay_row(second.id).service_recovery


def test_a_note_by_hand_and_its_withdrawal(hotel: Hotel) -> None:
    stay = hotel.stay()
    seq = hotel.seq
    row = write(hotel, stay.guest_id)
    assert (row["kind"], row["subject"], row["text"], row["source"]) == (
        "liked",
        "fruit",
        "Lychees",
        "person",
    )
    assert (row["said_on"], row["recorded_by"]) == ("2026-11-22", hotel.actor("lobby").id)
    assert withdraw(hotel, row["id"])["withdrawn"] is True
    assert wanted_fruit(hotel, stay.id) == "Liked before: none"
    told = [event for event in hotel.events(seq) if event.kind == "guest_noted"]
    assert [event.audience for event in told] == ["front_office", "front_office"]
    assert all("Lychees" not in str(event.body) for event in told)


def test_the_same_words_on_the_same_day_are_one_note(hotel: Hotel) -> None:
    stay = hotel.stay()
    assert write(hotel, stay.guest_id)["id"] == write(hotel, stay.guest_id)["id"]


def test_refusals(hotel: Hotel) -> None:
    stay = hotel.stay()
    other = hotel.stay(**LATER | {"guest__profile_id": "P2"})
    row = write(hotel, stay.guest_id)
    withdraw(hotel, row["id"])
    before = hotel.counts()
    refusals: tuple[tuple[type[Refusal], Any], ...] = (
        (NotAllowed, lambda: write(hotel, stay.guest_id, by="housekeeping_manager")),
        (NotAllowed, lambda: withdraw(hotel, row["id"], by="concierge_manager")),
        (NotFound, lambda: write(hotel, 999)),
        (NotFound, lambda: withdraw(hotel, 999)),
        (WrongMoment, lambda: withdraw(hotel, row["id"])),
        (BadInput, lambda: write(hotel, stay.guest_id, NewNote(NoteKind.SAID, "  "))),
        (BadInput, lambda: write(hotel, stay.guest_id, NewNote(NoteKind.SAID, "x" * 2001))),
        (BadInput, lambda: write(hotel, stay.guest_id, NewNote(NoteKind.SAID, "x", stay_id=other.id))),
    )
    for refusal, attempt in refusals:
        with pytest.raises(refusal):
            attempt()
    assert hotel.counts() == before


def test_sent_again_has_one_effect_and_one_answer(hotel: Hotel) -> None:
    stay = hotel.stay()
    lobby = hotel.actor("lobby")
    call = answers.call(lobby.device, "k1", lobby.id, {})
    with hotel.inside():
        asked: dict[str, Any] = {"by": lobby, "house": hotel.house, "now": hotel.now, "call": call}
        first = guest_notes.write(stay.guest_id, LYCHEES, **asked)
        assert guest_notes.write(stay.guest_id, LYCHEES, **asked) == first
    assert len(notes(hotel)) == 1
