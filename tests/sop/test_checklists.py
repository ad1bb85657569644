"""The shipped checklists carry the whole procedure and ask for the proof that it asks for."""

import pytest

from tests.sop.stays import CHECKLISTS, DATA, shipped
from vipops.enums import Department
from vipops.integrations.pms.columns import default_settings
from vipops.sop.coverage import Item, coverage, read_items
from vipops.sop.loader import check
from vipops.sop.procedure import Template

ITEMS = read_items(DATA / "sop-items.yaml")
RULES = {f"P{number}" for number in range(1, 17)}
# Where the procedure names a doer outside of the chapter's department, the doer's department has the task.
DOERS = {"A3": "concierge", "A4": "food_beverage", "D3": "housekeeping"}
# The chapter before the arrival also names what goes on through the whole stay.
WHEN = {"H7": "arrival", "H8": "in_house", "E2": "in_house", "S3": "in_house", "S4": "in_house"}


def templates_of(source: str) -> list[Template]:
    return [template for template in shipped().templates if source in template.source]


def test_they_load() -> None:
    assert check(CHECKLISTS) == []


def test_every_item_is_covered() -> None:
    found = coverage(shipped(), ITEMS)
    assert len(ITEMS) == 83
    assert found.missing == ()
    # Not items but rules of the programme: occasions, complaints and requests become tasks.
    assert {"P5", "P8", "P10"} <= set(found.unknown) <= RULES


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_every_item_has_its_department_and_chapter(item: Item) -> None:
    department = Department(DOERS.get(item.id, item.department))
    fitting = [template for template in templates_of(item.id) if template.department == department]
    assert fitting
    assert any(template.stage == WHEN.get(item.id, item.chapter) for template in fitting)


@pytest.mark.parametrize(
    ("source", "fields"),
    [
        ("C5", {"eta", "plate", "seat"}),
        ("C7", {"attendant"}),
        ("D3", {"left_behind"}),
        ("D1", {"folio"}),
        ("D6", {"impressions"}),
        ("IC1", {"called_by"}),
        ("IH2", {"liked"}),
        ("IB5", {"printed"}),
        *((source, {"printed"}) for source in ("C1", "F1", "F3", "F6", "IF1", "D1")),
    ],
)
def test_proof_is_asked(source: str, fields: set[str]) -> None:
    asked = {
        field.name for template in templates_of(source) for field in template.asked if not field.optional
    }
    assert fields <= asked


def test_found_opens_a_lost_property_record() -> None:
    check_of_room = shipped().template("departure_room_check")
    assert check_of_room is not None
    choices = {choice.value: (choice.opens, choice.needs) for choice in check_of_room.asked[0].choices}
    assert choices == {"nothing_found": ("", ""), "found": ("lost_property", "what")}


def test_what_was_left_behind_is_followed_to_its_return() -> None:
    way = [
        (template.fires, template.stage) for template in shipped().templates if template.each == "lost_item"
    ]
    assert {step for step, _stage in way} == {"store", "tell_guest", "give_back"}
    assert {stage for _step, stage in way} == {"departure"}, "after the departure only its own work goes on"


def test_line_ups_are_called_and_of_two_posts_one_is_enough() -> None:
    called = {
        template.id for template in shipped().templates if "roll_call" in {one.kind for one in template.asked}
    }
    assert called == {"line_up", "farewell_line_up"}
    assert shipped().grades["VB"].farewell[0] == "general_manager|deputy_general_manager"
    assert shipped().grades["VD"].escort == ("guest_relations|bell_attendant",)


def test_inspections_are_point_by_point() -> None:
    (inspection,) = [template for template in templates_of("F7") if template.points]
    assert [point.id for point in inspection.inspected] == [f"F7{letter}" for letter in "abcdefghijklmnopq"]
    (dining_room,) = templates_of("IB4")
    assert [point.id for point in dining_room.inspected] == [f"IB4{letter}" for letter in "abcdefgh"]


def test_two_people_sign_where_the_procedure_says() -> None:
    assert [template.second_signature for template in templates_of("H3")] == ["another"]
    assert [template.second_signature for template in templates_of("H5")] == ["manager"]
    assert "guest_name" in {template.rekey for template in templates_of("F5")}


def test_the_gates() -> None:
    held = {
        gate: {template.id for template in shipped().templates if template.gate == gate}
        for gate in ("ready", "en_route", "depart")
    }
    assert held["ready"] >= {
        "room_cleaned",
        "room_checked",
        "room_finished",
        "room_tested",
        "room_dressed",
        "room_inspection",
        "letter_placed",
    }
    assert held["en_route"] == {"driver_report"}
    assert held["depart"] == {"departure_room_check", "folio_checked", "feedback"}


def test_papers_are_printed_where_the_procedure_says() -> None:
    papers = {"C1": "pick_up_sign", "F1": "briefing", "F3": "amenity_order", "F6": "registration_card"}
    papers |= {"IF1": "departures_list", "D1": "departures_list", "IB5": "menu", "F2": "letter"}
    for source, paper in papers.items():
        assert paper in {template.paper for template in templates_of(source)}


def test_the_letter_is_drafted_checked_signed_and_placed_in_order() -> None:
    steps = {template.letter: template for template in shipped().templates if template.letter}
    assert set(steps) == {"draft", "check", "sign", "place"}
    assert "letter_drafted" in steps["check"].after
    assert "letter_checked" in steps["sign"].after
    assert {"letter_signed", "card_signed", "letter_fetched"} == set(steps["place"].after)
    inspection = shipped().template("room_inspection")
    assert inspection is not None
    assert "letter_placed" in inspection.after


@pytest.mark.parametrize("template", shipped().templates, ids=lambda template: template.id)
def test_titles_fit_a_row(template: Template) -> None:
    assert len(template.title.en) <= 60
    assert len(template.title.zh) <= 24


def test_chinese_is_written_with_chinese_marks() -> None:
    for template in shipped().templates:
        for text in (template.title.zh, template.detail.zh if template.detail else ""):
            assert not set(text) & set(",;:!?()")


def test_the_ladder_is_the_sources() -> None:
    grades = shipped().grades
    assert list(grades) == ["VVIP", "VA", "VB", "VC", "VD"]
    assert [grade.rank for grade in grades.values()] == [1, 2, 3, 4, 5]
    assert grades["VVIP"].approves == ("general_manager",)
    assert grades["VC"].automatic is not None
    assert grades["VC"].automatic.stays_from == 13
    assert grades["VD"].letter.kind == "card"


def test_every_wish_that_arrivals_bring_has_a_name() -> None:
    brought = {wish.code for wish in default_settings().wishes}
    assert brought
    assert brought <= set(shipped().wishes)
