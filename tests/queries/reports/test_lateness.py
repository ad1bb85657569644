"""Which work is late, how late, and what the record says held it up."""

from datetime import timedelta

import pytest

from tests.queries.reports.conftest import Ask
from tests.support.house import Hotel


def test_the_middle_and_the_far_end(hotel: Hotel, ask: Ask) -> None:
    """Two turndowns, 10 and 30 minutes late; the fruit is left out."""
    hotel.stay()
    turndowns, fruit = (
        sorted((row for row in hotel.rows_of("tasks") if row.template == name), key=lambda row: row.due_at)
        for name in ("turndown", "fruit_report")
    )
    for task, minutes in zip(turndowns, (10, 30), strict=True):
        hotel.clock.to(task.due_at + timedelta(minutes=minutes))
        hotel.change(task, "tick", by="housekeeping_attendant")
        hotel.change(fruit.pop(0), "skip", by="housekeeping_supervisor", reason="Out.")
    rows = {row["template"]: row for row in ask("lateness", department="housekeeping")["tasks"]}
    late = rows["turndown"]
    assert (late["due"], late["late"], late["share"], late["median"], late["p90"]) == (2, 2, 100.0, 10, 30)
    assert late["title"] == {"zh": "夜床", "en": "Turndown"}
    assert "fruit_report" not in rows
    # The room was never made: open, and nobody knows yet how late it will be.
    assert (rows["room_made"]["open_late"], rows["room_made"]["median"]) == (1, None)


@pytest.mark.parametrize(("signed", "waited"), [(-1, 0), (1, 1)])
def test_what_waited_for_another_department(hotel: Hotel, ask: Ask, signed: int, waited: int) -> None:
    """The fruit waits for the room: late either way, but only in one case because of housekeeping."""
    stay = hotel.stay()
    due_at = hotel.task(stay.id, "fruit").due_at
    hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
    hotel.clock.to(due_at + timedelta(minutes=signed))
    hotel.change(hotel.task(stay.id, "room_made"), "sign_off", by="housekeeping_supervisor")
    hotel.clock.to(due_at + timedelta(minutes=12))
    hotel.tick(stay.id, "fruit", by="food_beverage_manager")
    (row,) = [row for row in ask("lateness")["tasks"] if row["template"] == "fruit"]
    assert (row["late"], row["median"], row["waited"]) == (1, 12, waited)


def test_what_waits_still(hotel: Hotel, ask: Ask) -> None:
    stay = hotel.stay()
    hotel.clock.to(hotel.task(stay.id, "fruit").due_at)
    (row,) = [row for row in ask("lateness")["tasks"] if row["template"] == "fruit"]
    assert (row["open_late"], row["late"], row["waited"]) == (1, 0, 1)


def test_what_failed_its_inspection(hotel: Hotel, ask: Ask) -> None:
    stay = hotel.stay()
    task = hotel.task(stay.id, "room_made")
    hotel.clock.to(task.due_at + timedelta(minutes=5))
    hotel.sql(
        "INSERT INTO requests (property_id, stay_id, kind, state, version, department, text, due_at,"
        " recorded_at, recorded_by_id, task_id, point, steps)"
        " SELECT property_id, stay_id, 'fault', 'recorded', 1, 'engineering', 'x', due_at,"
        " due_at, 1, id, 'p', '[]' FROM tasks WHERE id = :task",
        task=task.id,
    )
    rows = {row["template"]: row for row in ask("lateness", department="housekeeping")["tasks"]}
    assert (rows["room_made"]["faults"], rows["room_made"]["waited"]) == (1, 0)


def test_titles_say_nothing_of_a_stay(hotel: Hotel, ask: Ask) -> None:
    hotel.stay()
    hotel.clock.forward(days=4)
    text = str(ask("lateness"))
    assert "Lindqvist" not in text
    assert "{" not in str([row["title"] for row in ask("lateness")["tasks"]]).replace("{'zh'", "")
