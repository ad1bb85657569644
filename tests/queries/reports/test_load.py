"""Work by the hour of the day, on the hotel's clocks."""

from collections import Counter
from datetime import date

import pytest

from tests.queries.reports.conftest import Ask
from tests.support.builders import ZONE, at
from tests.support.house import Hotel


def test_every_task_in_its_hour(hotel: Hotel, ask: Ask) -> None:
    stay = hotel.stay()
    hotel.clock.to(at("2026-11-23 09:59"))
    hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
    figures = ask("load")
    assert figures["days"] == 4
    rows = [row for row in hotel.rows_of("tasks") if row.state != "cancelled"]
    for found in figures["departments"]:
        mine = [row for row in rows if row.department == found["department"]]
        due = Counter(row.due_at.astimezone(ZONE).hour for row in mine)
        assert found["due"] == [due[hour] for hour in range(24)]
        assert sum(found["done"]) == sum(row.done_at is not None for row in mine)
    housekeeping = next(row for row in figures["departments"] if row["department"] == "housekeeping")
    # Turndown at six and fruit at eight in the evening, on two days.
    assert (housekeeping["due"][18], housekeeping["due"][20], housekeeping["done"][9]) == (2, 2, 1)


@pytest.mark.parametrize(("zone", "hour"), [("Asia/Kathmandu", 15), ("Europe/Berlin", 10)])
def test_zones_of_other_quarters(hotel: Hotel, ask: Ask, zone: str, hour: int) -> None:
    """Six in the evening in Shanghai is 10:00 UTC."""
    hotel.stay()
    hotel.sql("UPDATE tasks SET state = state")
    hotel.sql("UPDATE properties SET zone = :zone", zone=zone)
    hotel.__dict__.pop("house", None)
    figures = ask("load", first=date(2026, 11, 20), last=date(2026, 11, 30), department="housekeeping")
    expected = hour + 1 if zone == "Europe/Berlin" else hour
    assert figures["departments"][0]["due"][expected] == 2
