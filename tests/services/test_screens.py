"""Wall screens: hung up by the administrator, without an end, shut at once, and only showing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.support.house import Hotel
from tests.support.screens import client_of, hang, signed_in
from vipops.domain.permissions import WALL, Permission, allowed, permissions_of, visibility
from vipops.enums import Language
from vipops.errors import BadInput, NotAllowed, NotFound, NotSignedIn
from vipops.queries import screens as list_of
from vipops.services import screens, sign_in
from vipops.services.screens import NewScreen
from vipops.services.sign_in import Signed


def session_of(hotel: Hotel, token: str) -> Signed:
    with hotel.inside():
        return sign_in.session_of(token, hotel.now)


def test_a_screen_shows_the_whole_house_and_may_do_nothing_else(hotel: Hotel) -> None:
    signed = session_of(hotel, hang(hotel))
    assert visibility(signed.actor) == WALL
    assert permissions_of(signed.actor, hotel.house.signer_posts) == ["board_read"]
    assert [one for one in Permission if allowed(signed.actor, one)] == [Permission.BOARD_READ]
    assert (signed.language, signed.actor.name["en"]) == ("en", "Back office")


def test_it_is_nobody_of_the_house(hotel: Hotel) -> None:
    """No person has its number: nothing it did could be taken for somebody's."""
    signed = session_of(hotel, hang(hotel))
    assert signed.actor.id is not None
    assert signed.actor.id < 0
    assert signed.id < 0
    assert signed.actor.id not in {row.id for row in hotel.rows_of("staff")}


def test_it_lasts_where_a_person_is_signed_out(hotel: Hotel) -> None:
    token, person = hang(hotel), signed_in(hotel, "gm")
    hotel.clock.forward(days=300)
    session_of(hotel, token)
    with pytest.raises(NotSignedIn):
        session_of(hotel, person.token)
    with hotel.inside():
        assert sign_in.living_sessions({-1, person.id}, hotel.now) == {-1}


def test_whoever_hangs_it_is_signed_out_there(hotel: Hotel) -> None:
    admin = signed_in(hotel)
    hang(hotel, by=admin)
    with pytest.raises(NotSignedIn):
        session_of(hotel, admin.token)


def test_shut_at_once_and_only_this_one(hotel: Hotel) -> None:
    first, second = hang(hotel), hang(hotel, "Lobby back door")
    with hotel.inside():
        screens.revoke(1, by=hotel.actor("admin"), now=hotel.now)
        assert sign_in.living_sessions({-1, -2}, hotel.now) == {-2}
        rows = list_of.all_of(hotel.actor("admin"))
    with pytest.raises(NotSignedIn):
        session_of(hotel, first)
    session_of(hotel, second)
    assert [(row["name"], row["revoked_at"] is None) for row in rows] == [
        ("Lobby back door", True),
        ("Back office", False),
    ]


def test_the_table_knows_only_the_token_s_hash(hotel: Hotel) -> None:
    token = hang(hotel)
    assert token not in str(hotel.rows_of("screens"))


REFUSALS: dict[str, tuple[Callable[[Hotel], Any], type[Exception]]] = {
    "a lobby manager": (lambda hotel: hang(hotel, by=signed_in(hotel, "lobby")), NotAllowed),
    "no name": (lambda hotel: hang(hotel, "  "), BadInput),
    "a strange token": (lambda hotel: session_of(hotel, "x"), NotSignedIn),
    "shutting by a lobby manager": (lambda hotel: _shut(hotel, "lobby", 1), NotAllowed),
    "shutting what is not there": (lambda hotel: _shut(hotel, "admin", 99), NotFound),
    "reading by a lobby manager": (lambda hotel: _read(hotel, "lobby"), NotAllowed),
}


def _shut(hotel: Hotel, by: str, screen_id: int) -> None:
    with hotel.inside():
        screens.revoke(screen_id, by=hotel.actor(by), now=hotel.now)


def _read(hotel: Hotel, by: str) -> None:
    with hotel.inside():
        list_of.all_of(hotel.actor(by))


@pytest.mark.parametrize("case", REFUSALS)
def test_refused(hotel: Hotel, case: str) -> None:
    hang(hotel)
    attempt, refusal = REFUSALS[case]
    before = hotel.seq
    with pytest.raises(refusal):
        attempt(hotel)
    assert hotel.seq == before


def test_a_long_name_is_cut(hotel: Hotel) -> None:
    with hotel.inside():
        screens.enrol(NewScreen("x" * 300, Language.ZH), by=signed_in(hotel), now=hotel.now)
    assert len(hotel.rows_of("screens")[0].name) == screens.LONGEST_NAME


def test_its_cookie_begins_anew_each_time_it_looks_in(hotel: Hotel) -> None:
    token = hang(hotel)
    answer = client_of(hotel, token).get("/api/session")
    cookie = answer.headers["Set-Cookie"]
    assert token in cookie
    assert f"Max-Age={int(timedelta(days=400).total_seconds())}" in cookie
    assert "HttpOnly" in cookie
    assert answer.json["permissions"] == ["board_read"]
    assert answer.json["visibility"] == WALL
