"""Gates passed with a reason; a guest's name in it is blotted out."""

import pytest

from tests.queries.reports.conftest import Ask
from tests.support.house import Hotel


def test_passed_and_taken(hotel: Hotel, ask: Ask) -> None:
    stay = hotel.stay()
    hotel.step(stay.id, "prepare")
    hotel.step(stay.id, "ready", reason="The guest is early.")
    found = ask("gates")
    assert {row["verb"]: (row["taken"], row["passed"]) for row in found["steps"]}["ready"] == (1, 1)
    assert [(row["verb"], row["reason"], row["grade"]) for row in found["passed"]] == [
        ("ready", "The guest is early.", "VB")
    ]
    assert "housekeeping" in found["passed"][0]["departments"]
    assert ask("gates", grade="VD")["passed"] == []


@pytest.mark.parametrize(
    "reason",
    [
        "Ms Lindqvist is early.",
        "LINDQVIST stands at the door.",
        "Katharina asked for it",
        "林夫人 Lindqvist, 到",
    ],
)
def test_no_guest_is_named(hotel: Hotel, ask: Ask, reason: str) -> None:
    stay = hotel.stay()
    hotel.step(stay.id, "prepare")
    hotel.step(stay.id, "ready", reason=reason)
    (row,) = ask("gates")["passed"]
    assert "lindqvist" not in row["reason"].lower()
    assert "katharina" not in row["reason"].lower()
    assert "…" in row["reason"]


def test_a_manager_reads_of_the_own_department_s_work_only(hotel: Hotel, ask: Ask) -> None:
    stay = hotel.stay()
    hotel.step(stay.id, "prepare")
    hotel.step(stay.id, "ready", reason="The guest is early.")
    (row,) = ask("gates")["passed"]
    assert ask("gates", by="housekeeping_manager")["passed"] == [row]
    assert "security" not in row["departments"]
    assert ask("gates", by="security_manager")["passed"] == []
