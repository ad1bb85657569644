"""Signing in and out, delays after wrong tries, PINs; staff taken on, changed, dismissed, let in again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from tests.support.cast import CAST, PIN
from tests.support.house import Hotel
from vipops import models
from vipops.enums import Department, Language, Role
from vipops.errors import BadInput, NotAllowed, NotFound, NotSignedIn, Refusal, TooMany
from vipops.services import sign_in, staff
from vipops.services.passwords import delay_after, hasher
from vipops.services.sign_in import Signed
from vipops.services.staff import NewStaff
from vipops.storage import db

LASTS = timedelta(hours=14)


def enter(hotel: Hotel, username: str = "lobby", password: str | None = None) -> Signed:
    with hotel.inside():
        return sign_in.sign_in(
            username,
            CAST["lobby"].password if password is None else password,
            hasher=hasher(hotel.settings),
            device="tablet",
            now=hotel.now,
            lasts=LASTS,
        )


def stands(hotel: Hotel, signed: Signed) -> bool:
    with hotel.inside():
        try:
            found = sign_in.session_of(signed.token, hotel.now)
        except NotSignedIn:
            assert sign_in.living_sessions({signed.id}, hotel.now) == set()
            return False
        assert sign_in.living_sessions({signed.id, 999}, hotel.now) == {signed.id}
    assert found.actor == signed.actor
    return True


class TestSessions:
    def test_the_table_knows_only_the_tokens_hash(self, hotel: Hotel) -> None:
        signed = enter(hotel, " LOBBY ")
        (row,) = hotel.rows(select(models.SignIn))
        assert signed.token not in str(row)
        assert row.token_hash == sign_in.token_hash(signed.token)
        assert stands(hotel, signed)

    def test_a_session_ends_after_its_hours(self, hotel: Hotel) -> None:
        signed = enter(hotel)
        hotel.clock.forward(hours=13, minutes=59)
        assert stands(hotel, signed)
        hotel.clock.forward(minutes=1)
        assert not stands(hotel, signed)

    def test_signing_out_ends_this_session_and_no_other(self, hotel: Hotel) -> None:
        here, there = enter(hotel), enter(hotel)
        with hotel.inside():
            sign_in.sign_out(here, hotel.now)
        assert (stands(hotel, here), stands(hotel, there)) == (False, True)

    @pytest.mark.parametrize("token", ["", "x", "0" * 43])
    def test_no_other_token_opens_anything(self, hotel: Hotel, token: str) -> None:
        enter(hotel)
        with hotel.inside(), pytest.raises(NotSignedIn):
            sign_in.session_of(token, hotel.now)

    @pytest.mark.parametrize(
        "change",
        [
            {"role": Role.SUPERVISOR},
            {"department": Department.SECURITY},
            {"post": "duty_manager"},
            {"active": False},
        ],
    )
    def test_a_new_role_or_dismissal_ends_every_session_at_once(
        self, hotel: Hotel, change: dict[str, Any]
    ) -> None:
        signed = [enter(hotel), enter(hotel)]
        other = enter(hotel, "gm", CAST["gm"].password)
        with hotel.inside():
            staff.change(signed[0].actor.id or 0, by=hotel.actor("admin"), now=hotel.now, **change)
        assert [stands(hotel, one) for one in signed] == [False, False]
        assert stands(hotel, other)

    def test_an_old_session_does_not_stand_up_again_with_a_copied_row(self, hotel: Hotel) -> None:
        """The epoch: even a session row that was put back belongs to the time before."""
        signed = enter(hotel)
        (row,) = hotel.rows(select(models.SignIn))
        with hotel.inside():
            staff.change(signed.actor.id or 0, by=hotel.actor("admin"), now=hotel.now, role=Role.MANAGER)
        with hotel.inside(), db.engine.begin() as connection:
            connection.execute(insert(models.SignIn).values(**row._mapping))
        assert not stands(hotel, signed)


class TestWrongTries:
    def fail(self, hotel: Hotel, times: int, *, waiting: bool = True) -> None:
        for _ in range(times):
            with pytest.raises(NotSignedIn, match="User name or password is wrong"):
                enter(hotel, password="not this one")
            if waiting:
                hotel.clock.forward(minutes=16)

    def test_delays_grow_and_end_with_the_right_password(self, hotel: Hotel) -> None:
        self.fail(hotel, 4, waiting=False)
        self.fail(hotel, 1, waiting=False)
        with pytest.raises(TooMany) as refused:
            enter(hotel)
        assert refused.value.facts["retry_after"] == 2
        hotel.clock.forward(seconds=2)
        enter(hotel)
        self.fail(hotel, 4, waiting=False)

    def test_one_persons_tries_do_not_lock_another_out(self, hotel: Hotel) -> None:
        self.fail(hotel, 6)
        enter(hotel, "gm", CAST["gm"].password)

    @pytest.mark.parametrize(
        ("tries", "seconds"), [(0, 0), (4, 0), (5, 2), (6, 4), (9, 32), (13, 512), (14, 900), (999, 900)]
    )
    def test_the_delay(self, tries: int, seconds: int) -> None:
        assert delay_after(tries) == timedelta(seconds=seconds)

    @pytest.mark.parametrize(
        ("username", "password"),
        [("nobody", "quiet-carpet-lob"), ("lobby", ""), ("lobby", "QUIET-CARPET-LOB"), ("", "")],
    )
    def test_one_answer_whatever_is_wrong(self, hotel: Hotel, username: str, password: str) -> None:
        with pytest.raises(NotSignedIn, match=r"^User name or password is wrong\.$"):
            enter(hotel, username, password)

    def test_a_dismissed_person_does_not_come_in(self, hotel: Hotel) -> None:
        hotel.sql("UPDATE staff SET active = :no WHERE username = 'lobby'", no=False)
        with pytest.raises(NotSignedIn):
            enter(hotel)


class TestPins:
    def second(self, hotel: Hotel, username: str, pin: str = PIN) -> Any:
        with hotel.inside():
            return sign_in.second_person(
                username, pin, beside=hotel.actor("lobby"), hasher=hasher(hotel.settings), now=hotel.now
            )

    def test_another_person_on_the_same_tablet(self, hotel: Hotel) -> None:
        found = self.second(hotel, "Housekeeping_Supervisor")
        assert found.id == hotel.actor("housekeeping_supervisor").id
        assert found.device == "tablet-lobby"

    @pytest.mark.parametrize(("username", "pin"), [("gm", "0000"), ("gm", ""), ("nobody", PIN)])
    def test_wrong(self, hotel: Hotel, username: str, pin: str) -> None:
        with pytest.raises(NotAllowed, match="PIN is wrong"):
            self.second(hotel, username, pin)

    def test_guessing_is_slowed_down(self, hotel: Hotel) -> None:
        for _ in range(5):
            with pytest.raises(NotAllowed):
                self.second(hotel, "gm", "0000")
        with pytest.raises(TooMany):
            self.second(hotel, "gm")

    def test_the_signers_own_pin(self, hotel: Hotel) -> None:
        with hotel.inside():
            gm = hotel.actor("gm")
            sign_in.confirm_pin(gm, PIN, hasher=hasher(hotel.settings), now=hotel.now)
            with pytest.raises(NotAllowed):
                sign_in.confirm_pin(gm, "1234", hasher=hasher(hotel.settings), now=hotel.now)

    def test_a_dismissed_persons_pin_signs_nothing(self, hotel: Hotel) -> None:
        hotel.sql("UPDATE staff SET active = :no WHERE username = 'gm'", no=False)
        with pytest.raises(NotAllowed):
            self.second(hotel, "gm")


GOOD = "a-long-enough-one"
NEW = NewStaff("Mei.Chen", {"zh": "陈梅", "en": "Mei Chen"}, Role.ATTENDANT, Department.SECURITY)


def take_on(
    hotel: Hotel, person: NewStaff = NEW, password: str = GOOD, pin: str = "2468", by: str = "admin"
) -> int:
    with hotel.inside():
        return staff.take_on(
            person, password, pin, hasher=hasher(hotel.settings), by=hotel.actor(by), now=hotel.now
        )


class TestStaff:
    def test_a_new_person_signs_in(self, hotel: Hotel) -> None:
        new_id = take_on(hotel)
        assert enter(hotel, "mei.chen", GOOD).actor.id == new_id
        assert hotel.kinds()[-1] == "staff_changed"
        assert "argon2" not in hotel.events()[-1].body

    def test_their_own_language(self, hotel: Hotel) -> None:
        with hotel.inside():
            staff.new_language(hotel.actor("lobby"), Language.ZH, hotel.now)
        assert enter(hotel).language == "zh"

    def test_let_in_again(self, hotel: Hotel) -> None:
        old = enter(hotel)
        hotel.sql("UPDATE staff SET failed_tries = 50, locked_until = :then WHERE username = 'lobby'",
                  then="2027-01-01T00:00:00.000000Z")  # fmt: skip
        with pytest.raises(TooMany):
            enter(hotel)
        with hotel.inside():
            password = staff.let_in_again(" Lobby ", hasher=hasher(hotel.settings), now=hotel.now)
        assert len(password) >= 16
        assert not stands(hotel, old)
        with pytest.raises(NotSignedIn):
            enter(hotel)
        enter(hotel, password=password)

    def test_two_fresh_passwords_differ(self, hotel: Hotel) -> None:
        with hotel.inside():
            made = {
                staff.let_in_again("lobby", hasher=hasher(hotel.settings), now=hotel.now) for _ in range(3)
            }
        assert len(made) == 3

    def test_a_dismissed_person_is_let_in_again_by_hotel_it(self, hotel: Hotel) -> None:
        hotel.sql("UPDATE staff SET active = :no WHERE username = 'admin'", no=False)
        with hotel.inside():
            password = staff.let_in_again("admin", hasher=hasher(hotel.settings), now=hotel.now)
        enter(hotel, "admin", password)


def other(**over: Any) -> Callable[[Hotel], Any]:
    return lambda hotel: take_on(hotel, **over)


def named(username: str) -> NewStaff:
    return NewStaff(username, NEW.name, NEW.role, NEW.department)


def change(by: str = "admin", staff_id: int = 3, **values: Any) -> Callable[[Hotel], Any]:
    def act(hotel: Hotel) -> None:
        with hotel.inside():
            staff.change(staff_id, by=hotel.actor(by), now=hotel.now, **values)

    return act


def let_in(username: str) -> Callable[[Hotel], Any]:
    def act(hotel: Hotel) -> None:
        with hotel.inside():
            staff.let_in_again(username, hasher=hasher(hotel.settings), now=hotel.now)

    return act


REFUSALS: dict[str, tuple[Callable[[Hotel], Any], type[Refusal]]] = {
    "a taken user name": (other(person=named("LOBBY")), BadInput),
    "a short password": (other(password="nine-char"), BadInput),
    "a password of one page": (other(password="x" * 201), BadInput),
    "the user name as password": (other(password="xx-Mei.Chen-xx"), BadInput),
    "a PIN of letters": (other(pin="abcd"), BadInput),
    "a PIN of three digits": (other(pin="123"), BadInput),
    "a PIN of other digits": (other(pin="²²²²"), BadInput),
    "a general manager taking on": (other(by="gm"), NotAllowed),
    "a lobby manager changing": (change(by="lobby", role=Role.MANAGER), NotAllowed),
    "raising oneself": (change(by="housekeeping_attendant", role=Role.GENERAL_MANAGER), NotAllowed),
    "nobody": (change(staff_id=999, active=False), NotFound),
    "letting nobody in": (let_in("nobody"), NotFound),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_refused_and_nothing_written(hotel: Hotel, case: str) -> None:
    act, refusal = REFUSALS[case]
    before = hotel.counts()
    with pytest.raises(refusal):
        act(hotel)
    assert hotel.counts() == before
