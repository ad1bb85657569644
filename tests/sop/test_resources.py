"""resources.yaml: things and people that one guest at a time can have, and what tasks take of them."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.sop.stays import CHECKLISTS, HOTEL, a_stay, by_key, shipped
from vipops.domain.collisions import Resource
from vipops.sop.diff import differences
from vipops.sop.loader import check, load
from vipops.sop.plan import plan

FILE = """\
things:
  - {code: lift, name: {zh: 电梯, en: lift}, turnaround: 5m}
  - {code: car, name: {zh: 车, en: car}, count: 4, turnaround: 20m}
people:
  - {code: general_manager, instead: [deputy_general_manager]}
  - {code: deputy_general_manager, count: 1, turnaround: 0m}
"""
SECURITY = """\
department: security
tasks:
  - id: parking
    source: [S1]
    stage: arrival
    title: {zh: 车位, en: Parking}
    due: arrival-1h
    takes: [lift]
    lasts: 20m
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped checklists without what they take, with resources and a task of these tests."""
    made = tmp_path / "checklists"
    shutil.copytree(CHECKLISTS, made)
    for path in made.glob("*.yaml"):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if not line.startswith("    takes:")), "utf-8")
    (made / "resources.yaml").write_text(FILE, "utf-8")
    (made / "security.yaml").write_text(SECURITY, "utf-8")
    return made


def test_what_the_file_says(folder: Path) -> None:
    assert check(folder) == []
    found = load(folder)
    assert found.resources["car"] == Resource("car", 4, timedelta(minutes=20))
    assert found.resources["general_manager"].instead == ("deputy_general_manager",)
    assert found.resource_name("lift").zh == "电梯"
    assert found.resource_name("general_manager").en == "General manager"


@pytest.mark.parametrize(
    ("old", "new", "where", "message"),
    [
        ("code: lift,", "code: car,", "3:12", "“car” stands here twice"),
        ("code: lift,", "code: chef,", "2:12", "“chef” is a post"),
        ("- {code: general_manager,", "- {code: general_manger,", "5:12", "did you mean general_manager?"),
        ("instead: [deputy_general_manager]", "instead: [lift]", "5:39", "“lift” is none of the people"),
        ("instead: [deputy_general_manager]", "instead: [general_manager]", "5:39", "for themselves"),
        ("count: 4", "count: 0", "3:48", "greater than or equal to 1"),
        ("turnaround: 20m", "turnaround: 20", "3:63", "“20” is no span of time"),
        ("turnaround: 20m", "turnaround: -20m", "3:63", "no time is less than none"),
        ("count: 4", "number: 4", "3:41", "the field “number” is not known here"),
        (", name: {zh: 车, en: car}", "", "3:5", "the field “name” is missing"),
        ("people:", "persons:", "4:1", "“persons” is not known here"),
    ],
)
def test_a_mistake_is_told_with_its_place(folder: Path, old: str, new: str, where: str, message: str) -> None:
    assert old in FILE
    (folder / "resources.yaml").write_text(FILE.replace(old, new), "utf-8")
    lines = [str(error) for error in check(folder)]
    assert any(line.startswith(f"resources.yaml:{where}") and message in line for line in lines), lines


@pytest.mark.parametrize(
    ("old", "new", "where", "message"),
    [
        ("takes: [lift]", "takes: [lfit]", "8:13", "“lfit” is nothing to take (did you mean lift?)"),
        ("takes: [lift]", "takes: [{any_of: [lift, boat]}]", "8:13", "“boat” is nothing to take"),
        ("    lasts: 20m\n", "", "8:12", "it is not said for how long"),
        ("lasts: 20m", "lasts: 0m", "9:12", "this is no length of time"),
        ("lasts: 20m", "lasts: -20m", "9:12", "this is no length of time"),
        ("lasts: 20m", "lasts: 20", "9:12", "“20” is no span of time"),
        ("lasts: 20m", "lasts: 25h", "9:12", "this is no length of time"),
        ("lasts: 20m", "lasts: 20m\n    takes_from: later", "10:17", "“later” is not known here"),
        ("    takes: [lift]\n    lasts: 20m", "    slack: 20m", "8:12", "takes nothing that could collide"),
    ],
)
def test_a_task_takes_only_what_there_is(folder: Path, old: str, new: str, where: str, message: str) -> None:
    (folder / "security.yaml").write_text(SECURITY.replace(old, new), "utf-8")
    lines = [str(error) for error in check(folder)]
    assert any(line.startswith(f"security.yaml:{where}") and message in line for line in lines), lines


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            lambda text: text.replace("count: 4", "count: 3"),
            "Resource car: changed from “4 of it, 20 min …” to “3 of it, 20 min …”",
        ),
        (
            lambda text: text.replace(", instead: [deputy_general_manager]", ""),
            "Resource General manager: changed from “1 of it, stand-ins: Deputy …” to “1 of it”",
        ),
        (lambda text: text.replace("en: lift", "en: elevator"), "Resource changed: elevator"),
        (
            lambda text: text.replace("people:", "  - {code: boat, name: {zh: 船, en: boat}}\npeople:"),
            "New resource: boat (1 of it)",
        ),
        (
            lambda text: text.replace(
                "  - {code: car, name: {zh: 车, en: car}, count: 4, turnaround: 20m}\n", ""
            ),
            "Resource removed: car",
        ),
    ],
)  # fmt: skip
def test_one_difference_is_one_sentence(
    folder: Path, tmp_path: Path, change: Callable[[str], str], sentence: str
) -> None:
    new = tmp_path / "new"
    shutil.copytree(folder, new)
    (new / "resources.yaml").write_text(change(FILE), "utf-8")
    shown = [words.en for words in differences(load(folder), load(new))]
    assert [
        one.replace(" between two guests", " …").replace("Deputy general manager", "Deputy …")
        for one in shown
    ] == [sentence]


def test_what_the_shipped_tasks_take() -> None:
    stay = a_stay(grade="VVIP", transfer_out=True)
    tasks = by_key(plan(shipped(), stay, HOTEL, stay.planned_at))
    taken = {key: (task.takes, task.lasts, task.takes_from) for key, task in tasks.items() if task.takes}
    assert taken["lift_control"] == (("dedicated_lift",), 75, "due")
    assert taken["pick_up_list"] == (("guest_car",), 150, "due")
    assert taken["car_at_door"][0] == ("guest_car",)
    assert taken["grade_inspection:1806:general_manager"] == (("general_manager",), 20, "before")
    assert set(taken["line_up"][0]) == set(shipped().grades["VVIP"].greets)
    assert taken["greet_and_escort"][0] == ("general_manager",)


def test_posts_that_nobody_counts_are_not_taken() -> None:
    stay = a_stay(grade="VD")
    tasks = by_key(plan(shipped(), stay, HOTEL, stay.planned_at))
    assert tasks["greet_and_escort"].people
    assert tasks["greet_and_escort"].takes == ()


@pytest.mark.parametrize(
    ("key", "shown"),
    [("line_up", "Deputy general manager"), ("grade_inspection:1806:general_manager", "Deputy")],
)
def test_who_stands_in_is_named(key: str, shown: str) -> None:
    facts: dict[str, Any] = {"stand_ins": {key: {"general_manager": "deputy_general_manager"}}}
    stay = a_stay(**facts)
    tasks = by_key(plan(shipped(), stay, HOTEL, stay.planned_at))
    task = tasks[key]
    assert "deputy_general_manager" in task.takes
    assert "general_manager" not in task.takes
    assert shown in (task.detail.en if task.people and task.detail else task.title.en)
