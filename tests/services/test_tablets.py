"""The house's shared tablets: enrolled, opened by PIN, revoked; forgotten and changed secrets."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.support.cast import CAST, PIN
from tests.support.house import Hotel
from vipops import models
from vipops.domain.permissions import Actor
from vipops.enums import Department
from vipops.errors import BadInput, NotAllowed, NotFound, NotSignedIn, TooMany
from vipops.queries import tablets as list_of
from vipops.services import sign_in, staff, tablets
from vipops.services.passwords import hasher
from vipops.services.sign_in import Signed
from vipops.storage import reading

LASTS = timedelta(hours=14)


def at_device(hotel: Hotel, username: str = "lobby", device: str = "desk-1") -> Actor:
    return replace(hotel.actor(username), device=device)


def enrol(hotel: Hotel, **facts: Any) -> int:
    with hotel.inside():
        return tablets.enrol(
            "Lobby desk 1", Department.HOUSEKEEPING, by=at_device(hotel, **facts), now=hotel.now
        )


def by_pin(hotel: Hotel, username: str, pin: str = PIN, device: str = "desk-1") -> Signed:
    person = hotel.actor(username)
    assert person.id is not None
    with hotel.inside():
        return tablets.open_by_pin(
            person.id, pin, device=device, hasher=hasher(hotel.settings), now=hotel.now, lasts=LASTS
        )


def door(hotel: Hotel, device: str = "desk-1") -> dict[str, Any]:
    with hotel.inside():
        return list_of.door(device, hotel.now)


def test_a_tablet_opens_by_pin(hotel: Hotel) -> None:
    enrol(hotel)
    signed = by_pin(hotel, "housekeeping_attendant")
    with hotel.inside():
        assert (
            sign_in.session_of(signed.token, hotel.now).actor.id == hotel.actor("housekeeping_attendant").id
        )


def test_the_door_shows_its_own_department_first_and_no_administrator(hotel: Hotel) -> None:
    assert door(hotel) == {"tablet": None, "people": []}
    enrol(hotel)
    shown = door(hotel)
    assert shown["tablet"] == {"name": "Lobby desk 1", "department": "housekeeping"}
    departments = [one["department"] for one in shown["people"]]
    assert departments[0] == "housekeeping"
    assert departments.index("security") > max(
        n for n, name in enumerate(departments) if name == "housekeeping"
    )
    assert {one["id"] for one in shown["people"]} == {
        hotel.actor(name).id for name in CAST if name != "admin"
    }
    assert all(set(one) == {"id", "name", "role", "department", "on_shift"} for one in shown["people"])


def test_a_dismissed_person_is_not_at_the_door(hotel: Hotel) -> None:
    enrol(hotel)
    gone = hotel.actor("housekeeping_attendant")
    assert gone.id is not None
    with hotel.inside():
        staff.change(gone.id, by=hotel.actor("admin"), now=hotel.now, active=False)
    assert gone.id not in {one["id"] for one in door(hotel)["people"]}
    with pytest.raises(NotAllowed):
        by_pin(hotel, "housekeeping_attendant")


def test_enrolling_again_gives_the_new_name(hotel: Hotel) -> None:
    first = enrol(hotel)
    with hotel.inside():
        again = tablets.enrol("Cellar", None, by=at_device(hotel), now=hotel.now)
    assert (again, door(hotel)["tablet"]["name"]) == (first, "Cellar")


def test_a_lost_tablet_is_shut_at_once(hotel: Hotel) -> None:
    lost = enrol(hotel)
    enrol(hotel, device="desk-2")
    here, there = by_pin(hotel, "housekeeping_attendant"), by_pin(hotel, "security_manager", device="desk-2")
    with hotel.inside():
        tablets.revoke(lost, by=hotel.actor("admin"), now=hotel.now)
        with pytest.raises(NotSignedIn):
            sign_in.session_of(here.token, hotel.now)
        sign_in.session_of(there.token, hotel.now)
        with pytest.raises(NotFound):
            tablets.revoke(lost, by=hotel.actor("admin"), now=hotel.now)
        rows = list_of.all_of(at_device(hotel, "admin", "desk-2"))
    assert [(row["id"] == lost, row["here"], row["revoked_at"] is not None) for row in rows] == [
        (False, True, False),
        (True, False, True),
    ]
    assert door(hotel)["people"] == []
    with pytest.raises(NotAllowed, match="not a tablet of the house"):
        by_pin(hotel, "housekeeping_attendant")


REFUSALS: dict[str, tuple[Callable[[Hotel], Any], type[Exception]]] = {
    "strange device": (lambda hotel: by_pin(hotel, "lobby", device="elsewhere"), NotAllowed),
    "wrong PIN": (lambda hotel: by_pin(hotel, "lobby", pin="000000"), NotAllowed),
    "no name": (lambda hotel: _enrol_as(hotel, "lobby", " "), BadInput),
    "no device": (lambda hotel: _enrol_as(hotel, "lobby", "Desk", device=""), BadInput),
    "an attendant": (lambda hotel: _enrol_as(hotel, "housekeeping_attendant", "Desk"), NotAllowed),
}


def _enrol_as(hotel: Hotel, username: str, name: str, device: str = "x") -> None:
    with hotel.inside():
        tablets.enrol(name, None, by=at_device(hotel, username, device), now=hotel.now)


@pytest.mark.parametrize("case", REFUSALS)
def test_refused(hotel: Hotel, case: str) -> None:
    enrol(hotel)
    attempt, refusal = REFUSALS[case]
    with pytest.raises(refusal):
        attempt(hotel)


def test_wrong_pins_wait_longer_and_longer(hotel: Hotel) -> None:
    enrol(hotel)
    for _ in range(5):
        with pytest.raises(NotAllowed):
            by_pin(hotel, "lobby", pin="000000")
    with pytest.raises(TooMany):
        by_pin(hotel, "lobby")
    hotel.clock.forward(minutes=1)
    by_pin(hotel, "lobby")


def test_the_table_knows_only_the_device_s_hash(hotel: Hotel) -> None:
    enrol(hotel)
    with hotel.inside(), reading() as connection:
        assert connection.scalar(select(models.Tablet.device_hash)) != "desk-1"


class TestForgotten:
    @pytest.mark.parametrize("what", ["password", "pin"])
    def test_a_fresh_secret_works_and_the_old_one_does_not(self, hotel: Hotel, what: str) -> None:
        enrol(hotel)
        before = by_pin(hotel, "lobby")
        person = hotel.actor("lobby")
        assert person.id is not None
        with hotel.inside():
            fresh = staff.give_fresh(
                person.id, what, hasher=hasher(hotel.settings), by=hotel.actor("admin"), now=hotel.now
            )
            with pytest.raises(NotSignedIn):
                sign_in.session_of(before.token, hotel.now)
        if what == "pin":
            by_pin(hotel, "lobby", pin=fresh)
            with pytest.raises(NotAllowed):
                by_pin(hotel, "lobby")
        else:
            with hotel.inside():
                sign_in.sign_in(
                    "lobby", fresh, hasher=hasher(hotel.settings), device="d", now=hotel.now, lasts=LASTS
                )

    def test_refused(self, hotel: Hotel) -> None:
        with hotel.inside():
            keys = {"hasher": hasher(hotel.settings), "now": hotel.now}
            with pytest.raises(NotAllowed):
                staff.give_fresh(1, "pin", by=hotel.actor("lobby"), **keys)
            with pytest.raises(BadInput):
                staff.give_fresh(1, "key", by=hotel.actor("admin"), **keys)
            with pytest.raises(NotFound):
                staff.give_fresh(999, "pin", by=hotel.actor("admin"), **keys)


class TestOwnSecrets:
    def new(self, hotel: Hotel, signed: Signed, present: str | None = None, **new: str) -> None:
        with hotel.inside():
            staff.new_secrets(
                signed,
                CAST["lobby"].password if present is None else present,
                password=new.get("password", ""),
                pin=new.get("pin", ""),
                hasher=hasher(hotel.settings),
                now=hotel.now,
            )

    def test_a_new_pin_ends_the_other_sessions(self, hotel: Hotel) -> None:
        enrol(hotel)
        other, mine = by_pin(hotel, "lobby"), by_pin(hotel, "lobby")
        self.new(hotel, mine, pin="4711")
        with hotel.inside():
            sign_in.session_of(mine.token, hotel.now)
            with pytest.raises(NotSignedIn):
                sign_in.session_of(other.token, hotel.now)
        by_pin(hotel, "lobby", pin="4711")

    @pytest.mark.parametrize(
        ("present", "new", "refusal"),
        [
            ("wrong", {"pin": "4711"}, NotAllowed),
            (None, {}, BadInput),
            (None, {"pin": "12"}, BadInput),
            (None, {"password": "short"}, BadInput),
            (None, {"password": "my-lobby-password"}, BadInput),
        ],
    )
    def test_refused(
        self, hotel: Hotel, present: str | None, new: dict[str, str], refusal: type[Exception]
    ) -> None:
        enrol(hotel)
        signed = by_pin(hotel, "lobby")
        with pytest.raises(refusal):
            self.new(hotel, signed, present, **new)
        by_pin(hotel, "lobby")
