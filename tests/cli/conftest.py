"""The ``vipops`` command, run in this process as from a terminal."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.house import SECRET, house_folder, sqlite_template
from vipops.cli import main

__all__ = ["house_folder", "sqlite_template"]


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit status."""

    out: str
    err: str
    status: int


Run = Callable[..., Said]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder, and an environment that names it."""
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("VIPOPS_DATA", str(folder))
    monkeypatch.setenv("VIPOPS_CHEAP_HASHES", "1")
    return folder


@pytest.fixture
def founded(data: Path, sqlite_template: Path) -> Path:
    """The same with the tests' hotel in it."""
    shutil.copy(sqlite_template, data / "vipops.sqlite3")
    (data / "secret").write_text(SECRET)
    return data


@pytest.fixture
def vipops_command(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """``vipops_command("import", "file.json")`` answers what it said."""

    def run(*arguments: str) -> Said:
        monkeypatch.setattr("sys.argv", ["vipops", *arguments])
        capsys.readouterr()
        status, before = 0, os.umask(0o022)
        try:
            main()
        except SystemExit as end:
            status = int(end.code or 0)
        finally:
            os.umask(before)
        printed = capsys.readouterr()
        return Said(printed.out, printed.err, status)

    return run
