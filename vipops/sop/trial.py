"""A changed procedure tried over stays that were: what each would have got more, less, or at another time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from vipops.sop.facts import HotelFacts, StayFacts, Words
from vipops.sop.plan import plan
from vipops.sop.planned import PlannedTask
from vipops.sop.procedure import Procedure, UnknownGrade
from vipops.sop.reading import unfilled
from vipops.sop.wording import clocked

# Which field of a planned task, and how people call it.
_ASKED: tuple[tuple[str, Words], ...] = (
    ("title", Words("标题", "the title")),
    ("detail", Words("说明", "the detail")),
    ("department", Words("部门", "the department")),
    ("who", Words("责任岗位", "the post")),
    ("people", Words("按等级的人员", "the people by grade")),
    ("points", Words("检查项", "the points")),
    ("proof", Words("须填内容", "what must be filled in")),
    ("second_signature", Words("第二签字人", "the second signature")),
    ("rekey", Words("重录核对", "what is keyed again")),
    ("letter", Words("欢迎信步骤", "the step of the letter")),
    ("paper", Words("打印单据", "the paper")),
    ("after", Words("先行任务", "what it waits for")),
    ("takes", Words("占用资源", "what it takes")),
)
KINDS = ("added", "dropped", "moved", "changed", "gate_closed", "gate_opened")


@dataclass(frozen=True, slots=True)
class Difference:
    """One task of one stay that would differ; ``kind`` is one of ``KINDS``."""

    kind: str
    template: str
    title: Words
    words: Words


@dataclass(frozen=True, slots=True)
class Tried:
    """One stay under both procedures. ``refused`` says why the new one cannot plan it, or is ``None``."""

    stay_id: int
    differences: tuple[Difference, ...]
    refused: Words | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many tasks of how many stays differ in this way, for one template."""

    kind: str
    template: str
    title: Words
    tasks: int
    stays: int


def tried(
    old: Procedure, new: Procedure, stays: Iterable[tuple[int, StayFacts]], hotel: HotelFacts
) -> list[Tried]:
    """Every stay planned twice from the same facts, as if nothing of it had been done yet."""
    return [_tried(old, new, stay_id, stay, hotel) for stay_id, stay in stays]


def counted(found: Iterable[Tried]) -> list[Count]:
    """The differences per template and kind, the most frequent first."""
    tasks: dict[tuple[str, str], list[tuple[int, Words]]] = {}
    for stay in found:
        for each in stay.differences:
            tasks.setdefault((each.kind, each.template), []).append((stay.stay_id, each.title))
    counts = [
        Count(kind, template, rows[0][1], len(rows), len({stay_id for stay_id, _title in rows}))
        for (kind, template), rows in tasks.items()
    ]
    return sorted(counts, key=lambda count: (-count.tasks, KINDS.index(count.kind), count.template))


def _tried(old: Procedure, new: Procedure, stay_id: int, stay: StayFacts, hotel: HotelFacts) -> Tried:
    try:
        before, after = _planned(old, stay, hotel), _planned(new, stay, hotel)
    except UnknownGrade:
        zh, en = f"两个版本并非都有等级{stay.grade}", f"not both versions have the grade {stay.grade}"
        return Tried(stay_id, (), Words(zh, en))
    found: list[Difference] = []
    for key, task in after.items():
        was = before.get(key)
        found += _added(task, new, hotel.zone) if was is None else _compared(was, task, new, hotel.zone)
    for key, task in before.items():
        if key not in after:
            found += _dropped(task, old)
    return Tried(stay_id, tuple(found))


def _planned(procedure: Procedure, stay: StayFacts, hotel: HotelFacts) -> dict[str, PlannedTask]:
    # The rank is the ladder's own: it may be another on a new ladder.
    ranked = replace(stay, rank=procedure.grade(stay.grade).rank)
    return {task.key: task for task in plan(procedure, ranked, hotel, stay.planned_at)}


def _added(task: PlannedTask, procedure: Procedure, zone: ZoneInfo) -> list[Difference]:
    due = clocked(task.anchored_at, zone)
    words = Words(f"新增：{task.title.zh}，{due.zh}前完成", f"New: {task.title.en}, due {due.en}")
    return [_difference("added", task, procedure, words), *_gate("", task.gate, task, procedure)]


def _dropped(task: PlannedTask, procedure: Procedure) -> list[Difference]:
    words = Words(f"取消：{task.title.zh}", f"No longer done: {task.title.en}")
    return [_difference("dropped", task, procedure, words), *_gate(task.gate, "", task, procedure)]


def _compared(was: PlannedTask, task: PlannedTask, procedure: Procedure, zone: ZoneInfo) -> list[Difference]:
    found = []
    if was.anchored_at != task.anchored_at:
        old, now = clocked(was.anchored_at, zone), clocked(task.anchored_at, zone)
        words = Words(
            f"{task.title.zh}：由{old.zh}改为{now.zh}", f"{task.title.en} moved from {old.en} to {now.en}"
        )
        found.append(_difference("moved", task, procedure, words))
    asked = [label for name, label in _ASKED if getattr(was, name) != getattr(task, name)]
    if asked:
        zh, en = "、".join(label.zh for label in asked), ", ".join(label.en for label in asked)
        words = Words(f"{task.title.zh}：{zh}有变", f"{task.title.en}: {en} changed")
        found.append(_difference("changed", task, procedure, words))
    return [*found, *_gate(was.gate, task.gate, task, procedure)]


def _gate(was: str, now: str, task: PlannedTask, procedure: Procedure) -> list[Difference]:
    """The gate that the task holds now and did not, and the one that it lets go."""
    if was == now:
        return []
    found = []
    if now:
        words = Words(
            f"关卡“{GATES[now].zh}”另需：{task.title.zh}", f"“{GATES[now].en}” also waits for {task.title.en}"
        )
        found.append(_difference("gate_closed", task, procedure, words))
    if was:
        words = Words(
            f"关卡“{GATES[was].zh}”不再需要：{task.title.zh}",
            f"“{GATES[was].en}” no longer waits for {task.title.en}",
        )
        found.append(_difference("gate_opened", task, procedure, words))
    return found


# The steps of a stay that tasks can hold, as the screens call them.
GATES = {
    "ready": Words("房间就绪", "Room is ready"),
    "en_route": Words("司机来电", "Driver called"),
    "arrive": Words("客人到店", "At the door"),
    "settle": Words("已进房", "In the room"),
    "start_departure": Words("客人离店", "Guest is leaving"),
    "depart": Words("客人已离开", "Guest has left"),
}


def _difference(kind: str, task: PlannedTask, procedure: Procedure, words: Words) -> Difference:
    template = procedure.template(task.template)
    # Counted under the checklist's own title: a task's is filled with one stay's room or name.
    title = unfilled(template.title) if template else task.title
    return Difference(kind, task.template, title, words)
