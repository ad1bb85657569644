# ruff: noqa: E501 (one mistake a line)
"""Every mistake is told with file, line and column, and all of them at once."""

from pathlib import Path

import pytest

from vipops.errors import BadInput
from vipops.sop.loader import check, load
from vipops.sop.yaml_source import MAX_BYTES, ChecklistErrors

TASK = """\
department: security

tasks:
  - id: parking
    source: [S1]
    stage: pre_arrival
    title: {zh: 预留车位, en: Hold a parking space}
    if: transfer and children > 0
    due: arrival-1h
    who: security_officer
"""


DEPARTMENTS = """\
departments:
  - {code: security, name: {zh: 保安部, en: Security}, icon: shield}
posts:
  - {code: security_officer, name: {zh: 保安员, en: Officer}, department: security, role: attendant}
  - {code: general_manager, name: {zh: 总经理, en: GM}, department: executive, role: general_manager}
wishes:
  - {code: fruit, name: {zh: 水果, en: fruit}, departments: [security]}
"""
GRADES = """\
amenities:
  - {code: fruit, name: {zh: 水果, en: fruit}}
honours:
  - {code: carpet, name: {zh: 红毯, en: carpet}}
grades:
  - &
  - &
"""
GRADE = """code: %s
    rank: %d
    name: {zh: 贵宾, en: VIP}
    who: {zh: 名人, en: Celebrity}
    colour: gold
    symbol: crown
    approves: [general_manager]
    greets: [general_manager]
    escort: [general_manager]
    inspectors: []
    farewell: [general_manager]
    amenity: [fruit]
    letter: {kind: letter, signers: [general_manager]}"""
LADDER = "ladders:\n  - {grace: 15m, rungs: [{level: due, after: -5m, to: assignee}]}\n"
CONCIERGE = """\
department: concierge
tasks:
  - {id: carpet, source: [A1], stage: arrival, title: {zh: 红毯, en: Carpet}, due: arrival-30m}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small procedure: two grades, a task of concierge, and a security file of one task."""
    grades = GRADES.replace("&", GRADE % ("VVIP", 1), 1).replace("&", GRADE % ("VC", 4), 1)
    files = {"departments.yaml": DEPARTMENTS, "grades.yaml": grades, "concierge.yaml": CONCIERGE}
    files["escalation.yaml"] = LADDER
    files["resources.yaml"] = "things: []\npeople: []\n"
    for name in ("engineering", "food_beverage", "front_office", "housekeeping"):
        files[f"{name}.yaml"] = f"department: {name}\ntasks: []\n"
    for name, text in {**files, "security.yaml": TASK}.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def told(folder: Path) -> list[str]:
    return [str(error) for error in check(folder)]


def test_a_right_folder_has_no_mistakes(folder: Path) -> None:
    assert told(folder) == []
    assert load(folder).template("parking") is not None


@pytest.mark.parametrize(
    ("old", "new", "where", "message", "expected"),
    [
        ("due: arrival-1h", "due: arival-1h", "9:10", "“arival” is no anchor", "one of planned, briefing"),
        ("due: arrival-1h", "due: arrival-1", "9:10", "“-1” is no offset", "such as -1d"),
        ("due: arrival-1h", "due: 12:30", "9:10", "is no due time", "an anchor"),
        ("due: arrival-1h", "due: 5", "9:10", "this is not a text", "an anchor"),
        ("due: arrival-1h", "due: stay_day @ 10:00", "9:10", "no stay_day in this task", "each: stay_day"),
        ("due: arrival-1h", "due: after+5m", "9:10", "the task waits for nothing", "after: [task"),
        ("    due: arrival-1h\n", "", "4:5", "the field “due” is missing", "due: …"),
        ("due: arrival-1h", "due: arrival-1h\n    dew: no", "10:5", "“dew” is not known here (did you mean due?)", ""),
        ("due: arrival-1h", "due: arrival-1h\n    due: arrival", "10:5", "the key “due” stands here twice", "once"),
        ("due: arrival-1h", "due: arrival-1h\n    gate: redy", "10:11", "“redy” is not known here (did you mean ready?)", "one of ready, en_route"),
        ("due: arrival-1h", "due: arrival-1h\n    through_departure: yes", "10:24", "neither true nor false", "true or false"),
        ("due: arrival-1h", "due: arrival-1h\n    if_before_arrival: move", "10:24", "not bound to the arrival", ""),
        ("due: arrival-1h", "due: &when arrival-1h", "9:10", "anchors (&) and aliases (*)", "written out"),
        ("due: arrival-1h", "due: *when", "9:10", "this is not YAML: found undefined alias", ""),
        ("due: arrival-1h", "due: !!python/name:os.system x", "9:10", "the tag tag:yaml.org,2002:python", ""),
        ("due: arrival-1h", "due: arrival-1h\n    <<: {who: driver}", "10:5", "merge keys (<<)", ""),
        ("due: arrival-1h", "due: [arrival-1h", "10:8", "this is not YAML", ""),
        ("source: [S1]", "source: [S1, s2]", "5:18", "“s2” is no item of the procedure", "such as C5"),
        ("source: [S1]", "source: []", "5:13", "the list is empty", "at least one"),
        ("source: [S1]", "source: S1", "5:13", "this is no list", "a list"),
        ("stage: pre_arrival", "stage: pre-arrival", "6:12", "“pre-arrival” is not known (did you mean pre_arrival?)", ""),
        ("stage: pre_arrival", "stage: pre_arrival\n    department: NO", "7:17", "“NO” is not known", "concierge"),
        ("department: security", "department: safety", "1:13", "does not say whose", "department: security"),
        ("{zh: 预留车位, en: Hold a parking space}", "{en: Hold a parking space}", "7:12", "the Chinese (zh) text is missing", "{zh: …, en: …}"),
        ("{zh: 预留车位, en: Hold a parking space}", "预留车位", "7:12", "not a text in both languages", "{zh: …, en: …}"),
        ("预留车位, en", "预留{rom}车位, en", "7:12", "", ""),
        ("zh: 预留车位", 'zh: "预留{rom}车位"', "7:17", "{rom} is not known here (did you mean room?)", "room"),
        ("Hold a parking space", "Hold " * 20, "7:12", "too long for a row", "at most 80"),
        ("who: security_officer", "who: security_oficer", "10:10", "no post (did you mean security_officer?)", ""),
        ("who: security_officer", "after: [parkin]", "10:13", "no task “parkin” (did you mean parking?)", ""),
        ("who: security_officer", "after: [parking]", "10:12", "wait for each other: parking → parking", "no circle"),
        ("who: security_officer", "after: [driveway]", "10:13", "there is no task “driveway”", ""),
        ("who: security_officer", "after: [carpet]", "9:10", "due before “carpet”", "arrival-30m"),
        ("who: security_officer", "proof: [{name: a, kind: choice, title: {zh: 一, en: A}}]", "10:13", "choices and kind", ""),
        ("who: security_officer", "detail: {zh: '迎候{people}', en: x}", "10:13", "{people} is nobody here", "people:"),
        ("transfer and children > 0", "transfer and childen > 0", "8:22", "did you mean children?", "one of"),
        ("transfer and children > 0", "'transfer and childen > 0'", "8:23", "did you mean children?", "one of"),
        ("transfer and children > 0", "'''fruit'' in wishes and childen > 0'", "8:34", "did you mean children?", ""),
        ("transfer and children > 0", "grade == 'VIP'", "8:18", "“VIP” is not one of the grades (did you mean VVIP?)", "VVIP"),
        ("transfer and children > 0", "transfer and (children >", "8:22", "this is no condition", ""),
        ("transfer and children > 0", "true", "8:9", "this is not a text", ""),
        ("- id: parking", "- id: Parking", "4:9", "“Parking” is no code", "small letters"),
        ("- id: parking", "- id: carpet", "4:9", "the id “carpet” is taken at concierge.yaml", "own"),
        ("tasks:", "task:", "3:1", "“task” is not known here (did you mean tasks?)", ""),
        ("department: security", "%YAML 1.1\n---\ndepartment: security", "1:1", "a % line is not allowed", "1.2"),
    ],
)  # fmt: skip
def test_mistake(folder: Path, old: str, new: str, where: str, message: str, expected: str) -> None:
    assert old in TASK
    (folder / "security.yaml").write_text(TASK.replace(old, new), "utf-8")
    if not message:
        assert told(folder)
        return
    lines = told(folder)
    fitting = [line for line in lines if line.startswith(f"security.yaml:{where}:") and message in line]
    assert fitting, "\n".join(lines)
    assert any(expected in line for line in fitting)
    with pytest.raises(ChecklistErrors):
        load(folder)


@pytest.mark.parametrize(
    ("raw", "where", "message"),
    [
        (b"", "1:1", "the file is empty"),
        (b"- a\n- b\n", "1:1", "the file holds no mapping"),
        (b"department: security\ntasks: 5\n", "2:8", "there is no list of tasks"),
        (b"department: security\ntasks:\n  - 5\n", "3:5", "this is no mapping"),
        (b"department: s\xff\n", "1:14", "these bytes are not UTF-8"),
        (b"a: 1\n---\nb: 2\n", "2:1", "this is not YAML"),
        (b"#" * (MAX_BYTES + 1), "1:1", "the file is too large"),
        (b"[" * 50_000, "1:1", "too deep"),
        (b"department: security\x00\n", "1:1", "this is not YAML"),
    ],
)
def test_not_a_checklist(folder: Path, raw: bytes, where: str, message: str) -> None:
    (folder / "security.yaml").write_bytes(raw)
    lines = told(folder)
    assert any(line.startswith(f"security.yaml:{where}: ") and message in line for line in lines), lines


def test_windows_files_are_read(folder: Path) -> None:
    (folder / "security.yaml").write_bytes(b"\xef\xbb\xbf" + TASK.replace("\n", "\r\n").encode())
    assert told(folder) == []


def test_all_mistakes_of_all_files_at_once(folder: Path) -> None:
    broken = TASK.replace("arrival-1h", "arival").replace("[S1]", "[x]").replace("officer", "chief")
    (folder / "security.yaml").write_text(broken, "utf-8")
    (folder / "engineering.yaml").write_text("department: engineering\ntasks: []\nx: 1\n", "utf-8")
    grades = (folder / "grades.yaml").read_text("utf-8")
    (folder / "grades.yaml").write_text(
        grades.replace("approves: [general_manager]", "approves: [sales_boss]", 1).replace(
            "rank: 4", "rank: 1"
        ),
        "utf-8",
    )
    lines = told(folder)
    for part in (
        "security.yaml:5:14: “x” is no item",
        "security.yaml:9:10: “arival” is no anchor",
        "engineering.yaml:3:1: “x” is not known here",
        "“sales_boss” is no post",
        "VVIP has this rank too",
    ):
        assert any(part in line for line in lines), (part, lines)


def test_waiting_for_a_task_with_a_mistake_is_no_second_mistake(folder: Path) -> None:
    second = "  - id: lane\n    source: [S1]\n    stage: pre_arrival\n    title: {zh: 车道, en: Lane}\n"
    second += "    due: after+5m\n    after: [parking]\n"
    (folder / "security.yaml").write_text(TASK.replace("arrival-1h", "arival") + second, "utf-8")
    assert len(told(folder)) == 1


def test_a_circle_over_several_tasks(folder: Path) -> None:
    task = "  - {id: %s, source: [S1], stage: arrival, title: {zh: 一, en: One}, due: arrival, after: [%s]}\n"
    text = "department: security\ntasks:\n" + "".join(task % tuple(pair) for pair in ("ab", "bc", "ca"))
    (folder / "security.yaml").write_text(text, "utf-8")
    lines = told(folder)
    assert len(lines) == 1
    assert "tasks wait for each other: a → b → c → a" in lines[0]


def test_a_missing_and_an_unexpected_file(folder: Path) -> None:
    (folder / "security.yaml").rename(folder / "securty.yaml")
    lines = told(folder)
    assert any(line.startswith("security.yaml:1:1: the file cannot be read") for line in lines)
    assert any("not part of the procedure (did you mean security.yaml?)" in line for line in lines)


def test_errors_are_one_refusal_with_places(folder: Path) -> None:
    (folder / "security.yaml").write_text(TASK.replace("arrival-1h", "arival"), "utf-8")
    with pytest.raises(BadInput) as caught:
        load(folder)
    assert caught.value.facts["errors"][0]["where"] == "security.yaml:9:10"
    assert "security.yaml:9:10" in caught.value.message


def test_versions_follow_what_is_said_and_not_how(folder: Path) -> None:
    before = load(folder)
    (folder / "security.yaml").write_text("# a remark\n" + TASK.replace("[S1]", "\n      - S1"), "utf-8")
    assert load(folder).version == before.version
    (folder / "security.yaml").write_text(TASK.replace("arrival-1h", "arrival-2h"), "utf-8")
    after = load(folder)
    assert after.version != before.version
    changed = {
        template.id
        for template in after.templates
        if (old := before.template(template.id)) is None or old.version != template.version
    }
    assert changed == {"parking"}


def test_yaml_is_read_as_1_2(folder: Path) -> None:
    text = TASK.replace("en: Hold a parking space", "en: NO").replace("预留车位", "12:30")
    (folder / "security.yaml").write_text(text, "utf-8")
    template = load(folder).template("parking")
    assert template is not None
    assert template.title == ("12:30", "NO")
