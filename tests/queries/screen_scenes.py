"""Scenes for the events of wall screens; see test_live_equals_reload.py."""

from collections.abc import Generator

from tests.support.house import Hotel
from tests.support.screens import hang
from vipops.services import screens

Scene = Generator[None, None, None]


def screen_enrolled(hotel: Hotel) -> Scene:
    yield
    hang(hotel)


def screen_revoked(hotel: Hotel) -> Scene:
    hang(hotel)
    yield
    with hotel.inside():
        screens.revoke(1, by=hotel.actor("admin"), now=hotel.now)


SCREEN_SCENES = {"screen_enrolled": screen_enrolled, "screen_revoked": screen_revoked}
