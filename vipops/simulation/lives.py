"""What guests do while they are in the house, as a table: who knows how often, and what then happens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from vipops.enums import Department, MealKind, NoteKind, NoteSubject, RequestKind, Role
from vipops.errors import BadInput, NotAllowed, Overtaken, WrongMoment
from vipops.services import complaints, grants, guest_notes, lost_property, meals, requests, wake_ups
from vipops.services.grants import GradeAsked, GrantStep
from vipops.services.guest_notes import NewNote
from vipops.services.lost_property import Found
from vipops.services.meals import MealAsked
from vipops.services.requests import NewRequest
from vipops.services.stay_edit import StayEdit
from vipops.services.stay_times import NewTimes

if TYPE_CHECKING:
    from vipops.simulation.stay_life import Stay

# What a guest may ask for just when the stay ends, or for a time that is over by the house's clock.
RACES = (WrongMoment, Overtaken, BadInput)

WISHES = (
    (RequestKind.WISH, "Two more pillows", Department.HOUSEKEEPING),
    (RequestKind.WISH, "A table for two at eight", Department.FOOD_BEVERAGE),
    (RequestKind.ITINERARY, "The car at nine", Department.CONCIERGE),
    (RequestKind.SUGGESTION, "A hook in the bathroom", None),
    (RequestKind.FAULT, "The air conditioning hums", Department.ENGINEERING),
    (RequestKind.WISH, "Quiet on the floor, please", Department.SECURITY),
)
COMPLAINTS = ("The room was not ready", "Nobody answered the telephone", "Breakfast came cold")
DISHES = (
    {"zh": "清炒时蔬", "en": "Greens of the season"},
    {"zh": "清蒸鲈鱼", "en": "Steamed bass", "story": "From the lake"},
    {"zh": "红烧肉", "en": "Braised pork"},
)
MEALS: Mapping[MealKind, time] = {
    MealKind.BREAKFAST: time(8, 0),
    MealKind.DINNER: time(19, 0),
    MealKind.BANQUET: time(19, 30),
}
GRADE_ABOVE = {"VD": "VC", "VC": "VB", "VB": "VA", "VA": "VVIP"}


@dataclass(frozen=True, slots=True)
class Life:
    """Something that happens to this share of the stays, somewhere between arrival (0) and departure (1)."""

    name: str
    share: float
    do: Callable[["Stay"], object]
    between: tuple[float, float] = (0.02, 0.95)


def wish(stay: "Stay") -> None:
    kind, text, department = stay.dice.choice(WISHES)
    by = stay.world.crew.in_department(Department.FRONT_OFFICE, Role.ATTENDANT)[0]
    new = NewRequest(stay.id, kind, text, department)
    stay.attempt("record wish", lambda: requests.record(new, **stay.who(by)), *RACES)


def complain(stay: "Stay") -> None:
    text = stay.dice.choice(COMPLAINTS)
    by = stay.world.crew.holding("receptionist")[0]
    stay.attempt("record complaint", lambda: complaints.record(stay.id, text, **stay.who(by)), *RACES)


def book_a_meal(stay: "Stay") -> None:
    """With a menu an hour later; now and then another time, or none after all."""
    kind = stay.dice.choice(list(MEALS))
    at = _tomorrow(stay, MEALS[kind])
    by = stay.world.crew.holding("food_beverage_supervisor")[0]
    asked = MealAsked(kind, at, "Harbour room", stay.dice.randint(2, 12), "Chef's own")
    booked = stay.world.attempt("book meal", lambda: meals.book(stay.id, asked, **stay.who(by)), *RACES)
    if booked is None:
        return
    number = booked["meal"]["id"]

    def again(verb: Callable[..., Any], *what: Any) -> None:
        seen = stay.world.ledger.records["meal"][number]["version"]
        stay.attempt("change meal", lambda: verb(number, *what, seen=seen, **stay.who(by)), *RACES)

    stay.world.later(60, lambda: again(meals.write_menu, DISHES))
    fate = stay.dice.random()
    if fate < 0.15:
        stay.world.later(120, lambda: again(meals.cancel))
    elif fate < 0.4:
        stay.world.later(120, lambda: again(meals.change, MealAsked(at=at + timedelta(minutes=30))))


def be_woken(stay: "Stay") -> None:
    at = _tomorrow(stay, time(stay.dice.randint(5, 8), 30))
    by = stay.world.crew.holding("operator")[0]
    booked = stay.world.attempt("book wake-up", lambda: wake_ups.order(stay.id, at, **stay.who(by)), *RACES)
    if booked and stay.dice.random() < 0.2:
        number = booked["wake_up"]["id"]

        def later_still() -> None:
            seen = stay.world.ledger.records["wake_up"][number]["version"]
            stay.attempt(
                "change wake-up",
                lambda: wake_ups.change(number, at + timedelta(minutes=45), seen=seen, **stay.who(by)),
                *RACES,
            )

        stay.world.later(40, later_still)


def ask_for_a_grade(stay: "Stay") -> None:
    """Somebody thinks that the guest deserves more; another person decides, hours later."""
    wanted = GRADE_ABOVE.get(stay.row["grade"])
    if wanted is None:
        return
    by = stay.world.crew.holding("guest_relations")[0]
    asked = GradeAsked(stay.id, wanted, "Known to the house for years")
    given = stay.world.attempt("ask grade", lambda: grants.ask(asked, **stay.who(by)), *RACES)
    if given is None or given["grant"] is None:
        return
    number, fate = given["grant"]["id"], stay.dice.random()
    verb = "approve" if fate < 0.6 else "refuse" if fate < 0.9 else "withdraw"
    decider = by if verb == "withdraw" else stay.world.crew.holding(*given["approvers"])[0]
    step = GrantStep(number, verb, note="Thought over")
    stay.world.later(
        stay.dice.randint(20, 240),
        # The guest may leave before it is decided, or the grade be full.
        lambda: stay.attempt(
            "decide grade", lambda: grants.decide(step, **stay.who(decider)), *RACES, NotAllowed
        ),
    )


def say_something(stay: "Stay") -> None:
    """Worth remembering for the next time."""
    by = stay.world.crew.holding("guest_relations")[0]
    kind, subject, text = stay.dice.choice(
        (
            (NoteKind.LIKED, NoteSubject.FRUIT, "Lychees"),
            (NoteKind.SAID, NoteSubject.ANYTHING, "Calm and attentive"),
            (NoteKind.DISLIKED, NoteSubject.ANYTHING, "Feather pillows"),
        )
    )
    note = NewNote(kind, text, subject, stay.id)
    stay.attempt("note", lambda: guest_notes.write(stay.guest_id(), note, **stay.who(by)), *RACES)


def leave_something_behind(stay: "Stay") -> None:
    by = stay.world.crew.holding("room_attendant")[0]
    found = Found(stay.id, "A pair of glasses")
    stay.attempt("record lost property", lambda: lost_property.record(found, **stay.who(by)), *RACES)


def move_room(stay: "Stay") -> None:
    room = str(stay.dice.choice(stay.world.house.settings.rooms)["number"])
    stay.edit(StayEdit(room=room))


def bring_a_child(stay: "Stay") -> None:
    stay.edit(StayEdit(children=stay.row["party"]["children"] + 1))


def stay_longer(stay: "Stay") -> None:
    leaves_at = stay.leaves_at() + timedelta(days=stay.dice.choice((1, 2)))
    if stay.retime(NewTimes(departure_at=leaves_at)):
        stay.goes(leaves_at)


def leave_early(stay: "Stay") -> None:
    leaves_at = stay.world.now + timedelta(hours=stay.dice.choice((2, 4)))
    if leaves_at < stay.leaves_at() and stay.retime(NewTimes(departure_at=leaves_at)):
        stay.goes(leaves_at)


LIVES: tuple[Life, ...] = (
    Life("wish", 0.55, wish),
    Life("another wish", 0.25, wish),
    Life("complaint", 0.12, complain),
    Life("meal", 0.3, book_a_meal, (0.02, 0.4)),
    Life("wake-up", 0.35, be_woken),
    Life("grade", 0.12, ask_for_a_grade, (0.02, 0.5)),
    Life("note", 0.2, say_something),
    Life("lost property", 0.06, leave_something_behind, (1.02, 1.05)),
    Life("room move", 0.08, move_room, (0.1, 0.6)),
    Life("child", 0.04, bring_a_child, (0.1, 0.6)),
    Life("extension", 0.08, stay_longer, (0.3, 0.7)),
    Life("early departure", 0.07, leave_early, (0.2, 0.6)),
)


def _tomorrow(stay: "Stay", clock: time) -> datetime:
    """The next time that the hotel's clock shows this."""
    local = stay.world.now.astimezone(stay.world.house.zone)
    day = local.date() + timedelta(days=0 if local.time() < clock else 1)
    return datetime.combine(day, clock, tzinfo=stay.world.house.zone).astimezone(UTC)
