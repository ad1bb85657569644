"""What a template is repeated for: the room, each day, each meal, each child …"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from vipops.enums import Anchor, Department
from vipops.sop.anchors import day_ends_at, hotel_day, stay_days
from vipops.sop.facts import HotelFacts, StayFacts, Words
from vipops.sop.procedure import Grade, Procedure

UNASSIGNED = "unassigned"


@dataclass(frozen=True, slots=True)
class Subject:
    """One day, room, meal …: its part of the key, its anchor, and its names in conditions and texts.

    ``over_at`` is the moment after which work for it makes no sense any more, ``recorded_at`` the one when
    the house heard of it. ``passed`` are the steps of its record that are taken: their tasks are not born
    again.
    """

    id: str
    at: datetime | None = None
    recorded_at: datetime | None = None
    passed: frozenset[str] = frozenset()
    day: date | None = None
    over_at: datetime | None = None
    names: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, Words] = field(default_factory=dict)
    department: Department | None = None
    who: str = ""
    after_stay: bool = False


WHOLE_STAY = Subject("")


def subjects(
    procedure: Procedure, stay: StayFacts, hotel: HotelFacts, grade: Grade
) -> Mapping[str, list[Subject]]:
    """The subjects of this stay by what a template is repeated for ("" for once a stay)."""
    return {
        "": [WHOLE_STAY],
        "room": [_room(stay)],
        "stay_day": _days(stay, hotel),
        "meal": _meals(stay),
        "wake_up": [Subject(call.id, at=call.at, over_at=call.at) for call in stay.wake_ups],
        "request": _requests(stay),
        "complaint": [Subject(one.id, at=one.at, passed=one.passed) for one in stay.complaints],
        "room_move": _room_moves(stay),
        "lost_item": [Subject(item.id, at=item.at, passed=item.passed) for item in stay.lost_items],
        "occasion": _occasions(stay),
        "child": _children(stay),
        "inspector": _inspectors(procedure, stay, grade),
    }


SUBJECT_ANCHORS = frozenset(
    {
        Anchor.STAY_DAY,
        Anchor.MEAL,
        Anchor.WAKE_UP,
        Anchor.REQUEST,
        Anchor.RECORDED,
        Anchor.OCCASION,
        Anchor.COMPLAINT,
        Anchor.ROOM_MOVE,
        Anchor.FOUND,
    }
)


def _days(stay: StayFacts, hotel: HotelFacts) -> list[Subject]:
    days = stay_days(stay, hotel)
    found = [_day(day, number, len(days), hotel) for number, day in enumerate(days, start=1)]
    leaving = hotel_day(stay.departure_at, hotel)
    return [*found, _day(leaving, len(days) + 1, len(days), hotel)] if leaving > days[-1] else found


def _day(day: date, number: int, last: int, hotel: HotelFacts) -> Subject:
    names = {
        "day": number,
        "first_day": number == 1,
        "last_day": number == last,
        "departure_day": number > last,
    }
    return Subject(
        day.isoformat(),
        day=day,
        over_at=day_ends_at(day, hotel),
        names=names,
        texts={"day": Words(str(number), str(number))},
        after_stay=number > last,
    )


def _meals(stay: StayFacts) -> list[Subject]:
    first = min((meal.at for meal in stay.meals), default=None)
    return [
        Subject(
            meal.id,
            at=meal.at,
            over_at=meal.at,
            names={
                "meal": meal.kind,
                "meal_place": meal.place,
                "meal_party": meal.party,
                "first_meal": meal.at == first,
            },
            texts={
                "meal": MEALS.get(meal.kind, _same(meal.kind)),
                "place": _same(meal.place) if meal.place else Words("地点待定", "place to be told"),
                "party": _same(str(meal.party or stay.party_size)),
                "standard": _same(meal.standard) if meal.standard else Words("未定", "to be told"),
            },
        )
        for meal in stay.meals
    ]


def _requests(stay: StayFacts) -> list[Subject]:
    return [
        Subject(
            request.id,
            at=request.at,
            recorded_at=request.recorded_at or request.at,
            passed=request.passed,
            names={
                "request_department": str(request.department),
                "request_kind": request.kind,
                "in_house": request.in_house,
                "inspected": request.inspected,
            },
            texts={"request": _same(request.text)},
            department=request.department,
        )
        for request in stay.requests
    ]


def _room(stay: StayFacts) -> Subject:
    """The room as it is lived in now: a guest who comes back to a room finds it made anew."""
    last = stay.room_moves[-1] if stay.room_moves else None
    moved_in = last is not None and last.in_house and last.to == stay.room
    return Subject(_lived_in(stay, len(stay.room_moves)), names={"moved_in": moved_in})


def _lived_in(stay: StayFacts, moves: int) -> str:
    """The room after so many moves as a part of keys: "1806", and "1806~2" when it is the second time."""
    rooms = [move.left for move in stay.room_moves[:1]] + [move.to for move in stay.room_moves]
    room = rooms[moves] if moves < len(stay.room_moves) else stay.room or UNASSIGNED
    times = rooms[:moves].count(room) + 1
    return room if times == 1 else f"{room}~{times}"


def _room_moves(stay: StayFacts) -> list[Subject]:
    return [
        Subject(
            move.id,
            at=move.at,
            names={
                "in_house": move.in_house,
                "left_room": move.left,
                "done_there": _done_in(stay, _lived_in(stay, number)),
            },
            texts={"left_room": _same(move.left), "to_room": _same(move.to)},
        )
        for number, move in enumerate(stay.room_moves)
    ]


def _done_in(stay: StayFacts, room: str) -> tuple[str, ...]:
    """The tasks, by template, that were done for a room."""
    keys = (key.partition(":") for key in stay.happened)
    return tuple(template for template, _, subject in keys if subject == room)


def _occasions(stay: StayFacts) -> list[Subject]:
    return [
        Subject(
            occasion.id,
            at=occasion.at,
            over_at=occasion.at + timedelta(days=1),
            names={"occasion": occasion.kind},
            texts={"occasion": OCCASIONS.get(occasion.kind, _same(occasion.kind))},
        )
        for occasion in stay.occasions
    ]


def _children(stay: StayFacts) -> list[Subject]:
    return [
        Subject(str(number), names={"child": number}, texts={"child": _same(str(number))})
        for number in range(1, stay.children + 1)
    ]


def _inspectors(procedure: Procedure, stay: StayFacts, grade: Grade) -> list[Subject]:
    room = _lived_in(stay, len(stay.room_moves))
    return [
        Subject(f"{room}:{post}", names={"post": post}, texts={"post": procedure.posts[post].name}, who=post)
        for post in grade.inspectors
    ]


def _same(text: str) -> Words:
    return Words(text, text)


MEALS: Mapping[str, Words] = {
    "breakfast": Words("早餐", "Breakfast"),
    "lunch": Words("午餐", "Lunch"),
    "tea": Words("下午茶", "Tea"),
    "dinner": Words("晚餐", "Dinner"),
    "supper": Words("夜宵", "Supper"),
    "banquet": Words("宴会", "Banquet"),
}
OCCASIONS: Mapping[str, Words] = {
    "birthday": Words("生日", "birthday"),
    "anniversary": Words("纪念日", "anniversary"),
    "wedding": Words("婚礼", "wedding"),
}
