"""Letters signed before the hour by which they had to be."""

from datetime import timedelta

from tests.queries.reports.conftest import Ask
from tests.support.house import Hotel


def test_in_time_late_and_not_at_all(hotel: Hotel, ask: Ask) -> None:
    in_time = hotel.stay()
    late = hotel.stay(confirmation_number="R1002", guest__profile_id="P2", room="1807")
    hotel.stay(confirmation_number="R1003", guest__profile_id="P3", room="1808")
    void = hotel.stay(confirmation_number="R1004", guest__profile_id="P4", room="1809")
    hotel.bring_letter_to(in_time.id, "signed")
    hotel.bring_letter_to(late.id, "checked")
    hotel.bring_letter_to(void.id, "void")
    before = ask("letters")
    assert (before["in_time"], before["ahead"], before["share"]) == (1, 2, 100.0)
    hotel.clock.to(hotel.letter(late.id).sign_by + timedelta(minutes=1))
    letter = hotel.letter(late.id)
    hotel.change_letter(letter, "sign", **hotel.letter_needs(letter)["sign"])
    found = ask("letters")
    assert {name: found[name] for name in ("n", "in_time", "late", "unsigned", "ahead", "void", "share")} == {
        "n": 3, "in_time": 1, "late": 1, "unsigned": 1, "ahead": 0, "void": 1, "share": 33.3,
    }  # fmt: skip
