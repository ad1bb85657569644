"""The ladder of escalation: who is told next, and when."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vipops.domain.escalation import Ladder, Rung, Told, ahead, fallen, ladder_for
from vipops.enums import AlarmLevel as L
from vipops.enums import AlarmTo as T

DUE = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def m(minutes: int) -> timedelta:
    return timedelta(minutes=minutes)


LADDER = Ladder(
    (
        Rung(L.SOON, m(-30), T.ASSIGNEE),
        Rung(L.DUE, m(-5), T.ASSIGNEE),
        Rung(L.OVERDUE, m(0), T.SUPERVISOR),
        Rung(L.ESCALATED, m(10), T.MANAGER),
        Rung(L.ESCALATED, m(30), T.LOBBY_MANAGER),
    ),
    grace=m(15),
)


def minutes(told: Told | None = None) -> list[int]:
    """When the rungs ahead fall due, in minutes from the due time."""
    return [round((rung.at - DUE) / m(1)) for rung in ahead(LADDER, DUE, told)]


def test_the_whole_ladder_hangs_on_the_due_time() -> None:
    assert minutes() == [-30, -5, 0, 10, 30]


@pytest.mark.parametrize(
    ("told", "left"),
    [
        (Told(1, DUE - m(30)), [-5, 0, 10, 30]),
        (Told(3, DUE), [10, 30]),
        (Told(5, DUE + m(30)), []),
        (Told(7, DUE), []),
        # Taken early: the grace ends before the next rung, which nothing moves.
        (Told(1, DUE - m(30), taken_at=DUE - m(29)), [-5, 0, 10, 30]),
        # Taken late: the next rung comes after the grace, the others keep their distance from it.
        (Told(3, DUE, taken_at=DUE + m(2)), [17, 37]),
        # That rung was told after the grace, and nobody took it: the ladder goes on from there.
        (Told(4, DUE + m(17)), [37]),
        (Told(4, DUE + m(17), taken_at=DUE + m(20)), [37]),
        (Told(4, DUE + m(17), taken_at=DUE + m(30)), [45]),
    ],
)
def test_what_is_ahead_after_an_alarm(told: Told, left: list[int]) -> None:
    assert minutes(told) == left


@pytest.mark.parametrize(
    ("after", "reached", "next_in"),
    [
        (-31, [], -30),
        (-30, [1], -5),
        (-1, [1, 2], 0),
        (0, [1, 2, 3], 10),
        (60, [1, 2, 3, 4, 5], None),
    ],
)
def test_what_has_fallen_due(after: int, reached: list[int], next_in: int | None) -> None:
    rungs, next_at = fallen(LADDER, DUE, None, DUE + m(after))
    assert [rung.number for rung in rungs] == reached
    assert next_at == (None if next_in is None else DUE + m(next_in))


@given(
    st.integers(0, 4),
    st.integers(-60, 200),
    st.integers(-60, 200) | st.none(),
    st.integers(-100, 300),
)
def test_rungs_never_come_earlier_than_they_stand_nor_out_of_order(
    rung: int, at: int, taken: int | None, now: int
) -> None:
    told = Told(rung, DUE + m(at), None if taken is None else DUE + m(taken)) if rung else None
    times = ahead(LADDER, DUE, told)
    assert [one.number for one in times] == list(range(rung + 1, 6))
    assert all(one.at >= DUE + one.rung.after for one in times)
    assert sorted(one.at for one in times) == [one.at for one in times]
    if told and told.taken_at:
        assert all(one.at >= told.taken_at + LADDER.grace for one in times)
    reached, next_at = fallen(LADDER, DUE, told, DUE + m(now))
    assert all(one.at <= DUE + m(now) for one in reached)
    assert next_at is None or next_at > DUE + m(now)


def test_the_first_ladder_that_fits_counts() -> None:
    top = Ladder(LADDER.rungs, m(1), "housekeeping", frozenset({1, 2}))
    rooms = Ladder(LADDER.rungs, m(2), "housekeeping")
    ladders = (top, rooms, LADDER)
    assert ladder_for(ladders, "housekeeping", 2) is top
    assert ladder_for(ladders, "housekeeping", 3) is rooms
    assert ladder_for(ladders, "security", 1) is LADDER
