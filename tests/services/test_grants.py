"""Grades asked for and granted: another person decides, and the plan follows the decision."""

from typing import Any

import pytest

from tests.support.house import SETTINGS, Hotel
from tests.support.shipped import been_here
from vipops.errors import BadInput, NotAllowed, NotFound, Overtaken, Refusal, WrongMoment
from vipops.services import grants, properties
from vipops.services.grants import GradeAsked, GrantStep


def ask(hotel: Hotel, stay_id: int, grade: str, *, by: str = "lobby", dry: bool = False, **more: Any) -> Any:
    asked = GradeAsked(stay_id, grade, **{"reason": "Chairman of the owner.", **more})
    with hotel.inside():
        return grants.ask(asked, by=hotel.actor(by), house=hotel.house, now=hotel.now, dry_run=dry)


def decide(hotel: Hotel, grant_id: int, verb: str, *, by: str = "gm", dry: bool = False, **more: Any) -> Any:
    step = GrantStep(grant_id, verb, **more)
    with hotel.inside():
        return grants.decide(step, by=hotel.actor(by), house=hotel.house, now=hotel.now, dry_run=dry)


def post(hotel: Hotel, username: str, post: str) -> None:
    hotel.sql("UPDATE staff SET post = :post WHERE username = :username", post=post, username=username)


def people(hotel: Hotel, stay_id: int) -> list[str]:
    found: list[str] = hotel.task(stay_id, "line_up").people
    return found


def test_a_grade_that_is_not_earned_waits_and_the_plan_with_it(great_hotel: Hotel) -> None:
    stay = great_hotel.stay(guest__vip_code="4")
    before = great_hotel.tasks(stay.id)
    answer = ask(great_hotel, stay.id, "VVIP")
    assert (answer["way"], answer["approvers"]) == ("special", ["general_manager"])
    assert great_hotel.stay_row(stay.id).grade == "VC"
    assert great_hotel.tasks(stay.id) == before
    assert "Flowers ready at the door" in {one["title"]["en"] for one in answer["added"]}


def test_approved_by_another_the_stay_has_the_grade_and_its_plan(great_hotel: Hotel) -> None:
    stay = great_hotel.stay(guest__vip_code="4")
    kept = ask(great_hotel, stay.id, "VVIP")["grant"]
    seen = decide(great_hotel, kept["id"], "approve", dry=True)
    assert great_hotel.stay_row(stay.id).grade == "VC", "a look changes nothing"
    done = decide(great_hotel, kept["id"], "approve", note="He is the owner.")
    assert {one["key"] for one in done["added"]} == {one["key"] for one in seen["added"]}
    assert great_hotel.stay_row(stay.id).grade == "VVIP"
    assert "general_manager" in people(great_hotel, stay.id)
    assert great_hotel.task(stay.id, "flowers_at_door").state == "open"
    row = great_hotel.rows_of("grants")[0]
    assert (row.state, row.reason, row.note) == ("approved", "Chairman of the owner.", "He is the owner.")
    assert row.decided_by_id == great_hotel.actor("gm").id


def test_done_work_stays_when_the_grade_changes(great_hotel: Hotel) -> None:
    stay = great_hotel.stay(guest__vip_code="4")
    great_hotel.tick(stay.id, "concierge_briefing")
    done = great_hotel.task(stay.id, "concierge_briefing")
    decide(great_hotel, ask(great_hotel, stay.id, "VA")["grant"]["id"], "approve")
    assert great_hotel.task(stay.id, "concierge_briefing") == done


def test_an_earned_grade_and_a_lower_one_need_nobody(great_hotel: Hotel) -> None:
    stay = great_hotel.stay(guest__vip_code="5")
    been_here(great_hotel, stay.guest_id, 13)
    assert ask(great_hotel, stay.id, "VC", reason="")["grant"] is None
    assert great_hotel.stay_row(stay.id).grade == "VC"
    assert ask(great_hotel, stay.id, "VD", reason="")["way"] == "earned"
    assert great_hotel.stay_row(stay.id).grade == "VD"
    assert great_hotel.rows_of("grants") == []


def test_a_grade_held_lately_goes_the_ordinary_way(great_hotel: Hotel) -> None:
    """The ladder's posts approve a renewal; a special grant is not theirs."""
    stay = great_hotel.stay(guest__vip_code="5")
    been_here(great_hotel, stay.guest_id, 1, grade="VC")
    renewed = ask(great_hotel, stay.id, "VC")
    assert renewed["approvers"] == ["sales_director", "front_office_manager", "general_manager"]
    decide(great_hotel, renewed["grant"]["id"], "approve", by="sales")
    assert great_hotel.stay_row(stay.id).grade == "VC"
    special = ask(great_hotel, stay.id, "VB")["grant"]
    post(great_hotel, "sales", "deputy_general_manager")
    with pytest.raises(NotAllowed):
        decide(great_hotel, special["id"], "approve", by="sales")


def test_refused_and_withdrawn_with_a_word(great_hotel: Hotel) -> None:
    stay = great_hotel.stay(guest__vip_code="4")
    first = ask(great_hotel, stay.id, "VVIP")["grant"]
    assert decide(great_hotel, first["id"], "refuse", note="Not this time.")["grant"]["state"] == "refused"
    second = ask(great_hotel, stay.id, "VA")["grant"]
    answer = decide(great_hotel, second["id"], "withdraw", by="lobby", note="He cancelled the dinner.")
    assert answer["grant"]["state"] == "withdrawn"
    assert great_hotel.stay_row(stay.id).grade == "VC"


def test_nobody_decides_what_they_asked_for(great_hotel: Hotel) -> None:
    post(great_hotel, "lobby", "general_manager")
    stay = great_hotel.stay(guest__vip_code="4")
    kept = ask(great_hotel, stay.id, "VVIP", by="lobby")["grant"]
    with pytest.raises(NotAllowed, match="second person"):
        decide(great_hotel, kept["id"], "approve", by="lobby")
    post(great_hotel, "lobby", "lobby_manager")
    with pytest.raises(WrongMoment, match="let a colleague ask"):
        ask(great_hotel, great_hotel.stay(confirmation_number="R2", guest__vip_code="4").id, "VA", by="gm")


def test_a_full_grade_is_refused_with_who_holds_it(
    great_hotel: Hotel, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = great_hotel.stay(guest__vip_code="2", room="1801")
    stay = great_hotel.stay(confirmation_number="R2", guest__profile_id="P2", guest__vip_code="4")
    kept = ask(great_hotel, stay.id, "VA")["grant"]
    grade = great_hotel.house.procedure.grades["VA"]
    monkeypatch.setitem(grade.__dict__, "cap", 1)
    for refused in (
        lambda: decide(great_hotel, kept["id"], "approve"),
        lambda: ask(
            great_hotel,
            great_hotel.stay(confirmation_number="R3", guest__profile_id="P3", guest__vip_code="4").id,
            "VA",
        ),
    ):
        with pytest.raises(BadInput) as refusal:
            refused()
        assert [one["stay_id"] for one in refusal.value.facts["held_by"]] == [holder.id]


def test_an_imported_grade_counts_as_granted_unless_the_hotel_approves_it(great_hotel: Hotel) -> None:
    assert great_hotel.stay(guest__vip_code="1").grade == "VVIP"
    with great_hotel.inside():
        properties.set_up(
            great_hotel.house.code, SETTINGS.model_copy(update={"approve_imported_grades": True})
        )
    del great_hotel.__dict__["house"]
    stay = great_hotel.stay(confirmation_number="R2", guest__profile_id="P2", guest__vip_code="1")
    (row,) = great_hotel.rows_of("grants")
    assert (stay.grade, row.grade, row.asked_by_id) == ("VD", "VVIP", None)
    assert (
        great_hotel.book(confirmation_number="R2", guest__profile_id="P2", guest__vip_code="1").outcome
        == "unchanged"
    )
    decide(great_hotel, row.id, "approve")
    assert great_hotel.stay_row(stay.id).grade == "VVIP"


def test_a_stay_that_ends_takes_its_question_along(great_hotel: Hotel) -> None:
    stay = great_hotel.stay(guest__vip_code="4")
    ask(great_hotel, stay.id, "VVIP")
    great_hotel.step(stay.id, "cancel")
    assert great_hotel.rows_of("grants")[0].state == "withdrawn"


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"by": "housekeeping_manager"}, NotAllowed),
        ({"by": "front_office_attendant"}, NotAllowed),
        ({"by": "admin"}, NotAllowed),
        ({"grade": "VC"}, BadInput),
        ({"grade": "VX"}, BadInput),
        ({"reason": " "}, BadInput),
        ({"seen": 9}, Overtaken),
        ({"stay_id": 999}, NotFound),
    ],
)
def test_asking_refused(great_hotel: Hotel, asked: dict[str, Any], refusal: type[Refusal]) -> None:
    stay = great_hotel.stay(guest__vip_code="4")
    before = great_hotel.counts()
    with pytest.raises(refusal):
        ask(great_hotel, **{"stay_id": stay.id, "grade": "VVIP", **asked})
    assert great_hotel.counts() == before


@pytest.mark.parametrize(
    ("step", "refusal"),
    [
        ({"by": "lobby_late"}, NotAllowed),
        ({"by": "sales"}, NotAllowed),
        ({"verb": "refuse"}, BadInput),
        ({"verb": "withdraw", "by": "lobby"}, BadInput),
        ({"verb": "withdraw", "by": "security_manager", "note": "x"}, NotAllowed),
        ({"seen": 9}, Overtaken),
        ({"grant_id": 99}, NotFound),
        ({"verb": "hand_on"}, WrongMoment),
    ],
)
def test_deciding_refused(great_hotel: Hotel, step: dict[str, Any], refusal: type[Refusal]) -> None:
    stay = great_hotel.stay(guest__vip_code="4")
    kept = ask(great_hotel, stay.id, "VVIP")["grant"]
    before = great_hotel.counts()
    with pytest.raises(refusal):
        decide(great_hotel, **{"grant_id": kept["id"], "verb": "approve", **step})
    assert great_hotel.counts() == before


def test_one_question_at_a_time_and_none_twice(great_hotel: Hotel) -> None:
    stay = great_hotel.stay(guest__vip_code="4")
    kept = ask(great_hotel, stay.id, "VVIP")["grant"]
    with pytest.raises(WrongMoment, match="asked for already"):
        ask(great_hotel, stay.id, "VA")
    decide(great_hotel, kept["id"], "approve")
    with pytest.raises(WrongMoment):
        decide(great_hotel, kept["id"], "refuse", note="Too late.")
