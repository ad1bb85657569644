from pathlib import Path

import pytest

from tests.sop.stays import DATA, shipped
from vipops.sop.coverage import coverage, read_items
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


@pytest.mark.parametrize("text", ["", "a: 1\n", "a: [", "pre_arrival: {concierge: {nothing: {}}}\n"])
def test_no_items(tmp_path: Path, text: str) -> None:
    path = tmp_path / "items.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ChecklistErrors):
        read_items(path)
