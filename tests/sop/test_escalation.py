"""The file of the ladders of escalation: typed, checked with line and column, compared in words."""

import shutil
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.sop.stays import CHECKLISTS
from vipops.domain import timing
from vipops.domain.escalation import Ladder
from vipops.enums import Department
from vipops.sop.diff import differences
from vipops.sop.loader import check, load

GENERAL = """
  - grace: 15m
    rungs:
      - {level: overdue, after: 0m, to: supervisor}
"""
OLD = "at the due time: overdue, told to the supervisor"
NEW = "2 minutes after: overdue, told to the manager"
GOOD = "ladders:\n" + GENERAL.lstrip("\n")


def folder_with(text: str, tmp_path: Path) -> Path:
    folder = tmp_path / "checklists"
    shutil.copytree(CHECKLISTS, folder)
    (folder / "escalation.yaml").write_text(text, "utf-8")
    return folder


def mistakes(text: str, tmp_path: Path) -> list[str]:
    return [str(error) for error in check(folder_with(text, tmp_path))]


def test_the_shipped_ladders_agree_with_the_screens_colours() -> None:
    """Soon and due begin where the screens begin to say so; overdue is the due moment itself."""
    begins = {"soon": -timing.SOON, "due": -timing.DUE, "overdue": timedelta(0)}
    ladders = load(CHECKLISTS).ladders
    assert ladders
    for ladder in ladders:
        for rung in ladder.rungs:
            assert rung.level not in begins or rung.after == begins[rung.level]
        assert {"soon", "due", "overdue", "escalated"} == {str(rung.level) for rung in ladder.rungs}


def test_a_higher_grade_never_climbs_slower() -> None:
    procedure = load(CHECKLISTS)
    grades = sorted(procedure.grades.values(), key=lambda grade: grade.rank)
    for department in Department:
        ladders = [procedure.ladder(department, grade.code) for grade in grades]
        for higher, lower in pairwise(ladders):
            reached, later = first_told(higher), first_told(lower)
            assert all(reached[to] <= after for to, after in later.items()), department


def first_told(ladder: Ladder) -> dict[str, timedelta]:
    return {rung.to: rung.after for rung in reversed(ladder.rungs)}


def test_a_grade_that_is_gone_has_the_ladder_for_all() -> None:
    procedure = load(CHECKLISTS)
    assert procedure.ladder("housekeeping", "OLD") == procedure.ladders[-1]


def test_a_small_ladder_is_one(tmp_path: Path) -> None:
    assert mistakes(GOOD, tmp_path) == []


def test_the_file_is_needed(tmp_path: Path) -> None:
    folder = folder_with(GOOD, tmp_path)
    (folder / "escalation.yaml").unlink()
    assert [error.place.file for error in check(folder)] == ["escalation.yaml"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "escalation.yaml:1:1: the file is empty"),
        ("ladders: []\n", "escalation.yaml:1:10: some work has no ladder"),
        ("ladder: []\n", "escalation.yaml:1:1: “ladder” is not known here (did you mean ladders?)"),
        (
            GOOD.replace("0m", "soonish"),
            "escalation.yaml:4:33: “soonish” is no span of time; expected hours and minutes such as -30m",
        ),
        (GOOD.replace("overdue", "later"), "escalation.yaml:4:17: “later” is not known"),
        (GOOD.replace("supervisor", "supervisors"), "escalation.yaml:4:41: “supervisors” is not known"),
        (GOOD.replace("0m, to", "-1m, to"), "escalation.yaml:4:33: “overdue” lies on the wrong side"),
        (
            GOOD.replace("overdue, after: 0m", "soon, after: 5m"),
            "escalation.yaml:4:30: “soon” lies on the wrong side",
        ),
        (GOOD.replace("15m", "0m"), "escalation.yaml:2:12: the grace is no time at all"),
        (
            GOOD + "      - {level: escalated, after: 0m, to: manager}\n",
            "escalation.yaml:5:35: this rung is not later",
        ),
        (
            GOOD + "      - {level: overdue, after: 5m, to: assignee}\n",
            "escalation.yaml:5:41: “assignee” stands below the rung before it",
        ),
        (
            GOOD.replace("overdue", "escalated") + "      - {level: overdue, after: 5m, to: manager}\n",
            "escalation.yaml:5:17: “overdue” is gentler",
        ),
        (
            GOOD.replace("grace: 15m", "grace: 15m\n    ranks: [42]"),
            "escalation.yaml:3:13: no grade has the rank 42",
        ),
        (
            GOOD.replace("grace: 15m", "grace: 15m\n    department: housekeeping"),
            "escalation.yaml:2:5: some work has no ladder",
        ),
        (GOOD + GENERAL.lstrip("\n"), "escalation.yaml:5:5: this ladder is never used"),
    ],
)
def test_mistakes_have_their_place_and_what_was_expected(text: str, says: str, tmp_path: Path) -> None:
    found = mistakes(text, tmp_path)
    assert any(one.startswith(says) for one in found), found


def test_differences_are_told_in_words(tmp_path: Path) -> None:
    old = load(folder_with(GOOD, tmp_path / "old"))
    quicker = GOOD.replace("15m", "5m").replace("after: 0m, to: supervisor", "after: 2m, to: manager")
    new_text = quicker.replace(
        "ladders:\n",
        "ladders:\n  - department: concierge\n    ranks: [1]\n    grace: 5m\n    rungs:\n"
        "      - {level: due, after: -10m, to: assignee}\n",
    )
    new = load(folder_with(new_text, tmp_path / "new"))
    assert [sentence.en for sentence in differences(old, new)] == [
        "New ladder of escalation (Concierge, VVIP): 10 minutes before: due, told to the assignee",
        "ladder of escalation (all departments): the grace changed from 15 minutes to 5 minutes",
        f"ladder of escalation (all departments): changed from “{OLD}” to “{NEW}”",
    ]
    assert [sentence.zh for sentence in differences(new, old)][-1] == "删除升级阶梯（礼宾部，VVIP）"
    assert old.version != new.version


def test_the_order_of_ladders_counts(tmp_path: Path) -> None:
    special = (
        "  - department: {}\n    ranks: [1]\n    grace: 5m\n"
        "    rungs: [{{level: due, after: -10m, to: assignee}}]\n"
    )
    parts = [special.format("concierge"), special.format("security")]
    first = load(folder_with("ladders:\n" + parts[0] + parts[1] + GENERAL.lstrip("\n"), tmp_path / "a"))
    other = load(folder_with("ladders:\n" + parts[1] + parts[0] + GENERAL.lstrip("\n"), tmp_path / "b"))
    assert [one.en for one in differences(first, other)] == [
        "The ladders of escalation stand in another order"
    ]
