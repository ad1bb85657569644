"""The names that conditions and texts of the checklists may use, and their values for a stay."""

from collections.abc import Callable, Mapping
from typing import Any

from vipops.enums import Anchor, Department, Language, MealKind, NoteSubject, RequestKind
from vipops.sop.conditions import NUMBER, WORD, WORDS, YES_NO, Kind
from vipops.sop.facts import StayFacts, Words
from vipops.sop.procedure import Grade, Procedure

# What each repetition adds to the names of a condition.
_SUBJECT_KINDS: dict[str, dict[str, Kind]] = {
    "stay_day": {
        "day": Kind(NUMBER),
        "first_day": Kind(YES_NO),
        "last_day": Kind(YES_NO),
        "departure_day": Kind(YES_NO),
    },
    "meal": {
        "meal": Kind(WORD, frozenset(MealKind)),
        "meal_place": Kind(WORD),
        "meal_party": Kind(NUMBER),
        "first_meal": Kind(YES_NO),
    },
    "request": {
        "request_department": Kind(WORD, frozenset(Department)),
        "request_kind": Kind(WORD, frozenset(RequestKind)),
        "in_house": Kind(YES_NO),
        "inspected": Kind(YES_NO),
    },
    "room": {"moved_in": Kind(YES_NO)},
    "room_move": {"in_house": Kind(YES_NO), "left_room": Kind(WORD), "done_there": Kind(WORDS)},
    "occasion": {"occasion": Kind(WORD)},
    "child": {"child": Kind(NUMBER)},
}

# What each repetition adds to the {…} of a text.
_SUBJECT_TEXTS: dict[str, frozenset[str]] = {
    "stay_day": frozenset({"day"}),
    "meal": frozenset({"meal", "place", "party", "standard"}),
    "request": frozenset({"request"}),
    "room_move": frozenset({"left_room", "to_room"}),
    "occasion": frozenset({"occasion"}),
    "child": frozenset({"child"}),
    "inspector": frozenset({"post"}),
}
_STAY_TEXTS = frozenset(
    {"room", "grade", "amenity", "honours", "farewell_honours", "people", "wishes", "likes", "told"}
)

# What a liking is about, and whose tasks are told of it.
_D, _S = Department, NoteSubject
LIKES: Mapping[str, tuple[Words, frozenset[Department]]] = {
    _S.FRUIT: (Words("水果", "fruit"), frozenset({_D.HOUSEKEEPING, _D.FOOD_BEVERAGE, _D.FRONT_OFFICE})),
    _S.FLOWERS: (Words("鲜花", "flowers"), frozenset({_D.HOUSEKEEPING, _D.FOOD_BEVERAGE, _D.FRONT_OFFICE})),
    _S.FOOD: (Words("餐食", "food"), frozenset({_D.FOOD_BEVERAGE, _D.FRONT_OFFICE})),
    _S.DRINK: (Words("饮品", "drink"), frozenset({_D.FOOD_BEVERAGE, _D.FRONT_OFFICE, _D.HOUSEKEEPING})),
    _S.ROOM: (Words("客房", "room"), frozenset({_D.HOUSEKEEPING, _D.FRONT_OFFICE})),
    _S.BED: (Words("床品", "bed"), frozenset({_D.HOUSEKEEPING})),
    _S.NEWSPAPER: (Words("报纸", "newspaper"), frozenset({_D.HOUSEKEEPING})),
    _S.SERVICE: (Words("服务", "service"), frozenset({_D.HOUSEKEEPING, _D.FRONT_OFFICE, _D.CONCIERGE})),
    _S.ANYTHING: (Words("其他", "other"), frozenset({_D.FRONT_OFFICE})),
}
GRADE_TEXTS = frozenset({"grade", "amenity", "honours", "farewell_honours", "people"})

# The anchors that only a repetition has.
EACH_OF_ANCHOR = {
    Anchor.STAY_DAY: "stay_day",
    Anchor.MEAL: "meal",
    Anchor.WAKE_UP: "wake_up",
    Anchor.REQUEST: "request",
    Anchor.RECORDED: "request",
    Anchor.OCCASION: "occasion",
    Anchor.COMPLAINT: "complaint",
    Anchor.ROOM_MOVE: "room_move",
    Anchor.FOUND: "lost_item",
}

_Value = Callable[[StayFacts, Grade, int], Any]
_STAY_NAMES: dict[str, tuple[str, _Value]] = {
    "grade": (WORD, lambda stay, _grade, _nights: stay.grade),
    "rank": (NUMBER, lambda stay, _grade, _nights: stay.rank),
    "adults": (NUMBER, lambda stay, _grade, _nights: stay.adults),
    "children": (NUMBER, lambda stay, _grade, _nights: stay.children),
    "party": (NUMBER, lambda stay, _grade, _nights: stay.party_size),
    "nights": (NUMBER, lambda _stay, _grade, nights: nights),
    "meals": (NUMBER, lambda stay, _grade, _nights: len(stay.meals)),
    "transfer": (YES_NO, lambda stay, _grade, _nights: stay.transfer),
    "transfer_out": (YES_NO, lambda stay, _grade, _nights: stay.transfer_out),
    "flight_off": (YES_NO, lambda stay, _grade, _nights: stay.flight_off),
    "returning": (YES_NO, lambda stay, _grade, _nights: stay.returning),
    "incognito": (YES_NO, lambda stay, _grade, _nights: stay.incognito),
    "recovery": (YES_NO, lambda stay, _grade, _nights: stay.recovery),
    "room_known": (YES_NO, lambda stay, _grade, _nights: bool(stay.room)),
    "language": (WORD, lambda stay, _grade, _nights: stay.language),
    "wishes": (WORDS, lambda stay, _grade, _nights: tuple(stay.wishes)),
    "letter": (WORD, lambda _stay, grade, _nights: grade.letter.kind),
    "amenity": (WORDS, lambda _stay, grade, _nights: grade.amenity),
    "honours": (WORDS, lambda _stay, grade, _nights: grade.honours),
    "farewell_honours": (WORDS, lambda _stay, grade, _nights: grade.farewell_honours),
    "supervisor_takes_part": (YES_NO, lambda _stay, grade, _nights: grade.supervisor_takes_part),
}


def kinds(each: str | None, words: Mapping[str, frozenset[str]]) -> dict[str, Kind]:
    """The names a condition may use in a template repeated for ``each``.

    ``words`` are a name's only words.
    """
    found = {name: Kind(kind, words.get(name, frozenset())) for name, (kind, _value) in _STAY_NAMES.items()}
    found["language"] = Kind(WORD, frozenset(Language))
    found["letter"] = Kind(WORD, frozenset({"letter", "card"}))
    found.update(_SUBJECT_KINDS.get(each or "", {}))
    if each == "inspector":
        found["post"] = Kind(WORD, words.get("post", frozenset()))
    return found


def texts(each: str | None) -> frozenset[str]:
    """The names that stand in braces in a title or detail of a template repeated for ``each``."""
    return _STAY_TEXTS | _SUBJECT_TEXTS.get(each or "", frozenset())


def values(stay: StayFacts, grade: Grade, nights: int) -> dict[str, Any]:
    """The stay's values of all the names a condition may use."""
    return {name: value(stay, grade, nights) for name, (_kind, value) in _STAY_NAMES.items()}


def stay_texts(procedure: Procedure, stay: StayFacts, grade: Grade) -> dict[str, Words]:
    """What stands for the stay-wide {…} of a text, but for {people}, {wishes}, {likes} and {told}."""
    room = stay.room or ""
    return {
        "room": Words(room or "（未排房）", room or "(not assigned)"),
        "grade": grade.name,
        "amenity": listed([procedure.amenities[code].name for code in grade.amenity]),
        "honours": listed([procedure.honours[code].name for code in grade.honours]),
        "farewell_honours": listed([procedure.honours[code].name for code in grade.farewell_honours]),
    }


def wishes_for(department: Department, procedure: Procedure, stay: StayFacts) -> Words:
    """The stay's wishes that are this department's business; the others are no part of its tasks."""
    known = [wish for code, wish in procedure.wishes.items() if code in stay.wishes]
    return listed([wish.name for wish in known if department in wish.departments])


def likes_for(department: Department, stay: StayFacts) -> Words:
    """What the guest liked before, as far as it is this department's business."""
    known = [
        Words(f"{name.zh}：{stay.likes[subject]}", f"{name.en}: {stay.likes[subject]}")
        for subject, (name, departments) in LIKES.items()
        if subject in stay.likes and department in departments
    ]
    return listed(known)


def listed(names: list[Words]) -> Words:
    """Names one after the other, as each language separates them; a dash when there are none."""
    if not names:
        return Words("无", "none")
    return Words("、".join(name.zh for name in names), ", ".join(name.en for name in names))
