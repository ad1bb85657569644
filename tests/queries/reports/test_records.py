"""Wishes honoured, complaints solved, and how soon somebody answered."""

from tests.queries.reports.conftest import Ask
from tests.support.house import Hotel
from tests.support.records import ask as ask_for
from tests.support.records import complain, move, take


def test_wishes(hotel: Hotel, ask: Ask) -> None:
    """One wish in time, one too late, one withdrawn, one open; and a fault of another department."""
    stay = hotel.stay()
    hotel.bring_to(stay.id, "in_house")
    in_time, late, back = (ask_for(hotel, stay.id, text) for text in ("Pillows", "Tea", "A pen"))
    ask_for(hotel, stay.id, "Ice")
    ask_for(hotel, stay.id, "The lamp", kind="fault")
    move(hotel, in_time, "do")
    move(hotel, back, "withdraw", note="Not needed.")
    hotel.clock.forward(hours=3)
    move(hotel, late, "do")
    kinds = {row["kind"]: row for row in ask("wishes")["kinds"]}
    wish = kinds["wish"]
    assert {name: wish[name] for name in ("n", "honoured", "in_time", "open", "withdrawn", "share")} == {
        "n": 4, "honoured": 2, "in_time": 1, "open": 1, "withdrawn": 1, "share": 66.7,
    }  # fmt: skip
    assert kinds["fault"]["open"] == 1
    assert [row["kind"] for row in ask("wishes", department="engineering")["kinds"]] == ["fault"]


def test_complaints(hotel: Hotel, ask: Ask) -> None:
    """Answered after 4 and after 30 minutes, one of them solved; one never answered."""
    stay = hotel.stay()
    hotel.bring_to(stay.id, "in_house")
    quick, slow, _never = (complain(hotel, stay.id, text) for text in ("Cold bath", "Noise", "The lift"))
    hotel.clock.forward(minutes=4)
    take(hotel, quick, "calm")
    hotel.clock.forward(minutes=26)
    take(hotel, slow, "calm")
    for verb in ("own", "resolve"):
        take(hotel, quick, verb)
    found = ask("complaints")
    assert {name: found[name] for name in found if name not in ("first", "last")} == {
        "n": 3, "solved": 1, "open": 2, "withdrawn": 0, "answered": 2, "median": 4, "p90": 30,
    }  # fmt: skip
    assert "Cold bath" not in str(found)
