"""Who gives way when two VIPs need one thing at one time, and how."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vipops.domain.collisions import Collision, Hold, Proposal, Resource, collisions, near, taken

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
RESOURCES = {
    resource.code: resource
    for resource in (
        Resource("lift"),
        Resource("car", count=2, turnaround=timedelta(minutes=10)),
        Resource("gm", turnaround=timedelta(minutes=5), instead=("deputy",)),
        Resource("deputy"),
    )
}


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def hold(number: int, rank: int, start: float, end: float, *takes: str, **over: Any) -> Hold:
    """A hold of stay and task ``number``, minutes after nine."""
    usual: dict[str, Any] = {
        "task_id": number,
        "stay_id": number,
        "party": f"stay {number}",
        "rank": rank,
        "takes": takes or ("lift",),
        "starts_at": NINE + minutes(start),
        "ends_at": NINE + minutes(end),
    }
    return Hold(**{**usual, **over})


def told(found: list[Collision]) -> list[tuple[int, int, tuple[str, ...]]]:
    return [(one.first.task_id, one.second.task_id, one.codes) for one in found]


def test_the_lower_grade_gives_way_whoever_was_first() -> None:
    found = collisions([hold(1, 3, 0, 30), hold(2, 1, 20, 40)], RESOURCES)
    assert told(found) == [(2, 1, ("lift",))]
    assert (found[0].starts_at, found[0].ends_at) == (NINE + minutes(20), NINE + minutes(30))


def test_of_two_alike_the_stay_planned_first_keeps_its_time() -> None:
    assert told(collisions([hold(2, 2, 0, 30), hold(1, 2, 10, 40)], RESOURCES)) == [(1, 2, ("lift",))]


def test_one_after_the_other_is_no_collision() -> None:
    assert collisions([hold(1, 1, 0, 30), hold(2, 2, 30, 60)], RESOURCES) == []
    assert collisions([], RESOURCES) == []


def test_between_two_guests_time_is_needed() -> None:
    first, second = hold(1, 1, 0, 30, "gm"), hold(2, 2, 34, 60, "gm")
    (found,) = collisions([first, second], RESOURCES)
    assert found.ends_at == found.starts_at == NINE + minutes(34)
    assert collisions([first, hold(2, 2, 35, 60, "gm")], RESOURCES) == []


def test_as_many_as_there_are() -> None:
    two = [hold(1, 1, 0, 30, "car"), hold(2, 2, 0, 30, "car")]
    assert collisions(two, RESOURCES) == []
    assert told(collisions([*two, hold(3, 3, 5, 20, "car")], RESOURCES)) == [(1, 3, ("car",))]
    # Two at different times leave one of the two cars free all the while.
    apart = [hold(1, 1, 0, 10, "car"), hold(2, 2, 40, 50, "car")]
    assert collisions([*apart, hold(3, 3, 0, 50, "car")], RESOURCES) == []


def test_a_party_and_a_stay_share_what_they_hold() -> None:
    assert collisions([hold(1, 1, 0, 30, party="x"), hold(2, 5, 10, 20, party="x")], RESOURCES) == []
    assert collisions([hold(1, 1, 0, 30), hold(2, 1, 10, 20, stay_id=1, party="stay 1")], RESOURCES) == []


def test_who_travels_with_a_higher_guest_is_served_as_that_guest() -> None:
    party = [hold(1, 1, 0, 30, party="x"), hold(2, 5, 25, 40, party="x")]
    assert told(collisions([*party, hold(3, 3, 30, 50)], RESOURCES)) == [(2, 3, ("lift",))]


def test_nobody_counts_what_is_no_resource() -> None:
    assert collisions([hold(1, 1, 0, 30, "poet"), hold(2, 2, 0, 30, "poet")], RESOURCES) == []


@pytest.mark.parametrize(
    ("second", "proposal"),
    [
        (hold(2, 2, 20, 40), None),
        (hold(2, 2, 20, 40, slack=minutes(9)), None),
        (hold(2, 2, 20, 40, slack=minutes(30)), Proposal(shift=minutes(10))),
        (hold(2, 2, 5, 15, slack=minutes(30)), Proposal(shift=minutes(-15))),
        (hold(2, 2, 5, 15, slack=minutes(30), not_before=NINE), Proposal(shift=minutes(25))),
        (hold(2, 2, 5, 15, "lift|car", slack=minutes(30)), Proposal(instead={"lift|car": "car"})),
    ],
    ids=["bound", "too far", "just after", "just before", "not in the past", "the other does as well"],
)
def test_the_way_out_is_the_least_change(second: Hold, proposal: Proposal | None) -> None:
    (found,) = collisions([hold(1, 1, 0, 30), second], RESOURCES)
    assert found.proposal == proposal


def test_who_cannot_come_later_is_stood_in_for() -> None:
    wanted = [hold(1, 1, 0, 30, "gm"), hold(2, 2, 20, 40, "gm", "car")]
    (found,) = collisions(wanted, RESOURCES)
    assert found.proposal == Proposal(instead={"gm": "deputy"})
    assert taken(wanted[1], found.proposal).takes == ("deputy", "car")
    (alone,) = collisions([*wanted, hold(3, 3, 10, 50, "deputy")], RESOURCES)
    assert alone.proposal is None, "the stand-in is taken, and no lower grade is moved for it"


def test_a_proposal_crowds_nobody_else() -> None:
    wanted = [hold(1, 1, 0, 30), hold(2, 2, 20, 40, slack=minutes(60)), hold(3, 5, 45, 60)]
    (found,) = collisions(wanted, RESOURCES)
    assert found.proposal == Proposal(shift=minutes(-40)), "between 30 and 45 there is no room for 20 minutes"


def test_two_who_give_way_do_not_give_way_to_the_same_place() -> None:
    wanted = [hold(1, 1, 0, 30), *(hold(number, number, 10, 30, slack=minutes(90)) for number in (2, 3))]
    shifts = [one.proposal and one.proposal.shift for one in collisions(wanted, RESOURCES)]
    assert shifts == [minutes(20), minutes(-30)]


CODES = st.sampled_from(["lift", "car", "gm", "deputy", "gm|deputy", "lift|car"])


@st.composite
def a_day(draw: st.DrawFn) -> list[Hold]:
    drawn = draw(
        st.lists(
            st.tuples(
                st.integers(1, 5),
                st.integers(0, 300),
                st.integers(5, 90),
                st.lists(CODES, min_size=1, max_size=3, unique_by=lambda entry: entry.partition("|")[0]),
                st.sampled_from(["", "", "", "north", "south"]),
                st.sampled_from([0, 0, 45, 2000]),
            ),
            max_size=14,
        )
    )
    return [
        hold(
            number,
            rank,
            start,
            start + length,
            *takes,
            party=party or f"stay {number}",
            slack=minutes(slack),
        )
        for number, (rank, start, length, takes, party, slack) in enumerate(drawn, start=1)
    ]


@settings(max_examples=300, deadline=None)
@given(day=a_day())
def test_taking_every_proposal_leaves_only_what_had_none(day: list[Hold]) -> None:
    found = collisions(day, RESOURCES)
    ways = {one.second.task_id: one.proposal for one in found if one.proposal}
    unsolved = {one.second.task_id for one in found if not one.proposal}
    after = [taken(one, ways[one.task_id]) if one.task_id in ways else one for one in day]
    left = collisions([one for one in after if one.task_id not in unsolved], RESOURCES)
    assert left == []


@settings(max_examples=300, deadline=None)
@given(day=a_day())
def test_free_to_move_everybody_finds_a_time(day: list[Hold]) -> None:
    free = [replace(one, slack=timedelta(days=9)) for one in day]
    assert all(one.proposal for one in collisions(free, RESOURCES))


@settings(max_examples=300, deadline=None)
@given(day=a_day(), seed=st.randoms())
def test_only_lower_grades_give_way_and_only_to_what_is_near(day: list[Hold], seed: Any) -> None:
    found = collisions(day, RESOURCES)
    lone = {one.party for one in day if sum(other.party == one.party for other in day) == 1}
    for one in found:
        assert one.first.party != one.second.party
        assert near(one.first, one.second, minutes(10))
        if {one.first.party, one.second.party} <= lone:
            assert (one.first.rank, one.first.stay_id) < (one.second.rank, one.second.stay_id)
        if one.proposal:
            assert abs(one.proposal.shift) <= one.second.slack
    mixed = list(day)
    seed.shuffle(mixed)
    assert told(collisions(mixed, RESOURCES)) == told(found), "the order of asking does not matter"


@settings(max_examples=200, deadline=None)
@given(day=a_day())
def test_as_many_at_once_as_there_are_and_no_more(day: list[Hold]) -> None:
    """The sweep against counting every minute by hand: nobody gives way while there is room for all."""
    crowded = any(
        len({one.party for one in day if code in one.codes and _there(one, minute, code)}) > resource.count
        for code, resource in RESOURCES.items()
        for minute in range(420)
    )
    assert bool(collisions(day, RESOURCES)) == crowded


def _there(one: Hold, minute: int, code: str) -> bool:
    moment = NINE + minutes(minute)
    return one.starts_at <= moment < one.ends_at + RESOURCES[code].turnaround
