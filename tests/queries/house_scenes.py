"""Scenes of the house itself: its rooms, its name."""

from collections.abc import Callable, Generator
from typing import Any

from tests.support.house import Hotel
from vipops.services import hotel as service
from vipops.services import procedures, rooms
from vipops.services.hotel import HotelSaid
from vipops.services.rooms import Closure, RoomSaid

Scene = Generator[None, None, None]


def run(hotel: Hotel, work: Any, *args: Any, **over: Any) -> None:
    with hotel.inside():
        work(*args, by=hotel.actor("admin"), now=hotel.now, **over)


def room_added(hotel: Hotel) -> Scene:
    yield
    run(hotel, rooms.add, "1901", RoomSaid())


def room_changed(hotel: Hotel) -> Scene:
    yield
    run(hotel, rooms.change, "1801", RoomSaid(wing="West"), seen=1)


def closed(hotel: Hotel) -> None:
    run(hotel, rooms.close, "1801", Closure(hotel.now, None, "Paint"), seen=1)


def room_closed(hotel: Hotel) -> Scene:
    yield
    closed(hotel)


def room_opened(hotel: Hotel) -> Scene:
    closed(hotel)
    yield
    run(hotel, rooms.open_again, "1801", seen=2)


def room_retired(hotel: Hotel) -> Scene:
    stay = hotel.stay()
    hotel.bring_to(stay.id, "departed")
    yield
    run(hotel, rooms.retire, stay.room, seen=1)


def room_restored(hotel: Hotel) -> Scene:
    stay = hotel.stay()
    hotel.bring_to(stay.id, "departed")
    run(hotel, rooms.retire, stay.room, seen=1)
    yield
    run(hotel, rooms.restore, stay.room, seen=2)


def room_deleted(hotel: Hotel) -> Scene:
    yield
    run(hotel, rooms.retire, "1812", seen=1)


def procedure_proposed(hotel: Hotel) -> Scene:
    with hotel.inside():
        texts = procedures.files_of(hotel.house.procedure.version, by=hotel.actor("admin"))
    changed = {**texts, "grades.yaml": texts["grades.yaml"].replace("rank: 5", "rank: 5\n    cap: 9")}
    yield
    run(hotel, procedures.propose, changed, "A cap")


def hotel_changed(hotel: Hotel) -> Scene:
    yield
    run(hotel, service.change, HotelSaid({"zh": "海港", "en": "Harbour"}), known=hotel.house)


HOUSE_SCENES: dict[str, Callable[[Hotel], Scene]] = {
    "hotel_changed": hotel_changed,
    "procedure_proposed": procedure_proposed,
    "room_added": room_added,
    "room_changed": room_changed,
    "room_closed": room_closed,
    "room_opened": room_opened,
    "room_retired": room_retired,
    "room_restored": room_restored,
    "room_deleted": room_deleted,
}
