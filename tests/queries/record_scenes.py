"""Scenes of wishes, faults and complaints: what happens before, and what happens while somebody watches."""

from collections.abc import Callable, Generator

from tests.support.house import Hotel
from tests.support.records import ask, complain, move, take
from vipops.enums import Department

Scene = Generator[None, None, None]

REQUEST_SCENES = {
    "request_acknowledged": ("acknowledge", ()),
    "request_done": ("do", ()),
    "request_called_back": ("call_back", ("do",)),
    "request_reopened": ("reopen", ("do", "call_back")),
    "request_withdrawn": ("withdraw", ("acknowledge",)),
}
COMPLAINT_SCENES = {
    "complaint_calmed": ("calm", ()),
    "complaint_owned": ("own", ()),
    "complaint_handed_on": ("hand_on", ("own",)),
    "complaint_resolved": ("resolve", ("own",)),
    "complaint_followed_up": ("follow_up", ("own", "resolve")),
    "complaint_reopened": ("reopen", ("own", "resolve", "follow_up")),
    "complaint_withdrawn": ("withdraw", ("calm",)),
}


def recorded(what: str) -> Callable[[Hotel], Scene]:
    def scene(hotel: Hotel) -> Scene:
        stay = hotel.stay()
        yield
        if what == "request":
            ask(hotel, stay.id, kind="itinerary", by="housekeeping_attendant")
            ask(hotel, stay.id, kind="fault")
        else:
            complain(hotel, stay.id, by="housekeeping_attendant")

    return scene


def request_step(verb: str, before: tuple[str, ...]) -> Callable[[Hotel], Scene]:
    def scene(hotel: Hotel) -> Scene:
        row = ask(hotel, hotel.stay().id, department=Department.CONCIERGE)
        for earlier in before:
            move(hotel, row, earlier)
        yield
        move(hotel, row, verb)

    return scene


def complaint_step(verb: str, before: tuple[str, ...]) -> Callable[[Hotel], Scene]:
    def scene(hotel: Hotel) -> Scene:
        row = complain(hotel, hotel.stay().id)
        for earlier in before:
            take(hotel, row, earlier)
        yield
        take(hotel, row, verb, to=hotel.actor("front_office_manager").id)

    return scene


RECORD_SCENES: dict[str, Callable[[Hotel], Scene]] = {
    "request_recorded": recorded("request"),
    "complaint_recorded": recorded("complaint"),
    **{kind: request_step(*told) for kind, told in REQUEST_SCENES.items()},
    **{kind: complaint_step(*told) for kind, told in COMPLAINT_SCENES.items()},
}
