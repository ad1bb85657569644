"""The days in house and the guest's record, as scenes for live equals reload."""

from collections.abc import Callable, Generator
from datetime import timedelta
from typing import Any

from tests.support.builders import at
from tests.support.folding import snapshot
from tests.support.house import Hotel
from vipops.enums import MealKind, NoteKind, NoteSubject
from vipops.services import guest_edit, guest_merge, guest_notes, meals, wake_ups
from vipops.services.guest_edit import GuestEdit
from vipops.services.guest_notes import NewNote
from vipops.services.meals import MealAsked

Scene = Generator[None, None, None]


def days_verb(verb: str, *first: str) -> Callable[[Hotel], Scene]:
    """A meal or a wake-up call: booked, changed, cancelled."""

    def scene(hotel: Hotel) -> Scene:
        stay = hotel.stay()
        for earlier in first:
            DAYS[earlier](hotel, stay.id)
        yield
        DAYS[verb](hotel, stay.id)

    return scene


def _asked(hotel: Hotel) -> dict[str, Any]:
    return {"by": hotel.actor("lobby"), "house": hotel.house, "now": hotel.now}


SEVEN = at("2026-11-24 19:00")
DINNER = MealAsked(MealKind.DINNER, SEVEN, "Jade Hall", 6)
DAYS: dict[str, Callable[[Hotel, int], object]] = {
    "meal": lambda hotel, stay_id: in_app(hotel, meals.book, stay_id, DINNER),
    "change_meal": lambda hotel, _stay: in_app(
        hotel, meals.change, 1, MealAsked(at=SEVEN + timedelta(hours=1)), seen=1
    ),
    "cancel_meal": lambda hotel, _stay: in_app(hotel, meals.cancel, 1, seen=1),
    "call": lambda hotel, stay_id: in_app(hotel, wake_ups.order, stay_id, SEVEN),
    "change_call": lambda hotel, _stay: in_app(hotel, wake_ups.change, 1, SEVEN + timedelta(hours=1), seen=1),
    "cancel_call": lambda hotel, _stay: in_app(hotel, wake_ups.cancel, 1, seen=1),
}


def in_app(hotel: Hotel, verb: Callable[..., object], *args: object, **more: object) -> object:
    with hotel.inside():
        return verb(*args, **more, **_asked(hotel))


def guest_noted(hotel: Hotel) -> Scene:
    """A fruit that the guest likes, and a birthday: both reach the plan."""
    stay = hotel.stay()
    yield
    in_app(hotel, guest_notes.write, stay.guest_id, NewNote(NoteKind.LIKED, "Plums", NoteSubject.FRUIT))
    in_app(hotel, guest_edit.change, stay.guest_id, GuestEdit(birthday="11-24"), seen=1)


def guests_merged(hotel: Hotel) -> Scene:
    """The survivor's stay learns what the other liked, and of what went wrong."""
    first = hotel.stay()
    second = hotel.stay(confirmation_number="R1002", guest__profile_id="P2")
    in_app(hotel, guest_notes.write, first.guest_id, NewNote(NoteKind.LIKED, "Plums", NoteSubject.FRUIT))
    in_app(hotel, guest_notes.write, first.guest_id, NewNote(NoteKind.COMPLAINED, "Noise."))
    yield
    in_app(hotel, guest_merge.merge, first.guest_id, second.guest_id, seen=(1, 1))
    assert snapshot(hotel, "lobby")["stays"][1]["service_recovery"]


GUEST_SCENES: dict[str, Callable[[Hotel], Scene]] = {
    "meal_booked": days_verb("meal"),
    "meal_changed": days_verb("change_meal", "meal"),
    "meal_cancelled": days_verb("cancel_meal", "meal"),
    "wake_up_booked": days_verb("call"),
    "wake_up_changed": days_verb("change_call", "call"),
    "wake_up_cancelled": days_verb("cancel_call", "call"),
    "guest_noted": guest_noted,
    "guests_merged": guests_merged,
}
