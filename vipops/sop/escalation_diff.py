"""What changes between two versions of the ladders of escalation, in words of both languages."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from vipops.domain.escalation import Ladder, Rung
from vipops.sop import reading
from vipops.sop.facts import Words
from vipops.sop.procedure import Procedure

LEVELS: Mapping[str, Words] = {
    "soon": Words("即将到期", "soon due"),
    "due": Words("到期", "due"),
    "overdue": Words("逾期", "overdue"),
    "escalated": Words("升级", "escalated"),
}
PEOPLE: Mapping[str, Words] = {
    "assignee": Words("责任人", "the assignee"),
    "supervisor": Words("主管", "the supervisor"),
    "manager": Words("部门经理", "the manager"),
    "lobby_manager": Words("大堂经理", "the lobby manager"),
    "general_manager": Words("总经理", "the general manager"),
}


def differences(old: Procedure, new: Procedure) -> Iterator[Words]:
    """One sentence a difference, ladder by ladder; nothing when both climb alike."""
    before, after = _by_work(old), _by_work(new)
    for work, ladder in after.items():
        name = _name(new, ladder)
        if work not in before:
            yield Words(f"新增{name.zh}：{_all(ladder).zh}", f"New {name.en}: {_all(ladder).en}")
        else:
            yield from _changed(name, before[work], ladder)
    for work, ladder in before.items():
        if work not in after:
            name = _name(old, ladder)
            yield Words(f"删除{name.zh}", f"Removed: {name.en}")
    if list(before) != list(after) and set(before) == set(after):
        yield Words("升级阶梯的先后次序有变", "The ladders of escalation stand in another order")


def _by_work(procedure: Procedure) -> dict[tuple[str, frozenset[int]], Ladder]:
    return {(ladder.department, ladder.ranks): ladder for ladder in procedure.ladders}


def _changed(name: Words, was: Ladder, now: Ladder) -> Iterator[Words]:
    if was.grace != now.grace:
        yield Words(
            f"{name.zh}：接手后的宽限由{reading.lasting(was.grace).zh}改为{reading.lasting(now.grace).zh}",
            f"{name.en}: the grace changed from {reading.lasting(was.grace).en}"
            f" to {reading.lasting(now.grace).en}",
        )
    if was.rungs != now.rungs:
        before, after = _all(was), _all(now)
        yield Words(
            f"{name.zh}：由“{before.zh}”改为“{after.zh}”",
            f"{name.en}: changed from “{before.en}” to “{after.en}”",
        )


def _name(procedure: Procedure, ladder: Ladder) -> Words:
    known = {str(code): form.name for code, form in procedure.departments.items()}
    whose = known.get(ladder.department, Words("所有部门", "all departments"))
    if not ladder.ranks:
        return Words(f"升级阶梯（{whose.zh}）", f"ladder of escalation ({whose.en})")
    ranks = sorted(ladder.ranks)
    codes = [code for code, grade in procedure.grades.items() if grade.rank in ranks] or [
        str(rank) for rank in ranks
    ]
    return Words(
        f"升级阶梯（{whose.zh}，{'、'.join(codes)}）",
        f"ladder of escalation ({whose.en}, {', '.join(codes)})",
    )


def _all(ladder: Ladder) -> Words:
    rungs = [_rung(rung) for rung in ladder.rungs]
    return Words("；".join(rung.zh for rung in rungs), "; ".join(rung.en for rung in rungs))


def _rung(rung: Rung) -> Words:
    level, to, after = LEVELS[rung.level], PEOPLE[rung.to], _when(rung.after)
    return Words(f"{after.zh}：{level.zh}，告知{to.zh}", f"{after.en}: {level.en}, told to {to.en}")


def _when(after: timedelta) -> Words:
    if not after:
        return Words("到期时", "at the due time")
    amount = reading.lasting(after)
    if after < timedelta(0):
        return Words(f"到期前{amount.zh}", f"{amount.en} before")
    return Words(f"到期后{amount.zh}", f"{amount.en} after")
