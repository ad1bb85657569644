"""What the demo's people say when a task asks for proof."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from vipops.enums import Language
from vipops.sop.facts import Words

# By the field's name in the checklists; others are answered by their kind. Words are written in the language
# of the person who writes them.
_SAID: Mapping[str, Any] = {
    "plate": "沪A·D2618",
    "attendant": "杨桂英",
    "engineer": "罗小波",
    "called_by": "温静姝",
    "server": "田小满",
    "refill": Words("荔枝，芒果两个", "Lychees, two mangoes"),
    "liked": Words("荔枝吃完，梨没有动", "Lychees; the pears were left"),
    "opinion": Words("对房间十分满意", "Very pleased with the room"),
    "impressions": Words("安静周到，明春再来", "Calm and attentive; will come again in spring"),
    "suggestions": "",
    "what": "",
    "rounds": 4,
    "pieces": 3,
    "printed": Words("在前台打印", "at the desk"),
}
# Only where an answer must be given.
_WHEN_ASKED: Mapping[str, Words] = {
    "news": Words("司机举牌接机，已上车", "Met by the driver with the sign, in the car"),
    "resolution": Words(
        "当面致歉，早餐免单，已回访", "Apologised in person, breakfast not charged, called back"
    ),
    "complaint": Words("空调出风声偏大", "The air conditioning hums"),
    "other": Words("加一条毛毯", "One more blanket"),
    "said": Words("感谢关照，问题已解决", "Thanks for the care; it is settled"),
    "stored_where": Words("客房部失物柜 B-14", "Housekeeping, lost-property cabinet B-14"),
    "handed": Words("顺丰速运，单号 SF1420075533018", "By courier, waybill SF1420075533018"),
}
_OTHERWISE = Words("已按约定办理", "Done as agreed")
# A point that was found wanting, and what was done about it.
_FAULTS = {
    "F7j": Words(
        "窗边有小块污渍，已通知客房部清除", "Small stain by the window, reported to housekeeping and removed"
    )
}

# Kinds that the house knows by itself.
_NOT_SAID = frozenset({"assignees", "acknowledged", "roll_call"})


def proof_for(
    fields: list[dict[str, Any]], eta: datetime, language: Language = Language.EN
) -> dict[str, Any]:
    """An answer for every field that must be answered, as somebody of that language writes it."""
    return {field["name"]: said for field in fields if (said := _said(field, eta, language)) != ""}


def points_for(
    points: list[dict[str, Any]], language: Language, *, with_fault: bool
) -> dict[str, Mapping[str, Any]]:
    """Every point passed, but for one with a note where ``with_fault``."""
    return {
        point["id"]: {"passed": False, "note": written(note, language)} if note else {"passed": True}
        for point in points
        for note in [_FAULTS.get(point["id"]) if with_fault else None]
    }


def written(said: Words, language: Language) -> str:
    """As somebody of that language writes it."""
    return said.zh if language == Language.ZH else said.en


def _said(field: Mapping[str, Any], eta: datetime, language: Language) -> Any:
    if field["kind"] in _NOT_SAID:
        return ""
    if field.get("optional") and field["name"] not in _SAID:
        return ""
    if field["kind"] == "time":
        return eta.isoformat()
    if field["kind"] == "choice":
        return field["choices"][0]["value"]
    otherwise = 1 if field["kind"] == "number" else _WHEN_ASKED.get(field["name"], _OTHERWISE)
    said = _SAID.get(field["name"], otherwise)
    return written(said, language) if isinstance(said, Words) else said
