"""The verbs of a task."""

from tests.support.house import Hotel


def test_a_tick_is_done_and_told(hotel: Hotel) -> None:
    stay = hotel.stay()
    before = hotel.seq
    answer = hotel.tick(stay.id, "briefing", by="front_office_attendant")
    assert answer["state"] == "done"
    assert answer["version"] == 2
    assert hotel.kinds(before) == ["task_ticked"]
