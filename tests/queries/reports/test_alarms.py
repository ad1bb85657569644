"""Who was alarmed, and how soon somebody took it."""

from tests.queries.reports.conftest import Ask
from tests.support.house import Hotel
from vipops.services import alarms


def test_taken_after_seven_minutes(hotel: Hotel, ask: Ask) -> None:
    stay = hotel.stay()
    hotel.clock.to(hotel.task(stay.id, "room_made").due_at)
    with hotel.inside():
        while alarms.raise_next(hotel.house, hotel.now):
            pass
    spoken = [row for row in hotel.rows_of("alarms") if row.spoken_by_id is None]
    mine = next(row for row in spoken if row.department == "housekeeping" and row.over_at is None)
    hotel.clock.forward(minutes=7)
    with hotel.inside():
        alarms.take(mine.id, by=hotel.actor("housekeeping_supervisor"), now=hotel.now)
    rungs = {(row["to"], row["level"]): row for row in ask("alarms", department="housekeeping")["rungs"]}
    taken = rungs[mine.to, mine.level]
    assert (taken["taken"], taken["median"], taken["p90"]) == (1, 7, 7)
    assert sum(row["n"] for row in ask("alarms")["rungs"]) == len(spoken)
    for row in rungs.values():
        assert row["n"] == row["taken"] + row["settled"] + row["standing"]


def test_quiet(hotel: Hotel, ask: Ask) -> None:
    hotel.stay()
    assert ask("alarms")["rungs"] == []
