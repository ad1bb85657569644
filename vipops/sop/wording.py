"""What a new plan changes, in words of both languages."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from vipops.sop.facts import Words
from vipops.sop.replan import Changes, Moved


def in_words(changes: Changes, zone: ZoneInfo) -> list[Words]:
    """One sentence a change, times in the hotel's zone: what moved, what is new, what is no longer needed."""
    return list(_sentences(changes, zone))


def moved_in_words(move: Moved, zone: ZoneInfo) -> Words:
    """“Inspection by the lobby manager moved from 12:00 to 14:40”; with the date where the day changes."""
    old, new = move.old.due_at.astimezone(zone), move.task.due_at.astimezone(zone)
    before, after = (_both(old), _both(new)) if old.date() != new.date() else (_clock(old), _clock(new))
    title = move.task.title
    if move.task.short_notice:
        return Words(
            f"{title.zh}：原定{before.zh}，现须立即完成", f"{title.en}: was due {before.en}, now due at once"
        )
    return Words(
        f"{title.zh}：由{before.zh}改为{after.zh}", f"{title.en} moved from {before.en} to {after.en}"
    )


def clocked(moment: datetime, zone: ZoneInfo) -> Words:
    """A moment with its day, on the clock of the hotel's zone."""
    return _both(moment.astimezone(zone))


def _sentences(changes: Changes, zone: ZoneInfo) -> Iterator[Words]:
    for move in changes.moved:
        yield moved_in_words(move, zone)
    for task in changes.added:
        due = _both(task.due_at.astimezone(zone))
        if task.short_notice:
            yield Words(f"新增：{task.title.zh}，须立即完成", f"New: {task.title.en}, due at once")
        else:
            yield Words(f"新增：{task.title.zh}，{due.zh}前完成", f"New: {task.title.en}, due {due.en}")
    for old in changes.dropped:
        yield Words(f"取消：{old.title.zh}", f"No longer needed: {old.title.en}")
    for change in changes.changed:
        was, now = change.old.title, change.task.title
        if was == now:
            yield Words(f"要求有变：{now.zh}", f"New instructions: {now.en}")
        else:
            yield Words(f"{was.zh}改为：{now.zh}", f"{was.en} is now: {now.en}")


def _clock(local: datetime) -> Words:
    return Words(f"{local:%H:%M}", f"{local:%H:%M}")


def _both(local: datetime) -> Words:
    # Month names by hand: strftime's depend on the machine's locale.
    month = _MONTHS[local.month - 1]
    return Words(f"{local.month}月{local.day}日{local:%H:%M}", f"{local.day} {month} {local:%H:%M}")


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
