"""A file looked at before: the same code says what would happen, and nothing has happened."""

from dataclasses import replace
from typing import Any

import pytest

from tests.support.builders import at, read_result, reservation
from tests.support.house import Hotel
from vipops.errors import NotAllowed
from vipops.integrations.pms.reservation import Reservation, ReservationStatus
from vipops.services import arrival_basis, arrivals
from vipops.services.arrivals import Outcome

GONE = reservation(
    confirmation_number="H1", guest__profile_id="P8", arrival_on=at("2026-03-01 12:00").date(),
    departure_on=at("2026-03-02 12:00").date(), arrival_at=None, departure_at=None, arrival_transport=None,
)  # fmt: skip


def run(hotel: Hotel, *booked: Reservation, by: str = "lobby", **asked: Any) -> list[Outcome]:
    with hotel.inside():
        return arrivals.import_all(
            read_result(*booked), by=hotel.actor(by), house=hotel.house, now=hotel.now, **asked
        )


def look(hotel: Hotel, *booked: Reservation, **asked: Any) -> list[Outcome]:
    return run(hotel, *booked, dry_run=True, **asked)


def file_of(hotel: Hotel) -> tuple[Reservation, ...]:
    """One booking for each outcome, after some of them are known."""
    hotel.stay()
    hotel.stay(confirmation_number="R2", guest__profile_id="P2", room="1802")
    hotel.stay(confirmation_number="R3", guest__profile_id="P3", room="1803")
    return (
        reservation(),
        reservation(
            confirmation_number="R2", guest__profile_id="P2", room="1809", arrival_at=at("2026-11-23 20:00")
        ),
        reservation(
            confirmation_number="R3", guest__profile_id="P3", room="1803", status=ReservationStatus.CANCELLED
        ),
        reservation(confirmation_number="N1", guest__profile_id="P4", room="1804"),
        reservation(confirmation_number="N2", guest__profile_id="P5", guest__vip_code="Q9"),
        GONE,
    )


def test_a_look_leaves_nothing_behind_and_says_what_the_import_then_does(hotel: Hotel) -> None:
    booked = file_of(hotel)
    before, seq = hotel.counts(), hotel.seq
    looked = look(hotel, *booked)
    assert [row.outcome for row in looked] == [
        "unchanged",
        "changed",
        "cancelled",
        "created",
        "held",
        "history",
    ]
    assert (hotel.counts(), hotel.seq) == (before, seq)
    done = run(hotel, *booked)
    # A new stay has its number only once it is there.
    assert [replace(row, stay_id=None) for row in done] == [replace(row, stay_id=None) for row in looked]
    assert {row.outcome for row in look(hotel, *booked)} <= {"unchanged", "held"}


def test_field_by_field_and_which_tasks_move(hotel: Hotel) -> None:
    changed = look(hotel, *file_of(hotel))[1]
    fields = {one["field"]: (one["before"], one["after"]) for one in changed.fields}
    assert fields["room"] == ("1802", "1809")
    assert fields["arrival_at"] == ("2026-11-23T07:00:00+00:00", "2026-11-23T12:00:00+00:00")
    assert set(fields) == {"room", "arrival_at"}
    assert changed.moved
    assert all(one["from"] != one["to"] for one in changed.moved)
    # Another room has tasks of its own, and the old room's are taken back.
    assert changed.added
    assert changed.dropped


def test_a_cancelled_stay_says_what_is_taken_back(hotel: Hotel) -> None:
    booked = file_of(hotel)
    stay = hotel.stay_row(3)
    cancelled = look(hotel, *booked)[2]
    open_tasks = [task for task in hotel.tasks(stay.id).values() if task.state in ("waiting", "open")]
    assert len(cancelled.dropped) >= len(open_tasks) > 0
    assert cancelled.stay_id == stay.id


def test_a_new_stay_says_what_it_is(hotel: Hotel) -> None:
    created = look(hotel, *file_of(hotel))[3]
    assert created.stay_id is None
    assert created.added > 5
    assert {one["field"]: one["after"] for one in created.fields}["room"] == "1804"


def test_a_signed_letter_that_would_become_void_is_told(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.bring_letter_to(stay.id, "signed")
    (changed,) = look(hotel, reservation(guest__surname="Berg"))
    assert changed.effects["letter_voided"] == 1
    assert hotel.letter(stay.id).state == "signed"


def test_the_basis_is_another_once_the_house_is(hotel: Hotel) -> None:
    booked = file_of(hotel)

    def basis() -> str:
        with hotel.inside():
            return arrival_basis.standing(read_result(*booked), by=hotel.actor("lobby"), house=hotel.house)[0]

    first = basis()
    assert basis() == first
    hotel.stay(confirmation_number="ELSE", guest__profile_id="P9", room="1811")
    assert basis() == first
    hotel.step(2, "prepare")
    assert basis() != first


def test_a_stay_that_changed_since_is_refused_and_the_others_go_in(hotel: Hotel) -> None:
    booked = file_of(hotel)
    with hotel.inside():
        _, seen = arrival_basis.standing(read_result(*booked), by=hotel.actor("lobby"), house=hotel.house)
    hotel.step(2, "prepare")
    with hotel.inside():
        rows = list(
            arrivals.import_each(
                read_result(*booked), by=hotel.actor("lobby"), house=hotel.house, now=hotel.now, seen=seen
            )
        )
    assert [row.outcome for row in rows] == [
        "unchanged",
        "refused",
        "cancelled",
        "created",
        "held",
        "history",
    ]
    assert "since the preview" in rows[1].reason
    assert hotel.stay_row(2).room == "1802"


@pytest.mark.parametrize("by", ["housekeeping_manager", "front_office_attendant", "admin"])
def test_who_may_not_look(hotel: Hotel, by: str) -> None:
    with pytest.raises(NotAllowed):
        look(hotel, reservation(), by=by)
    with pytest.raises(NotAllowed), hotel.inside():
        arrival_basis.standing(read_result(), by=hotel.actor(by), house=hotel.house)
