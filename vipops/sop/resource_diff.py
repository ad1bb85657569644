"""What changes between two versions of the resources, in words of both languages."""

from collections.abc import Iterator

from vipops.domain.collisions import Resource
from vipops.sop.facts import Words
from vipops.sop.procedure import Procedure


def differences(old: Procedure, new: Procedure) -> Iterator[Words]:
    """One sentence a difference, in the order of the new file; nothing when both hold the same."""
    for code, resource in new.resources.items():
        name, was = new.resource_name(code), old.resources.get(code)
        if was is None:
            told = _told(resource, new)
            yield Words(f"新增资源：{name.zh}（{told.zh}）", f"New resource: {name.en} ({told.en})")
        elif was != resource:
            before, after = _told(was, old), _told(resource, new)
            yield Words(
                f"资源{name.zh}：由“{before.zh}”改为“{after.zh}”",
                f"Resource {name.en}: changed from “{before.en}” to “{after.en}”",
            )
        elif name != old.resource_name(code):
            yield Words(f"资源有变：{name.zh}", f"Resource changed: {name.en}")
    for code in old.resources:
        if code not in new.resources:
            name = old.resource_name(code)
            yield Words(f"删除资源：{name.zh}", f"Resource removed: {name.en}")


def _told(resource: Resource, of: Procedure) -> Words:
    minutes = int(resource.turnaround.total_seconds() // 60)
    zh, en = [f"数量{resource.count}"], [f"{resource.count} of it"]
    if minutes:
        zh.append(f"间隔{minutes}分钟")
        en.append(f"{minutes} min between two guests")
    names = [of.resource_name(code) for code in resource.instead]
    if names:
        zh.append("替补：" + "、".join(name.zh for name in names))
        en.append("stand-ins: " + ", ".join(name.en for name in names))
    return Words("，".join(zh), ", ".join(en))
