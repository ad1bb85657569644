"""Scenes of collisions for live = reload."""

from collections.abc import Callable, Generator

from tests.support.collisions import guest, retime, settle, standing
from tests.support.house import Hotel

Scene = Generator[None, None, None]


def collision_found(hotel: Hotel) -> Scene:
    guest(hotel, 1, "2")
    yield
    guest(hotel, 2, "1", "2026-11-23 15:10")


def collision_changed(hotel: Hotel) -> Scene:
    guest(hotel, 1, "2")
    guest(hotel, 2, "1", "2026-11-23 15:10")
    yield
    retime(hotel, 2, "2026-11-23 15:05")


def collision_settled(hotel: Hotel) -> Scene:
    guest(hotel, 1, "2")
    guest(hotel, 2, "1", "2026-11-23 15:10")
    yield
    for row in standing(hotel):
        if row.proposal:
            settle(hotel, row)
        else:
            settle(hotel, row, "settle", note="The goods lift.")


def collision_over(hotel: Hotel) -> Scene:
    guest(hotel, 1, "2")
    guest(hotel, 2, "1", "2026-11-23 15:10")
    yield
    retime(hotel, 2, "2026-11-23 22:00")


COLLISION_SCENES: dict[str, Callable[[Hotel], Scene]] = {
    "collision_found": collision_found,
    "collision_changed": collision_changed,
    "collision_settled": collision_settled,
    "collision_over": collision_over,
}
