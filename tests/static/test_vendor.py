"""What the browser is given from other projects is exactly what was locked, and nothing besides."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "static" / "vendor"
PACKAGES = json.loads((VENDOR / "lock.json").read_text("utf-8"))["packages"]
LOCKED = {entry["file"]: entry["sha256"] for package in PACKAGES for entry in package["files"]}


@pytest.mark.parametrize("file", LOCKED)
def test_file_is_as_locked(file: str) -> None:
    assert hashlib.sha256((ROOT / file).read_bytes()).hexdigest() == LOCKED[file]


def test_no_file_is_outside_the_lock() -> None:
    found = {path.relative_to(ROOT).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    assert found - set(LOCKED) == {"static/vendor/lock.json"}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_package_is_locked_by_npm_and_named_in_notice(package: dict[str, object]) -> None:
    npm = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert npm[f"node_modules/{package['name']}"]["version"] == package["version"]
    assert npm[f"node_modules/{package['name']}"]["integrity"].startswith("sha512-")
    notice = (ROOT / "NOTICE").read_text("utf-8")
    assert f"{package['name']} {package['version']} ({package['licence']})" in notice
    for entry in package["files"]:
        assert f"{entry['file']}\n    sha256 {entry['sha256']}" in notice


@pytest.mark.parametrize("file", [file for file in LOCKED if file.endswith(".js")])
def test_module_imports_only_vendored_files(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")
    for target in re.findall(r"""(?:\bfrom|\bimport)\s*["']([^"']+)["']""", text):
        assert target.startswith("."), f"{file} imports {target}, which a browser cannot resolve"
        assert ((ROOT / file).parent / target).resolve().relative_to(ROOT).as_posix() in LOCKED
