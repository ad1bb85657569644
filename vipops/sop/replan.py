"""An old plan and a new one brought together: what moves, what comes, what falls away.

Done work stays. Computing twice changes nothing, and neither does a delay of zero: a task's due time moves
only when what the checklist says about it (``anchored_at``) has moved.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from vipops.enums import UNFINISHED, Department, TaskState
from vipops.sop.facts import Words
from vipops.sop.planned import PlannedTask


# Not frozen, as the planned task.
@dataclass(slots=True, kw_only=True)
class ExistingTask:
    """A task of the stay as stored. All moments are aware UTC.

    ``anchored_at`` is the planned task's own, stored with it. ``postponed``: a person chose ``due_at``.
    """

    key: str
    state: TaskState
    due_at: datetime
    anchored_at: datetime
    title: Words
    detail: Words | None
    department: Department
    template_version: str
    after: tuple[str, ...]
    short_notice: bool = False
    postponed: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """An open task with a new due time: ``task.due_at``, with its ``anchored_at`` and ``short_notice``."""

    old: ExistingTask
    task: PlannedTask


@dataclass(frozen=True, slots=True)
class Changed:
    """An open task whose words or rules are others now: another grade, version of the checklist, or text."""

    old: ExistingTask
    task: PlannedTask


@dataclass(frozen=True, slots=True)
class Changes:
    """What a new plan changes; false when it changes nothing.

    ``added`` also holds tasks whose key exists as cancelled: they are restored. A task can be both in
    ``moved`` and in ``changed``. ``late`` are the tasks of ``added`` and ``moved`` whose time has already
    passed.
    """

    moved: tuple[Moved, ...] = ()
    added: tuple[PlannedTask, ...] = ()
    dropped: tuple[ExistingTask, ...] = ()
    changed: tuple[Changed, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.moved or self.added or self.dropped or self.changed)

    @property
    def late(self) -> tuple[PlannedTask, ...]:
        moved = tuple(move.task for move in self.moved)
        return tuple(task for task in (*moved, *self.added) if task.short_notice)


def reconcile(existing: Iterable[ExistingTask], planned: Sequence[PlannedTask], now: datetime) -> Changes:
    """What has to change so that the stay's open tasks follow the new plan, which was made at ``now``."""
    by_key = {task.key: task for task in existing}
    wanted = {task.key for task in planned}
    moved, added, changed = [], [], []
    for task in planned:
        old = by_key.get(task.key)
        if old is None or old.state == TaskState.CANCELLED:
            if _is_born(task, now):
                added.append(task)
        elif old.state in UNFINISHED:
            stays = _stays(old, task, now)
            if not stays and task.due_at != old.due_at:
                moved.append(Moved(old, task))
            if not _same_content(old, task):
                changed.append(Changed(old, _kept_at(old, task) if stays else task))
    dropped = [old for old in by_key.values() if old.state in UNFINISHED and old.key not in wanted]
    return Changes(tuple(moved), tuple(added), tuple(dropped), tuple(changed))


def _is_born(task: PlannedTask, now: datetime) -> bool:
    """Work for a moment that is over is not begun any more, such as the line-up for a guest in house.

    Neither is the task of a step that its record has behind it.
    """
    return not task.passed and (task.useful_until is None or task.useful_until > now)


def _kept_at(old: ExistingTask, task: PlannedTask) -> PlannedTask:
    return replace(task, due_at=old.due_at, short_notice=old.short_notice)


def _stays(old: ExistingTask, task: PlannedTask, now: datetime) -> bool:
    if task.anchored_at == old.anchored_at:
        return True
    if old.postponed and task.anchored_at <= old.due_at:
        return True
    # Overdue before and after: a new due time of now would only hide how late it is.
    return old.due_at <= now and task.anchored_at <= now


def _same_content(old: ExistingTask, task: PlannedTask) -> bool:
    return (
        old.title == task.title
        and old.detail == task.detail
        and old.after == task.after
        and old.template_version == task.template_version
        and old.department == task.department
    )
