"""What changes between two versions of the checklists, in words of both languages."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from vipops.domain import lifecycle_words
from vipops.domain.line_up import EITHER
from vipops.sop import escalation_diff, reading, resource_diff
from vipops.sop.conditions import Condition
from vipops.sop.due import Due
from vipops.sop.facts import Words
from vipops.sop.form import AutomaticForm, ChoiceForm, Form, GradeLetterForm, PointForm, ProofForm
from vipops.sop.procedure import Procedure

# The fields of a template and of a grade as people call them.
_TASK_FIELDS: Mapping[str, Words] = {
    "title": Words("标题", "the title"),
    "detail": Words("说明", "the detail"),
    "department": Words("部门", "the department"),
    "stage": Words("阶段", "the stage"),
    "due": Words("时限", "the due time"),
    "starts": Words("开始", "the start"),
    "earliest": Words("最早", "the earliest time"),
    "latest": Words("最迟", "the latest time"),
    "useful_until": Words("有效至", "how long it is useful"),
    "if_before_arrival": Words("早于抵店时", "what happens if it lies before the arrival"),
    "condition": Words("条件", "the condition"),
    "each": Words("按何重复", "what it is repeated for"),
    "through_departure": Words("含离店日", "whether it runs through the departure day"),
    "after": Words("先行任务", "what it waits for"),
    "who": Words("责任岗位", "the post"),
    "people": Words("按等级的人员", "the people by grade"),
    "gate": Words("关卡", "the gate it holds"),
    "points": Words("检查项", "the points"),
    "proof": Words("须填内容", "what must be filled in"),
    "second_signature": Words("第二签字人", "the second signature"),
    "rekey": Words("重录核对", "what is keyed again"),
    "letter": Words("欢迎信步骤", "the step of the letter"),
    "paper": Words("打印单据", "the paper"),
    "takes": Words("占用资源", "what it takes for itself"),
    "lasts": Words("占用时长", "how long it takes it"),
    "takes_from": Words("占用起算", "from when on it takes it"),
    "slack": Words("可调时间", "how far it may be moved"),
    "source": Words("程序条款", "the items of the procedure"),
}
_GRADE_FIELDS: Mapping[str, Words] = {
    "rank": Words("级别", "the rank"),
    "name": Words("名称", "the name"),
    "who": Words("对象", "who holds it"),
    "colour": Words("颜色", "the colour"),
    "symbol": Words("标志", "the symbol"),
    "approves": Words("审批", "who approves"),
    "automatic": Words("自动授予", "the automatic rule"),
    "cap": Words("名额上限", "the cap"),
    "pick_up": Words("接机人员", "who meets the guest"),
    "greets": Words("迎候", "who greets"),
    "escort": Words("陪同", "who escorts"),
    "inspectors": Words("查房", "who inspects"),
    "farewell": Words("欢送", "who sees off"),
    "honours": Words("抵店礼遇", "the honours on arrival"),
    "farewell_honours": Words("离店礼遇", "the honours at the farewell"),
    "amenity": Words("欢迎品", "the amenity"),
    "letter": Words("欢迎信", "the letter"),
    "supervisor_takes_part": Words("主管亲自参与", "whether the supervisor takes part"),
}
_NAME_LISTS: Mapping[str, Words] = {
    "departments": Words("部门", "Department"),
    "posts": Words("岗位", "Post"),
    "wishes": Words("客人意愿", "Wish"),
    "amenities": Words("欢迎品", "Amenity"),
    "honours": Words("礼遇", "Honour"),
}

# A version of the procedure and what it says of a task or a grade; and how it calls a code.
Saying = tuple[Procedure, Form]
Called = Callable[[Procedure, Any], Words]


def differences(old: Procedure, new: Procedure) -> list[Words]:
    """One sentence a difference: tasks in the order of the new checklists, then grades, then names.

    Empty when both versions say the same; comments and spacing are no difference.
    """
    ladders = escalation_diff.differences(old, new)
    things = resource_diff.differences(old, new)
    return [*_tasks(old, new), *_grades(old, new), *_names(old, new), *ladders, *things]


def _tasks(old: Procedure, new: Procedure) -> Iterator[Words]:
    for now in sorted(new.templates, key=lambda template: template.order):
        was = old.template(now.id)
        if was is None:
            yield Words(
                f"新增任务：{reading.unfilled(now.title).zh}，时限：{reading.when(now.due).zh}",
                f"New task: {reading.unfilled(now.title).en}, due {reading.when(now.due).en}",
            )
        elif was.version != now.version:
            yield from _fields(reading.unfilled(was.title), (old, was), (new, now), _TASK_FIELDS, _TASK_CODES)
    for was in sorted(old.templates, key=lambda template: template.order):
        if new.template(was.id) is None:
            gone = reading.unfilled(was.title)
            yield Words(f"删除任务：{gone.zh}", f"Task removed: {gone.en}")


def _grades(old: Procedure, new: Procedure) -> Iterator[Words]:
    for code, grade in new.grades.items():
        was = old.grades.get(code)
        if was is None:
            yield Words(f"新增等级：{code}", f"New grade: {code}")
        else:
            name = Words(f"等级 {code}", f"Grade {code}")
            yield from _fields(name, (old, was), (new, grade), _GRADE_FIELDS, _GRADE_CODES)
    for code in old.grades.keys() - new.grades.keys():
        yield Words(f"删除等级：{code}", f"Grade removed: {code}")


def _names(old: Procedure, new: Procedure) -> Iterator[Words]:
    for key, kind in _NAME_LISTS.items():
        before, after = getattr(old, key), getattr(new, key)
        for code in sorted(before.keys() | after.keys()):
            was, now = before.get(code), after.get(code)
            if was is None:
                yield Words(f"新增{kind.zh}：{now.name.zh}", f"{kind.en} added: {now.name.en}")
            elif now is None:
                yield Words(f"删除{kind.zh}：{was.name.zh}", f"{kind.en} removed: {was.name.en}")
            elif was != now:
                yield Words(f"{kind.zh}有变：{now.name.zh}", f"{kind.en} changed: {now.name.en}")


def _fields(
    name: Words, old: Saying, new: Saying, fields: Mapping[str, Words], codes: Mapping[str, Called]
) -> Iterator[Words]:
    for key, label in fields.items():
        was, now = getattr(old[1], key), getattr(new[1], key)
        if was == now:
            continue
        before, after = _shown_of(old[0], was, codes.get(key)), _shown_of(new[0], now, codes.get(key))
        if before == after:
            # Written otherwise, and read the same: then the writing is what differs.
            before, after = _shown(was), _shown(now)
        yield Words(
            f"{name.zh}：{label.zh}由“{before.zh}”改为“{after.zh}”",
            f"{name.en}: {label.en} changed from “{before.en}” to “{after.en}”",
        )


def _shown_of(procedure: Procedure, value: Any, called: Called | None) -> Words:
    """The value, with codes by the names that they have in this version of the procedure."""
    if called is None or not value:
        return _shown(value)
    return called(procedure, value) if not isinstance(value, tuple) else _list_of(procedure, value, called)


def _list_of(procedure: Procedure, codes: tuple[Any, ...], called: Called) -> Words:
    return _list(tuple(called(procedure, code) for code in codes))


def _shown(value: Any) -> Words:
    for kind, show in _SHOWN.items():
        if isinstance(value, kind):
            return show(value)
    text = str(getattr(value, "text", value))
    return Words(text, text)


def _list(values: tuple[Any, ...]) -> Words:
    if not values:
        return Words("无", "nothing")
    shown = [_shown(value) for value in values]
    return Words("、".join(each.zh for each in shown), ", ".join(each.en for each in shown))


def _proof(field: ProofForm) -> Words:
    choices = _list(field.choices) if field.choices else None
    zh = f"{field.title.zh}（{choices.zh}）" if choices else field.title.zh
    en = f"{field.title.en} ({choices.en})" if choices else field.title.en
    return Words(zh + ("（可选）" if field.optional else ""), en + (" (optional)" if field.optional else ""))


def _plain(form: Form) -> Words:
    parts = [(key, _shown(value)) for key, value in form if value is not None]
    return Words(
        "，".join(f"{key} {value.zh}" for key, value in parts),
        ", ".join(f"{key} {value.en}" for key, value in parts),
    )


# The first kind that fits shows the value; Words is a tuple too and therefore comes first.
_SHOWN: Mapping[type, Callable[[Any], Words]] = {
    type(None): lambda _value: Words("无", "nothing"),
    bool: lambda value: Words("是", "yes") if value else Words("否", "no"),
    Words: lambda value: value,
    tuple: _list,
    PointForm: lambda point: Words(f"{point.id} {point.title.zh}", f"{point.id} {point.title.en}"),
    ProofForm: _proof,
    ChoiceForm: lambda choice: choice.title,
    Form: _plain,
}


def _post(procedure: Procedure, entry: str) -> Words:
    if all(post in procedure.posts for post in entry.split(EITHER)):
        return procedure.called(entry)
    return Words(entry, entry)


def _of(forms: str) -> Called:
    def called(procedure: Procedure, code: Any) -> Words:
        known = getattr(procedure, forms).get(code)
        return known.name if known else Words(str(code), str(code))

    return called


def _task(procedure: Procedure, task_id: str) -> Words:
    template = procedure.template(task_id)
    return template.title if template else Words(task_id, task_id)


def _moment(said: Callable[[Due], Words]) -> Called:
    return lambda _procedure, due: said(due)


def _condition(procedure: Procedure, condition: Condition) -> Words:
    return reading.for_whom(condition, procedure)


def _gate(_procedure: Procedure, verb: str) -> Words:
    return Words(*lifecycle_words.STEPS["stay"][verb])


def _lasting(_procedure: Procedure, span: timedelta) -> Words:
    return reading.lasting(span)


def _grade_letter(procedure: Procedure, letter: GradeLetterForm) -> Words:
    kind = _LETTER_KINDS[letter.kind]
    signers = _list_of(procedure, letter.signers, _post)
    return Words(f"{kind.zh}，由{signers.zh}签署", f"{kind.en}, signed by {signers.en}")


def _automatic(_procedure: Procedure, rule: AutomaticForm) -> Words:
    if rule.stays_to is None:
        return Words(f"曾入住{rule.stays_from}次以上（含）", f"{rule.stays_from} past stays or more")
    return Words(
        f"曾入住{rule.stays_from}至{rule.stays_to}次", f"{rule.stays_from} to {rule.stays_to} past stays"
    )


_LETTER_KINDS: Mapping[str, Words] = {"letter": Words("信", "a letter"), "card": Words("卡片", "a card")}
_TASK_CODES: Mapping[str, Called] = {
    "department": _of("departments"),
    "who": _post,
    "after": _task,
    "due": _moment(reading.when),
    "starts": _moment(reading.when),
    **dict.fromkeys(("earliest", "latest", "useful_until"), _moment(reading.moment)),
    "condition": _condition,
    "each": lambda _procedure, each: reading.repeated(each),
    "gate": _gate,
    **dict.fromkeys(("lasts", "slack"), _lasting),
    "takes": Procedure.resource_name,
}
_GRADE_CODES: Mapping[str, Called] = {
    **dict.fromkeys(("approves", "pick_up", "greets", "escort", "inspectors", "farewell"), _post),
    **dict.fromkeys(("honours", "farewell_honours"), _of("honours")),
    "amenity": _of("amenities"),
    "letter": _grade_letter,
    "automatic": _automatic,
}
