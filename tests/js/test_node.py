"""Runs the JavaScript tests (`*.test.mjs` beside this file) with Node's own runner, one file per test."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import unavailable

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path.relative_to(ROOT).as_posix() for path in Path(__file__).parent.rglob("*.test.mjs"))


@pytest.mark.parametrize("file", FILES)
def test_javascript(file: str) -> None:
    node = shutil.which("node")
    if node is None:
        unavailable("no Node.js on this machine (Debian: apt install nodejs)")
    finished = subprocess.run(
        [node, "--test", "--test-reporter=tap", file],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if finished.returncode:
        pytest.fail(finished.stdout + finished.stderr, pytrace=False)


def test_a_failing_javascript_test_is_seen(tmp_path: Path) -> None:
    """The control: a runner that never fails would prove nothing."""
    control = tmp_path / "control.test.js"
    control.write_text(
        "const test = require('node:test'); test('two is three', () => { throw new Error('2 != 3') })"
    )
    with pytest.raises(pytest.fail.Exception, match="2 != 3"):
        test_javascript(str(control))
