# ruff: noqa: E501 (one sentence a line)
import shutil
from pathlib import Path

import pytest

from tests.sop.stays import CHECKLISTS, shipped
from vipops.sop.diff import differences
from vipops.sop.loader import load


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        (
            "front_office.yaml",
            "due: departure-1d @ 20:45",
            "due: departure-1d @ 20:00",
            "Courtesy call before 21:00: the due time changed from “at 20:45, 1 day before departure” to “at 20:00, 1 day before departure”",
        ),
        (
            "engineering.yaml",
            "    who: engineer\n    gate: ready\n",
            "    who: engineer\n",
            "Test equipment, smart devices, Wi-Fi and network: the gate it holds changed from “room is ready” to “nothing”",
        ),
        (
            "housekeeping.yaml",
            "if: children > 0\n    each: child",
            "if: children > 1\n    each: child",
            "Souvenir for child …, such as a soft toy: the condition changed from “children come along” to “the number of children is more than 1”",
        ),
        (
            "grades.yaml",
            "amenity: [fruit, water]",
            "amenity: [fruit, water, card]",
            "Grade VD: the amenity changed from “fruit, water” to “fruit, water, card”",
        ),
        (
            "grades.yaml",
            "automatic: {stays_from: 13}",
            "automatic: {stays_from: 10}",
            "Grade VC: the automatic rule changed from “13 past stays or more” to “10 past stays or more”",
        ),
        (
            "grades.yaml",
            "escort: [general_manager]",
            "escort: [general_manager, {any_of: [hostess, lobby_manager]}]",
            "Grade VVIP: who escorts changed from “General manager” to “General manager, Hostess or Lobby manager”",
        ),
        (
            "grades.yaml",
            "letter: {kind: letter, signers: [general_manager]}",
            "letter: {kind: letter, signers: [general_manager, rooms_director]}",
            "Grade VVIP: the letter changed from “a letter, signed by General manager” to “a letter, signed by General manager, Rooms director”",
        ),
        ("grades.yaml", "en: champagne}", "en: sparkling wine}", "Amenity changed: sparkling wine"),
        (
            "departments.yaml",
            "posts:\n",
            "posts:\n  - {code: butler, name: {zh: 管家, en: Butler}, department: housekeeping, role: attendant}\n",
            "Post added: Butler",
        ),
        (
            "concierge.yaml",
            "        title: {zh: 件数, en: Pieces}",
            "        title: {zh: 件数, en: Pieces}\n        optional: true",
            "Luggage brought down and counted: what must be filled in changed from “Pieces” to “Pieces (optional)”",
        ),
    ],
)  # fmt: skip
def test_one_difference_is_one_sentence(tmp_path: Path, file: str, old: str, new: str, sentence: str) -> None:
    folder = tmp_path / "checklists"
    shutil.copytree(CHECKLISTS, folder)
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    found = differences(shipped(), load(folder))
    assert [words.en for words in found] == [sentence]
    assert found[0].zh != found[0].en


def test_what_reads_the_same_is_shown_as_it_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "checklists"
    shutil.copytree(CHECKLISTS, folder)
    text = (folder / "housekeeping.yaml").read_text("utf-8")
    (folder / "housekeeping.yaml").write_text(
        text.replace("if: children > 0", "if: (children > 0)", 1), "utf-8"
    )
    (found,) = differences(shipped(), load(folder))
    assert found.en.endswith("the condition changed from “children > 0” to “(children > 0)”")


def test_new_and_removed_tasks(tmp_path: Path) -> None:
    folder = tmp_path / "checklists"
    shutil.copytree(CHECKLISTS, folder)
    text = (folder / "engineering.yaml").read_text("utf-8")
    (folder / "engineering.yaml").write_text(text.replace("id: lift_control", "id: lift_taken"), "utf-8")
    found = differences(shipped(), load(folder))
    assert [words.en for words in found] == [
        "New task: With concierge, take one lift under dedicated control, due 1 hour before arrival",
        "Task removed: With concierge, take one lift under dedicated control",
    ]


def test_the_same_says_nothing() -> None:
    assert differences(shipped(), load(CHECKLISTS)) == []
