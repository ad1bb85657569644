"""The share of work done on time: counted by hand, and against the board's own rows."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from tests.queries.reports.conftest import Ask
from tests.support.folding import snapshot
from tests.support.house import Hotel
from vipops.enums import UNFINISHED


def of(figures: dict[str, Any], department: str) -> dict[str, Any]:
    return next(row for row in figures["departments"] if row["department"] == department)


def test_one_in_time_one_late_one_open(hotel: Hotel, ask: Ask) -> None:
    """Housekeeping: the room in time, one turndown late, and by then one fruit report still open."""
    stay = hotel.stay()
    hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
    hotel.clock.to(hotel.task(stay.id, "turndown").due_at + timedelta(minutes=20))
    hotel.tick(stay.id, "turndown", by="housekeeping_attendant")
    hotel.clock.to(hotel.task(stay.id, "fruit_report").due_at)
    found = of(ask("on_time"), "housekeeping")
    counts = {name: found[name] for name in ("on_time", "late", "open_late", "skipped")}
    assert counts == {"on_time": 1, "late": 1, "open_late": 1, "skipped": 0}
    assert found["share"] == 33.3
    assert found["before"] is None
    assert found["due"] == sum(counts.values()) + found["ahead"]


def test_exactly_at_the_hour_is_in_time_and_skipped_work_counts_for_nothing(hotel: Hotel, ask: Ask) -> None:
    stay = hotel.stay()
    hotel.clock.to(hotel.task(stay.id, "room_made").due_at)
    hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
    hotel.change(hotel.task(stay.id, "turndown"), "skip", by="housekeeping_supervisor", reason="Out.")
    found = of(ask("on_time"), "housekeeping")
    assert (found["on_time"], found["late"], found["skipped"], found["share"]) == (1, 0, 1, 100.0)


def test_beside_the_period_before(hotel: Hotel, ask: Ask) -> None:
    """Turndown on the 23rd in time, on the 24th late: 0 % after 100 %."""
    stay = hotel.stay()
    first, second = sorted(
        (row for row in hotel.rows_of("tasks") if row.template == "turndown"), key=lambda row: row.due_at
    )
    hotel.change(first, "tick", by="housekeeping_attendant")
    hotel.clock.to(second.due_at + timedelta(minutes=1))
    hotel.change(second, "tick", by="housekeeping_attendant")
    hotel.change(hotel.task(stay.id, "room_made"), "skip", by="housekeeping_supervisor", reason="Done.")
    for row in hotel.rows_of("tasks"):
        if row.template == "fruit_report":
            hotel.change(row, "skip", by="housekeeping_supervisor", reason="Out.")
    day = date(2026, 11, 24)
    found = of(ask("on_time", first=day, last=day), "housekeeping")
    assert (found["share"], found["before"]) == (0.0, 100.0)


def test_the_hotel_day_ends_when_it_turns(hotel: Hotel, ask: Ask) -> None:
    """Work due at two in the morning of the 24th is the night's of the 23rd."""
    hotel.stay()
    hotel.sql(
        "UPDATE tasks SET due_at = :at WHERE template = 'room_made'", at=_stored(hotel, "2026-11-23T18:00")
    )
    before = ask("on_time", first=date(2026, 11, 23), last=date(2026, 11, 23), department="housekeeping")
    after = ask("on_time", first=date(2026, 11, 24), last=date(2026, 11, 24), department="housekeeping")
    assert (before["total"]["due"], after["total"]["due"]) == (3, 2)


def _stored(hotel: Hotel, text: str) -> str:
    return f"{text}:00.000000Z" if hotel.url.startswith("sqlite") else f"{text}:00+00:00"


@pytest.mark.parametrize("hours", [0, 20, 33, 60, 96])
def test_the_sums_are_the_board_s(hotel: Hotel, ask: Ask, hours: int) -> None:
    """Whatever the clock says: late here is late on the board, and nothing falls between the columns."""
    stay = hotel.stay()
    hotel.stay(confirmation_number="R1002", guest__profile_id="P2", guest__vip_code="4", room="1807")
    for template in ("briefing", "turndown"):
        hotel.tick(stay.id, template)
    hotel.clock.forward(hours=hours)
    rows = [task for task in snapshot(hotel, "gm")["tasks"] if task["state"] != "cancelled"]
    now = hotel.now.isoformat()[:19]
    late = Counter(
        task["department"] for task in rows if task["state"] in UNFINISHED and task["due_at"] <= now
    )
    figures = ask("on_time", first=date(2026, 11, 1), last=date(2026, 12, 31))
    assert {row["department"]: row["open_late"] for row in figures["departments"] if row["open_late"]} == late
    assert {row["department"]: row["due"] for row in figures["departments"]} == Counter(
        task["department"] for task in rows
    )
    for row in [*figures["departments"], figures["total"]]:
        parts = ("on_time", "late", "open_late", "skipped", "ahead")
        assert row["due"] == sum(row[name] for name in parts)
    assert figures["total"]["due"] == len(rows)


def test_one_grade_and_one_department(hotel: Hotel, ask: Ask) -> None:
    hotel.stay()
    hotel.stay(confirmation_number="R1002", guest__profile_id="P2", guest__vip_code="4", room="1807")
    every, one = ask("on_time"), ask("on_time", grade="VC")
    assert 0 < one["total"]["due"] < every["total"]["due"]
    assert [row["department"] for row in ask("on_time", department="security")["departments"]] in (
        [],
        ["security"],
    )
    assert ask("on_time", department="housekeeping")["total"]["due"] == of(every, "housekeeping")["due"]
