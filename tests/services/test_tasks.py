"""The verbs of a task: what each does, what each asks for, and what is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.builders import at
from tests.support.house import Hotel
from vipops.errors import BadInput, NotAllowed, NotFound, Overtaken, Refusal, WrongMoment
from vipops.services import answers, tasks
from vipops.services.tasks import Change


def test_a_tick_is_done_and_told(hotel: Hotel) -> None:
    stay = hotel.stay()
    before = hotel.seq
    answer = hotel.tick(stay.id, "briefing", by="front_office_attendant")
    row = hotel.task(stay.id, "briefing")
    assert answer["state"] == row.state == "done"
    assert answer["version"] == row.version == 2
    assert (row.done_at, row.done_by_id) == (hotel.now, hotel.actor("front_office_attendant").id)
    assert hotel.kinds(before) == ["task_ticked"]


@pytest.mark.parametrize(
    ("verb", "details", "becomes"),
    [
        ("start", {}, {"state": "in_progress", "assignee_id": "housekeeping_attendant"}),
        ("claim", {}, {"state": "open", "assignee_id": "housekeeping_attendant"}),
        (
            "postpone",
            {"until": "2026-11-23T12:30:00+08:00", "reason": "Do not disturb."},
            {
                "state": "open",
                "due_at": at("2026-11-23 12:30"),
                "postponed": True,
                "reason": "Do not disturb.",
            },
        ),
        ("cannot", {"reason": " No water. "}, {"state": "open", "reason": "No water."}),
        ("tick", {}, {"state": "done", "done_by_id": "housekeeping_attendant"}),
    ],
)
def test_what_an_attendant_does(
    hotel: Hotel, verb: str, details: dict[str, Any], becomes: dict[str, Any]
) -> None:
    stay = hotel.stay()
    hotel.change(hotel.task(stay.id, "room_made"), verb, by="housekeeping_attendant", **details)
    row = hotel.task(stay.id, "room_made")
    assert row.version == 2
    assert row.changed_by_id == hotel.actor("housekeeping_attendant").id
    for column, wanted in becomes.items():
        of_person = column.endswith("_id")
        assert getattr(row, column) == (hotel.actor(wanted).id if of_person else wanted), column


def test_a_supervisor_assigns_and_skips(hotel: Hotel) -> None:
    stay = hotel.stay()
    attendant = hotel.actor("housekeeping_attendant_2").id
    hotel.change(hotel.task(stay.id, "room_made"), "assign", by="housekeeping_supervisor", assignee=attendant)
    assert hotel.task(stay.id, "room_made").assignee_id == attendant
    hotel.change(
        hotel.task(stay.id, "room_made"), "skip", by="housekeeping_supervisor", reason="Made already."
    )
    assert hotel.task(stay.id, "room_made").state == "skipped"


def test_reopening_forgets_who_did_it_and_keeps_what_was_found(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.tick(stay.id, "air", by="engineering_attendant", proof={"degrees": 22})
    answer = hotel.change(hotel.task(stay.id, "air"), "reopen", by="engineering_attendant")
    row = hotel.task(stay.id, "air")
    assert answer["state"] == row.state == "open"
    assert (row.done_at, row.done_by_id, row.signed_at, row.signed_by_id) == (None, None, None, None)
    assert row.answers == {"degrees": 22}


class TestSecondSignature:
    def test_another_hand_signs(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
        hotel.change(hotel.task(stay.id, "room_made"), "sign_off", by="housekeeping_supervisor")
        row = hotel.task(stay.id, "room_made")
        assert row.state == "signed_off"
        assert row.signed_by_id == hotel.actor("housekeeping_supervisor").id
        assert row.done_by_id == hotel.actor("housekeeping_attendant").id

    @pytest.mark.parametrize(
        ("template", "doer", "signer"),
        [
            ("room_made", "housekeeping_supervisor", "housekeeping_supervisor"),  # P14: the doer
            ("room_made", "lobby", "lobby"),
            ("room_made", "gm", "gm"),
            ("room_made", "housekeeping_attendant", "housekeeping_attendant_2"),  # no supervisor
            ("room_made", "housekeeping_attendant", "security_supervisor"),  # another department's
            ("route", "security_attendant", "security_attendant"),
            ("route", "security_attendant", "admin"),
        ],
    )
    def test_not_by_this_hand(self, hotel: Hotel, template: str, doer: str, signer: str) -> None:
        stay = hotel.stay()
        hotel.tick(stay.id, template, by=doer)
        before = hotel.counts()
        with pytest.raises(NotAllowed):
            hotel.change(hotel.task(stay.id, template), "sign_off", by=signer)
        assert hotel.counts() == before

    def test_what_waits_opens_with_the_second_signature_and_waits_again_without(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        assert hotel.task(stay.id, "fruit").state == "waiting"
        hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
        assert hotel.task(stay.id, "fruit").state == "waiting"
        before = hotel.seq
        hotel.change(hotel.task(stay.id, "room_made"), "sign_off", by="housekeeping_supervisor")
        assert {hotel.task(stay.id, name).state for name in ("fruit", "inspection")} == {"open"}
        assert hotel.kinds(before) == ["task_signed_off", "task_opened", "task_opened"]
        hotel.change(hotel.task(stay.id, "fruit"), "start", by="food_beverage_attendant")
        hotel.change(hotel.task(stay.id, "room_made"), "reopen", by="housekeeping_supervisor")
        assert {hotel.task(stay.id, name).state for name in ("fruit", "inspection")} == {"waiting"}

    def test_what_is_done_stays_done_when_its_forerunner_is_reopened(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
        hotel.change(hotel.task(stay.id, "room_made"), "sign_off", by="housekeeping_supervisor")
        hotel.tick(stay.id, "fruit", by="food_beverage_attendant")
        hotel.change(hotel.task(stay.id, "room_made"), "reopen", by="housekeeping_supervisor")
        assert hotel.task(stay.id, "fruit").state == "done"


DRIVER = {"eta": "2026-11-23T14:50:00+08:00", "plate": "闽D 88888", "seat": "rear_right"}


class TestProof:
    def test_the_driver_report_moves_the_arrival(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        hotel.clock.to(at("2026-11-23 14:25"))
        before = hotel.seq
        hotel.tick(stay.id, "driver_report", by="concierge_attendant", proof=DRIVER)
        row = hotel.stay_row(stay.id)
        assert (row.arrival_at, row.arrival_source) == (at("2026-11-23 14:50"), "driver")
        assert row.arrival_said_at == hotel.now
        assert (row.plate, row.seat) == ("闽D 88888", "rear_right")
        assert hotel.task(stay.id, "line_up").due_at == at("2026-11-23 14:40")
        assert hotel.task(stay.id, "car_passed_on").state == "open"
        assert hotel.task(stay.id, "car_passed_on").due_at == at("2026-11-23 14:30")
        assert hotel.kinds(before)[0] == "task_ticked"
        assert {"stay_changed", "stay_retimed", "plan_moved"} <= set(hotel.kinds(before))

    @pytest.mark.parametrize(
        ("changed", "where"),
        [
            ({"eta": None}, "proof.eta"),
            ({"eta": "soon"}, "proof.eta"),
            ({"eta": "2026-11-23T14:50:00"}, "proof.eta"),
            ({"plate": "   "}, "proof.plate"),
            ({"plate": "x" * 501}, "proof.plate"),
            ({"seat": "boot"}, "proof.seat"),
            ({"seat": None}, "proof.seat"),
        ],
    )
    def test_incomplete_proof_is_told_by_field(
        self, hotel: Hotel, changed: dict[str, Any], where: str
    ) -> None:
        stay = hotel.stay()
        before = hotel.counts()
        with pytest.raises(BadInput) as refused:
            hotel.tick(stay.id, "driver_report", by="concierge_attendant", proof=DRIVER | changed)
        assert [error["where"] for error in refused.value.facts["errors"]] == [where]
        assert refused.value.facts["errors"][0]["expected"]
        assert hotel.counts() == before

    @pytest.mark.parametrize("eta", ["2026-11-25T12:00:00+08:00", "2027-01-01T00:00:00+08:00"])
    def test_an_arrival_after_the_departure_is_refused_whole(self, hotel: Hotel, eta: str) -> None:
        stay = hotel.stay()
        with pytest.raises(BadInput):
            hotel.tick(stay.id, "driver_report", by="concierge_attendant", proof=DRIVER | {"eta": eta})
        assert hotel.task(stay.id, "driver_report").state == "open"
        assert hotel.stay_row(stay.id).plate == ""

    def test_optional_proof_may_be_left_out_and_unknown_answers_are_not_kept(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        hotel.tick(stay.id, "air", by="engineering_attendant", proof={"degrees": 22.5, "guest": "secret"})
        assert hotel.task(stay.id, "air").answers == {"degrees": 22.5}

    @pytest.mark.parametrize("degrees", ["warm", "", "2 2", True, [22], {"a": 1}, "1.2.3", "nan", "²"])
    def test_a_number_is_a_number(self, hotel: Hotel, degrees: Any) -> None:
        stay = hotel.stay()
        with pytest.raises(BadInput):
            hotel.tick(stay.id, "air", by="engineering_attendant", proof={"degrees": degrees})


GOOD = {point: {"passed": True} for point in ("F7a", "F7b", "F7c")}


class TestPoints:
    def opened(self, hotel: Hotel) -> int:
        stay = hotel.stay()
        hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
        hotel.change(hotel.task(stay.id, "room_made"), "sign_off", by="housekeeping_supervisor")
        return int(stay.id)

    def test_every_point_is_kept_with_its_note(self, hotel: Hotel) -> None:
        stay_id = self.opened(hotel)
        points = GOOD | {"F7b": {"passed": False, "note": "Desk lamp dark."}}
        answer = hotel.tick(stay_id, "inspection", points=points)
        assert [(point["id"], point["passed"], point["note"]) for point in answer["points"]] == [
            ("F7a", True, ""),
            ("F7b", False, "Desk lamp dark."),
            ("F7c", True, ""),
        ]

    @pytest.mark.parametrize(
        "point", [None, {}, {"passed": None}, {"passed": False}, {"passed": False, "note": "  "}]
    )
    def test_no_point_is_passed_over(self, hotel: Hotel, point: Any) -> None:
        stay_id = self.opened(hotel)
        with pytest.raises(BadInput) as refused:
            hotel.tick(stay_id, "inspection", points=GOOD | {"F7b": point})
        assert [error["where"] for error in refused.value.facts["errors"]] == ["points.F7b"]
        assert hotel.task(stay_id, "inspection").state == "open"


class TestRekeyedName:
    def test_the_name_typed_again(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        assert hotel.tick(stay.id, "name_card", name=" Katharina Lindqvist ")["state"] == "done"

    @pytest.mark.parametrize("typed", ["", "Katarina Lindqvist", "KATHARINA LINDQVIST"])
    def test_another_spelling_is_refused_without_telling_the_right_one(
        self, hotel: Hotel, typed: str
    ) -> None:
        stay = hotel.stay()
        with pytest.raises(BadInput) as refused:
            hotel.tick(stay.id, "name_card", name=typed)
        assert "Lindqvist" not in str(refused.value.facts) + refused.value.message


def of(template: str, verb: str, by: str = "lobby", **details: Any) -> Callable[[Hotel, int], Any]:
    return lambda hotel, stay_id: hotel.change(hotel.task(stay_id, template), verb, by=by, **details)


def unknown_task(hotel: Hotel, _stay_id: int) -> None:
    with hotel.inside():
        tasks.change(Change(999, "tick", 1), by=hotel.actor("lobby"), house=hotel.house, now=hotel.now)


def older_version(hotel: Hotel, stay_id: int) -> None:
    hotel.change(hotel.task(stay_id, "briefing"), "tick", seen=7)


REFUSALS: dict[str, tuple[Callable[[Hotel, int], Any], type[Refusal]]] = {
    "a task that is not there": (unknown_task, NotFound),
    "an older screen": (older_version, Overtaken),
    "work that waits": (of("fruit", "tick", "food_beverage_attendant"), WrongMoment),
    "starting what waits": (of("inspection", "start"), WrongMoment),
    "signing what is not done": (of("room_made", "sign_off", "housekeeping_supervisor"), WrongMoment),
    "reopening what is open": (of("briefing", "reopen"), WrongMoment),
    "a verb nobody knows": (of("briefing", "explode"), WrongMoment),
    "undo, which only stays have": (of("briefing", "undo"), WrongMoment),
    "another department's work": (of("room_made", "tick", "security_manager"), NotAllowed),
    "an administrator": (of("briefing", "tick", "admin"), NotAllowed),
    "an attendant assigning": (of("room_made", "assign", "housekeeping_attendant", assignee=1), NotAllowed),
    "an attendant skipping": (of("room_made", "skip", "housekeeping_attendant", reason="so"), NotAllowed),
    "a person opening": (of("fruit", "open"), NotAllowed),
    "a person holding": (of("briefing", "hold", "gm"), NotAllowed),
    "a person cancelling": (of("briefing", "cancel", "gm"), NotAllowed),
    "assigning to nobody": (of("room_made", "assign", "housekeeping_manager", assignee=9999), BadInput),
    "assigning to no one at all": (of("room_made", "assign", "housekeeping_manager"), BadInput),
    "postponing to no time": (of("briefing", "postpone", reason="so"), BadInput),
    "postponing into the past": (
        of("briefing", "postpone", reason="so", until="2026-11-22T01:00:00+00:00"),
        BadInput,
    ),
    "postponing to a time without a zone": (
        of("briefing", "postpone", reason="so", until="2026-11-24T01:00:00"),
        BadInput,
    ),
    "postponing without a reason": (
        of("briefing", "postpone", until="2026-11-22T03:00:00+00:00"),
        BadInput,
    ),
    "cannot without a reason": (of("briefing", "cannot", reason="  "), BadInput),
    "skipping without a reason": (of("briefing", "skip"), BadInput),
    "ticking the letter's signature by hand": (of("letter_drafted", "tick"), WrongMoment),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_refused_and_nothing_written(hotel: Hotel, case: str) -> None:
    act, refusal = REFUSALS[case]
    stay = hotel.stay()
    before = hotel.counts()
    with pytest.raises(refusal) as refused:
        act(hotel, stay.id)
    assert type(refused.value) is refusal
    assert refused.value.message
    assert hotel.counts() == before


def test_the_second_of_two_is_told_who_and_when(hotel: Hotel) -> None:
    stay = hotel.stay()
    seen = hotel.task(stay.id, "room_made")
    hotel.change(seen, "tick", by="housekeeping_attendant")
    hotel.clock.forward(minutes=2)
    with pytest.raises(Overtaken, match="Housekeeping Attendant was first") as refused:
        hotel.change(seen, "tick", by="housekeeping_attendant_2")
    facts = refused.value.facts
    assert facts["by"]["id"] == hotel.actor("housekeeping_attendant").id
    assert facts["at"] == "2026-11-22T02:00:00Z"
    assert (facts["version"], facts["state"]) == (2, "done")
    assert facts["task"]["id"] == seen.id


def test_another_hotels_task_is_not_there(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.sql(
        "INSERT INTO properties (id, code, name, zone, settings) "
        "SELECT 2, 'HOTEL2', name, zone, settings FROM properties WHERE id = 1"
    )
    hotel.sql("UPDATE staff SET property_id = 2 WHERE username = 'lobby_late'")
    with pytest.raises(NotFound):
        hotel.tick(stay.id, "briefing", by="lobby_late")


class TestSentAgain:
    def call(self, hotel: Hotel, key: str = "k1", **asked: Any) -> answers.Call:
        person = hotel.actor("lobby")
        return answers.call(person.device, key, person.id, asked)

    def send(self, hotel: Hotel, template: str, call: answers.Call, seen: int = 1) -> dict[str, Any]:
        asked = Change(hotel.task(1, template).id, "tick", seen)
        lobby = hotel.actor("lobby")
        with hotel.inside():
            return tasks.change(asked, by=lobby, house=hotel.house, now=hotel.now, call=call)

    def test_one_effect_and_one_answer(self, hotel: Hotel) -> None:
        hotel.stay()
        first = self.send(hotel, "briefing", self.call(hotel))
        before = hotel.counts()
        for _ in range(3):
            hotel.clock.forward(hours=1)
            assert self.send(hotel, "briefing", self.call(hotel)) == first
        assert hotel.counts() == before

    def test_a_key_is_good_for_one_intention(self, hotel: Hotel) -> None:
        hotel.stay()
        self.send(hotel, "briefing", self.call(hotel, verb="tick"))
        with pytest.raises(BadInput, match="already used"):
            self.send(hotel, "briefing", self.call(hotel, verb="skip"))

    def test_another_tablet_may_use_the_same_key(self, hotel: Hotel) -> None:
        hotel.stay()
        self.send(hotel, "briefing", self.call(hotel))
        other = answers.call("another tablet", "k1", hotel.actor("lobby").id, {})
        with pytest.raises(Overtaken):
            self.send(hotel, "briefing", other)

    def test_a_refusal_is_not_an_answer(self, hotel: Hotel) -> None:
        """What was refused wrote nothing, so the same key may come again and succeed."""
        hotel.stay()
        with pytest.raises(Overtaken):
            self.send(hotel, "briefing", self.call(hotel), seen=9)
        assert self.send(hotel, "briefing", self.call(hotel))["task"]["state"] == "done"

    @pytest.mark.parametrize("key", ["", "k" * 65])
    def test_a_key_has_a_length(self, hotel: Hotel, key: str) -> None:
        with pytest.raises(BadInput):
            self.call(hotel, key)
