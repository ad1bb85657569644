"""How long before the guest came the room was ready."""

from tests.queries.reports.conftest import Ask
from tests.support.house import Hotel


def test_ready_before_after_and_never(hotel: Hotel, ask: Ask) -> None:
    """One room ready 90 minutes before its guest, one guest came first, one has not come."""
    early = hotel.stay()
    first = hotel.stay(confirmation_number="R1002", guest__profile_id="P2", room="1807")
    hotel.stay(confirmation_number="R1003", guest__profile_id="P3", room="1808")
    hotel.bring_to(early.id, "ready")
    hotel.clock.forward(minutes=90)
    hotel.step(early.id, "arrive", reason="for the test")
    hotel.step(first.id, "arrive", reason="for the test")
    found = ask("readiness")
    assert (found["n"], found["ready"], found["not_ready"], found["share"]) == (2, 1, 1, 50.0)
    assert found["median"] == 90
    assert {row["minutes"]: row["n"] for row in found["bands"]} == {240: 0, 120: 0, 60: 1, 30: 0, 0: 0}


def test_the_last_word_counts(hotel: Hotel, ask: Ask) -> None:
    """Ready, taken back, and ready again a quarter before the guest came."""
    stay = hotel.stay()
    hotel.bring_to(stay.id, "ready")
    hotel.clock.forward(hours=5)
    hotel.step(stay.id, "undo")
    hotel.step(stay.id, "ready", reason="for the test")
    hotel.clock.forward(minutes=15)
    hotel.step(stay.id, "arrive", reason="for the test")
    assert ask("readiness")["median"] == 15


def test_nobody_came(hotel: Hotel, ask: Ask) -> None:
    hotel.stay()
    found = ask("readiness")
    assert (found["n"], found["share"], found["median"]) == (0, None, None)
