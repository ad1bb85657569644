"""The scripts: their layers, and the tables that they share with the server."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import unavailable
from vipops import events
from vipops.domain import gates, timing
from vipops.domain.lifecycles import LETTER, STAY, TASK
from vipops.domain.permissions import SECOND_SIGNERS, Actor, Permission, allowed
from vipops.domain.record_steps import COMPLAINT_STEPS, REQUEST_STEPS
from vipops.enums import Department, Role
from vipops.services import record_answers, shapes
from vipops.settings import folder

ROOT = Path(__file__).resolve().parents[3]
SCRIPTS = folder("static") / "js"
TESTS = ROOT / "tests" / "js"

# Each may import those before it. parts and live stand beside each other.
LAYERS = {
    "house": {"house"},
    "board": {"house", "board"},
    "live": {"house", "board", "live"},
    "parts": {"house", "board", "parts"},
    "design": {"house", "board", "parts", "design"},
    "pages": {"house", "board", "live", "parts", "pages"},
}


@pytest.mark.parametrize(
    "path", sorted(SCRIPTS.rglob("*.js")), ids=lambda path: path.relative_to(SCRIPTS).as_posix()
)
def test_layers(path: Path) -> None:
    layer = path.relative_to(SCRIPTS).parts[0]
    imported = re.findall(r'(?:from|import)\s+"([^"]+)"', path.read_text("utf-8"))
    for target in imported:
        found = (path.parent / target).resolve()
        assert found.is_file(), target
        if found.is_relative_to(SCRIPTS):
            assert found.relative_to(SCRIPTS).parts[0] in LAYERS[layer], f"{layer} imports {target}"


def test_lines_of_tasks_are_the_servers() -> None:
    written = (SCRIPTS / "board" / "task_lines.js").read_text("utf-8")
    places = re.findall(r"(\w+): line\[(\d+)\]", written)
    assert [name for name, _place in places] == list(shapes.TASK)
    assert [int(place) for _name, place in places] == list(range(len(places)))


@pytest.mark.parametrize("folder_name", ["house", "board"])
def test_what_is_pure_knows_no_library(folder_name: str) -> None:
    for path in (SCRIPTS / folder_name).glob("*.js"):
        assert "vendor/" not in path.read_text("utf-8"), path.name


def test_one_module_knows_the_wire() -> None:
    knowing = [path.name for path in SCRIPTS.rglob("*.js") if "socket.io" in path.read_text("utf-8")]
    assert knowing == ["connection.js"]


def test_the_screens_know_every_kind_of_event(tables: dict[str, Any]) -> None:
    assert set(tables["kinds"]) == set(events.KINDS) | {"hidden"}


@pytest.mark.parametrize(
    ("name", "lifecycle", "not_offered"),
    [("STAY_STEPS", STAY, {"undo"}), ("TASK_STEPS", TASK, set()), ("LETTER_STEPS", LETTER, {"redraft"})],
)
def test_the_screens_offer_what_the_tables_allow(
    tables: dict[str, Any], name: str, lifecycle: Any, not_offered: set[str]
) -> None:
    offered = {(step["verb"], state, step["needs"]) for step in tables[name] for state in step["from"]}
    allowed = {
        (step.verb, str(state), str(step.needs))
        for step in lifecycle.steps
        for state in step.sources
        if step.needs != Permission.HOUSE and step.verb not in not_offered
    }
    assert offered == allowed


def test_gates_and_thresholds_are_the_server_s(tables: dict[str, Any]) -> None:
    assert tables["GATES_OF_STEP"] == {verb: list(names) for verb, names in gates.GATES_OF_STEP.items()}
    assert tables["SOON"] == timing.SOON.total_seconds() * 1000
    assert tables["DUE"] == timing.DUE.total_seconds() * 1000


def test_who_signs_beside_the_doer_is_the_server_s_table(tables: dict[str, Any]) -> None:
    asked = {name: [str(role) for role in roles] for name, roles in SECOND_SIGNERS.items() if name}
    assert tables["SECOND_SIGNERS"] == asked


def test_the_records_of_the_screens_are_the_server_s(tables: dict[str, Any]) -> None:
    assert {name: set(made) for name, made in tables["MADE_FOR"].items()} == record_answers.MADE_FOR
    assert tables["STEPS_OF"] == {"requests": list(REQUEST_STEPS), "complaints": list(COMPLAINT_STEPS)}
    owners = {
        f"{department} {role}"
        for department in Department
        for role in Role
        if allowed(Actor(1, 1, {}, role, department), Permission.COMPLAINT_STEP)
    }
    assert set(tables["owners"]) == owners


def test_folding_through_the_command(tmp_path: Path) -> None:
    """The way other tests ask the real apply.js: a board and events in, the folded board out."""
    stay = {"id": 1, "version": 1}
    task = {"id": 5, "stay_id": 1, "version": 1, "state": "open"}
    board = {
        "seq": 3,
        "stays": [stay],
        "tasks": [task],
        "alarms": [],
        "collisions": [],
        "staff": [],
        "departments": [],
        "grades": [],
    }
    done = {**task, "state": "done", "version": 2}
    told = [
        {"seq": 4, "kind": "hidden"},
        {"seq": 5, "kind": "task_ticked", "stay_id": 1, "task_id": 5, "task": done},
    ]
    assert _run("fold.mjs", [{"snapshot": board, "events": told}]) == [{**board, "seq": 5, "tasks": [done]}]


@pytest.fixture(scope="module")
def tables() -> dict[str, Any]:
    return _run("tables.mjs", None)


def _run(script: str, given: Any) -> Any:
    ran = subprocess.run(
        [_node(), str(TESTS / script)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return json.loads(ran.stdout)


def _node() -> str:
    return shutil.which("node") or unavailable("no Node.js on this machine")
