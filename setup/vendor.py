"""Copies what the screens need from npm into static/vendor, locks every file by hash, writes NOTICE.

package.json names the packages, package-lock.json their exact versions and npm's integrity hashes.
Run by `make vendor`; with UPGRADE=1 the newest versions that package.json allows are taken.
Nothing here runs at serving time: the copied files are part of the repository.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import person_names

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
LOCK = VENDOR / "lock.json"
SPRITE = ROOT / "static" / "icons" / "sprite.svg"

# Production builds that load as native modules. A directive is here because a screen uses it.
FILES: dict[str, dict[str, str]] = {
    "lit-html": {
        name: name
        for name in (
            "LICENSE",
            "lit-html.js",
            "directive.js",
            "directive-helpers.js",
            "async-directive.js",
            "directives/class-map.js",
            "directives/guard.js",
            "directives/if-defined.js",
            "directives/keyed.js",
            "directives/live.js",
            "directives/ref.js",
            "directives/repeat.js",
            "directives/when.js",
        )
    },
    "socket.io-client": {"LICENSE": "LICENSE", "dist/socket.io.esm.min.js": "socket.io.esm.min.js"},
    "signature_pad": {"LICENSE": "LICENSE", "dist/signature_pad.min.js": "signature_pad.min.js"},
    "idb": {"LICENSE": "LICENSE", "build/index.js": "index.js"},
    "lucide-static": {"LICENSE": "LICENSE"},
}

# fmt: off
ICONS = [
    "alarm-clock", "arrow-right", "arrow-right-left", "award", "baby", "badge", "bed-double",
    "bell", "bell-ring", "book-open", "brush-cleaning", "cake", "calendar-days", "car", "chart-column",
    "check", "chevron-down", "chevron-left", "chevron-right", "chevron-up", "circle", "circle-check",
    "circle-dashed",
    "circle-x", "clipboard-check", "clock", "cloud-off", "coffee", "concierge-bell", "crosshair",
    "crown", "door-open", "download", "ellipsis", "eye-off", "file-text", "footprints", "gem", "gift",
    "git-merge", "hand", "hand-heart", "heart", "history", "key-round", "keyboard", "landmark", "languages",
    "layout-dashboard", "list-checks", "loader", "lock", "log-out", "luggage", "map-pin",
    "megaphone", "message-square", "message-square-warning", "monitor", "moon", "package-check",
    "package-search", "pen-line", "pencil", "phone", "phone-call", "plane-landing",
    "plane-takeoff", "plus", "printer", "refresh-cw", "scale", "search", "send", "shield", "siren",
    "sparkles", "stamp", "star", "sun", "thumbs-down", "thumbs-up", "ticket", "triangle-alert",
    "undo-2", "user", "user-check", "user-plus", "users", "utensils", "volume-2", "volume-x",
    "wifi", "wifi-off", "workflow", "wrench", "x",
]
# fmt: on

NOTICE_HEAD = """\
vipops
Copyright 2026 the vipops authors

Licensed under the Apache License, Version 2.0; see LICENSE.

The following files in this repository come from other projects and keep their own licences. Each
licence text lies beside the files. `make vendor` renews them; tests check the hashes.
"""
NOTICE_TAIL = """\

Data for tests, from other projects:

tests/data/opera/getReservations.json, tests/data/opera/reservations-schema.json (UPL-1.0)
  Copyright (c) Oracle and/or its affiliates; Universal Permissive License v 1.0,
  https://oss.oracle.com/licenses/upl/
  from oracle/hospitality-api-docs, rest-api-specs/property/rsv.json, release 25.5: the example answer as
  it is, the schema in part

tests/data/flight-delays.json (public data)
  US Bureau of Transportation Statistics, as published in vega/vega-datasets, data/flights-2k.json:
  scheduled departures and delays

tests/data/cldr/*.txt (Unicode-3.0)
  Copyright (c) 1991-2025 Unicode, Inc.; tests/data/cldr/LICENSE
  from unicode-org/cldr, common/testData/personNameTest, as npm's cldr 7.9.0 carries it
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        modules = install(Path(folder))
        shutil.rmtree(VENDOR, ignore_errors=True)
        packages = [copy_package(modules / name, files) for name, files in FILES.items()]
        packages.append(copy_names(modules / person_names.PACKAGE))
        SPRITE.parent.mkdir(parents=True, exist_ok=True)
        SPRITE.write_text(sprite(modules / "lucide-static" / "icons"), encoding="utf-8")
    for package in packages:
        if package["name"] == "lucide-static":
            package["files"].append(locked(SPRITE))
    LOCK.write_text(json.dumps({"packages": packages}, indent=2) + "\n", encoding="utf-8")
    (ROOT / "NOTICE").write_text(notice(packages), encoding="utf-8")
    print("Vendored: " + ", ".join(f"{package['name']} {package['version']}" for package in packages))


def install(folder: Path) -> Path:
    """npm's own check of integrity, no install scripts; returns the folder of the unpacked packages."""
    for name in ("package.json", "package-lock.json"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, folder)
    if os.environ.get("UPGRADE"):
        npm("update", "--package-lock-only", folder=folder)
    else:
        npm("install", "--package-lock-only", folder=folder)
    npm("ci", folder=folder)
    # Where a registry keeps its tarballs is no part of the lock; integrity is.
    lock = re.sub(r'\n\s*"resolved": "[^"]*",', "", (folder / "package-lock.json").read_text("utf-8"))
    (ROOT / "package-lock.json").write_text(lock, encoding="utf-8")
    return folder / "node_modules"


def npm(command: str, *options: str, folder: Path) -> None:
    try:
        subprocess.run(
            ["npm", command, "--ignore-scripts", "--no-audit", "--no-fund", *options],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    except FileNotFoundError:
        sys.exit("npm is not on this machine. Install Node.js 18 or newer, then run `make vendor` again.")
    except subprocess.CalledProcessError as error:
        sys.exit(f"`npm {command}` failed (exit {error.returncode}); static/vendor is as it was.")


def copy_package(source: Path, files: dict[str, str]) -> dict[str, Any]:
    manifest = json.loads((source / "package.json").read_text("utf-8"))
    target = VENDOR / source.name
    for there, here in files.items():
        (target / here).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / there, target / here)
    return {
        "name": manifest["name"],
        "version": manifest["version"],
        "licence": manifest["license"],
        "files": [locked(target / here) for here in sorted(files.values())],
    }


def copy_names(source: Path) -> dict[str, Any]:
    """The patterns of people's names: for the server, so not among the files of the screens."""
    files = person_names.copy(source, ROOT / "vipops" / "domain" / "person_names")
    manifest = json.loads((source / "package.json").read_text("utf-8"))
    return {
        "name": manifest["name"],
        "version": manifest["version"],
        "licence": manifest["license"],
        "files": [locked(file) for file in files],
    }


def locked(file: Path) -> dict[str, str]:
    return {
        "file": file.relative_to(ROOT).as_posix(),
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
    }


def sprite(icons: Path) -> str:
    """One SVG with a symbol per icon; colour comes from the text around it (`currentColor`)."""
    return "\n".join(
        [
            '<svg xmlns="http://www.w3.org/2000/svg">',
            "  <!-- Icons by Lucide (ISC, in part MIT): see static/vendor/lucide-static/LICENSE -->",
            *(symbol(name, (icons / f"{name}.svg").read_text("utf-8")) for name in sorted(ICONS)),
            "</svg>\n",
        ]
    )


def symbol(name: str, svg: str) -> str:
    shapes = re.sub(r"\s+", " ", svg[svg.index(">", svg.index("<svg")) + 1 : svg.index("</svg>")])
    return (
        f'  <symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75"'
        f' stroke-linecap="round" stroke-linejoin="round">{shapes.strip()}</symbol>'
    )


def notice(packages: list[dict[str, Any]]) -> str:
    lines = (line for package in packages for line in notice_lines(package))
    return NOTICE_HEAD + "".join(lines) + NOTICE_TAIL


def notice_lines(package: dict[str, Any]) -> Iterator[str]:
    yield f"\n{package['name']} {package['version']} ({package['licence']})\n"
    for entry in package["files"]:
        yield f"  {entry['file']}\n    sha256 {entry['sha256']}\n"


if __name__ == "__main__":
    main()
