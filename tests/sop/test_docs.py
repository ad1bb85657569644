"""What docs/checklists.md tells a hotel's editor is so."""

import re
import shutil
from pathlib import Path

from tests.sop.stays import CHECKLISTS, HOTEL, ROOT, a_stay, by_key
from vipops.enums import AlarmLevel, AlarmTo
from vipops.sop import conditions, due, vocabulary
from vipops.sop.form import GradeForm, LadderForm, RungForm, TemplateForm
from vipops.sop.loader import check, load
from vipops.sop.plan import plan

TEXT = (ROOT / "docs" / "checklists.md").read_text("utf-8")


def section(heading: str) -> str:
    return TEXT.partition(f"\n## {heading}")[2].partition("\n## ")[0]


def first_cells(text: str) -> set[str]:
    """The words in code in the first column of the section's tables."""
    rows = re.findall(r"^\| ([^|]*) \|", text, re.MULTILINE)
    return {word for row in rows for word in re.findall(r"`([^`]*)`", row)}


def test_the_example_loads_and_plans(tmp_path: Path) -> None:
    folder = tmp_path / "checklists"
    shutil.copytree(CHECKLISTS, folder)
    (example,) = re.findall(r"```yaml\n(# security.*?)```", TEXT, re.DOTALL)
    (folder / "security.yaml").write_text(example, "utf-8")
    assert check(folder) == []
    stay = a_stay()
    tasks = by_key(plan(load(folder), stay, HOTEL, stay.planned_at))
    assert tasks["fire_report"].after == ("fire_equipment:1806",)
    assert "floor_patrol:2026-12-13" in tasks


def test_every_field_is_told() -> None:
    assert first_cells(section("The fields of a task")) == {
        field.alias or name for name, field in TemplateForm.model_fields.items()
    }
    told = first_cells(section("Grades")) | {"code", "rank", "name", "who", "colour", "symbol"}
    assert told == set(GradeForm.model_fields)


def test_every_due_time_shown_is_one() -> None:
    shown = first_cells(section("When: due times"))
    assert "departure-1d @ 21:00" in shown
    for text in shown:
        due.parse(text)


def test_every_condition_and_name_shown_is_one() -> None:
    text = section("For whom: conditions")
    names = set(vocabulary.kinds(None, {}))
    for line in text.partition("```\n")[2].partition("```")[0].splitlines():
        assert conditions.problems(conditions.parse(line), vocabulary.kinds(None, {})) == []
    assert names <= set(re.findall(r"`([a-z_]+)`", text))
    for each in ("stay_day", "meal", "inspector", "child", "request", "occasion"):
        own = set(vocabulary.kinds(each, {})) - names
        assert own <= set(re.findall(r"`([a-z_]+)`", text)), each


def test_every_field_of_a_ladder_is_told(tmp_path: Path) -> None:
    text = section("Late work: the ladder of escalation")
    assert first_cells(text) == set(LadderForm.model_fields) | set(RungForm.model_fields)
    for words in (AlarmLevel, AlarmTo):
        assert set(words) <= set(re.findall(r"`([a-z_]+)`", text))
    folder = tmp_path / "checklists"
    shutil.copytree(CHECKLISTS, folder)
    (example,) = re.findall(r"```yaml\n(ladders:.*?)```", text, re.DOTALL)
    (folder / "escalation.yaml").write_text(example, "utf-8")
    assert check(folder) == []
