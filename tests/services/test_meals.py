"""Meals: each brings its own checklist, moves it, and takes it back (items IB2 to IB8)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.support.builders import at
from tests.support.house import Hotel
from vipops import models
from vipops.enums import MealKind
from vipops.errors import BadInput, NotAllowed, NotFound, Overtaken, Refusal, WrongMoment
from vipops.services import answers, meals, stay_times
from vipops.services.meals import MealAsked
from vipops.services.stay_times import NewTimes

SEVEN = at("2026-11-24 19:00")
DINNER = {"kind": MealKind.DINNER, "at": SEVEN, "place": "Jade Hall", "party": 6, "standard": "1,288"}


def book(hotel: Hotel, stay_id: int, *, by: str = "food_beverage_manager", **over: Any) -> Any:
    with hotel.inside():
        asked = MealAsked(**{**DINNER, **over})
        return meals.book(stay_id, asked, by=hotel.actor(by), house=hotel.house, now=hotel.now)["meal"]


def do(hotel: Hotel, verb: str, row: Any, *args: Any, by: str = "lobby") -> Any:
    with hotel.inside():
        said: dict[str, Any] = {"by": hotel.actor(by), "house": hotel.house, "now": hotel.now}
        return getattr(meals, verb)(row["id"], *args, seen=row["version"], **said)["meal"]


def checklist(hotel: Hotel, stay_id: int) -> dict[str, Any]:
    """The standing tasks of meals by their key."""
    task = models.Task
    rows = hotel.rows(
        select(task).where(task.stay_id == stay_id, task.key.like("meal_%") | task.key.like("party_%"))
    )
    return {row.key: row for row in rows if row.state != "cancelled"}


def test_a_meal_brings_its_own_checklist(hotel: Hotel) -> None:
    stay = hotel.stay()
    row = book(hotel, stay.id, notes=" No nuts. ")
    assert (row["kind"], row["at"], row["notes"], row["menu"]) == (
        "dinner",
        "2026-11-24T11:00:00Z",
        "No nuts.",
        [],
    )
    due = {key: task.due_at for key, task in checklist(hotel, stay.id).items()}
    assert due == {"party_known:1": SEVEN - timedelta(days=1), "meal_room:1": SEVEN - timedelta(hours=1)}
    task = checklist(hotel, stay.id)["meal_room:1"]
    assert task.detail["en"] == "Dinner, Jade Hall, party of 6, 1,288"
    assert task.detail["zh"] == "晚餐，Jade Hall，6位，1,288"
    assert [point["id"] for point in task.points] == ["IB4a", "IB4b"]


def test_once_before_the_first_meal_whichever_that_is(hotel: Hotel) -> None:
    stay = hotel.stay()
    book(hotel, stay.id)
    book(hotel, stay.id, at=at("2026-11-24 12:00"), kind=MealKind.LUNCH)
    assert set(checklist(hotel, stay.id)) == {"party_known:2", "meal_room:1", "meal_room:2"}


def test_a_moved_meal_moves_its_open_work_and_keeps_what_is_done(hotel: Hotel) -> None:
    stay = hotel.stay()
    row = book(hotel, stay.id)
    hotel.change(checklist(hotel, stay.id)["party_known:1"], "tick", by="food_beverage_supervisor")
    later = do(hotel, "change", row, MealAsked(at=SEVEN + timedelta(hours=1)))
    assert (later["place"], later["version"]) == ("Jade Hall", 2)
    found = checklist(hotel, stay.id)
    assert found["meal_room:1"].due_at == SEVEN
    assert (found["party_known:1"].state, found["party_known:1"].due_at) == (
        "done",
        SEVEN - timedelta(days=1),
    )


def test_a_cancelled_meal_takes_its_open_work_back(hotel: Hotel) -> None:
    stay = hotel.stay()
    do(hotel, "cancel", book(hotel, stay.id))
    assert checklist(hotel, stay.id) == {}


def test_a_meal_after_an_earlier_departure_rests_and_comes_back(hotel: Hotel) -> None:
    stay = hotel.stay()
    book(hotel, stay.id)

    def leave(moment: Any) -> None:
        with hotel.inside():
            asked: dict[str, Any] = {"by": hotel.actor("lobby"), "house": hotel.house, "now": hotel.now}
            stay_times.change(stay.id, NewTimes(departure_at=moment), **asked)

    leave(at("2026-11-23 22:00"))
    assert checklist(hotel, stay.id) == {}
    leave(stay.departure_at)
    assert set(checklist(hotel, stay.id)) == {"party_known:1", "meal_room:1"}


def test_a_menu_keeps_its_dishes_in_order_with_their_stories(hotel: Hotel) -> None:
    stay = hotel.stay()
    dishes = [
        {"zh": "佛跳墙", "en": "Buddha jumps over the wall", "story": "  From Fuzhou. "},
        {"zh": "", "en": "Lychee sorbet"},
    ]
    row = do(hotel, "write_menu", book(hotel, stay.id), dishes, by="food_beverage_supervisor")
    assert row["menu"] == [
        {"zh": "佛跳墙", "en": "Buddha jumps over the wall", "story": "From Fuzhou."},
        {"zh": "", "en": "Lychee sorbet", "story": ""},
    ]
    assert do(hotel, "write_menu", row, [])["menu"] == []


def test_every_change_is_told_without_the_guests_table(hotel: Hotel) -> None:
    stay = hotel.stay()
    seq = hotel.seq
    row = do(hotel, "change", book(hotel, stay.id), MealAsked(party=8))
    do(hotel, "cancel", row)
    told = [event for event in hotel.events(seq) if event.kind.startswith("meal_")]
    assert [event.kind for event in told] == ["meal_booked", "meal_changed", "meal_cancelled"]
    assert all("Jade" not in str(event.body) for event in told)


@pytest.mark.parametrize(
    ("over", "where", "expected"),
    [
        ({"party": 0}, "party", "1 to 999 guests"),
        ({"party": 1000}, "party", "1 to 999 guests"),
        ({"at": at("2026-11-22 19:00")}, "at", "from 2026-11-23 to 2026-11-25"),
        ({"at": at("2026-11-26 00:00")}, "at", "from 2026-11-23 to 2026-11-25"),
        ({"place": "x" * 256}, "place", "at most 255 characters"),
        ({"notes": "x" * 2001}, "notes", "at most 2000 characters"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    hotel: Hotel, over: dict[str, Any], where: str, expected: str
) -> None:
    stay = hotel.stay()
    before = hotel.counts()
    with pytest.raises(BadInput) as refused:
        book(hotel, stay.id, **over)
    assert [(one["where"], one["expected"]) for one in refused.value.facts["errors"]] == [(where, expected)]
    assert hotel.counts() == before


def test_a_meal_in_the_past_is_refused_and_one_on_any_day_of_the_stay_is_not(hotel: Hotel) -> None:
    stay = hotel.stay()
    book(hotel, stay.id, at=at("2026-11-23 00:00"))
    book(hotel, stay.id, at=at("2026-11-25 23:59"))
    hotel.clock.to(SEVEN)
    with pytest.raises(BadInput, match="passed"):
        book(hotel, stay.id)


@pytest.mark.parametrize(
    ("dishes", "where"),
    [
        ([{"zh": "茶", "en": ""}, {"zh": " ", "en": "", "story": "Old."}], "dishes.1"),
        ([{"zh": "茶" * 256}], "dishes.0.zh"),
        ([{"zh": "茶"}] * 41, "dishes"),
    ],
)
def test_a_dish_without_a_name_is_refused_by_its_number(hotel: Hotel, dishes: Any, where: str) -> None:
    stay = hotel.stay()
    row = book(hotel, stay.id)
    with pytest.raises(BadInput) as refused:
        do(hotel, "write_menu", row, dishes)
    assert refused.value.facts["errors"][0]["where"] == where


def test_refusals(hotel: Hotel) -> None:
    stay = hotel.stay()
    row = book(hotel, stay.id)
    seen = do(hotel, "change", row, MealAsked(party=7))
    gone = hotel.stay(confirmation_number="R2", guest__profile_id="P2")
    hotel.bring_to(gone.id, "departed")
    before = hotel.counts()
    refusals: tuple[tuple[type[Refusal], Any], ...] = (
        (NotAllowed, lambda: book(hotel, stay.id, by="food_beverage_attendant")),
        (NotAllowed, lambda: do(hotel, "cancel", seen, by="concierge_manager")),
        (NotAllowed, lambda: do(hotel, "write_menu", seen, [], by="housekeeping_manager")),
        (NotFound, lambda: book(hotel, 999)),
        (NotFound, lambda: do(hotel, "cancel", {"id": 999, "version": 1})),
        (WrongMoment, lambda: book(hotel, gone.id)),
        (Overtaken, lambda: do(hotel, "change", row, MealAsked(party=9))),
        (BadInput, lambda: do(hotel, "change", seen, MealAsked(at=hotel.now))),
    )
    for refusal, attempt in refusals:
        with pytest.raises(refusal):
            attempt()
    assert hotel.counts() == before
    do(hotel, "cancel", seen)
    with pytest.raises(WrongMoment):
        do(hotel, "write_menu", {"id": row["id"], "version": 3}, [])


def test_sent_again_has_one_effect_and_one_answer(hotel: Hotel) -> None:
    stay = hotel.stay()
    lobby = hotel.actor("lobby")
    call = answers.call(lobby.device, "k1", lobby.id, {})
    with hotel.inside():
        asked: dict[str, Any] = {"by": lobby, "house": hotel.house, "now": hotel.now, "call": call}
        first = meals.book(stay.id, MealAsked(**DINNER), **asked)  # type: ignore[arg-type]  # of the table above
        assert meals.book(stay.id, MealAsked(**DINNER), **asked) == first  # type: ignore[arg-type]
    assert len(checklist(hotel, stay.id)) == 2
