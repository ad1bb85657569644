"""Bookings become stays: once, again, changed, cancelled, and beside what people have said since."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.support.builders import GUEST, at, companion, read_result, reservation
from tests.support.house import Hotel
from vipops import models
from vipops.enums import NoteKind
from vipops.errors import NotAllowed, Refusal
from vipops.integrations.pms.reservation import Reservation, ReservationStatus, Transport, Wish, WishSource
from vipops.integrations.pms.result import RefusedRow
from vipops.services import arrivals, guest_notes, stay_edit, stay_times
from vipops.services.arrivals import Outcome
from vipops.services.guest_notes import NewNote
from vipops.services.stay_edit import StayEdit
from vipops.services.stay_times import NewTimes


def import_all(hotel: Hotel, *booked: Reservation, by: str = "lobby", **parts: Any) -> list[Outcome]:
    with hotel.inside():
        return arrivals.import_all(
            read_result(*booked, **parts), by=hotel.actor(by), house=hotel.house, now=hotel.now
        )


def test_a_booking_becomes_a_stay_with_its_plan(hotel: Hotel) -> None:
    outcome = hotel.book()
    assert (outcome.outcome, outcome.name) == ("created", "Katharina Lindqvist")
    row = hotel.stay_row(outcome.stay_id or 0)
    assert (row.state, row.grade, row.room, row.adults) == ("expected", "VB", "1806", 2)
    assert row.name == {"zh": "Ms Katharina Lindqvist", "en": "Ms Katharina Lindqvist"}
    assert (row.arrival_at, row.departure_at) == (at("2026-11-23 15:00"), at("2026-11-25 12:00"))
    assert (row.arrival_source, row.departure_source) == ("pms", "pms")
    assert (row.flight, row.landing_at, row.transfer) == ("CA981", at("2026-11-23 14:00"), True)
    assert "driver_report" in hotel.tasks(row.id)
    assert hotel.kinds()[-1] in ("plan_laid", "stay_expected")


@pytest.mark.parametrize("by", ["a copy", "another file, other lines", "touched since"])
def test_again_changes_nothing(hotel: Hotel, by: str) -> None:
    booked = reservation(accompanying=(companion("Wu", "Min"),))
    hotel.book(booked)
    before = hotel.counts()
    stay = hotel.stay_row(1)
    hotel.clock.forward(hours=1)
    again = {
        "a copy": booked,
        "another file, other lines": replace(booked, origin=replace(booked.origin, file="b.csv", line=9)),
        "touched since": replace(booked, modified_at=hotel.now),
    }[by]
    assert hotel.book(again).outcome == "unchanged"
    assert hotel.counts() == before
    assert hotel.stay_row(1) == stay


class TestChanged:
    def test_a_later_arrival_moves_the_plan_and_keeps_what_is_done(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
        outcome = hotel.book(arrival_at=at("2026-11-23 18:00"), modified_at=hotel.now)
        assert outcome.outcome == "changed"
        assert "Line-up in place" in {one["title"]["en"] for one in outcome.moved}
        assert hotel.task(stay.id, "room_made").state == "done"
        assert hotel.task(stay.id, "line_up").due_at == at("2026-11-23 17:50")

    def test_what_a_person_said_stands_while_the_other_system_says_the_same_as_before(
        self, hotel: Hotel
    ) -> None:
        stay = hotel.stay()
        self.say(hotel, at("2026-11-23 20:00"))
        outcome = hotel.book(children=1)
        row = hotel.stay_row(stay.id)
        assert (row.arrival_at, row.arrival_source) == (at("2026-11-23 20:00"), "person")
        assert row.children == 1
        assert [difference["field"] for difference in outcome.differences] == ["arrival_at"]
        assert outcome.differences[0]["theirs"] == at("2026-11-23 15:00").isoformat()
        assert outcome.differences[0]["ours"] == at("2026-11-23 20:00").isoformat()

    def test_and_falls_when_the_other_system_changes_its_own_value(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        self.say(hotel, at("2026-11-23 20:00"))
        outcome = hotel.book(arrival_at=at("2026-11-23 16:00"), modified_at=hotel.now)
        row = hotel.stay_row(stay.id)
        assert (row.arrival_at, row.arrival_source) == (at("2026-11-23 16:00"), "pms")
        assert outcome.differences == ()

    def test_a_room_that_a_person_chose_stands_too(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        with hotel.inside():
            stay_edit.change(
                stay.id, StayEdit(room="1809"), seen=None, by=hotel.actor("lobby"), house=hotel.house,
                now=hotel.now,
            )  # fmt: skip
        hotel.book(children=2)
        assert hotel.stay_row(stay.id).room == "1809"
        hotel.book(children=2, room="1810")
        assert hotel.stay_row(stay.id).room == "1810"

    def test_another_grade_lays_another_plan_for_the_same_stay(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        assert hotel.book(guest__vip_code="1").outcome == "changed"
        assert hotel.stay_row(stay.id).grade == "VVIP"

    def test_a_new_name_sends_the_letter_back_and_a_new_room_does_not(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        hotel.bring_letter_to(stay.id, "checked")
        hotel.book(room="1810")
        assert hotel.letter(stay.id).state == "checked"
        hotel.book(room="1810", guest__surname="Lindquist")
        assert hotel.letter(stay.id).state == "drafted"

    def test_who_shares_the_room_is_written_anew(self, hotel: Hotel) -> None:
        hotel.stay(accompanying=(companion("Wu", "Min"), companion("Wu", "Li")))
        hotel.book(accompanying=(companion("Wu", "Li"),))
        party = models.StayGuest
        assert len(hotel.rows(select(party).where(party.stay_id == 1))) == 2

    def test_a_booking_that_ends_before_the_arrival_is_held_and_the_old_one_stands(
        self, hotel: Hotel
    ) -> None:
        """The other system shortens the stay to before the hour that a person has set."""
        stay = hotel.stay()
        self.say(hotel, at("2026-11-24 20:00"))
        before = hotel.stay_row(stay.id)
        outcome = hotel.book(departure_at=at("2026-11-24 12:00"), departure_on=date(2026, 11, 24))
        assert outcome.outcome == "held"
        assert hotel.stay_row(stay.id) == before

    def say(self, hotel: Hotel, arrival_at: Any) -> None:
        with hotel.inside():
            stay_times.change(
                1, NewTimes(arrival_at=arrival_at), by=hotel.actor("lobby"), house=hotel.house, now=hotel.now
            )


class TestEnded:
    @pytest.mark.parametrize(
        ("status", "state"),
        [(ReservationStatus.CANCELLED, "cancelled"), (ReservationStatus.NO_SHOW, "no_show")],
    )
    def test_the_stay_ends_with_its_booking_and_comes_back_with_it(
        self, hotel: Hotel, status: ReservationStatus, state: str
    ) -> None:
        stay = hotel.stay()
        assert hotel.book(status=status).outcome == "cancelled"
        assert hotel.stay_row(stay.id).state == state
        assert hotel.task(stay.id, "briefing").state == "cancelled"
        before = hotel.counts()
        assert hotel.book(status=status).outcome == "unchanged"
        assert hotel.counts() == before
        assert hotel.book().outcome == "changed"
        assert hotel.stay_row(stay.id).state == "expected"
        assert hotel.task(stay.id, "briefing").state == "open"

    def test_a_guest_who_is_here_is_not_cancelled_a_person_looks(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        hotel.bring_to(stay.id, "in_house")
        outcome = hotel.book(status=ReservationStatus.CANCELLED)
        assert outcome.outcome == "held"
        assert "in_house" in outcome.reason
        assert hotel.stay_row(stay.id).state == "in_house"

    def test_a_cancelled_booking_that_was_never_known_is_history(self, hotel: Hotel) -> None:
        assert hotel.book(status=ReservationStatus.CANCELLED).outcome == "history"
        assert hotel.rows(select(models.Stay)) == []

    def test_a_departed_guest_whose_booking_is_checked_out_is_remembered(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        hotel.bring_to(stay.id, "departed")
        hotel.clock.to(at("2026-11-25 13:00"))
        assert hotel.book(status=ReservationStatus.CHECKED_OUT).outcome == "history"
        (past,) = hotel.rows(select(models.GuestHistory))
        assert (past.outcome, past.arrival_on, past.guest_id) == (
            "checked_out",
            date(2026, 11, 23),
            stay.guest_id,
        )


PAST = {
    "arrival_on": date(2026, 10, 1),
    "departure_on": date(2026, 10, 3),
    "arrival_at": at("2026-10-01 15:00"),
    "departure_at": at("2026-10-03 12:00"),
    "arrival_transport": None,
    "status": ReservationStatus.CHECKED_OUT,
}


class TestHistory:
    def test_a_past_stay_is_remembered_once_and_never_planned(self, hotel: Hotel) -> None:
        assert hotel.book(**PAST).outcome == "history"
        before = hotel.counts()
        assert hotel.book(**PAST).outcome == "unchanged"
        assert hotel.counts() == before
        assert (before["stays"], before["guest_history"]) == (0, 1)

    def test_the_guest_is_the_same_person_in_both(self, hotel: Hotel) -> None:
        hotel.book(**PAST, confirmation_number="R900")
        stay = hotel.stay()
        (past,) = hotel.rows(select(models.GuestHistory))
        assert past.guest_id == stay.guest_id


class TestHeld:
    def test_an_unknown_vip_code_waits_for_a_person(self, hotel: Hotel) -> None:
        outcome = hotel.book(guest__vip_code="GOLD")
        assert (outcome.outcome, outcome.expected) == (
            "held", "a grade for this code, in the hotel's settings",
        )  # fmt: skip
        assert "'GOLD'" in outcome.reason
        before = hotel.counts()
        assert hotel.book(guest__vip_code="GOLD").outcome == "held"
        assert hotel.counts() == before
        assert (before["stays"], before["held_reservations"]) == (0, 1)

    def test_the_person_decides_and_the_plan_is_laid(self, hotel: Hotel) -> None:
        hotel.book(guest__vip_code="GOLD", accompanying=(companion("Wu"),))
        (held,) = hotel.rows(select(models.HeldReservation))
        with hotel.inside():
            outcome = arrivals.decide_held(
                held.id, "VC", by=hotel.actor("lobby"), house=hotel.house, now=hotel.now
            )
        assert outcome.outcome == "created"
        assert hotel.stay_row(outcome.stay_id or 0).grade == "VC"
        assert hotel.rows(select(models.HeldReservation)) == []
        before = hotel.counts()
        assert hotel.book(guest__vip_code="GOLD", accompanying=(companion("Wu"),)).outcome == "unchanged"
        assert hotel.counts() == before

    def test_a_newer_booking_replaces_the_one_that_waits(self, hotel: Hotel) -> None:
        hotel.book(guest__vip_code="GOLD")
        hotel.book(guest__vip_code="GOLD", room="1811")
        (held,) = hotel.rows(select(models.HeldReservation))
        assert held.reservation["room"] == "1811"

    def test_a_known_stay_whose_code_is_unknown_now_is_left_as_it_is(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        assert hotel.book(guest__vip_code="GOLD", room="1811").outcome == "held"
        assert hotel.stay_row(stay.id).room == "1806"

    @pytest.mark.parametrize(
        ("by", "grade", "held_id"),
        [("lobby", "GOLD", 1), ("lobby", "VC", 99), ("housekeeping_manager", "VC", 1), ("admin", "VC", 1)],
    )
    def test_refused(self, hotel: Hotel, by: str, grade: str, held_id: int) -> None:
        hotel.book(guest__vip_code="GOLD")
        before = hotel.counts()
        with hotel.inside(), pytest.raises(Refusal):
            arrivals.decide_held(held_id, grade, by=hotel.actor(by), house=hotel.house, now=hotel.now)
        assert hotel.counts() == before


class TestPassedOver:
    @pytest.mark.parametrize(
        "over",
        [
            {"guest__vip_code": None},
            {"status": ReservationStatus.WAITLISTED},
            {"status": ReservationStatus.REQUESTED},
        ],
    )
    def test_no_vip_or_not_confirmed_yet(self, hotel: Hotel, over: dict[str, Any]) -> None:
        before = hotel.counts()
        outcome = hotel.book(**over)
        assert outcome.outcome == "passed_over"
        assert outcome.reason
        assert hotel.counts() == before


class TestGuestsToldApart:
    def test_several_guests_in_one_room(self, hotel: Hotel) -> None:
        hotel.stay(accompanying=(companion("Wu", "Min"), companion("Wu", "Min")))
        party = hotel.rows(select(models.StayGuest).order_by(models.StayGuest.position))
        assert [row.position for row in party] == [0, 1, 2]
        assert len({row.guest_id for row in party}) == 3

    def test_several_rooms_of_one_party(self, hotel: Hotel) -> None:
        first = hotel.stay(party_code="P77")
        second = hotel.stay(
            party_code="P77", confirmation_number="R1002", room="1807",
            guest__surname="Wu", guest__given_name="Min", guest__profile_id="P2",
        )  # fmt: skip
        assert {row.party_code for row in hotel.rows(select(models.Stay))} == {"P77"}
        assert first.guest_id != second.guest_id
        made = [row for row in hotel.rows(select(models.Task)) if row.template == "room_made"]
        assert {row.stay_id for row in made} == {first.id, second.id}

    def test_one_profile_in_two_bookings_is_one_guest(self, hotel: Hotel) -> None:
        first = hotel.stay()
        second = hotel.stay(confirmation_number="R1002", arrival_on=date(2026, 11, 28),
                            arrival_at=at("2026-11-28 15:00"), departure_on=date(2026, 11, 30),
                            departure_at=at("2026-11-30 12:00"), arrival_transport=None)  # fmt: skip
        assert first.guest_id == second.guest_id

    def test_two_people_of_one_name_without_profiles_are_two(self, hotel: Hotel) -> None:
        first = hotel.stay(guest__profile_id=None)
        second = hotel.stay(guest__profile_id=None, confirmation_number="R1002")
        assert first.guest_id != second.guest_id

    @pytest.mark.parametrize(
        ("over", "name"),
        [
            ({"guest__alias": "Ms Grey"}, "Ms Grey"),
            ({"guest__incognito": True}, "Guest 1001"),
        ],
    )
    def test_a_guest_under_an_alias_is_called_by_it_everywhere(
        self, hotel: Hotel, over: dict[str, Any], name: str
    ) -> None:
        stay = hotel.stay(**over)
        assert stay.name == {"zh": name, "en": name}
        assert stay.incognito
        assert not [row for row in hotel.events() if "Lindqvist" in row.body or "Katharina" in row.body]


def test_one_bad_row_does_not_sink_the_rest(hotel: Hotel) -> None:
    bad = RefusedRow(2, 17, 9, "arrivalDate", "is no date", "YYYY-MM-DD", reference="R2")
    late = reservation(confirmation_number="R3", arrival_at=at("2026-11-25 13:00"))
    rows = import_all(hotel, reservation(), late, refused=(bad,))
    by_number = {row.confirmation_number: row for row in rows}
    assert by_number["R1001"].outcome == "created"
    refused = by_number["R2"]
    assert (refused.outcome, refused.line, refused.column) == ("refused", 17, 9)
    assert (refused.where, refused.reason, refused.expected) == ("arrivalDate", "is no date", "YYYY-MM-DD")
    assert hotel.counts()["stays"] == sum(row.outcome == "created" for row in rows)


def test_wishes_become_codes_alerts_and_notes(hotel: Hotel) -> None:
    wishes = (
        Wish("Severe nut allergy", WishSource.COMMENT, ("allergy_nuts",)),
        Wish("Fruit please", WishSource.PREFERENCE, ("fruit",)),
    )
    row = hotel.stay(wishes=wishes)
    assert (row.wishes, row.alerts) == (["allergy_nuts", "fruit"], ["allergy_nuts"])
    assert row.notes == ["Severe nut allergy", "Fruit please"]


def test_the_door_is_an_hour_after_the_landing_where_nobody_knows_better(hotel: Hotel) -> None:
    landing = Transport("CA981", at=at("2026-11-23 16:20"))
    assert hotel.stay(arrival_at=None, arrival_transport=landing).arrival_at == at("2026-11-23 17:20")


def test_the_hotels_own_hours_where_the_booking_knows_only_days(hotel: Hotel) -> None:
    row = hotel.stay(arrival_at=None, departure_at=None, arrival_transport=None)
    assert (row.arrival_at, row.departure_at) == (at("2026-11-23 15:00"), at("2026-11-25 12:00"))


@pytest.mark.parametrize("by", ["front_office_attendant", "housekeeping_manager", "admin"])
def test_who_may_not_import(hotel: Hotel, by: str) -> None:
    before = hotel.counts()
    with pytest.raises(NotAllowed):
        import_all(hotel, reservation(), by=by)
    assert hotel.counts() == before


def test_a_problem_in_a_past_stay_is_shown_before_anything_else(hotel: Hotel) -> None:
    hotel.book(**PAST, confirmation_number="R900")
    past = hotel.row(select(models.Guest))
    with hotel.inside():
        note = NewNote(NoteKind.COMPLAINED, "The lift was slow.")
        guest_notes.write(past.id, note, by=hotel.actor("lobby"), house=hotel.house, now=hotel.now)
    assert hotel.stay().service_recovery


def test_counts_of_outcomes(hotel: Hotel) -> None:
    rows = import_all(
        hotel, reservation(), reservation(confirmation_number="R2", guest=replace(GUEST, vip_code=None))
    )
    assert arrivals.counts(rows) == {"created": 1, "passed_over": 1}


def test_a_guest_who_is_here_may_be_imported_late(hotel: Hotel) -> None:
    """A VIP known only after coming is planned all the same; what is over is not begun any more."""
    hotel.clock.to(at("2026-11-24 09:00"))
    stay = hotel.stay(status=ReservationStatus.IN_HOUSE)
    assert "line_up" not in hotel.tasks(stay.id)
    assert hotel.task(stay.id, "folio").due_at == at("2026-11-25 10:00")
    assert hotel.now - hotel.stay_row(stay.id).planned_at == timedelta(0)
