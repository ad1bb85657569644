"""Which grade a record earns, and who approves another: the table of the ladder, cell by cell."""

from datetime import date, timedelta

import pytest

from tests.support.house import SHIPPED
from vipops.domain import grading
from vipops.domain.grading import VALID_FOR, Record, Way
from vipops.sop.loader import load

LADDER = load(SHIPPED).grades
TODAY = date(2026, 11, 22)
GM = ("general_manager",)


@pytest.mark.parametrize(
    ("past_stays", "grade"), [(0, None), (4, None), (5, "VD"), (12, "VD"), (13, "VC"), (200, "VC")]
)
def test_stays_earn_a_grade(past_stays: int, grade: str | None) -> None:
    found = grading.earned(LADDER.values(), past_stays)
    assert (found.code if found else None) == grade


@pytest.mark.parametrize(("past_stays", "grade"), [(0, "VD"), (5, "VD"), (13, "VC")])
def test_until_another_is_approved_the_stay_has_the_earned_or_the_lowest(past_stays: int, grade: str) -> None:
    assert grading.start(LADDER, Record(past_stays)).code == grade


@pytest.mark.parametrize(
    ("past_stays", "held", "asked", "way", "posts"),
    [
        (0, "", "VVIP", Way.SPECIAL, GM),
        (0, "", "VD", Way.SPECIAL, GM),
        (4, "", "VD", Way.SPECIAL, GM),
        (5, "", "VD", Way.EARNED, ()),
        (12, "", "VC", Way.SPECIAL, GM),
        (13, "", "VC", Way.EARNED, ()),
        (13, "", "VD", Way.EARNED, ()),
        (13, "", "VB", Way.SPECIAL, GM),
        (1, "VD", "VD", Way.ORDINARY, ("sales_manager", "lobby_manager", *GM)),
        (1, "VC", "VC", Way.ORDINARY, ("sales_director", "front_office_manager", *GM)),
        (1, "VB", "VC", Way.ORDINARY, ("sales_director", "front_office_manager", *GM)),
        (1, "VB", "VB", Way.ORDINARY, ("deputy_general_manager", *GM)),
        (1, "VC", "VB", Way.SPECIAL, GM),
        (1, "VVIP", "VA", Way.ORDINARY, GM),
        (1, "GONE", "VC", Way.SPECIAL, GM),
    ],
)
def test_who_approves(past_stays: int, held: str, asked: str, way: Way, posts: tuple[str, ...]) -> None:
    record = Record(past_stays, {held: TODAY} if held else None)
    found = grading.way(LADDER[asked], LADDER, record, TODAY)
    assert (found, grading.approvers(LADDER[asked], found, GM)) == (way, posts)


def test_a_grade_is_valid_for_two_years() -> None:
    last = Record(1, {"VB": TODAY - VALID_FOR})
    lapsed = Record(1, {"VB": TODAY - VALID_FOR - timedelta(days=1)})
    assert grading.way(LADDER["VB"], LADDER, last, TODAY) == Way.ORDINARY
    assert grading.way(LADDER["VB"], LADDER, lapsed, TODAY) == Way.SPECIAL
