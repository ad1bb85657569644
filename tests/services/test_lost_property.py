"""What was left behind is followed to its return, also after the guest has gone (item D3)."""

from typing import Any

import pytest

from tests.support.builders import at
from tests.support.house import Hotel
from vipops.errors import BadInput, NotAllowed, NotFound, Overtaken, Refusal, WrongMoment
from vipops.services import lost_property, stay_closing
from vipops.services.lost_property import Found, LostPropertyAsked


def find(hotel: Hotel, stay_id: int, *, by: str = "housekeeping_attendant", **said: Any) -> Any:
    found = Found(stay_id, **{"what": "A silver pen", **said})
    with hotel.inside():
        answer = lost_property.record(found, by=hotel.actor(by), house=hotel.house, now=hotel.now)
    return answer["lost_property"]


def step(
    hotel: Hotel, verb: str, *, by: str = "lobby", seen: int | None = None, number: int = 1, **said: Any
) -> Any:
    version = seen or next((row.version for row in hotel.rows_of("lost_property") if row.id == number), 1)
    asked = LostPropertyAsked(number, verb, version, said)
    with hotel.inside():
        answer = lost_property.change(asked, by=hotel.actor(by), house=hotel.house, now=hotel.now)
    return answer["lost_property"]


def leaving(hotel: Hotel) -> Any:
    """A stay whose guest is at the desk on the morning of departure."""
    stay = hotel.stay()
    hotel.clock.to(at("2026-11-23 15:00"))
    hotel.bring_to(stay.id, "in_house")
    hotel.clock.to(at("2026-11-25 11:30"))
    hotel.step(stay.id, "start_departure")
    return stay


def states(hotel: Hotel, stay_id: int) -> list[str]:
    plan = hotel.tasks(stay_id)
    return [plan[name].state for name in ("lost_item_stored", "lost_item_told", "lost_item_returned")]


def test_found_in_the_room_check_opens_its_record_and_its_tasks(great_hotel: Hotel) -> None:
    stay = leaving(great_hotel)
    with pytest.raises(BadInput) as refusal:
        great_hotel.tick(stay.id, "departure_room_check", proof={"left_behind": "found"})
    assert [one["where"] for one in refusal.value.facts["errors"]] == ["proof.what"]
    great_hotel.tick(stay.id, "departure_room_check", proof={"left_behind": "found", "what": "A blue scarf"})
    (row,) = great_hotel.rows_of("lost_property")
    assert (row.what, row.where_found, row.state) == ("A blue scarf", "1806", "found")
    assert states(great_hotel, stay.id) == ["open", "waiting", "waiting"]


def test_ticked_again_it_opens_no_second_one(great_hotel: Hotel) -> None:
    stay = leaving(great_hotel)
    proof = {"left_behind": "found", "what": "A blue scarf"}
    great_hotel.tick(stay.id, "departure_room_check", proof=proof)
    great_hotel.change(great_hotel.task(stay.id, "departure_room_check"), "reopen")
    great_hotel.tick(stay.id, "departure_room_check", proof=proof)
    assert len(great_hotel.rows_of("lost_property")) == 1


def test_nothing_found_opens_nothing(great_hotel: Hotel) -> None:
    stay = leaving(great_hotel)
    great_hotel.tick(stay.id, "departure_room_check", proof={"left_behind": "nothing_found"})
    assert great_hotel.rows_of("lost_property") == []


def test_tasks_and_record_go_together(great_hotel: Hotel) -> None:
    stay = leaving(great_hotel)
    find(great_hotel, stay.id)
    great_hotel.tick(stay.id, "lost_item_stored", proof={"stored_where": "Safe 3"})
    assert great_hotel.rows_of("lost_property")[0].stored_where == "Safe 3"
    assert step(great_hotel, "tell_guest", note="She sends a driver.")["state"] == "guest_told"
    assert states(great_hotel, stay.id) == ["done", "done", "open"]
    great_hotel.tick(stay.id, "lost_item_returned", proof={"handed": "Her driver, Mr Li"})
    (row,) = great_hotel.rows_of("lost_property")
    assert (row.state, row.steps[-1]["note"]) == ("returned", "Her driver, Mr Li")
    great_hotel.change(great_hotel.task(stay.id, "lost_item_returned"), "reopen")
    assert great_hotel.rows_of("lost_property")[0].state == "guest_told"


def test_given_up_takes_its_tasks_back_and_reopened_brings_them(great_hotel: Hotel) -> None:
    stay = leaving(great_hotel)
    find(great_hotel, stay.id)
    step(great_hotel, "store", stored_where="Safe 3")
    step(great_hotel, "give_up", note="Nobody answers.")
    assert states(great_hotel, stay.id) == ["done", "cancelled", "cancelled"]
    step(great_hotel, "reopen", note="He wrote.")
    assert states(great_hotel, stay.id) == ["done", "open", "waiting"]


def test_the_stay_stays_on_the_board_until_it_is_returned_a_week_at_most(great_hotel: Hotel) -> None:
    stay = leaving(great_hotel)
    find(great_hotel, stay.id)
    great_hotel.step(stay.id, "depart", reason="for the test")
    assert states(great_hotel, stay.id) == ["open", "waiting", "waiting"]

    def closes(day: str) -> bool:
        great_hotel.clock.to(at(day))
        with great_hotel.inside():
            return stay_closing.close_next(great_hotel.house, great_hotel.now)

    assert not closes("2026-11-26 05:00")
    assert not closes("2026-12-02 05:00")
    assert closes("2026-12-03 05:00")


def test_returned_it_lets_the_stay_go(great_hotel: Hotel) -> None:
    stay = leaving(great_hotel)
    find(great_hotel, stay.id)
    great_hotel.step(stay.id, "depart", reason="for the test")
    step(great_hotel, "give_back", note="At the door.")
    great_hotel.clock.to(at("2026-11-26 05:00"))
    with great_hotel.inside():
        assert stay_closing.close_next(great_hotel.house, great_hotel.now)


def test_found_after_the_stay_left_the_board_brings_it_back(great_hotel: Hotel) -> None:
    stay = leaving(great_hotel)
    great_hotel.step(stay.id, "depart", reason="for the test")
    great_hotel.clock.to(at("2026-11-26 05:00"))
    with great_hotel.inside():
        assert stay_closing.close_next(great_hotel.house, great_hotel.now)
    find(great_hotel, stay.id)
    assert not great_hotel.stay_row(stay.id).closed
    open_now = {
        row.template for row in great_hotel.tasks(stay.id).values() if row.state in ("open", "waiting")
    }
    assert {"lost_item_stored"} <= open_now
    assert "turndown" not in open_now, "nothing else of the stay begins again"


@pytest.mark.parametrize(
    ("verb", "asked", "refusal"),
    [
        ("store", {}, BadInput),
        ("give_back", {}, BadInput),
        ("give_up", {"note": "x"}, WrongMoment),
        ("store", {"stored_where": "Safe", "by": "concierge_manager"}, NotAllowed),
        ("store", {"stored_where": "Safe", "by": "housekeeping_attendant"}, NotAllowed),
        ("store", {"stored_where": "Safe", "seen": 9}, Overtaken),
        ("store", {"stored_where": "Safe", "number": 9}, NotFound),
    ],
)
def test_refused(great_hotel: Hotel, verb: str, asked: dict[str, Any], refusal: type[Refusal]) -> None:
    find(great_hotel, great_hotel.stay().id)
    before = great_hotel.counts()
    with pytest.raises(refusal):
        step(great_hotel, verb, **asked)
    assert great_hotel.counts() == before


@pytest.mark.parametrize(("said", "refusal"), [({"what": " "}, BadInput), ({"by": "admin"}, NotAllowed)])
def test_finding_refused(great_hotel: Hotel, said: dict[str, Any], refusal: type[Refusal]) -> None:
    stay = great_hotel.stay()
    with pytest.raises(refusal):
        find(great_hotel, stay.id, **said)
