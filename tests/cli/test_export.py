"""``vipops export``: a whole file or none."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from vipops.errors import Busy
from vipops.queries import event_log


def test_a_file(vipops_command: Run, founded: Path, tmp_path: Path) -> None:
    path = tmp_path / "log.json"
    said = vipops_command("export", "ocel", str(path))
    assert (said.status, said.out) == (0, "")
    assert {"objectTypes", "eventTypes", "objects", "events"} == set(json.loads(path.read_text()))
    assert [left.name for left in tmp_path.iterdir() if "log.json" in left.name] == ["log.json"]


def test_the_standard_output(vipops_command: Run, founded: Path) -> None:
    said = vipops_command("export", "ocel", "-")
    assert (said.status, {row["type"] for row in json.loads(said.out)["events"]}) == (0, {"staff_changed"})


def test_half_a_file_is_never_left(
    vipops_command: Run, founded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks_off(*_asked: Any, **_options: Any) -> Iterator[bytes]:
        yield b"{"
        raise Busy("The database is busy.")

    path = tmp_path / "log.json"
    path.write_text("the one from last week")
    monkeypatch.setattr(event_log, "ocel", breaks_off)
    said = vipops_command("export", "ocel", str(path))
    assert (said.status, said.err) == (1, "The database is busy.\n")
    assert path.read_text() == "the one from last week"
    assert [left.name for left in tmp_path.iterdir() if "log.json" in left.name] == ["log.json"]


def test_a_folder_that_is_not_there(vipops_command: Run, founded: Path, tmp_path: Path) -> None:
    said = vipops_command("export", "ocel", str(tmp_path / "nowhere" / "log.json"))
    assert said.status == 1
    assert "log.json cannot be written: No such file or directory." in said.err


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--from", "yesterday"), "'yesterday' does not match the format"),
        (("--from", "2026-11-22", "--to", "2026-11-20"), "lies before --from"),
    ],
)
def test_days_that_are_none(vipops_command: Run, founded: Path, asked: tuple[str, ...], told: str) -> None:
    said = vipops_command("export", "ocel", "-", *asked)
    assert (said.status, told in said.err) == (2, True)
