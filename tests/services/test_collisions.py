"""Two VIPs who need one thing at one time: found when a plan is laid or moves, told, settled, over."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Row, select

from tests.services.test_grants import ask, decide
from tests.support.builders import at
from tests.support.collisions import guest, retime, settle, standing
from tests.support.house import Hotel
from vipops import models
from vipops.errors import BadInput, NotAllowed, NotFound, Overtaken, Refusal, WrongMoment
from vipops.services import answers, collision_watch, collisions, stay_edit
from vipops.services.collisions import CollisionAsked
from vipops.services.stay_edit import StayEdit


def told(hotel: Hotel) -> set[tuple[str, str, int, int]]:
    """(thing, template of the task that gives way, stay that keeps its time, stay that gives way)"""
    templates: dict[int, str] = {row.id: row.template for row in hotel.rows(select(models.Task))}
    return {
        (row.resources[0]["code"], templates[row.second_task_id], row.first_stay_id, row.second_stay_id)
        for row in standing(hotel)
    }


def one_of(hotel: Hotel, template: str) -> Row[Any]:
    """The standing collision in which this task gives way."""
    tasks = {row.id for row in hotel.rows(select(models.Task)) if row.template == template}
    (row,) = [row for row in standing(hotel) if row.second_task_id in tasks]
    return row


@pytest.fixture
def two(hotel: Hotel) -> tuple[Row[Any], Row[Any]]:
    """A VA, and then a VVIP ten minutes later."""
    return guest(hotel, 1, "2"), guest(hotel, 2, "1", "2026-11-23 15:10")


def test_found_when_the_second_plan_is_laid_and_the_higher_grade_keeps_its_time(
    hotel: Hotel, two: tuple[Row[Any], Row[Any]]
) -> None:
    assert told(hotel) == {
        ("lift", "lift_control", 2, 1),
        ("general_manager", "gm_inspects", 2, 1),
        ("general_manager", "gm_greets", 2, 1),
    }
    assert hotel.kinds().count("collision_found") == 3
    row = one_of(hotel, "lift_control")
    assert (row.starts_at, row.ends_at) == (at("2026-11-23 14:40"), at("2026-11-23 15:15"))
    assert row.proposal == {}, "one lift, and the guests come when they come"


def test_told_to_the_front_office_and_nobody_else(hotel: Hotel, two: tuple[Row[Any], Row[Any]]) -> None:
    found = [row for row in hotel.events() if row.kind.startswith("collision")]
    assert {row.audience for row in found} == {"front_office"}
    for username, many in (("lobby", 3), ("gm", 3), ("front_office_attendant", 3), ("concierge_manager", 0)):
        board = hotel.client(username).get("/api/board").json
        assert len(board["collisions"]) == many, username


def test_what_does_not_meet_does_not_collide(hotel: Hotel) -> None:
    guest(hotel, 1, "2")
    guest(hotel, 2, "1", "2026-11-23 17:00")
    guest(hotel, 3, "5", "2026-11-24 15:00")
    assert standing(hotel) == []


def test_a_party_comes_together(hotel: Hotel) -> None:
    guest(hotel, 1, "1", party_code="STATE")
    guest(hotel, 2, "2", party_code="STATE")
    assert standing(hotel) == []


def test_a_delay_ends_one_collision_and_begins_another(hotel: Hotel, two: tuple[Row[Any], Row[Any]]) -> None:
    guest(hotel, 3, "3", "2026-11-23 19:00")
    seq = hotel.seq
    answer = retime(hotel, 2, "2026-11-23 19:10")
    assert told(hotel) == {("lift", "lift_control", 2, 3)}
    assert [one["title"]["en"] for one in answer["collisions"]] == [
        "23 Nov 18:40, dedicated lift: VVIP Ms Guest2 (Hold the lift) and VB Ms Guest3 (Hold the lift)"
    ]
    assert hotel.kinds(seq).count("collision_over") == 3
    assert hotel.kinds(seq).count("collision_found") == 1


def test_back_again_is_the_same_collision_again(hotel: Hotel, two: tuple[Row[Any], Row[Any]]) -> None:
    before = {(row.key, row.starts_at, row.ends_at) for row in standing(hotel)}
    retime(hotel, 2, "2026-11-23 19:10")
    assert standing(hotel) == []
    retime(hotel, 2, "2026-11-23 15:10")
    assert {(row.key, row.starts_at, row.ends_at) for row in standing(hotel)} == before


def test_a_dry_run_foresees_what_the_change_then_finds(hotel: Hotel) -> None:
    guest(hotel, 1, "2")
    guest(hotel, 2, "1", "2026-11-23 19:10")
    before = hotel.counts()
    seen = retime(hotel, 2, "2026-11-23 15:10", dry_run=True)
    assert hotel.counts() == before
    assert seen["collisions"] == retime(hotel, 2, "2026-11-23 15:10")["collisions"]
    inspection = next(one for one in seen["collisions"] if one["proposal"].get("minutes"))
    assert inspection["title"]["zh"].startswith("11月23日12:50同时需要总经理：VVIP ")
    assert inspection["second"]["name"]["en"] == "Ms Guest1"
    assert (
        inspection["proposal"]["words"]["en"]
        == "General manager looks at room 1801 for Ms Guest1 at 23 Nov 12:30"
    )


def test_who_may_not_see_the_front_offices_work_is_told_of_no_collision(
    hotel: Hotel, two: tuple[Row[Any], Row[Any]]
) -> None:
    assert retime(hotel, 2, "2026-11-23 15:05", dry_run=True, by="concierge_manager")["collisions"] == []


def test_computing_again_changes_nothing(hotel: Hotel, two: tuple[Row[Any], Row[Any]]) -> None:
    before, seq = standing(hotel), hotel.seq
    retime(hotel, 1, "2026-11-23 15:00")
    assert standing(hotel) == before
    assert "collision_changed" not in hotel.kinds(seq)


def test_a_new_wish_and_a_cancelled_stay(hotel: Hotel) -> None:
    guest(hotel, 1, "2")
    plain = hotel.stay(arrival_transport=None, room="1809")
    assert standing(hotel) == []
    with hotel.inside():
        stay_edit.change(
            plain.id, StayEdit(wishes=["lift"]), seen=None, by=hotel.actor("lobby"), house=hotel.house,
            now=hotel.now,
        )  # fmt: skip
    assert told(hotel) == {("lift", "lift_control", 1, plain.id)}
    hotel.step(1, "cancel")
    assert standing(hotel) == []


def test_a_moved_inspection_is_accepted_and_over(hotel: Hotel, two: tuple[Row[Any], Row[Any]]) -> None:
    row = one_of(hotel, "gm_inspects")
    assert row.proposal == {"minutes": -10, "starts_at": "2026-11-23T04:30:00Z"}
    seq = hotel.seq
    answer = settle(hotel, row, "accept")
    moved = hotel.task(1, "gm_inspects")
    assert (moved.due_at, moved.holds_from, moved.postponed) == (
        at("2026-11-23 12:50"), at("2026-11-23 12:30"), True,
    )  # fmt: skip
    assert hotel.task(2, "gm_inspects").due_at == at("2026-11-23 13:10"), "the higher grade is not touched"
    assert answer["collision"]["over_at"]
    assert answer["collision"]["settled_by"] == hotel.actor("lobby").id
    kinds = hotel.kinds(seq)
    assert [kind for kind in kinds if kind.startswith("collision")] == ["collision_settled", "collision_over"]
    assert "task_postponed" in kinds


def test_a_stand_in_is_accepted_and_stays_when_the_plan_moves(
    hotel: Hotel, two: tuple[Row[Any], Row[Any]]
) -> None:
    row = one_of(hotel, "gm_greets")
    assert [(one["of"]["code"], one["by"]["code"]) for one in row.proposal["instead"]] == [
        ("general_manager", "deputy_general_manager")
    ]
    settle(hotel, row, "accept")
    greets = hotel.task(1, "gm_greets")
    assert greets.people == ["deputy_general_manager", "lobby_manager"]
    assert greets.takes == ["deputy_general_manager"]
    assert "Deputy general manager" in greets.detail["en"]
    retime(hotel, 1, "2026-11-23 15:05")
    assert hotel.task(1, "gm_greets").people == ["deputy_general_manager", "lobby_manager"]
    assert ("general_manager", "gm_greets", 2, 1) not in told(hotel)


@pytest.mark.parametrize("template", ["gm_inspects", "gm_greets"])
def test_a_proposal_taken_by_mistake_is_taken_back(
    hotel: Hotel, two: tuple[Row[Any], Row[Any]], template: str
) -> None:
    """One task was moved, at the other somebody stood in: both are what they were, and collide again."""
    row = one_of(hotel, template)
    collided, was = told(hotel), hotel.task(1, template)
    answer = settle(hotel, row)["collision"]
    assert told(hotel) != collided
    seq = hotel.seq
    settle(hotel, row, "take_back", seen=answer["version"])
    now = hotel.task(1, template)
    for name in (
        "due_at",
        "holds_from",
        "holds_until",
        "postponed",
        "takes",
        "people",
        "stand_ins",
        "detail",
    ):
        assert getattr(now, name) == getattr(was, name), name
    again = one_of(hotel, template)
    assert told(hotel) == collided
    assert (again.id, again.settled_at, again.over_at, again.proposal) == (row.id, None, None, row.proposal)
    assert "collision_found" in hotel.kinds(seq)


def test_what_has_changed_since_is_not_taken_back(hotel: Hotel, two: tuple[Row[Any], Row[Any]]) -> None:
    row = one_of(hotel, "gm_inspects")
    before = hotel.counts()
    with pytest.raises(WrongMoment):
        settle(hotel, row, "take_back")
    assert hotel.counts() == before
    answer = settle(hotel, row)["collision"]
    with pytest.raises(Overtaken):
        settle(hotel, row, "take_back", seen=row.version)
    until = at("2026-11-23 14:50").isoformat()
    hotel.change(hotel.task(1, "gm_inspects"), "postpone", by="gm", until=until, reason="With the minister.")
    before = hotel.counts()
    with pytest.raises((WrongMoment, Overtaken)):
        settle(hotel, row, "take_back", seen=answer["version"])
    assert hotel.counts() == before


def test_settled_by_hand_stays_settled_until_the_times_are_others(
    hotel: Hotel, two: tuple[Row[Any], Row[Any]]
) -> None:
    row = one_of(hotel, "lift_control")
    answer = settle(hotel, row, "settle", note=" The goods lift serves the suite. ")
    assert answer["collision"]["note"] == "The goods lift serves the suite."
    retime(hotel, 1, "2026-11-23 15:00")
    assert one_of(hotel, "lift_control").settled_at == hotel.now
    retime(hotel, 1, "2026-11-23 15:05")
    again = one_of(hotel, "lift_control")
    assert (again.id, again.settled_at, again.note) == (row.id, None, "")
    assert again.ends_at == at("2026-11-23 15:20")


def test_done_work_holds_nothing_but_the_line_up_stands(hotel: Hotel, two: tuple[Row[Any], Row[Any]]) -> None:
    hotel.tick(2, "gm_inspects", by="gm")
    assert ("general_manager", "gm_inspects", 2, 1) not in told(hotel)
    hotel.tick(2, "lift_control", by="engineering_attendant")
    assert ("lift", "lift_control", 2, 1) in told(hotel)
    hotel.change(hotel.task(2, "gm_inspects"), "reopen", by="gm")
    assert ("general_manager", "gm_inspects", 2, 1) in told(hotel)


def test_put_off_by_hand_ends_it_too(hotel: Hotel, two: tuple[Row[Any], Row[Any]]) -> None:
    until = at("2026-11-23 13:45").isoformat()
    hotel.change(hotel.task(1, "gm_inspects"), "postpone", by="gm", until=until, reason="With the minister.")
    assert ("general_manager", "gm_inspects", 2, 1) not in told(hotel)


def test_what_is_past_is_over(hotel: Hotel, two: tuple[Row[Any], Row[Any]]) -> None:
    hotel.clock.to(at("2026-11-23 15:14"))
    with hotel.inside():
        while collision_watch.end_next(hotel.house, hotel.now):
            pass
    assert told(hotel) == {
        ("lift", "lift_control", 2, 1), ("general_manager", "gm_greets", 2, 1),
    }  # fmt: skip
    hotel.clock.to(at("2026-11-23 15:15"))
    with hotel.inside():
        assert collision_watch.end_next(hotel.house, hotel.now)
        assert collision_watch.end_next(hotel.house, hotel.now)
        assert not collision_watch.end_next(hotel.house, hotel.now)
    assert standing(hotel) == []


def test_sent_again_has_one_effect(hotel: Hotel, two: tuple[Row[Any], Row[Any]]) -> None:
    row, lobby = one_of(hotel, "gm_inspects"), hotel.actor("lobby")
    asked = CollisionAsked(row.id, "accept", row.version)
    call = answers.call(lobby.device, "k1", lobby.id, {})
    with hotel.inside():
        first, again = (
            collisions.change(asked, by=lobby, house=hotel.house, now=hotel.now, call=call) for _ in range(2)
        )
    assert first == again
    assert hotel.kinds().count("collision_settled") == 1


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"collision_id": 999}, NotFound),
        ({"by": "front_office_manager"}, NotAllowed),
        ({"by": "engineering_manager"}, NotAllowed),
        ({"seen": 99}, Overtaken),
        ({"verb": "settle"}, BadInput),
        ({"verb": "settle", "note": "  "}, BadInput),
        ({"verb": "forget"}, WrongMoment),
        ({}, WrongMoment),  # there is no proposal for the one lift
    ],
)
def test_refused(
    hotel: Hotel, two: tuple[Row[Any], Row[Any]], asked: dict[str, Any], refusal: type[Refusal]
) -> None:
    row = one_of(hotel, "lift_control")
    before = hotel.counts()
    with pytest.raises(refusal):
        settle(hotel, row, **asked)
    assert hotel.counts() == before


def test_over_is_over(hotel: Hotel, two: tuple[Row[Any], Row[Any]]) -> None:
    row = one_of(hotel, "lift_control")
    retime(hotel, 2, "2026-11-23 19:10")
    with pytest.raises(WrongMoment):
        settle(hotel, row, "settle", note="Too late.")


def test_a_task_that_has_begun_is_not_moved(hotel: Hotel, two: tuple[Row[Any], Row[Any]]) -> None:
    row = one_of(hotel, "gm_inspects")
    hotel.change(hotel.task(1, "gm_inspects"), "start", by="gm")
    with pytest.raises((WrongMoment, Overtaken)):
        settle(hotel, row, "accept")


def test_whole_seconds_everywhere(hotel: Hotel, two: tuple[Row[Any], Row[Any]]) -> None:
    moments: list[datetime] = [row.starts_at for row in standing(hotel)]
    assert all(not moment.microsecond for moment in moments)


def test_another_grade_changes_who_gives_way(hotel: Hotel) -> None:
    guest(hotel, 1, "2")
    guest(hotel, 2, "3", "2026-11-23 15:10")
    assert ("lift", "lift_control", 1, 2) in told(hotel)
    decide(hotel, ask(hotel, 2, "VVIP")["grant"]["id"], "approve")
    found = told(hotel)
    assert ("lift", "lift_control", 2, 1) in found
    assert ("lift", "lift_control", 1, 2) not in found
