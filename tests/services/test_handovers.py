"""Handover at the end of a shift: given by one, accepted by name by another, closed with the last item."""

from typing import Any

import pytest
from sqlalchemy import Row

from tests.support.house import Hotel
from vipops.errors import BadInput, NotAllowed, NotFound, Overtaken, Refusal, WrongMoment
from vipops.queries import handovers as handovers_query
from vipops.services import handovers
from vipops.services.handovers import Accepted, Given


@pytest.fixture
def stay(hotel: Hotel) -> Row[Any]:
    return hotel.stay(children=1)


def give(
    hotel: Hotel,
    *templates: str,
    by: str = "housekeeping_supervisor",
    department: str = "housekeeping",
    note: str = "",
) -> int:
    items = {hotel.task(1, template).id: f"about {template}" for template in templates}
    with hotel.inside():
        answer = handovers.give(Given(department, note, items), by=hotel.actor(by), now=hotel.now)
    number: int = answer["handover"]["id"]
    return number


def accept(
    hotel: Hotel, handover: int, *templates: str, by: str = "housekeeping_supervisor_2", takes: bool = False
) -> dict[str, Any]:
    ids = [hotel.task(1, template).id for template in templates] or None
    with hotel.inside():
        answer = handovers.accept(Accepted(handover, ids, takes), by=hotel.actor(by), now=hotel.now)
    shown: dict[str, Any] = answer["handover"]
    return shown


def take_back(hotel: Hotel, handover: int, by: str = "housekeeping_supervisor") -> dict[str, Any]:
    with hotel.inside():
        answer = handovers.take_back(handover, by=hotel.actor(by), now=hotel.now)
    shown: dict[str, Any] = answer["handover"]
    return shown


def seen(hotel: Hotel, by: str) -> list[dict[str, Any]]:
    with hotel.inside():
        return handovers_query.handovers(hotel.actor(by), hotel.now)


def open_titles(hotel: Hotel, by: str, department: str, *, all_open: bool = False) -> list[str]:
    with hotel.inside():
        found = handovers_query.open_items(
            department, hotel.actor(by), hotel.house, hotel.now, all_open=all_open
        )
    return [item["task"]["title"]["en"] for item in found["items"]]


def test_items_are_accepted_by_name_and_the_last_one_closes_it(hotel: Hotel, stay: Row[Any]) -> None:
    number = give(hotel, "room_made", "cot", note="1806 wants quiet until ten.")
    hotel.clock.forward(minutes=5)
    assert accept(hotel, number, "cot", by="housekeeping_attendant")["closed_at"] is None
    hotel.clock.forward(minutes=5)
    assert accept(hotel, number, takes=True)["closed_at"] == "2026-11-22T02:10:00Z"
    (shown,) = seen(hotel, "housekeeping_attendant")
    assert shown["note"] == "1806 wants quiet until ten."
    accepted = {item["task"]["title"]["en"]: item for item in shown["items"]}
    assert accepted["Put the cot up"]["accepted_by"] == hotel.actor("housekeeping_attendant").id
    assert accepted["Make the room"]["accepted_by"] == hotel.actor("housekeeping_supervisor_2").id
    assert accepted["Make the room"]["note"] == "about room_made"
    assert hotel.task(1, "room_made").assignee_id == hotel.actor("housekeeping_supervisor_2").id
    assert hotel.task(1, "cot").assignee_id is None, "accepting is not yet taking it upon oneself"
    assert [kind for kind in hotel.kinds() if kind.startswith("handover")] == [
        "handover_given",
        "handover_accepted",
        "handover_accepted",
    ]


def test_given_by_mistake_is_taken_back_before_anybody_has_accepted(hotel: Hotel, stay: Row[Any]) -> None:
    number = give(hotel, "room_made", "cot", note="1806 wants quiet until ten.")
    answer = take_back(hotel, number)
    assert answer["closed_at"] == "2026-11-22T02:00:00Z"
    assert seen(hotel, "housekeeping_attendant") == []
    assert hotel.kinds()[-1] == "handover_taken_back"
    assert give(hotel, "room_made", "cot") != number, "what was taken back may be handed over anew"


def test_what_is_not_taken_back(hotel: Hotel, stay: Row[Any]) -> None:
    number = give(hotel, "room_made", "cot")
    before = hotel.counts()
    for by, refusal in (("housekeeping_manager", NotAllowed), ("concierge_supervisor", NotAllowed)):
        with pytest.raises(refusal):
            take_back(hotel, number, by=by)
    with pytest.raises(NotFound):
        take_back(hotel, 999)
    assert hotel.counts() == before
    accept(hotel, number, "cot", by="housekeeping_attendant")
    with pytest.raises(WrongMoment) as refused:
        take_back(hotel, number)
    assert refused.value.facts["accepted"] == 1
    accept(hotel, number)
    with pytest.raises(WrongMoment):
        take_back(hotel, number)


def test_a_note_alone_is_a_handover(hotel: Hotel, stay: Row[Any]) -> None:
    number = give(hotel, note="All quiet.")
    assert accept(hotel, number)["closed_at"]


def test_what_was_finished_meanwhile_is_accepted_all_the_same(hotel: Hotel, stay: Row[Any]) -> None:
    number = give(hotel, "cot")
    hotel.tick(1, "cot")
    assert accept(hotel, number, takes=True)["closed_at"]
    assert hotel.task(1, "cot").state == "done"


def test_the_lobby_manager_hands_the_whole_house_over(hotel: Hotel, stay: Row[Any]) -> None:
    assert "Set the air" in open_titles(hotel, "lobby", "", all_open=True)
    number = give(hotel, "room_made", "air", by="lobby", department="")
    assert [one["id"] for one in seen(hotel, "lobby_late")] == [number]
    assert seen(hotel, "front_office_attendant") == []
    assert seen(hotel, "housekeeping_manager") == []
    with pytest.raises(NotAllowed):
        accept(hotel, number, by="front_office_manager")
    assert accept(hotel, number, by="lobby_late")["whole_house"]


def test_what_may_be_handed_over_is_due_before_the_next_shift_ends(hotel: Hotel, stay: Row[Any]) -> None:
    assert open_titles(hotel, "front_office_supervisor", "front_office") == [
        "Prepare the letter",
        "Check the letter",
    ]
    everything = open_titles(hotel, "front_office_supervisor", "front_office", all_open=True)
    assert {"Farewell", "Registered"} <= set(everything)
    assert "Make the room" not in everything


def test_what_waits_in_a_handover_is_marked(hotel: Hotel, stay: Row[Any]) -> None:
    give(hotel, "cot")
    with hotel.inside():
        found = handovers_query.open_items(
            "housekeeping", hotel.actor("housekeeping_supervisor"), hotel.house, hotel.now, all_open=True
        )
    assert [item["task"]["title"]["en"] for item in found["items"] if item["waits"]] == ["Put the cot up"]


@pytest.mark.parametrize(
    ("over", "refusal"),
    [
        ({"by": "housekeeping_attendant"}, NotAllowed),
        ({"by": "security_manager"}, NotAllowed),
        ({"by": "front_office_manager", "department": ""}, NotAllowed),
        ({"templates": ("air",)}, BadInput),
        ({"templates": ()}, BadInput),
        ({"templates": (), "note": "  "}, BadInput),
        ({"done": "cot"}, BadInput),
        ({"before": "cot"}, WrongMoment),
    ],
)
def test_refusals_to_give(hotel: Hotel, stay: Row[Any], over: dict[str, Any], refusal: type[Refusal]) -> None:
    over = dict(over)
    templates = over.pop("templates", ("cot",))
    if finished := over.pop("done", None):
        hotel.tick(1, finished)
    if lies := over.pop("before", None):
        give(hotel, lies)
    before = hotel.counts()
    with pytest.raises(refusal) as refused:
        give(hotel, *templates, **over)
    assert hotel.counts() == before
    if refusal is BadInput:
        assert refused.value.facts["errors"]


@pytest.mark.parametrize(
    ("over", "refusal"),
    [
        ({"by": "housekeeping_supervisor"}, NotAllowed),
        ({"by": "security_manager"}, NotAllowed),
        ({"templates": ("room_made",)}, NotFound),
        ({"number": 99}, NotFound),
        ({"before": "cot"}, Overtaken),
        ({"before": None}, WrongMoment),
    ],
)
def test_refusals_to_accept(
    hotel: Hotel, stay: Row[Any], over: dict[str, Any], refusal: type[Refusal]
) -> None:
    number = give(hotel, "cot", "turndown")
    if "before" in over:
        first = over["before"]
        accept(hotel, number, *([first] if first else []), by="lobby")
    before = hotel.counts()
    with pytest.raises(refusal) as refused:
        accept(
            hotel,
            over.get("number", number),
            *over.get("templates", ("cot",)),
            by=over.get("by", "housekeeping_supervisor_2"),
        )
    assert hotel.counts() == before
    if refusal is Overtaken:
        assert refused.value.facts["by"]["id"] == hotel.actor("lobby").id


def test_who_may_not_give_is_not_told_what_is_open(hotel: Hotel, stay: Row[Any]) -> None:
    for person, department in (("housekeeping_attendant", "housekeeping"), ("security_manager", "")):
        with pytest.raises(NotAllowed):
            open_titles(hotel, person, department)
