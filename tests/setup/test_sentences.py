"""Every sentence that the server may say on a screen is collected for translation."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import orjson
import pytest
from pydantic import BaseModel, Field, ValidationError

from setup.sentences import SILENT, SOURCES, sentences_of
from tests.conftest import unavailable
from vipops.domain import form_faults
from vipops.enums import Language
from vipops.errors import BadInput, Refusal
from vipops.integrations.lists import people, rooms
from vipops.integrations.pms.reader import read
from vipops.web.pages import texts

ROOT = Path(__file__).resolve().parents[2]
# A refusal whose words are made elsewhere: by the one who calls, or from sentences that are collected there.
HANDED_ON = {
    "vipops/domain/permissions.py",  # the screens have a sentence without the permission's code
    "vipops/services/days.py",
    "vipops/services/procedure_versions.py",
}
# Never asked by a screen: the worker's letters and papers, certificates, the mistakes of commands.
NOT_ON_SCREENS = ("vipops/cli/", "vipops/integrations/papers/", "vipops/integrations/tls/", "vipops/bench/",
                  "vipops/integrations/certificates.py", "vipops/integrations/signing/", "vipops/demo/",
                  "vipops/simulation/", "vipops/settings.py", "vipops/storage.py", "vipops/sop/coverage.py",
                  "vipops/sop/rewriting.py", "vipops/errors.py")  # fmt: skip


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('raise NotFound("There is no such task.")', ["There is no such task."]),
        ('Wrong(f"{shown(said)} is no date", f"at most {most}")', ["{1} is no date", "at most {1}"]),
        ('wrong("one of " + ", ".join(known))', ["one of {1}"]),
        ('x = f"{{{name}}} is not known here"', ["{{1}} is not known here"]),
        ('PydanticCustomError("a", "lacks {b}; expected {{a}} or so", {})', ["lacks {1}", "{a} or so"]),
        ('x = a if b else "that is no room"', ["that is no room"]),
        ('Words(zh="没有房间", en="There is no room")', []),
        ('{"zh": f"{n} 间", "en": f"{n} rooms of it"}', []),
        ('log.warning("Something was lost %s", x)', []),
        ('"""A docstring says nothing."""', []),
        ('x = {"where": "a.b", "message": "This is empty."}', ["This is empty."]),
    ],
)  # fmt: skip
def test_what_is_collected(code: str, found: list[str]) -> None:
    assert sentences_of(code) == found


def test_every_refusal_is_said_where_it_is_collected() -> None:
    """A refusal in another file, or with words from elsewhere, would be English on a Chinese screen."""
    heard = {path for pattern in SOURCES for path in ROOT.glob(pattern)}
    deaf = sorted(
        {
            place
            for path, place in _files()
            for _line in _refusals(path)
            if path not in heard or place in SILENT
        }
    )
    assert [place for place in deaf if place not in HANDED_ON] == []


def test_every_mistake_of_a_list_is_said_in_chinese(chinese: "Speaker") -> None:
    bad = (
        "Confirmation,Guest name,Arrival,Departure,Nights,Adults,Status,Language,VIP,Walk in,Curious\n"
        ",Anna,2026-11-22,2026-11-20,,,,,,,\n"
        "7002,,31/31/2026,03/04/2026,x,many,gone,Klingon,,perhaps,\n"
        '7003,"SMITH, SARAH",2026-11-22,2031-11-22,3,500,,,,,\n'
        '7004,"SMITH, SARAH",2026-11-22,2026-11-24,,,,,,,\n'
        '7004,"SMITH, SARA",2026-11-22,2026-11-24,,,,,,,\n'
    )
    found = read(bad.encode(), name="arrivals.csv", zone=ZoneInfo("Asia/Shanghai"))
    said = {words for row in found.refused for words in (row.message, row.expected)}
    said |= {notice.message for notice in found.notices}
    assert len(said) > 15
    assert chinese.lacks(said) == []


@pytest.mark.parametrize(
    "data", [b"", b"<html></html>", b"{", b'{"a": 1}', b"a,b\n1,2\n", b"\xd0\xcf\x11\xe0"]
)
def test_a_file_that_cannot_be_read_is_refused_in_chinese(chinese: "Speaker", data: bytes) -> None:
    with pytest.raises(BadInput) as refused:
        read(data, name="list", zone=ZoneInfo("Asia/Shanghai"))
    assert chinese.lacks(_words(refused.value)) == []


def test_lists_of_rooms_and_people_are_refused_in_chinese(chinese: "Speaker") -> None:
    said: set[str] = set()
    read_lines = [one.line for one in rooms.read(b"number,floor\nno room!,x\n1204,1\n1204,2\n", "rooms.csv")]
    read_lines += [
        one.line
        for one in people.read(b"username,name_en,role,department,language\n!,,king,moon,fr\n", "staff.csv")
    ]
    for line in read_lines:
        said |= {words for fault in line.faults for words in (fault.message, fault.expected)}
    assert len(said) > 8
    assert chinese.lacks(said) == []


def test_every_mistake_of_a_form_is_said_in_chinese(chinese: "Speaker") -> None:
    class Form(BaseModel, extra="forbid"):
        word: str = Field(min_length=2, max_length=3)
        count: int = Field(ge=1, le=9)
        sure: bool
        lacks: str

    said: set[str] = set()
    for sent in (
        {"word": "x", "count": 0, "more": 1},
        {"word": "xxxx", "count": 99},
        {"word": 1, "count": "a", "sure": 7},
    ):
        with pytest.raises(ValidationError) as refused:
            Form.model_validate(sent)
        said |= {
            words
            for fault in form_faults.faults(refused.value)
            for words in (fault["message"], fault["expected"])
        }
    assert len(said) > 12
    assert chinese.lacks(said) == []


class Speaker:
    """The screens' own module, asked in Chinese."""

    def __init__(self, node: str) -> None:
        self.node = node

    def lacks(self, sentences: set[str]) -> list[str]:
        """The sentences of these that a Chinese screen could not say."""
        script = (
            'import { use } from "./static/js/house/i18n.js"\n'
            'import { said } from "./static/js/house/sentences.js"\n'
            'import { readFileSync } from "node:fs"\n'
            'const { texts, asked } = JSON.parse(readFileSync(0, "utf8"))\n'
            'use("zh", texts)\n'
            "const english = (each) => each && !/[\\u4e00-\\u9fff]/.test(said(each))\n"
            "console.log(JSON.stringify(asked.filter(english)))"
        )
        asked = {"texts": orjson.loads(texts.for_browser(Language.ZH)), "asked": sorted(sentences)}
        ran = subprocess.run(
            [self.node, "--input-type=module", "-e", script],
            cwd=ROOT, input=orjson.dumps(asked), capture_output=True, check=True, timeout=60,
        )  # fmt: skip
        # A bare list of codes or a form such as HH:MM is the same in every language.
        return [each for each in orjson.loads(ran.stdout) if " " in each.replace(", ", ",")]


@pytest.fixture(scope="module")
def chinese() -> Speaker:
    node = shutil.which("node")
    if node is None:
        unavailable("no Node.js on this machine (Debian: apt install nodejs)")
    return Speaker(str(node))


def test_the_speaker_hears_what_is_missing(chinese: Speaker) -> None:
    """The control: one that knows everything would prove nothing."""
    assert chinese.lacks({"The moon is made of cheese.", "the cell is empty"}) == [
        "The moon is made of cheese."
    ]


def _words(refusal: BadInput) -> set[str]:
    return {error[part] for error in refusal.facts["errors"] for part in ("message", "expected")} | {
        refusal.message
    }


def _files() -> Iterator[tuple[Path, str]]:
    for path in sorted((ROOT / "vipops").rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        if not place.startswith(NOT_ON_SCREENS):
            yield path, place


def _refusals(path: Path) -> Iterator[int]:
    kinds = {kind.__name__ for kind in Refusal.__subclasses__()} | {"Wrong", "PydanticCustomError"}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in kinds
            and node.args
        ):
            yield node.lineno
