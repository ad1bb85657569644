"""A plan as a table for a terminal or a page."""

from collections.abc import Iterable
from typing import NamedTuple
from zoneinfo import ZoneInfo

from vipops.sop.planned import PlannedTask


class Row(NamedTuple):
    """One task of a plan, in words."""

    due: str
    department: str
    title: str
    source: str
    holds: str
    key: str


HEADINGS = {
    "zh": Row("时限", "部门", "任务", "条款", "关卡", "键"),
    "en": Row("Due", "Department", "Task", "Source", "Holds", "Key"),
}


def plan_table(tasks: Iterable[PlannedTask], zone: ZoneInfo, language: str) -> list[Row]:
    """The headings, then a row a task.

    Due times in the hotel's ``zone``, texts in ``language`` (zh or en).
    """
    headings = HEADINGS["zh" if language == "zh" else "en"]
    return [headings, *(_row(task, zone, language) for task in tasks)]


def _row(task: PlannedTask, zone: ZoneInfo, language: str) -> Row:
    late = " !" if task.short_notice else ""
    return Row(
        due=f"{task.due_at.astimezone(zone):%Y-%m-%d %H:%M}{late}",
        department=str(task.department),
        title=task.title.in_language(language),
        source=_shortened(task.source),
        holds=task.gate,
        key=task.key,
    )


def _shortened(sources: tuple[str, ...]) -> str:
    """F7 for F7, F7a … F7q: a point goes without saying beside its inspection."""
    return " ".join(source for source in sources if source.rstrip("abcdefghijklmnopqrstuvwxyz") == source)
