"""Who reads which report, of whom, and that the database finds a period without reading everything."""

from datetime import date

import pytest
from sqlalchemy import text

from tests.queries.reports.conftest import FIRST, LAST, Ask
from tests.support.house import Hotel
from vipops.errors import BadInput, NotAllowed, NotFound
from vipops.queries.reports import desk
from vipops.storage import reading

EVERY = ["on_time", "lateness", "load", "readiness", "gates", "alarms", "complaints", "wishes", "letters"]


def offered(hotel: Hotel, by: str) -> tuple[list[str], list[str]]:
    with hotel.inside():
        found = desk.desk(hotel.actor(by), hotel.house, hotel.now)
    return found["reports"], [one["code"] for one in found["departments"]]


def test_the_house_s_leaders_read_everything(hotel: Hotel) -> None:
    reports, departments = offered(hotel, "gm")
    assert (reports, len(departments)) == (EVERY, len(hotel.house.procedure.departments))
    assert offered(hotel, "lobby") == offered(hotel, "sales") == (reports, departments)


def test_a_manager_reads_the_own_department(hotel: Hotel, ask: Ask) -> None:
    hotel.stay()
    reports, departments = offered(hotel, "housekeeping_manager")
    assert set(EVERY) - set(reports) == {"complaints", "letters"}
    assert departments == ["housekeeping"]
    mine = ask("on_time", by="housekeeping_manager")
    assert mine == ask("on_time", department="housekeeping")
    assert [row["department"] for row in mine["departments"]] == ["housekeeping"]
    with pytest.raises(NotAllowed):
        ask("on_time", by="housekeeping_manager", department="security")
    with pytest.raises(NotAllowed):
        ask("complaints", by="housekeeping_manager")


@pytest.mark.parametrize("by", ["housekeeping_supervisor", "front_office_attendant", "admin", "photographer"])
def test_who_may_not(hotel: Hotel, ask: Ask, by: str) -> None:
    with pytest.raises(NotAllowed):
        ask("on_time", by=by)
    with pytest.raises(NotAllowed):
        offered(hotel, by)


def test_refused(ask: Ask) -> None:
    with pytest.raises(NotFound):
        ask("weather")
    with pytest.raises(BadInput):
        ask("load", first=LAST, last=FIRST)
    with pytest.raises(BadInput):
        ask("load", first=date(2025, 1, 1), last=LAST)
    with pytest.raises(BadInput):
        ask("load", grade="VX")


def test_an_empty_house(ask: Ask) -> None:
    for name in EVERY:
        assert ask(name)["first"] == FIRST.isoformat()


TASKS = """
SELECT count(*) FROM tasks
WHERE property_id = 1 AND due_at >= '2026-11-01' AND due_at < '2026-11-02' AND state <> 'cancelled'
"""
STEPS = """
SELECT body FROM events
WHERE property_id = 1 AND kind IN ('stay_ready', 'stay_arrived') AND audience = ''
  AND at >= '2026-11-01' AND at < '2026-11-02'
"""


@pytest.mark.parametrize(
    ("index", "statement"), [("ix_tasks_property_id_due_at", TASKS), ("ix_events_of_house", STEPS)]
)
def test_a_period_is_found_by_an_index(hotel: Hotel, index: str, statement: str) -> None:
    explain = "EXPLAIN QUERY PLAN " if hotel.url.startswith("sqlite") else "EXPLAIN "
    with hotel.inside(), reading() as connection:
        if explain == "EXPLAIN ":
            # An empty table is read as a whole: the question is whether the index could serve.
            connection.execute(text("SET enable_seqscan = off"))
        plan = " ".join(str(row) for row in connection.execute(text(explain + statement)))
    assert index in plan
