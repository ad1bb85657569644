"""The checklists said to people: when a task is due, for whom, how often, in words of both languages."""

import ast
import re
from collections.abc import Callable, Mapping
from datetime import timedelta

from vipops.enums import Anchor
from vipops.sop.conditions import Condition
from vipops.sop.due import Due
from vipops.sop.facts import Words
from vipops.sop.procedure import Procedure, Template


def when(due: Due) -> Words:
    """“2 hours before arrival”, “on each stay day at 10:00”, “5 minutes after what it waits for”."""
    anchor = _ANCHORS.get(due.anchor, Words(due.anchor, due.anchor.replace("_", " ")))
    if due.clock is not None:
        return _on_a_day(due, anchor)
    if due.days or due.shift:
        return _away(due, anchor)
    return _AT.get(due.anchor, Words(f"{anchor.zh}时", f"at {anchor.en}"))


def bounds(template: Template) -> list[Words]:
    """What bounds the due time: from when, not before, not after, useful until."""
    return [
        Words(f"{zh}{said(due).zh}", f"{en} {said(due).en}")
        for due, zh, en, said in (
            (template.starts, "开始：", "can begin", when),
            (template.earliest, "不早于：", "not before", moment),
            (template.latest, "不晚于：", "not after", moment),
            (template.useful_until, "有效至：", "useful until", moment),
        )
        if due is not None
    ]


def how_often(template: Template) -> Words:
    """“for each stay day, the day of departure too”; “once a stay” where it is not repeated."""
    often = repeated(template.each or "")
    if template.through_departure:
        return Words(f"{often.zh}，含离店当日", f"{often.en}, the day of departure too")
    return often


def moment(due: Due) -> Words:
    """“arrival”, where :func:`when` says “at arrival”."""
    bare = due.clock is None and not due.days and not due.shift
    return _ANCHORS.get(due.anchor, when(due)) if bare else when(due)


def lasting(span: timedelta) -> Words:
    """“1 hour 30 minutes”; “at once” where nothing lies between."""
    minutes = int(abs(span).total_seconds()) // 60
    return _amount(0, timedelta(minutes=minutes)) if minutes else Words("立即", "at once")


def repeated(each: str) -> Words:
    """“for each meal”, by what a task is repeated for; "" is “once a stay”."""
    return _EACH.get(each, Words(f"按{each}", f"for each {each}"))


def for_whom(condition: Condition | None, procedure: Procedure) -> Words:
    """The condition as a sentence; “every stay” where there is none."""
    return EVERY if condition is None else _Said(procedure).part(condition.tree)


def unfilled(words: Words) -> Words:
    """A text of the checklists as people read it before it is filled in: “Clean room …”."""
    return Words(_BRACES.sub("…", words.zh), _BRACES.sub("…", words.en))


EVERY = Words("所有住店", "every stay")

_BRACES = re.compile(r"\{[^{}]*\}")

_ANCHORS: Mapping[str, Words] = {
    Anchor.PLANNED: Words("列入计划", "planning"),
    Anchor.BRIEFING: Words("早会", "the morning briefing"),
    Anchor.LANDING: Words("落地", "landing"),
    Anchor.ARRIVAL: Words("抵店", "arrival"),
    Anchor.DEPARTURE: Words("离店", "departure"),
    Anchor.STAY_DAY: Words("每个住店日", "each stay day"),
    Anchor.MEAL: Words("用餐", "the meal"),
    Anchor.WAKE_UP: Words("叫醒时间", "the wake-up time"),
    Anchor.REQUEST: Words("要求的时间", "the time asked for"),
    "recorded": Words("记录", "it was recorded"),
    Anchor.OCCASION: Words("庆祝时刻", "the occasion"),
    Anchor.COMPLAINT: Words("投诉记录", "the complaint was recorded"),
    Anchor.ROOM_MOVE: Words("决定换房", "the room move was decided"),
    Anchor.FOUND: Words("发现遗留物品", "the find"),
    Anchor.AFTER: Words("先行任务完成", "what it waits for"),
}
_AT: Mapping[str, Words] = {
    Anchor.PLANNED: Words("列入计划即办", "as soon as the stay is planned"),
    Anchor.STAY_DAY: Words("每个住店日之初", "at the turn of each stay day"),
    Anchor.AFTER: Words("先行任务完成即办", "at once after what it waits for"),
    Anchor.WAKE_UP: Words("叫醒时间", "at the wake-up time"),
    Anchor.REQUEST: Words("要求的时间", "at the time asked for"),
    "recorded": Words("一经记录即办", "as soon as it is recorded"),
    Anchor.OCCASION: Words("庆祝时刻", "at the moment of the occasion"),
    Anchor.FOUND: Words("一经发现即办", "as soon as it is found"),
    Anchor.COMPLAINT: Words("投诉一经记录即办", "as soon as the complaint is recorded"),
    Anchor.ROOM_MOVE: Words("决定换房即办", "as soon as the room move is decided"),
}
_EACH: Mapping[str, Words] = {
    "": Words("每次住店一次", "once a stay"),
    "room": Words("每间客房", "for each room"),
    "stay_day": Words("每个住店日", "on each stay day"),
    "meal": Words("每次用餐", "for each meal"),
    "wake_up": Words("每次叫醒", "for each wake-up call"),
    "request": Words("每项要求", "for each wish or problem"),
    "complaint": Words("每起投诉", "for each complaint"),
    "room_move": Words("每次换房", "for each room move"),
    "lost_item": Words("每件遗留物品", "for each thing left behind"),
    "occasion": Words("每个生日或纪念日", "for each birthday or anniversary"),
    "child": Words("每位小朋友", "for each child"),
    "inspector": Words("每位查房人", "for each inspector of the grade"),
}


def _on_a_day(due: Due, anchor: Words) -> Words:
    clock = f"{due.clock:%H:%M}"
    if due.anchor == Anchor.STAY_DAY:
        return Words(f"每个住店日{clock}", f"at {clock} on each stay day")
    if not due.days:
        return Words(f"{anchor.zh}当天{clock}", f"at {clock} on the day of {anchor.en}")
    days = abs(due.days)
    side = Words("前", "before") if due.days < 0 else Words("后", "after")
    counted = "day" if days == 1 else "days"
    return Words(
        f"{anchor.zh}{side.zh}{days}天的{clock}", f"at {clock}, {days} {counted} {side.en} {anchor.en}"
    )


def _away(due: Due, anchor: Words) -> Words:
    before = due.days < 0 or due.shift < timedelta(0)
    amount = _amount(abs(due.days), abs(due.shift))
    side = Words("前", "before") if before else Words("后", "after")
    return Words(f"{anchor.zh}{side.zh}{amount.zh}", f"{amount.en} {side.en} {anchor.en}")


def _amount(days: int, shift: timedelta) -> Words:
    minutes = int(shift.total_seconds()) // 60
    parts = ((days, "天", "day"), (minutes // 60, "小时", "hour"), (minutes % 60, "分钟", "minute"))
    said = [(count, zh, en if count == 1 else f"{en}s") for count, zh, en in parts if count]
    return Words(
        "".join(f"{count}{zh}" for count, zh, _en in said),
        " ".join(f"{count} {en}" for count, _zh, en in said),
    )


# What is true where the name alone stands, and what where “not” stands before it.
_YES_NO: Mapping[str, tuple[Words, Words]] = {
    "transfer": (Words("已订接机", "a pick-up is booked"), Words("未订接机", "no pick-up is booked")),
    "transfer_out": (
        Words("已订送机", "a car for the departure is booked"),
        Words("未订送机", "no car for the departure is booked"),
    ),
    "flight_off": (
        Words("航班取消或备降", "the flight was cancelled or diverted"),
        Words("航班正常", "the flight was neither cancelled nor diverted"),
    ),
    "returning": (Words("再次入住的客人", "the guest has stayed before"), Words("首次入住", "a first stay")),
    "incognito": (
        Words("客人匿名入住", "the guest stays incognito"),
        Words("客人非匿名", "the guest does not stay incognito"),
    ),
    "recovery": (
        Words("上次住店有过问题", "there was a problem in a past stay"),
        Words("此前没有问题", "there was no problem before"),
    ),
    "room_known": (Words("已排房", "the room is assigned"), Words("未排房", "no room is assigned")),
    "supervisor_takes_part": (
        Words("等级要求主管亲自参与", "the grade asks for the supervisor in person"),
        Words("等级不要求主管亲自参与", "the grade does not ask for the supervisor in person"),
    ),
    "first_day": (Words("首日", "on the first day"), Words("非首日", "not on the first day")),
    "last_day": (Words("最后一日", "on the last day"), Words("非最后一日", "not on the last day")),
    "departure_day": (
        Words("离店当日", "on the day of departure"),
        Words("非离店当日", "not on the day of departure"),
    ),
    "first_meal": (Words("第一餐", "for the first meal"), Words("非第一餐", "not for the first meal")),
    "inspected": (
        Words("查房发现", "it was found in an inspection"),
        Words("非查房发现", "it was not found in an inspection"),
    ),
    "moved_in": (
        Words("客人换房后已入住该房", "the guest moved into this room during the stay"),
        Words("客人未换房入住该房", "the guest did not move into this room during the stay"),
    ),
    "in_house": (
        Words("客人已入住", "the guest is in house"),
        Words("客人尚未入住", "before the guest is here"),
    ),
}
_NAMES: Mapping[str, Words] = {
    "grade": Words("等级", "the grade"),
    "rank": Words("级别", "the rank"),
    "adults": Words("成人数", "the number of adults"),
    "children": Words("儿童数", "the number of children"),
    "party": Words("人数", "the party"),
    "nights": Words("夜数", "the number of nights"),
    "meals": Words("预订餐数", "the number of booked meals"),
    "language": Words("客人语言", "the guest's language"),
    "letter": Words("欢迎信形式", "the form of the letter"),
    "wishes": Words("客人意愿", "the guest's wishes"),
    "amenity": Words("欢迎品", "the amenity"),
    "honours": Words("抵店礼遇", "the honours on arrival"),
    "farewell_honours": Words("欢送礼遇", "the honours at the farewell"),
    "day": Words("第几日", "the number of the day"),
    "meal": Words("餐次", "the meal"),
    "meal_place": Words("用餐地点", "the place of the meal"),
    "meal_party": Words("用餐人数", "the party at the meal"),
    "request_department": Words("要求所属部门", "the department asked"),
    "request_kind": Words("要求类别", "the kind of wish or problem"),
    "done_there": Words("原房间已完成的任务", "the work done in the old room"),
    "left_room": Words("原房间", "the room left"),
    "occasion": Words("庆祝事由", "the occasion"),
    "child": Words("第几位小朋友", "the number of the child"),
    "post": Words("岗位", "the post"),
}
_COMPARED: Mapping[type[ast.cmpop], Words] = {
    ast.Eq: Words("为", "is"),
    ast.NotEq: Words("不为", "is not"),
    ast.Lt: Words("小于", "is less than"),
    ast.LtE: Words("不超过", "is at most"),
    ast.Gt: Words("大于", "is more than"),
    ast.GtE: Words("不少于", "is at least"),
    ast.In: Words("属于", "is one of"),
    ast.NotIn: Words("不属于", "is none of"),
}


class _Said:
    """Says a condition that the loader has found right."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self._parts: dict[type[ast.expr], Callable[..., Words]] = {
            ast.BoolOp: self._and_or,
            ast.UnaryOp: self._unary,
            ast.Compare: self._compared,
            ast.Name: self._name,
            ast.Constant: self._constant,
            ast.List: self._list,
            ast.Tuple: self._list,
            ast.BinOp: self._sum,
        }

    def part(self, node: ast.expr) -> Words:
        return self._parts[type(node)](node)

    def _and_or(self, node: ast.BoolOp) -> Words:
        alike = self._same_list(node)
        if alike is not None:
            return alike
        said = [self._bracketed(part, node) for part in node.values]
        zh, en = ("且", " and ") if isinstance(node.op, ast.And) else ("或", " or ")
        return Words(zh.join(words.zh for words in said), en.join(words.en for words in said))

    def _same_list(self, node: ast.BoolOp) -> Words | None:
        """“the guest wishes A, B or C” where a long “or” asks for one list only."""
        asked = [_word_in_list(part) for part in node.values]
        names = {pair[1] for pair in asked if pair}
        if isinstance(node.op, ast.And) or len(names) != 1 or None in asked:
            return None
        (name,) = names
        words = [self._called(name, pair[0]) for pair in asked if pair]
        return _has(name, _or(words))

    def _bracketed(self, part: ast.expr, around: ast.BoolOp) -> Words:
        said = self.part(part)
        if isinstance(part, ast.BoolOp) and type(part.op) is not type(around.op):
            return Words(f"（{said.zh}）", f"({said.en})")
        return said

    def _unary(self, node: ast.UnaryOp) -> Words:
        if isinstance(node.op, ast.USub):
            said = self.part(node.operand)
            return Words(f"-{said.zh}", f"-{said.en}")
        if isinstance(node.operand, ast.Name) and node.operand.id in _YES_NO:
            return _YES_NO[node.operand.id][1]
        said = self.part(node.operand)
        return Words(f"并非（{said.zh}）", f"not ({said.en})")

    def _compared(self, node: ast.Compare) -> Words:
        found = []
        for left, operator, right in zip(
            [node.left, *node.comparators[:-1]], node.ops, node.comparators, strict=True
        ):
            found.append(self._pair(left, operator, right))
        return Words("且".join(words.zh for words in found), " and ".join(words.en for words in found))

    def _pair(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> Words:
        if isinstance(left, ast.Constant) and isinstance(right, ast.Name):
            what = self._called(right.id, str(left.value))
            if isinstance(operator, ast.In):
                return _has(right.id, what)
            if isinstance(operator, ast.NotIn):
                return _has_not(right.id, what)
        name = left.id if isinstance(left, ast.Name) else ""
        special = self._in_short(name, operator, right)
        if special is not None:
            return special
        said = _COMPARED[type(operator)]
        one, other = self.part(left), self._value(name, right)
        return Words(f"{one.zh}{said.zh}{other.zh}", f"{one.en} {said.en} {other.en}")

    def _in_short(self, name: str, operator: ast.cmpop, right: ast.expr) -> Words | None:
        number = right.value if isinstance(right, ast.Constant) else None
        if name == "children" and isinstance(operator, ast.Gt) and number == 0:
            return Words("有儿童同行", "children come along")
        if name == "rank" and isinstance(operator, ast.LtE):
            grade = next((each for each in self.procedure.grades.values() if each.rank == number), None)
            if grade is not None:
                return Words(f"{grade.code}及以上等级", f"grade {grade.code} or higher")
        return None

    def _value(self, name: str, node: ast.expr) -> Words:
        if isinstance(node, ast.List | ast.Tuple):
            return _or(
                [self._called(name, str(item.value)) for item in node.elts if isinstance(item, ast.Constant)]
            )
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return self._called(name, node.value)
        return self.part(node)

    def _called(self, name: str, code: str) -> Words:
        """What the hotel calls this wish, amenity, honour, post or department."""
        lists: Mapping[str, Mapping[str, object]] = {
            "wishes": self.procedure.wishes,
            "amenity": self.procedure.amenities,
            "honours": self.procedure.honours,
            "farewell_honours": self.procedure.honours,
            "post": self.procedure.posts,
            "request_department": {str(key): form for key, form in self.procedure.departments.items()},
        }
        template = self.procedure.template(code) if name == "done_there" else None
        if template is not None:
            return Words(f"“{unfilled(template.title).zh}”", f"“{unfilled(template.title).en}”")
        found = getattr(lists.get(name, {}).get(code), "name", None)
        if isinstance(found, Words):
            return found
        return _CODES.get(code, Words(code, code.replace("_", " ")))

    def _name(self, node: ast.Name) -> Words:
        if node.id in _YES_NO:
            return _YES_NO[node.id][0]
        return _NAMES.get(node.id, Words(node.id, node.id.replace("_", " ")))

    def _constant(self, node: ast.Constant) -> Words:
        return Words(str(node.value), str(node.value))

    def _list(self, node: ast.List | ast.Tuple) -> Words:
        return _or([self.part(item) for item in node.elts])

    def _sum(self, node: ast.BinOp) -> Words:
        sign = "+" if isinstance(node.op, ast.Add) else "-"
        one, other = self.part(node.left), self.part(node.right)
        return Words(f"{one.zh}{sign}{other.zh}", f"{one.en} {sign} {other.en}")


# Words of closed lists that have no name of their own in the checklists.
_CODES: Mapping[str, Words] = {
    "wish": Words("意愿", "a wish"),
    "suggestion": Words("建议", "a suggestion"),
    "itinerary": Words("行程", "an itinerary item"),
    "fault": Words("故障", "a fault"),
    "birthday": Words("生日", "a birthday"),
    "anniversary": Words("结婚纪念日", "an anniversary"),
    "card": Words("欢迎卡", "a card"),
    "letter": Words("欢迎信", "a letter"),
    "breakfast": Words("早餐", "breakfast"),
    "lunch": Words("午餐", "lunch"),
    "dinner": Words("晚餐", "dinner"),
    "zh": Words("中文", "Chinese"),
    "en": Words("英文", "English"),
    "ja": Words("日文", "Japanese"),
}


def _word_in_list(node: ast.expr) -> tuple[str, str] | None:
    """("fruit", "wishes") for ``'fruit' in wishes``."""
    match node:
        case ast.Compare(left=ast.Constant(value=word), ops=[ast.In()], comparators=[ast.Name(id=name)]):
            return str(word), name
    return None


def _has(name: str, what: Words) -> Words:
    said = _NAMES.get(name, Words(name, name))
    return Words(f"{said.zh}包括{what.zh}", f"{said.en} include {what.en}")


def _has_not(name: str, what: Words) -> Words:
    said = _NAMES.get(name, Words(name, name))
    return Words(f"{said.zh}不包括{what.zh}", f"{said.en} do not include {what.en}")


def _or(words: list[Words]) -> Words:
    zh = "、".join(each.zh for each in words[:-1])
    en = ", ".join(each.en for each in words[:-1])
    last = words[-1]
    return Words(f"{zh}或{last.zh}", f"{en} or {last.en}") if zh else last
