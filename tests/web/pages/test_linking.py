"""Modules put together say and do what they did apart: checked by the real Node."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import unavailable
from vipops.web.pages import linking
from vipops.web.pages.linking import NotLinked

MAIN, BOARD, STAFF, DESIGN = (
    "js/pages/main.js",
    "js/pages/board.js",
    "js/pages/staff.js",
    "js/pages/design.js",
)
SOURCES = {
    MAIN: 'import { double } from "../house/sums.js"\n'
    "export const told = []\n"
    "export async function go(name) {\n"
    '  const pages = { board: () => import("./board.js"), staff: () => import("./staff.js") }\n'
    "  const page = await pages[name]()\n"
    "  return [double(2), page.title(), page.seen()]\n"
    "}\n",
    BOARD: '// A page.\nimport { double as twice } from "../house/sums.js"\n'
    'import * as words from "../parts/words.js"\n'
    "export const title = () => `export const ${words.one(twice(4))}`\n"
    'export { seen } from "../parts/words.js"\n'
    'const local = "import nothing"\nexport function unused() {\n  return local\n}\n',
    STAFF: 'import {one,\n  seen} from "../parts/words.js"\n'
    "export const title = () => one(1)\nexport { seen }\n",
    DESIGN: 'import { unused } from "./board.js"\nexport const all = unused\n',
    "js/house/sums.js": "export const double = (number) => number * 2\n",
    "js/parts/words.js": 'import { short } from "../../vendor/lib/lib.js"\n'
    "let times = 0\nexport function one(text) {\n  times += 1\n  return short(text)\n}\n"
    "export const seen = () => times\n",
    "vendor/lib/lib.js": "/**\n * @license\n * A library\n */\nconst t=t=>`<${t}>`;export{t as short};",
    "js/theme.js": "document.title = 1\n",
}


def test_it_runs_as_before(tmp_path: Path) -> None:
    linked = linking.link(SOURCES)
    assert set(linked) == {MAIN, BOARD, STAFF, DESIGN, "js/core.js", "js/work.js", "js/theme.js"}
    for folder, scripts in (("apart", SOURCES), ("linked", {n: one.text for n, one in linked.items()})):
        for name, text in scripts.items():
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        (tmp_path / folder / "package.json").write_text('{"type": "module"}')
    said = [_say(tmp_path / folder) for folder in ("apart", "linked")]
    # The module that counts is one module for both pages: the second sees the first one's call.
    assert said[0] == said[1] == [[4, "export const <8>", 1], [4, "<1>", 2]]


def test_licences_travel_with_their_library() -> None:
    linked = linking.link(SOURCES)
    assert any("A library" in script.licences for script in linked.values())


def test_what_only_the_design_page_shares_stays_with_its_page() -> None:
    linked = linking.link(SOURCES)
    assert "unused" in linked[BOARD].text
    assert BOARD in linked[DESIGN].needs


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"js/house/sums.js": 'import "../pages/main.js"\nexport const double = 1\n'}, "circle"),
        ({BOARD: 'import { gone } from "../house/sums.js"\n'}, "does not export"),
        ({BOARD: 'import { one } from "../parts/none.js"\n'}, "not there"),
        ({BOARD: "export let one = 1\n"}, "export let"),
        ({BOARD: "export const one = 1\nawait one\n"}, "await one"),
    ],
)
def test_what_it_does_not_know_it_names(changed: dict[str, str], said: str) -> None:
    with pytest.raises(NotLinked, match=said):
        linking.link(SOURCES | changed)


def test_apart_every_module_is_itself() -> None:
    apart = linking.apart(SOURCES)
    assert {name: one.text for name, one in apart.items()} == SOURCES
    assert apart[STAFF].needs == ("js/parts/words.js",)


def _say(folder: Path) -> list[list[object]]:
    node = shutil.which("node") or unavailable("no Node.js on this machine")
    program = (
        f'import {{ go }} from "{folder}/{MAIN}"\n'
        'console.log(JSON.stringify([await go("board"), await go("staff")]))'
    )
    ran = subprocess.run(
        [str(node), "--input-type=module", "-e", program],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return list(json.loads(ran.stdout))
