"""A small house whose figures can be counted by hand: one stay of two nights, and what is late in it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.support.house import Hotel
from vipops.enums import Department
from vipops.queries.reports import desk
from vipops.queries.reports.asked import asked

FIRST, LAST = date(2026, 11, 22), date(2026, 11, 25)
Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def ask(hotel: Hotel) -> Ask:
    """``ask(name, by=, first=, last=, grade=, department=)``: the figures of one report."""

    def figures(
        name: str,
        *,
        by: str = "gm",
        first: date = FIRST,
        last: date = LAST,
        grade: str = "",
        department: str = "",
    ) -> dict[str, Any]:
        with hotel.inside():
            actor = hotel.actor(by)
            of = Department(department) if department else None
            what = asked(first, last, grade=grade, department=of, by=actor, house=hotel.house, now=hotel.now)
            return desk.report(name, what, actor)

    return figures
