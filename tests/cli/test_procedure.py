"""The procedure's versions from the command line: exported, changed, tried, put into force, moved over to."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def changed(founded: Path, vipops_command: Run, tmp_path: Path) -> Path:
    """The procedure in force, exported and changed: security checks the way an hour earlier."""
    version = in_force(vipops_command)
    folder = tmp_path / "changed"
    assert vipops_command("sop", "export", version, str(folder)).status == 0
    path = folder / "security.yaml"
    path.write_text(path.read_text("utf-8").replace("due: arrival-1h", "due: arrival-2h"), "utf-8")
    return folder


def in_force(vipops_command: Run) -> str:
    said = vipops_command("sop", "versions")
    found = re.search(r"^(\w+) +in force", said.out, re.MULTILINE)
    assert found, said
    return found[1]


def test_a_changed_folder_is_compared_tried_and_put_into_force(
    changed: Path, vipops_command: Run, tmp_path: Path
) -> None:
    first = in_force(vipops_command)
    diff = vipops_command("sop", "diff", first, str(changed))
    assert (
        diff.out.strip()
        == "Check the way: the due time changed from “1 hour before arrival” to “2 hours before arrival”"
    )
    told = json.loads(vipops_command("sop", "try", str(changed), "--json").out)
    assert (told["stays"], told["counts"]) == (0, [])
    said = vipops_command("sop", "put-in-force", str(changed), "--note", "The road is dug up.")
    second = in_force(vipops_command)
    assert said.out.strip() == f"Version {second} is in force."
    listed = vipops_command("sop", "versions").out
    assert "command line: The road is dug up." in listed
    assert first in listed
    assert vipops_command("sop", "diff", first, second).out == diff.out
    assert vipops_command("sop", "diff", second, str(changed)).out.strip() == "Nothing changes."


def test_running_stays_are_moved_over(changed: Path, vipops_command: Run, tmp_path: Path) -> None:
    arrivals = tmp_path / "arrivals.csv"
    arrivals.write_text(
        "confirmation_number,surname,vip_code,arrival,departure,room\n"
        "R9001,Lindqvist,3,2031-12-10 14:00,2031-12-12 12:00,1806\n"
    )
    brought = vipops_command("import", str(arrivals))
    assert brought.status == 0, brought
    vipops_command("sop", "put-in-force", str(changed))
    dry = vipops_command("sop", "move-over", "--all", "--dry-run")
    assert "Check the way moved from 13:00 to 12:00" in dry.out
    moved = vipops_command("sop", "move-over", "1")
    assert moved.out == dry.out
    again = vipops_command("sop", "move-over", "1")
    assert (again.status, "in force already" in again.err) == (1, True)
    assert "Every running stay" in vipops_command("sop", "move-over", "--all").out


def test_a_mistake_is_told_with_its_place_and_nothing_is_put_into_force(
    changed: Path, vipops_command: Run
) -> None:
    before = in_force(vipops_command)
    path = changed / "security.yaml"
    path.write_text(path.read_text("utf-8").replace("due: arrival", "due: arival"), "utf-8")
    for verb in ("put-in-force", "try"):
        said = vipops_command("sop", verb, str(changed))
        assert said.status == 1
        assert re.search(r"^security\.yaml:\d+:\d+: “arival” is no anchor", said.err, re.MULTILINE), said
    assert in_force(vipops_command) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("put-in-force", "CHANGED", "--property", "NOWHERE"),
        ("export", "nothing", "FRESH"),
        ("export", "VERSION", "CHANGED"),
        ("diff", "VERSION", "nothing"),
        ("try", "CHANGED", "--days", "0"),
        ("move-over",),
        ("move-over", "1", "--all"),
        ("move-over", "99"),
    ],
)
def test_what_cannot_be(
    changed: Path, vipops_command: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    places = {"CHANGED": str(changed), "FRESH": str(tmp_path / "fresh"), "VERSION": in_force(vipops_command)}
    said = vipops_command("sop", *(places.get(word, word) for word in arguments))
    assert said.status in (1, 2)
    assert said.err.strip()
    assert "Traceback" not in said.err
