"""What answers and failed points begin: wake-up calls, requests, a complaint, faults."""

from typing import Any

import pytest

from tests.support.builders import at
from tests.support.house import Hotel
from tests.support.records import disagreements, move, request_row, tasks_of
from vipops.errors import BadInput
from vipops.integrations.pms.reservation import Wish, WishSource

GOOD = {point: {"passed": True} for point in ("F7a", "F7b", "F7c")}


class TestInspection:
    @pytest.fixture
    def stay_id(self, hotel: Hotel) -> int:
        stay = hotel.stay()
        hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
        hotel.change(hotel.task(stay.id, "room_made"), "sign_off", by="housekeeping_supervisor")
        return int(stay.id)

    def inspect(self, hotel: Hotel, stay_id: int, **failed: str) -> None:
        points = {point: {"passed": False, "note": note} for point, note in failed.items()}
        hotel.tick(stay_id, "inspection", points=GOOD | points)

    def test_a_failed_point_is_mended_by_its_department_and_holds_the_gate(
        self, hotel: Hotel, stay_id: int
    ) -> None:
        self.inspect(hotel, stay_id, F7b="Desk lamp dark.", F7c="Roses limp.")
        lamp, roses = hotel.rows_of("requests")
        assert (lamp.kind, lamp.department, lamp.point, lamp.text) == (
            "fault", "engineering", "F7b", "Desk lamp dark. (F7b)",
        )  # fmt: skip
        assert (roses.department, roses.point) == ("food_beverage", "F7c")
        assert lamp.task_id == hotel.task(stay_id, "inspection").id
        task = tasks_of(hotel, lamp)["do"]
        assert (task.gate, task.state, task.department) == ("ready", "open", "engineering")
        assert tasks_of(hotel, roses)["do"].department == "food_beverage"

    def test_the_same_point_again_makes_no_second_one_while_the_first_is_open(
        self, hotel: Hotel, stay_id: int
    ) -> None:
        self.inspect(hotel, stay_id, F7b="Desk lamp dark.")
        hotel.change(hotel.task(stay_id, "inspection"), "reopen")
        self.inspect(hotel, stay_id, F7b="Still dark.", F7a="Scratched.")
        assert [row.point for row in hotel.rows_of("requests")] == ["F7b", "F7a"]

    def test_mended_and_failed_again_is_a_new_one(self, hotel: Hotel, stay_id: int) -> None:
        self.inspect(hotel, stay_id, F7b="Desk lamp dark.")
        before = hotel.seq
        hotel.tick(stay_id, "fault", by="engineering_attendant")
        hotel.change(hotel.task(stay_id, "fault"), "sign_off", by="engineering_supervisor")
        assert "request_done" in hotel.kinds(before)
        hotel.change(hotel.task(stay_id, "inspection"), "reopen")
        self.inspect(hotel, stay_id, F7b="Dark again.")
        assert [row.state for row in hotel.rows_of("requests")] == ["done", "recorded"]
        assert disagreements(hotel) == []

    def test_a_passed_inspection_begins_nothing(self, hotel: Hotel, stay_id: int) -> None:
        self.inspect(hotel, stay_id)
        assert hotel.rows_of("requests") == []


class TestCourtesyCall:
    @pytest.fixture
    def stay_id(self, hotel: Hotel) -> int:
        stay = hotel.stay(wishes=(Wish("flowers", WishSource.COMMENT, ("flowers",)),))
        hotel.bring_to(stay.id, "in_house")
        return int(stay.id)

    def call(self, hotel: Hotel, stay_id: int, **proof: Any) -> dict[str, Any]:
        return hotel.tick(stay_id, "courtesy_call", proof=proof)

    def test_the_answers_become_tasks_of_their_departments(self, hotel: Hotel, stay_id: int) -> None:
        self.call(
            hotel, stay_id, answer="requests", wake_up="2026-11-25T06:30:00+08:00",
            luggage="2026-11-25T10:45:00+08:00", other="Foam pillow", whose="housekeeping",
            complaint="The gym was shut.",
        )  # fmt: skip
        luggage, pillow = hotel.rows_of("requests")
        assert (luggage.department, luggage.due_at, luggage.text) == (
            "concierge", at("2026-11-25 10:45"), "行李 / Luggage",
        )  # fmt: skip
        assert (pillow.department, pillow.text, pillow.kind) == ("housekeeping", "Foam pillow", "wish")
        assert [call.at for call in hotel.rows_of("wake_ups")] == [at("2026-11-25 06:30")]
        (complaint,) = hotel.rows_of("complaints")
        assert complaint.text == "The gym was shut."
        assert hotel.task(stay_id, "calmed").state == "open"
        assert "complaint" not in hotel.task(stay_id, "courtesy_call").answers
        assert {row.task_id for row in (luggage, pillow, complaint)} == {
            hotel.task(stay_id, "courtesy_call").id
        }

    def test_no_requests_thanked(self, hotel: Hotel, stay_id: int) -> None:
        """IF4: nothing begins."""
        assert self.call(hotel, stay_id, answer="none")["state"] == "done"
        assert hotel.rows_of("requests") == hotel.rows_of("complaints") == hotel.rows_of("wake_ups") == []

    def test_every_request_is_acknowledged_before_all_are_handed_on(self, hotel: Hotel, stay_id: int) -> None:
        """IF3: proved by the house itself."""
        self.call(hotel, stay_id, answer="requests", other="Foam pillow", whose="housekeeping")
        with pytest.raises(BadInput) as refused:
            hotel.tick(stay_id, "handed_on")
        assert [error["where"] for error in refused.value.facts["errors"]] == ["proof.acknowledged"]
        (row,) = hotel.rows_of("requests")
        hotel.change(tasks_of(hotel, row)["do"], "claim", by="housekeeping_attendant")
        assert hotel.tick(stay_id, "handed_on")["state"] == "done"

    def test_ticked_again_asks_for_nothing_twice(self, hotel: Hotel, stay_id: int) -> None:
        answers = {
            "answer": "requests", "wake_up": "2026-11-25T06:30:00+08:00", "other": "Foam pillow",
            "whose": "housekeeping", "complaint": "The gym was shut.",
        }  # fmt: skip
        self.call(hotel, stay_id, **answers)
        hotel.change(hotel.task(stay_id, "courtesy_call"), "reopen")
        self.call(hotel, stay_id, **answers)
        counts = hotel.counts()
        assert (counts["requests"], counts["complaints"], counts["wake_ups"]) == (1, 1, 1)

    @pytest.mark.parametrize(
        ("proof", "where"),
        [
            ({"answer": "requests"}, ["proof.answer"]),
            ({"answer": "requests", "complaint": "Loud."}, ["proof.answer"]),
            ({"answer": "complaint", "other": "Tea", "whose": "housekeeping"}, ["proof.answer"]),
            ({"answer": "none", "other": "Tea", "whose": "housekeeping"}, ["proof.other"]),
            ({"answer": "requests", "other": "Tea"}, ["proof.whose"]),
            ({"answer": "requests", "wake_up": "2026-11-30T06:30:00+08:00"}, ["proof.wake_up"]),
            ({"answer": "requests", "luggage": "2026-11-20T06:30:00+08:00"}, ["proof.luggage"]),
            ({"answer": "requests", "wake_up": "early"}, ["proof.wake_up"]),
        ],
    )
    def test_half_an_answer_is_refused_whole(
        self, hotel: Hotel, stay_id: int, proof: dict[str, Any], where: list[str]
    ) -> None:
        before = hotel.counts()
        with pytest.raises(BadInput) as refused:
            self.call(hotel, stay_id, **proof)
        assert [error["where"] for error in refused.value.facts["errors"]] == where
        assert hotel.counts() == before


def test_a_request_done_from_the_call_is_called_back(hotel: Hotel) -> None:
    stay = hotel.stay(wishes=(Wish("flowers", WishSource.COMMENT, ("flowers",)),))
    hotel.bring_to(stay.id, "in_house")
    hotel.tick(
        stay.id,
        "courtesy_call",
        proof={"answer": "requests", "other": "Foam pillow", "whose": "housekeeping"},
    )
    (row,) = hotel.rows_of("requests")
    move(hotel, row, "do", by="housekeeping_attendant")
    hotel.tick(stay.id, "called_back")
    assert request_row(hotel, row.id).state == "called_back"
