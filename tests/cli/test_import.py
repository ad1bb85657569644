"""``vipops import``: one line per reservation, and an exit status that a script can trust."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support.folding import ROOT
from tests.support.house import SETTINGS, close, open_hotel
from vipops.services import properties

OPERA = str(ROOT / "tests/data/opera/getReservations.json")


@pytest.fixture(autouse=True)
def _hotel(founded: Path, vipops_command: Run) -> None:
    """A hotel; its settings do not know the VIP code of OPERA's example."""


def outcomes(out: str) -> list[str]:
    return [line.split()[1] for line in out.splitlines()]


def with_gold(data: Path) -> None:
    """Now they do."""
    opened = open_hotel(f"sqlite:///{data / 'vipops.sqlite3'}", data)
    with opened.inside():
        properties.set_up("HOTEL1", SETTINGS.model_copy(update={"vip_codes": {"GOLD": "VB"}}))
    close(opened)


def test_past_stays_become_history_once(vipops_command: Run, data: Path) -> None:
    with_gold(data)
    first = vipops_command("import", OPERA)
    assert (outcomes(first.out), first.status) == (["history"] * 3, 0)
    again = vipops_command("import", OPERA)
    assert (outcomes(again.out), again.status) == (["unchanged"] * 3, 0)


def test_moved_to_today_they_are_planned_once(vipops_command: Run, data: Path) -> None:
    with_gold(data)
    arguments = ("import", OPERA, "--shift-dates-to", "today", "--format", "opera", "--property", "HOTEL1")
    first = vipops_command(*arguments)
    assert (outcomes(first.out), first.status) == (["created"] * 3, 0), first
    again = vipops_command(*arguments)
    assert (outcomes(again.out), again.status) == (["unchanged"] * 3, 0)
    checked = vipops_command("verify")
    assert checked.status == 0, checked


def test_an_unknown_vip_code_is_held(vipops_command: Run) -> None:
    said = vipops_command("import", OPERA, "--shift-dates-to", "today")
    assert (outcomes(said.out), said.status) == (["held"] * 3, 0)
    assert "'GOLD' is not mapped to a grade" in said.out


def test_a_refused_row_is_named_with_its_place_and_the_others_go_in(
    vipops_command: Run, tmp_path: Path
) -> None:
    arrivals = tmp_path / "arrivals.csv"
    arrivals.write_text(
        "Confirmation,Name,VIP,Arrival,Departure\n"
        "A1,Wang Wei,3,2031-11-24,2031-11-26\n"
        "A2,Li Na,3,tomorrow,2031-11-26\n"
    )
    said = vipops_command("import", str(arrivals))
    assert said.status == 1
    lines = {line.split()[0]: line for line in said.out.splitlines()}
    assert re.match(r"A1 +created +\S", lines["A1"])
    assert re.match(r"A2 +refused .*arrivals\.csv:3:4: .*; expected ", lines["A2"]), lines["A2"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((OPERA, "--property", "HOTEL9"), "There is no property HOTEL9."),
        ((OPERA, "--shift-dates-to", "soon"), "'soon' is no date"),
        ((OPERA, "--format", "pdf"), "pdf"),
        (("missing.json",), "missing.json"),
    ],
)
def test_what_cannot_be_done_is_said(vipops_command: Run, arguments: tuple[str, ...], says: str) -> None:
    said = vipops_command("import", *arguments)
    assert said.status != 0
    assert says in said.err


def test_a_file_that_is_none(vipops_command: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html>")
    said = vipops_command("import", str(page))
    assert said.status == 1
    assert "page.html:1:1" in said.err
