"""Set-up installs into .venv and nowhere else, whatever state .venv was left in."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Should the guard ever break, pip still may not touch the machine's own Python.
HARMLESS = {"PIP_REQUIRE_VIRTUALENV": "1", "PIP_NO_INDEX": "1", "PIP_DRY_RUN": "1"}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What set-up reads, without a virtual environment."""
    shutil.copytree(ROOT / "setup", tmp_path / "setup")
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path.resolve()


def set_up(checkout: Path, python: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["setup/python.sh", "runtime"],
        cwd=checkout,
        env={**os.environ, **HARMLESS, "PYTHON": python},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_no_python_is_asked_for_clearly(checkout: Path) -> None:
    said = set_up(checkout, "/nowhere/python3")
    assert said.returncode == 1
    assert "Python 3.11 or newer is needed" in said.stderr
    assert not (checkout / ".venv").exists()


def test_half_a_virtual_environment_is_not_taken_for_one(checkout: Path) -> None:
    scripts = checkout / ".venv" / "bin"
    scripts.mkdir(parents=True)
    (scripts / "python").symlink_to(Path(sys.base_prefix) / "bin" / "python3")
    (scripts / "activate").write_text(f"VIRTUAL_ENV={checkout}/.venv\n")
    said = set_up(checkout, "/nowhere/python3")
    assert said.returncode == 1
    assert "Installing" not in said.stderr
    assert "Python 3.11 or newer is needed" in said.stderr
