"""The roll-call of a line-up (items A1 and D7), and who is responsible for what (item H1)."""

from typing import Any

import pytest

from tests.support.house import Hotel
from vipops.enums import Department
from vipops.errors import BadInput, NotAllowed, NotFound, Overtaken, Refusal, WrongMoment
from vipops.services import assignments
from vipops.services.assignments import Assignment, Before, PutBack

HOUSEKEEPING = Department.HOUSEKEEPING


def stand(hotel: Hotel, stay_id: int, post: str, verb: str = "in_position", *, by: str = "lobby") -> Any:
    return hotel.change(hotel.task(stay_id, "line_up"), verb, by=by, post=post)


def test_each_post_is_marked_and_unmarked(great_hotel: Hotel) -> None:
    stay = great_hotel.stay(guest__vip_code="5")
    roll = stand(great_hotel, stay.id, "lobby_manager")["roll"]
    assert [(one["post"], one["by"]) for one in roll] == [("lobby_manager", great_hotel.actor("lobby").id)]
    again = stand(great_hotel, stay.id, "lobby_manager")["roll"]
    assert len(again) == 1, "a second tap is no second person"
    assert stand(great_hotel, stay.id, "lobby_manager", "out_of_position")["roll"] == []
    assert great_hotel.task(stay.id, "line_up").state == "open"


def test_a_line_up_with_posts_missing_needs_a_word(great_hotel: Hotel) -> None:
    stay = great_hotel.stay(guest__vip_code="5")
    stand(great_hotel, stay.id, "lobby_manager")
    with pytest.raises(BadInput) as refusal:
        great_hotel.tick(stay.id, "line_up")
    assert [one["where"] for one in refusal.value.facts["errors"]] == ["proof.roll"]
    shown = great_hotel.tick(stay.id, "line_up", proof={"roll": "Two are at the other door."})
    assert shown["reason"] == "Two are at the other door."
    assert great_hotel.task(stay.id, "line_up").answers == {"roll": "Two are at the other door."}


def test_a_full_line_up_is_ticked_with_one_tap(great_hotel: Hotel) -> None:
    stay = great_hotel.stay(guest__vip_code="5")
    for post in great_hotel.task(stay.id, "line_up").people:
        stand(great_hotel, stay.id, post)
    assert great_hotel.tick(stay.id, "line_up")["state"] == "done"


def test_of_two_posts_one_is_enough(great_hotel: Hotel) -> None:
    stay = great_hotel.stay(guest__vip_code="3")
    task = great_hotel.task(stay.id, "farewell_line_up")
    assert task.people == ["general_manager|deputy_general_manager", "lobby_manager"]
    assert "General manager or Deputy general manager" in task.detail["en"]
    for post in ("deputy_general_manager", "lobby_manager"):
        great_hotel.change(great_hotel.task(stay.id, "farewell_line_up"), "in_position", post=post)
    assert great_hotel.tick(stay.id, "farewell_line_up")["state"] == "done"


@pytest.mark.parametrize(
    ("template", "post", "by", "refusal"),
    [
        ("line_up", "chef", "lobby", BadInput),
        ("line_up", "", "lobby", BadInput),
        ("greet_and_escort", "lobby_manager", "lobby", WrongMoment),
        ("line_up", "lobby_manager", "security_manager", NotAllowed),
    ],
)
def test_roll_call_refused(
    great_hotel: Hotel, template: str, post: str, by: str, refusal: type[Refusal]
) -> None:
    stay = great_hotel.stay(guest__vip_code="5")
    before = great_hotel.counts()
    with pytest.raises(refusal):
        great_hotel.change(great_hotel.task(stay.id, template), "in_position", by=by, post=post)
    assert great_hotel.counts() == before


def give(hotel: Hotel, stay_id: int, username: str = "housekeeping_attendant", **asked: Any) -> list[Any]:
    by = asked.pop("by", "housekeeping_manager")
    person = hotel.actor(username).id if isinstance(username, str) else username
    assert person is not None
    wanted = Assignment(stay_id, asked.pop("department", HOUSEKEEPING), person, **asked)
    with hotel.inside():
        found: list[Any] = assignments.assign(wanted, by=hotel.actor(by), now=hotel.now)["tasks"]
    return found


def test_the_meeting_is_over_when_every_task_has_somebody(great_hotel: Hotel) -> None:
    stay = great_hotel.stay()
    with pytest.raises(BadInput) as refusal:
        great_hotel.tick(stay.id, "housekeeping_meeting", by="housekeeping_manager")
    (error,) = refusal.value.facts["errors"]
    assert error["where"] == "proof.responsible"
    assert "Clean room 1806" in {one["title"]["en"] for one in error["tasks"]}
    given = give(great_hotel, stay.id)
    assert {one["task_id"] for one in error["tasks"]} <= {one["id"] for one in given}
    great_hotel.tick(stay.id, "housekeeping_meeting", by="housekeeping_manager")
    assert great_hotel.task(stay.id, "housekeeping_meeting").state == "done"


def test_what_somebody_has_is_left_unless_all_is_asked(great_hotel: Hotel) -> None:
    stay = great_hotel.stay()
    second = great_hotel.actor("housekeeping_attendant_2").id
    great_hotel.change(great_hotel.task(stay.id, "room_cleaned"), "assign", assignee=second)
    give(great_hotel, stay.id)
    assert great_hotel.task(stay.id, "room_cleaned").assignee_id == second
    assert give(great_hotel, stay.id) == []
    assert [one["key"] for one in give(great_hotel, stay.id, only_unassigned=False)] == ["room_cleaned:1806"]


def take_back(
    hotel: Hotel, stay_id: int, before: list[Before], by: str = "housekeeping_manager"
) -> list[Any]:
    asked = PutBack(stay_id, HOUSEKEEPING, before)
    with hotel.inside():
        found: list[Any] = assignments.put_back(asked, by=hotel.actor(by), now=hotel.now)["tasks"]
    return found


def test_given_by_mistake_each_task_is_whose_it_was(great_hotel: Hotel) -> None:
    stay = great_hotel.stay()
    second = great_hotel.actor("housekeeping_attendant_2").id
    great_hotel.change(great_hotel.task(stay.id, "room_cleaned"), "assign", assignee=second)
    whose = {row.id: row.assignee_id for row in great_hotel.rows_of("tasks")}
    given = give(great_hotel, stay.id, only_unassigned=False)
    assert len(given) > 5
    back = take_back(
        great_hotel, stay.id, [Before(one["id"], one["version"], whose[one["id"]]) for one in given]
    )
    assert {row["id"]: row["assignee"] for row in back} == {one["id"]: whose[one["id"]] for one in given}
    assert {row.id: row.assignee_id for row in great_hotel.rows_of("tasks")} == whose


def test_taken_back_is_all_or_nothing(great_hotel: Hotel) -> None:
    stay, other = great_hotel.stay(), great_hotel.stay(confirmation_number="R2", guest__profile_id="P2")
    given = give(great_hotel, stay.id)
    before = [Before(one["id"], one["version"], None) for one in given]
    nobody = [*before[1:-1], Before(given[-1]["id"], given[-1]["version"], 99999)]
    lost = great_hotel.task(other.id, "room_cleaned")
    great_hotel.change(great_hotel.task(stay.id, "room_cleaned"), "claim", by="housekeeping_attendant_2")
    counts = great_hotel.counts()
    refused: list[tuple[list[Before], type[Refusal]]] = [
        (before, Overtaken),
        (nobody, Refusal),
        ([*before[:1], Before(lost.id, lost.version, None)], BadInput),
        ([Before(99999, 1, None)], NotFound),
    ]
    for asked, refusal in refused:
        with pytest.raises(refusal):
            take_back(great_hotel, stay.id, asked)
    with pytest.raises(NotAllowed):
        take_back(great_hotel, stay.id, before, by="security_manager")
    assert great_hotel.counts() == counts


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"by": "security_manager"}, NotAllowed),
        ({"by": "housekeeping_attendant"}, NotAllowed),
        ({"username": 999}, BadInput),
        ({"stay_id": 99}, NotFound),
    ],
)
def test_giving_refused(great_hotel: Hotel, asked: dict[str, Any], refusal: type[Refusal]) -> None:
    stay = great_hotel.stay()
    before = great_hotel.counts()
    with pytest.raises(refusal):
        give(great_hotel, **{"stay_id": stay.id, **asked})
    assert great_hotel.counts() == before
