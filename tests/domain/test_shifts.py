"""When the next shift ends, by the wall clock."""

from datetime import time
from zoneinfo import ZoneInfo

import pytest

from tests.support.builders import ZONE, at
from vipops.domain.shifts import end_of_next_shift

THREE = (time(7), time(15), time(23))


@pytest.mark.parametrize(
    ("now", "starts", "end"),
    [
        ("2026-11-22 14:50", THREE, "2026-11-22 23:00"),
        ("2026-11-22 15:00", THREE, "2026-11-23 07:00"),
        ("2026-11-22 22:59", THREE, "2026-11-23 07:00"),
        ("2026-11-23 02:00", THREE, "2026-11-23 15:00"),
        ("2026-11-22 10:00", (time(8),), "2026-11-24 08:00"),
    ],
)
def test_the_shift_after_this_one(now: str, starts: tuple[time, ...], end: str) -> None:
    assert end_of_next_shift(at(now), starts, ZONE) == at(end)


def test_a_night_of_a_clock_change_is_as_long_as_the_clock_says() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    now = at("2026-10-24 16:00", berlin)
    assert end_of_next_shift(now, THREE, berlin) == at("2026-10-25 07:00", berlin)
    assert (end_of_next_shift(now, THREE, berlin) - now).total_seconds() == 16 * 3600
