from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.sop.stays import DATA, shipped
from vipops.enums import Department
from vipops.sop.coverage import coverage, read_items
from vipops.sop.procedure import Procedure
from vipops.sop.yaml_source import ChecklistErrors

ITEMS = """\
pre_arrival:
  concierge:
    C5: {when: arrival, en: Report}
    C99: {en: Something new}
arrival:
  front_office:
    F7a: {en: Key card}
"""


def test_covered_and_missing(tmp_path: Path) -> None:
    path = tmp_path / "items.yaml"
    path.write_text(ITEMS, "utf-8")
    items = read_items(path)
    assert [(item.id, item.chapter, item.department, item.text) for item in items] == [
        ("C5", "pre_arrival", "concierge", "Report"),
        ("C99", "pre_arrival", "concierge", "Something new"),
        ("F7a", "arrival", "front_office", "Key card"),
    ]
    found = coverage(shipped(), items)
    assert found.covered == {"C5": ("driver_report",), "F7a": ("room_inspection",)}
    assert found.missing == ("C99",)
    assert "H1" in found.unknown


def test_the_procedures_own_items_are_read() -> None:
    assert len(read_items(DATA / "sop-items.yaml")) == 83


def test_every_item_of_the_procedure_is_covered_by_its_department_and_with_its_proof() -> None:
    found = coverage(shipped(), read_items(DATA / "sop-items.yaml"))
    assert (found.missing, found.elsewhere, found.unproved) == ((), {}, {})


@pytest.mark.parametrize(
    ("item", "template", "without"),
    [
        ("C1", "pick_up_sign", {"proof": ()}),
        ("C5", "driver_report", {"proof": ()}),
        ("C7", "lift_attendant", {"proof": ()}),
        ("H1", "housekeeping_meeting", {"proof": ()}),
        ("H3", "room_checked", {"second_signature": None}),
        ("H5", "room_finished", {"second_signature": None}),
        ("F5", "letter_checked", {"rekey": None}),
        ("IH2", "fruit_report", {"proof": ()}),
        ("IB5", "meal_menu", {"proof": ()}),
        ("D1", "folio_checked", {"proof": ()}),
        ("D3", "departure_room_check", {"proof": ()}),
        ("D6", "feedback", {"proof": ()}),
    ],
)
def test_a_proof_that_nobody_asks_for_is_told(item: str, template: str, without: dict[str, Any]) -> None:
    """The control: the shipped template without it."""
    others = ("left_room_checked",)
    found = coverage(changed(template, others, **without), read_items(DATA / "sop-items.yaml"))
    assert set(found.unproved) == {item}


@pytest.mark.parametrize(
    ("item", "template"), [("S2", "fire_equipment"), ("H6", "room_ready_told"), ("C2", "pick_up_list")]
)
def test_another_departments_work_is_told(item: str, template: str) -> None:
    procedure = changed(template, (), department=Department.FOOD_BEVERAGE)
    found = coverage(procedure, read_items(DATA / "sop-items.yaml"))
    assert found.elsewhere == {item: "food_beverage"}


def changed(template: str, without: tuple[str, ...], **values: Any) -> Procedure:
    """The shipped procedure with one template changed and others left out."""
    known = shipped()
    kept = (each for each in known.templates if each.id not in without)
    templates = (each.model_copy(update=values) if each.id == template else each for each in kept)
    return replace(known, templates=tuple(templates))


@pytest.mark.parametrize("text", ["", "a: 1\n", "a: [", "pre_arrival: {concierge: {nothing: {}}}\n"])
def test_no_items(tmp_path: Path, text: str) -> None:
    path = tmp_path / "items.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ChecklistErrors):
        read_items(path)
