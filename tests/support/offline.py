"""A tablet without a network, played against the services."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.support.cast import CAST
from tests.support.house import Hotel
from vipops.services import answers, offline_ticks, offline_tokens, sign_in, staff
from vipops.services.offline_ticks import HandedIn
from vipops.services.passwords import hasher
from vipops.services.sign_in import Signed
from vipops.services.tasks import Change

DEVICE = "desk-1"
LASTS = timedelta(hours=14)


@dataclass(frozen=True)
class OfflineTablet:
    """A tablet on which one person signed in; it holds their token."""

    hotel: Hotel
    signed: Signed
    token: str

    def hand_in(
        self, task: Any, verb: str = "tick", *, made_at: datetime, key: str = "", **details: Any
    ) -> dict[str, Any]:
        """Hand in a verb that was made on the row as given; answers {task} or {held}."""
        key = key or uuid.uuid4().hex
        change = Change(task.id, verb, task.version, details, made_at)
        call = answers.call(DEVICE, key, self.signed.actor.id, {"verb": verb, **details})
        with self.hotel.inside():
            author = offline_tokens.author_of(self.token, self.hotel.now)
            handed = HandedIn(change, call)
            return offline_ticks.take(handed, author, house=self.hotel.house, now=self.hotel.now)

    def sign_out(self) -> None:
        with self.hotel.inside():
            sign_in.sign_out(self.signed, self.hotel.now)


def tablet_of(hotel: Hotel, username: str, device: str = DEVICE) -> OfflineTablet:
    """Sign in on the tablet, which gets its token."""
    with hotel.inside():
        signed = sign_in.sign_in(
            username,
            CAST[username].password,
            hasher=hasher(hotel.settings),
            device=device,
            now=hotel.now,
            lasts=LASTS,
        )
        return OfflineTablet(hotel, signed, offline_tokens.issue(signed, hotel.now))


def dismiss(hotel: Hotel, username: str) -> None:
    gone = hotel.actor(username).id
    assert gone is not None
    with hotel.inside():
        staff.change(gone, active=False, by=hotel.actor("admin"), now=hotel.now)
