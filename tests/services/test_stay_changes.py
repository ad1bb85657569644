"""Whatever changes in a stay, in whatever order: done work stays, order is kept, computing twice is once."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.support.builders import at
from tests.support.house import Hotel
from vipops import models
from vipops.domain.gates import holds_open
from vipops.domain.lifecycles import STAY
from vipops.services import grants, plans, stay_edit, stay_times, stays
from vipops.services.grants import GradeAsked, GrantStep
from vipops.services.rehearsals import trying
from vipops.services.stay_edit import StayEdit
from vipops.services.stay_times import NewTimes

SETTLED = ("done", "signed_off")
CHANGES = st.one_of(
    st.tuples(st.just("room"), st.sampled_from(["1801", "1802", "1803"])),
    st.tuples(st.just("grade"), st.sampled_from(["VVIP", "VA", "VB", "VC", "VD"])),
    st.tuples(st.just("arrival"), st.integers(-20, 30)),
    st.tuples(st.just("departure"), st.integers(-20, 60)),
    st.tuples(st.just("children"), st.integers(0, 3)),
    st.tuples(st.just("step"), st.sampled_from(["arrive", "settle", "start_departure", "depart"])),
    st.tuples(st.just("undo"), st.just(0)),
    st.tuples(st.just("tick"), st.integers(0, 40)),
    st.tuples(st.just("later"), st.integers(1, 300)),
)


@pytest.mark.parametrize("hotel_url", ["sqlite"], indirect=True)
def test_any_sequence_of_changes_keeps_the_plan_whole(great_hotel: Hotel) -> None:
    numbers = iter(range(10_000))

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(CHANGES, min_size=1, max_size=8))
    def keeps(changes: list[tuple[str, Any]]) -> None:
        number = next(numbers)
        great_hotel.clock.to(START)
        stay = great_hotel.stay(confirmation_number=f"H{number}", guest__profile_id=f"H{number}")
        for what, value in changes:
            done = settled(great_hotel, stay.id)
            DO[what](great_hotel, stay.id, value)
            # A tick settles one more; nothing else touches what is settled.
            kept = settled(great_hotel, stay.id)
            assert {key: kept.get(key) for key in done} == done, (what, value)
            whole(great_hotel, stay.id)

    keeps()


def whole(hotel: Hotel, stay_id: int) -> None:
    rows = {row.key: row for row in of(hotel, stay_id)}
    for row in rows.values():
        first = [rows[key] for key in row.after if key in rows]
        if row.state in ("open", "in_progress"):
            assert all(is_settled(one) for one in first), f"{row.key} is open before what comes first"
        if row.state == "waiting":
            assert any(not is_settled(one) for one in first), f"{row.key} waits for nothing"
        if row.state in ("open", "waiting"):
            waits = [one for one in first if one.state in ("open", "waiting")]
            assert all(row.due_at >= one.due_at for one in waits), f"{row.key} is due before what comes first"
    with hotel.inside(), trying(hotel.actor("lobby"), hotel.now, dry_run=True) as tell:
        stay = stays.find(tell, stay_id)
        again = plans.lay(tell, hotel.house, stay)
        moved = {part: again[part] for part in ("moved", "added", "dropped")}
        assert moved == {"moved": [], "added": [], "dropped": []}, "computing twice changes nothing"


def test_work_waits_again_when_another_grade_puts_something_before_it(great_hotel: Hotel) -> None:
    """A signed letter gives way to a card, which has to be signed first."""
    stay = great_hotel.stay()
    great_hotel.bring_letter_to(stay.id, "signed")
    assert great_hotel.task(stay.id, "letter_placed").state == "open"
    grade(great_hotel, stay.id, "VD")
    assert great_hotel.task(stay.id, "letter_placed").state == "waiting"
    assert great_hotel.task(stay.id, "card_signed").state == "waiting"
    whole(great_hotel, stay.id)


def of(hotel: Hotel, stay_id: int) -> list[Any]:
    return hotel.rows(select(models.Task).where(models.Task.stay_id == stay_id))


def settled(hotel: Hotel, stay_id: int) -> dict[str, Any]:
    return {row.key: row for row in of(hotel, stay_id) if row.state in SETTLED}


def is_settled(row: Any) -> bool:
    return holds_open(row.state, row.second_signature)


def room(hotel: Hotel, stay_id: int, value: str) -> None:
    edit(hotel, stay_id, StayEdit(room=value))


def children(hotel: Hotel, stay_id: int, value: int) -> None:
    edit(hotel, stay_id, StayEdit(children=value))


def edit(hotel: Hotel, stay_id: int, new: StayEdit) -> None:
    if hotel.stay_row(stay_id).state == "departed":
        return
    with hotel.inside():
        stay_edit.change(stay_id, new, seen=None, by=hotel.actor("lobby"), house=hotel.house, now=hotel.now)


def grade(hotel: Hotel, stay_id: int, value: str) -> None:
    row = hotel.stay_row(stay_id)
    if row.state == "departed" or row.grade == value:
        return
    with hotel.inside():
        asked = GradeAsked(stay_id, value, "for the test")
        answer = grants.ask(asked, by=hotel.actor("lobby"), house=hotel.house, now=hotel.now)
        if answer["grant"]:
            step = GrantStep(answer["grant"]["id"], "approve")
            grants.decide(step, by=hotel.actor("gm"), house=hotel.house, now=hotel.now)


def times(end: str) -> Any:
    def change(hotel: Hotel, stay_id: int, hours: int) -> None:
        row = hotel.stay_row(stay_id)
        at = getattr(row, f"{end}_at") + timedelta(hours=hours)
        inside = row.state in ("arrived", "in_house", "departing")
        over = row.state == "departed" or (end == "arrival" and inside)
        if over or not (row.arrival_at < at if end == "departure" else at < row.departure_at):
            return
        with hotel.inside():
            stay_times.change(
                stay_id,
                NewTimes(**{f"{end}_at": at}),
                by=hotel.actor("lobby"),
                house=hotel.house,
                now=hotel.now,
            )

    return change


def step(hotel: Hotel, stay_id: int, verb: str) -> None:
    row = hotel.stay_row(stay_id)
    if verb in STAY.verbs(row.state, came_from=row.came_from):
        hotel.step(stay_id, verb, reason="for the test")


def tick(hotel: Hotel, stay_id: int, place: int) -> None:
    plain = [
        row
        for row in of(hotel, stay_id)
        if row.state == "open" and not row.proof and not row.points and not row.letter and not row.fires
    ]
    if plain:
        hotel.change(plain[place % len(plain)], "tick")


def later(hotel: Hotel, _stay_id: int, minutes: int) -> None:
    hotel.clock.forward(minutes=minutes)


START = at("2026-11-22 10:00")
DO = {
    "room": room,
    "grade": grade,
    "arrival": times("arrival"),
    "departure": times("departure"),
    "children": children,
    "step": step,
    "undo": lambda hotel, stay_id, _value: step(hotel, stay_id, "undo"),
    "tick": tick,
    "later": later,
}


def test_arrived_tapped_too_early_is_undone_with_all_of_its_plan(great_hotel: Hotel) -> None:
    stay = great_hotel.stay()
    before = {row.key: (row.state, row.due_at) for row in of(great_hotel, stay.id)}
    great_hotel.step(stay.id, "arrive", reason="for the test")
    assert {row.key: (row.state, row.due_at) for row in of(great_hotel, stay.id)} != before
    great_hotel.step(stay.id, "undo")
    after = {row.key: (row.state, row.due_at) for row in of(great_hotel, stay.id)}
    assert {key: value for key, value in after.items() if key in before} == before
    assert {state for key, (state, _due) in after.items() if key not in before} <= {"cancelled"}
    assert great_hotel.kinds().count("stay_step_undone") == 1, "and the undo is on record"


def test_departed_tapped_too_early_brings_back_what_was_taken_out(great_hotel: Hotel) -> None:
    stay = great_hotel.stay()
    great_hotel.bring_to(stay.id, "departing")
    before = {row.key: row.state for row in of(great_hotel, stay.id)}
    great_hotel.step(stay.id, "depart", reason="for the test")
    assert {row.state for row in of(great_hotel, stay.id) if row.stage == "in_house"} == {"cancelled"}
    great_hotel.step(stay.id, "undo")
    assert {row.key: row.state for row in of(great_hotel, stay.id)} == before
