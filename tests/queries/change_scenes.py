"""Scenes of grades asked for, rooms changed, line-ups called and things left behind."""

from collections.abc import Callable, Generator
from typing import Any

from tests.support.house import Hotel
from vipops.services import grants, lost_property, stay_edit
from vipops.services.grants import GradeAsked, GrantStep
from vipops.services.lost_property import Found, LostPropertyAsked
from vipops.services.stay_edit import StayEdit

Scene = Generator[None, None, None]


def task_released(hotel: Hotel) -> Scene:
    stay = hotel.stay()
    hotel.change(hotel.task(stay.id, "room_made"), "start", by="housekeeping_attendant")
    yield
    hotel.change(hotel.task(stay.id, "room_made"), "release", by="housekeeping_attendant")


def task_in_position(hotel: Hotel) -> Scene:
    stay = hotel.stay()
    hotel.sql(
        "UPDATE tasks SET people = :people, proof = :proof WHERE template = 'line_up'",
        people='["lobby_manager"]',
        proof='[{"name": "roll", "kind": "roll_call", "title": {"zh": "点名", "en": "Roll-call"}}]',
    )
    yield
    hotel.change(hotel.task(stay.id, "line_up"), "in_position", post="lobby_manager")


def grade(verb: str, *, by: str = "gm") -> Callable[[Hotel], Scene]:
    def scene(hotel: Hotel) -> Scene:
        stay = hotel.stay()
        asked = GradeAsked(stay.id, "VVIP", "The owner's friend.")

        def ask() -> int:
            with hotel.inside():
                given = grants.ask(asked, by=hotel.actor("lobby"), house=hotel.house, now=hotel.now)
            return int(given["grant"]["id"])

        number = 0 if verb == "ask" else ask()
        yield
        if verb == "ask":
            ask()
            return
        step = GrantStep(number, verb, note="Because.")
        with hotel.inside():
            grants.decide(step, by=hotel.actor(by), house=hotel.house, now=hotel.now)

    return scene


def lost(*verbs: str) -> Callable[[Hotel], Scene]:
    """Something found, and the steps after it; the last one is the scene."""

    def scene(hotel: Hotel) -> Scene:
        stay = hotel.stay()
        late: dict[str, Any] = {"by": hotel.actor("lobby"), "house": hotel.house, "now": hotel.now}

        def take(verb: str, version: int) -> None:
            said = {"stored_where": "Safe", "note": "Because."}
            with hotel.inside():
                lost_property.change(LostPropertyAsked(1, verb, version, said), **late)

        def find() -> None:
            with hotel.inside():
                lost_property.record(Found(stay.id, "A pen"), **late)

        if verbs:
            find()
            for version, verb in enumerate(verbs[:-1], start=1):
                take(verb, version)
        yield
        if verbs:
            take(verbs[-1], len(verbs))
        else:
            find()

    return scene


def letter_fetched(hotel: Hotel) -> Scene:
    stay = hotel.stay()
    hotel.bring_letter_to(stay.id, "placed")
    yield
    with hotel.inside():
        edit = StayEdit(room="1807")
        stay_edit.change(stay.id, edit, seen=None, by=hotel.actor("lobby"), house=hotel.house, now=hotel.now)


CHANGE_SCENES: dict[str, Callable[[Hotel], Scene]] = {
    "task_released": task_released,
    "task_in_position": task_in_position,
    "grade_asked": grade("ask"),
    "grade_approved": grade("approve"),
    "grade_refused": grade("refuse"),
    "grade_withdrawn": grade("withdraw", by="lobby"),
    "lost_property_found": lost(),
    "lost_property_stored": lost("store"),
    "lost_property_guest_told": lost("store", "tell_guest"),
    "lost_property_returned": lost("give_back"),
    "lost_property_given_up": lost("store", "give_up"),
    "lost_property_reopened": lost("give_back", "reopen"),
    "letter_fetched": letter_fetched,
}
