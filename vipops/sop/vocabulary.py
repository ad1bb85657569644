"""The names that conditions and texts of the checklists may use, and their values for a stay."""

from collections.abc import Callable, Mapping
from typing import Any

from vipops.enums import Anchor, Department, Language, MealKind, RequestKind
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
    {"room", "grade", "amenity", "honours", "farewell_honours", "people", "wishes", "likes"}
)
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
    """What stands for the stay-wide {…} of a text, but for {people} and {wishes}."""
    room = stay.room or ""
    return {
        "room": Words(room or "（未排房）", room or "(not assigned)"),
        "grade": grade.name,
        "amenity": listed([procedure.amenities[code].name for code in grade.amenity]),
        "honours": listed([procedure.honours[code].name for code in grade.honours]),
        "farewell_honours": listed([procedure.honours[code].name for code in grade.farewell_honours]),
        "likes": likes(stay),
    }


def wishes_for(department: Department, procedure: Procedure, stay: StayFacts) -> Words:
    """The stay's wishes that are this department's business; the others are no part of its tasks."""
    known = [wish for code, wish in procedure.wishes.items() if code in stay.wishes]
    return listed([wish.name for wish in known if department in wish.departments])


def likes(stay: StayFacts) -> Words:
    """What the guest liked before, from the house's own record; a dash when nothing is known."""
    return listed([Words(text, text) for _about, text in sorted(stay.likes.items())])


def listed(names: list[Words]) -> Words:
    """Names one after the other, as each language separates them; a dash when there are none."""
    if not names:
        return Words("无", "none")
    return Words("、".join(name.zh for name in names), ", ".join(name.en for name in names))
