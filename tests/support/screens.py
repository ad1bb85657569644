"""A wall screen of a test's hotel."""

from datetime import timedelta

from tests.support.cast import CAST
from tests.support.house import Client, Hotel
from vipops.enums import Language
from vipops.services import screens, sign_in
from vipops.services.passwords import hasher
from vipops.services.screens import NewScreen
from vipops.services.sign_in import Signed
from vipops.web.here import COOKIE

LASTS = timedelta(hours=14)


def signed_in(hotel: Hotel, username: str = "admin", device: str = "wall-1") -> Signed:
    """A session of one of the cast on a device."""
    with hotel.inside():
        return sign_in.sign_in(
            username,
            CAST[username].password,
            hasher=hasher(hotel.settings),
            device=device,
            now=hotel.now,
            lasts=LASTS,
        )


def hang(hotel: Hotel, name: str = "Back office", by: Signed | None = None) -> str:
    """Make a device a wall screen; answers the token of its cookie."""
    admin = by or signed_in(hotel)
    with hotel.inside():
        return screens.enrol(NewScreen(name, Language.EN), by=admin, now=hotel.now)


def client_of(hotel: Hotel, token: str) -> Client:
    """The screen's own browser."""
    client = hotel.client()
    client.set_cookie(COOKIE, token)
    answer = client.get("/api/session")
    client.csrf = answer.json["csrf"] if answer.status_code == 200 else ""
    return client
