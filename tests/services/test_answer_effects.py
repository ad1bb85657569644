"""What a finished task's answers tell the tasks that waited for it (item IH2)."""

from tests.support.house import Hotel


def told(hotel: Hotel, stay_id: int) -> str:
    return str(hotel.task(stay_id, "fruit_refilled").detail["en"])


def test_the_fruit_report_reaches_room_service_and_goes_with_its_tick(hotel: Hotel) -> None:
    stay = hotel.stay()
    assert told(hotel, stay.id) == "none"
    said = {"refill": "Two plums", "liked": "Plums"}
    hotel.tick(stay.id, "fruit_report", by="housekeeping_attendant", proof=said)
    assert told(hotel, stay.id) == "To refill: Two plums, Liked: Plums"
    assert hotel.task(stay.id, "fruit_refilled").state == "open"
    hotel.change(hotel.task(stay.id, "fruit_report"), "reopen", by="housekeeping_attendant")
    assert told(hotel, stay.id) == "none"
    assert hotel.task(stay.id, "fruit_refilled").state == "waiting"


def test_an_answer_that_nobody_waits_for_lays_no_plan(hotel: Hotel) -> None:
    stay = hotel.stay()
    seq = hotel.seq
    hotel.tick(stay.id, "air", by="engineering_attendant", proof={"degrees": "22"})
    assert "plan_moved" not in hotel.kinds(seq)
