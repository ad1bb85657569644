"""The demo hotel looks alive at whatever hour it is started."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import orjson
import pytest
from sqlalchemy import select

from tests.demo.conftest import Demo
from vipops import models
from vipops.demo import hotel, people
from vipops.domain.permissions import Role
from vipops.enums import Department, StayState, TaskState
from vipops.services import sign_in
from vipops.services.passwords import hasher

LivingAt = Callable[[str], Demo]
# The small hours, just after the hotel day turned, and an hour whose guests come over midnight.
HOURS = pytest.mark.parametrize("clock", ["03:00", "04:02", "23:36"])

# Proof that nobody keys in.
KNOWN_BY_THE_HOUSE = {"assignees", "acknowledged", "roll_call"}


@HOURS
def test_every_stage_and_every_grade_is_there(living_at: LivingAt, clock: str) -> None:
    demo = living_at(clock)
    stays = demo.all(models.Stay, models.Stay.closed.is_(False))
    assert Counter(stay.state for stay in stays) == {
        **dict.fromkeys(map(str, StayState), 1),
        "preparing": 2,
        "in_house": 2,
    }
    assert {stay.grade for stay in stays} == {"VVIP", "VA", "VB", "VC", "VD"}
    assert {stay.language for stay in stays} == {"zh", "en", "ja"}
    assert len({stay.room for stay in stays}) == len(stays) == 12


@HOURS
def test_guests_are_around_now(living_at: LivingAt, clock: str) -> None:
    demo = living_at(clock)
    by_state = {stay.state: stay for stay in demo.all(models.Stay)}
    hour = timedelta(hours=1)
    assert demo.now < by_state["en_route"].arrival_at < demo.now + hour / 2
    assert by_state["en_route"].plate
    assert by_state["en_route"].arrival_source == "driver"
    assert demo.now < by_state["ready"].arrival_at < demo.now + hour
    assert demo.now - hour < by_state["arrived"].arrived_at < demo.now
    assert demo.now < by_state["departing"].departure_at < demo.now + hour
    assert all(stay.state_at <= demo.now for stay in demo.all(models.Stay))


@HOURS
def test_some_work_is_late_and_some_is_soon(living_at: LivingAt, clock: str) -> None:
    demo = living_at(clock)
    task = models.Task
    open_work = demo.rows(
        select(task)
        .join(models.Stay)
        .where(
            task.state.in_((TaskState.OPEN, TaskState.IN_PROGRESS)),
            models.Stay.state.not_in((StayState.DEPARTED, StayState.CANCELLED, StayState.NO_SHOW)),
        )
    )
    late = [row for row in open_work if row.due_at < demo.now]
    soon = [row for row in open_work if demo.now <= row.due_at < demo.now + timedelta(minutes=30)]
    assert 4 <= len(late) <= 12
    assert len(soon) >= 8
    assert len({row.department for row in late}) >= 4
    assert any(row.assignee_id for row in soon)
    assert any(row.reason for row in open_work)
    assert any(row.state == TaskState.IN_PROGRESS for row in open_work)


@HOURS
def test_letters_stand_at_every_step_of_the_desk(living_at: LivingAt, clock: str) -> None:
    demo = living_at(clock)
    letters = demo.all(models.Letter, models.Letter.state != "void")
    assert Counter(row.state for row in letters) == {"placed": 8, "signed": 1, "checked": 1, "drafted": 1}
    assert not [row.fault for row in letters if row.fault or row.missing_glyphs]
    signers = dict(demo.rows(select(models.Staff.id, models.Staff.name)))
    for row in letters:
        if row.signed_by_id:
            assert row.words["signer_name"] in signers[row.signed_by_id].values()
            assert row.signed_by_id != row.checked_by_id


@HOURS
def test_an_ended_stay_has_no_letter_work_left(living_at: LivingAt, clock: str) -> None:
    demo = living_at(clock)
    task = models.Task
    left = demo.rows(
        select(task.template)
        .join(models.Stay)
        .where(
            task.letter != "",
            task.state.in_((TaskState.OPEN, TaskState.WAITING)),
            models.Stay.state.in_((StayState.CANCELLED, StayState.NO_SHOW, StayState.DEPARTED)),
        )
    )
    assert left == []


@HOURS
def test_the_past_was_lived_in_order(living_at: LivingAt, clock: str) -> None:
    demo = living_at(clock)
    events = demo.all(models.Event)
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    lived = [event.at for event in events if event.kind != "staff_changed"]
    assert lived == sorted(lived)
    assert max(lived) <= demo.now


def test_work_is_done_by_those_whose_work_it_is(living_at: LivingAt) -> None:
    demo = living_at("23:36")
    staff = {person.id: person for person in demo.all(models.Staff)}
    done = demo.all(models.Task, models.Task.done_by_id.is_not(None))
    assert len(done) > 300
    for row in done:
        doer = staff[row.done_by_id]
        assert doer.department == row.department or doer.role == Role.LOBBY_MANAGER or row.letter
        asked = {field["name"] for field in row.proof if field["kind"] not in KNOWN_BY_THE_HOUSE}
        said = {field["name"] for field in row.proof if not field.get("optional")}
        assert asked & said <= set(row.answers)
        assert all(point["passed"] is not None for point in row.points)
    assert any(point["passed"] is False and point["note"] for row in done for point in row.points)


def test_one_gate_was_passed_with_a_reason_and_the_others_stood_open(living_at: LivingAt) -> None:
    told = [orjson.loads(event.body) for event in living_at("23:36").all(models.Event)]
    passed = [body["passed"] for body in told if "passed" in body]
    assert len(passed) == 1
    assert passed[0]["reason"]
    assert passed[0]["missing"]


def test_guests_of_every_kind_are_there(living_at: LivingAt) -> None:
    demo = living_at("23:36")
    stays = demo.all(models.Stay)
    hidden = [stay for stay in stays if stay.incognito]
    assert [stay.name["en"] for stay in hidden] == ["Ms Willow"]
    assert [stay.state for stay in stays if stay.service_recovery] == ["arrived"]
    assert [stay.children for stay in stays if stay.children] == [2]
    assert len([stay for stay in stays if stay.party_code]) == 2
    assert any("喆" in stay.name["zh"] for stay in stays)
    assert {alert for stay in stays for alert in stay.alerts} >= {"nut_allergy", "seafood_allergy"}
    assert len(demo.all(models.GuestHistory)) == 8  # one of them under the guest's second record
    assert len(demo.all(models.HeldReservation)) == 1
    rooms = {room.number for room in demo.all(models.Room)}
    assert {stay.room for stay in stays} <= rooms


def test_the_late_flight_moved_its_party(living_at: LivingAt) -> None:
    demo = living_at("23:36")
    party = demo.all(models.Stay, models.Stay.party_code != "")
    assert {stay.arrival_source for stay in party} == {"flight"}
    assert len({stay.arrival_at for stay in party}) == 1


def test_the_staff_is_a_hotel() -> None:
    shown = people.shown()
    roles = Counter(person["role"] for person in shown)
    assert roles["general_manager"] == roles["administrator"] == 1
    assert roles["lobby_manager"] == 3
    assert set(roles) == set(map(str, Role))
    assert {person["department"] for person in shown} == set(map(str, Department))
    assert 25 <= len(shown) <= 30
    assert (
        len({person["username"] for person in shown})
        == len({person["pin"] for person in shown})
        == len(shown)
    )
    assert all(len(person["password"]) >= 10 and 4 <= len(person["pin"]) <= 6 for person in shown)


def test_everybody_who_is_shown_can_sign_in_and_sign(living_at: LivingAt) -> None:
    demo = living_at("23:36")
    with demo.app.app_context():
        hashes = hasher(demo.app.config["VIPOPS"])
        for person in hotel.staff_shown():
            signed = sign_in.sign_in(
                person["username"],
                person["password"],
                hasher=hashes,
                device="tablet",
                now=demo.now,
                lasts=timedelta(hours=1),
            )
            sign_in.confirm_pin(signed.actor, person["pin"], hasher=hashes, now=demo.now)
            assert signed.actor.name == person["name"]
            assert signed.actor.post == person["post"]
