"""``vipops simulate``: lives, tells, and fails where an invariant is broken."""

import json
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cli.conftest import Run
from vipops.simulation import plots
from vipops.simulation.checkers import NoTaskIsLost, Sight
from vipops.simulation.ledger import Ledger

SHORT = ("simulate", "--days", "1", "--stays", "4")


def test_a_day_and_its_report(vipops_command: Run, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    said = vipops_command(*SHORT, "--report", str(folder))
    assert (said.status, "FAULT" in said.out, "ASTRAY" in said.out) == (0, False, False)
    assert "ok     no task is lost" in said.out
    figures = json.loads((folder / "figures.json").read_text("utf-8"))
    assert figures["sound"]
    assert figures["stays"] >= 1
    assert f"{figures['events']} events, {figures['journal'][:16]}" in said.out
    page = (folder / "index.html").read_text("utf-8")
    assert "各部门完成任务的迟早" in page
    assert "How late work was done" in page
    for name in ("lateness", "on_time", "load", "alarms"):
        assert f'src="{name}.svg"' in page
        assert ET.parse(folder / f"{name}.svg").getroot().tag.endswith("svg")  # noqa: S314  # our own file
    rows = (folder / "lateness.csv").read_text("utf-8").splitlines()
    assert rows[0] == "department,minutes_late"
    assert len(rows) == figures["ticked"] + 1


def test_a_broken_invariant_fails(vipops_command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def look(_self: NoTaskIsLost, sight: Sight, _ledger: Ledger) -> Iterable[str]:
        return ("task 1 was told and is gone",) if sight.tasks else ()

    monkeypatch.setattr(NoTaskIsLost, "look", look)
    said = vipops_command(*SHORT)
    assert said.status == 1
    assert "FAULT  no task is lost" in said.out
    assert "task 1 was told and is gone" in said.out


def test_a_hotel_that_lives_there_is_left_alone(vipops_command: Run, founded: Path) -> None:
    said = vipops_command(*SHORT, "--database", f"sqlite:///{founded / 'vipops.sqlite3'}")
    assert (said.status, said.err.splitlines()[0]) == (1, "A hotel lives in this database.")


def test_an_unknown_zone(vipops_command: Run) -> None:
    said = vipops_command(*SHORT, "--zone", "Berlin")
    assert (said.status, "expected an IANA name" in said.err) == (2, True)


def test_without_matplotlib(vipops_command: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(plots, "find_spec", lambda _name: None)
    said = vipops_command(*SHORT, "--report", str(tmp_path / "report"))
    assert (said.status, "vipops[simulation]" in said.err) == (1, True)
    assert not (tmp_path / "report").exists()
