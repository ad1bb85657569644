"""The other commands: lifecycles, procedure, verification, a new hotel, the way back in."""

import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support.folding import ROOT
from vipops.domain.lifecycles import LIFECYCLES

CHECKLISTS = ROOT / "checklists"


@pytest.mark.parametrize("name", LIFECYCLES)
def test_lifecycle_drawn_and_listed(vipops_command: Run, name: str) -> None:
    drawn = vipops_command("lifecycle", name, "--mermaid")
    assert (drawn.status, "stateDiagram-v2" in drawn.out) == (0, True)
    listed = vipops_command("lifecycle", name)
    for step in LIFECYCLES[name].steps:
        assert re.search(rf"^{step.verb} .*-> {step.target}", listed.out, re.MULTILINE)


def test_an_unknown_lifecycle_is_a_usage_error(vipops_command: Run) -> None:
    assert vipops_command("lifecycle", "dinner").status == 2


class TestProcedure:
    def test_check_of_the_shipped_one(self, vipops_command: Run) -> None:
        said = vipops_command("sop", "check")
        assert (said.status, "no mistakes" in said.out) == (0, True)

    def test_check_names_the_place_of_a_mistake(self, vipops_command: Run, tmp_path: Path) -> None:
        folder = tmp_path / "checklists"
        shutil.copytree(CHECKLISTS, folder)
        path = folder / "security.yaml"
        path.write_text(path.read_text().replace("due: ", "due: never-", 1))
        said = vipops_command("sop", "check", str(folder))
        assert said.status == 1
        assert re.search(r"^security\.yaml:\d+:\d+: .*expected", said.out, re.MULTILINE), said.out

    def test_plan(self, vipops_command: Run) -> None:
        stay = ("--grade", "VVIP", "--arrival", "2031-12-10T14:00", "--departure", "2031-12-12T12:00")
        shown = json.loads(vipops_command("sop", "plan", *stay, "--transfer", "--json").out)
        assert {"driver_report", "room_inspection"} <= {task["template"] for task in shown}
        without = json.loads(vipops_command("sop", "plan", *stay, "--json").out)
        assert "driver_report" not in {task["template"] for task in without}
        table = vipops_command("sop", "plan", *stay, "--children", "2", "--language", "zh")
        assert table.out.rstrip().splitlines()[-1].endswith("tasks")

    @pytest.mark.parametrize(
        ("grade", "departure"), [("VX", "2031-12-12T12:00"), ("VVIP", "2031-12-09T12:00"), ("VVIP", "soon")]
    )
    def test_plan_of_what_cannot_be(self, vipops_command: Run, grade: str, departure: str) -> None:
        stay = ("--grade", grade, "--arrival", "2031-12-10T14:00", "--departure", departure)
        said = vipops_command("sop", "plan", *stay)
        assert said.status in (1, 2)
        assert said.err
        assert "Traceback" not in said.err

    def test_coverage(self, vipops_command: Run) -> None:
        said = vipops_command("sop", "coverage", str(ROOT / "tests/data/sop-items.yaml"))
        missing = "NOT COVERED" in said.out
        assert said.status == (1 if missing else 0)
        assert re.search(r"^F7q +room_inspection", said.out, re.MULTILINE)

    def test_diff(self, vipops_command: Run, tmp_path: Path) -> None:
        same = vipops_command("sop", "diff", str(CHECKLISTS), str(CHECKLISTS))
        assert same.out == "Nothing changes.\n"
        other = tmp_path / "checklists"
        shutil.copytree(CHECKLISTS, other)
        path = other / "front_office.yaml"
        path.write_text(path.read_text().replace("due: arrival-10m", "due: arrival-25m", 1))
        assert "25" in vipops_command("sop", "diff", str(CHECKLISTS), str(other)).out


class TestNewHotel:
    def test_init_prints_the_administrator_once_and_verify_finds_it_in_order(
        self, vipops_command: Run, data: Path
    ) -> None:
        said = vipops_command("init", "--name", "The Grand Harbour", "--zone", "Asia/Shanghai")
        assert said.status == 0
        assert re.search(r"admin +password: \S{19} +PIN: \d{6}", said.out)
        assert (data / "certificate").is_dir()
        assert oct((data / "secret").stat().st_mode)[-3:] == "600"
        assert vipops_command("verify").status == 0
        assert vipops_command("init", "--name", "Again", "--zone", "Asia/Shanghai").status == 1

    def test_init_in_a_zone_that_is_none(self, vipops_command: Run) -> None:
        said = vipops_command("init", "--name", "X", "--zone", "Mars/Olympus")
        assert (said.status, "Mars/Olympus" in said.err) == (1, True)

    def test_no_hotel_yet(self, vipops_command: Run) -> None:
        assert vipops_command("upgrade").status == 0
        said = vipops_command("verify")
        assert said.status == 1
        assert "vipops init" in said.err

    def test_an_unknown_setting_is_refused(
        self, vipops_command: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("VIPOPS_DATABSE_URL", "sqlite://")
        said = vipops_command("verify")
        assert (said.status, "VIPOPS_DATABSE_URL" in said.err) == (1, True)


@pytest.mark.usefixtures("founded")
class TestLetIn:
    def test_a_fresh_password(self, vipops_command: Run) -> None:
        said = vipops_command("let-in", "admin")
        assert (said.status, bool(re.search(r"admin: \S{19}$", said.out.strip()))) == (0, True)

    def test_nobody(self, vipops_command: Run) -> None:
        said = vipops_command("let-in", "nobody")
        assert (said.status, said.err) == (1, "Nobody is called nobody.\n")


def test_verify_names_what_was_changed(vipops_command: Run, founded: Path) -> None:
    assert vipops_command("verify").status == 0
    connection = sqlite3.connect(founded / "vipops.sqlite3")
    connection.executescript("DROP TRIGGER events_unchangeable; UPDATE events SET body = '{}' WHERE seq = 2;")
    connection.close()
    said = vipops_command("verify")
    assert said.status == 1
    assert re.search(r"^FAULT +journal.*\n +event 2 is not what was recorded", said.out, re.MULTILINE)


def test_help_names_the_commands(vipops_command: Run) -> None:
    said = vipops_command("--help")
    assert said.status == 0
    for command in ("serve", "init", "demo", "import", "sop", "lifecycle", "verify", "let-in"):
        assert command in said.out
