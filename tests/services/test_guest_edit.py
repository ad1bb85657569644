"""Birthdays and anniversaries: written down, read from arrivals, tasks in the stay (rule P5)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.support.builders import at
from tests.support.house import Hotel
from vipops import models
from vipops.errors import BadInput, NotAllowed, NotFound, Overtaken, Refusal
from vipops.services import guest_edit, stay_times
from vipops.services.guest_edit import GuestEdit
from vipops.services.stay_times import NewTimes


def change(
    hotel: Hotel, guest_id: int, *, seen: int | None = None, by: str = "lobby", **days: str
) -> dict[str, Any]:
    version = seen or hotel.row(select(models.Guest).where(models.Guest.id == guest_id)).version
    with hotel.inside():
        asked: dict[str, Any] = {"by": hotel.actor(by), "house": hotel.house, "now": hotel.now}
        row: dict[str, Any] = guest_edit.change(guest_id, GuestEdit(**days), seen=version, **asked)["guest"]
        return row


def cakes(hotel: Hotel, stay_id: int) -> dict[str, Any]:
    task = models.Task
    rows = hotel.rows(select(task).where(task.stay_id == stay_id, task.template == "cake"))
    return {row.subject: row.due_at for row in rows if row.state != "cancelled"}


@pytest.mark.parametrize(
    ("birthday", "due"),
    [
        ("11-22", {}),
        ("11-23", {"birthday-2026-11-23": at("2026-11-23 15:00")}),
        ("11-24", {"birthday-2026-11-24": at("2026-11-24 15:00")}),
        # The guest leaves at noon: the cake comes before.
        ("11-25", {"birthday-2026-11-25": at("2026-11-25 11:00")}),
        ("11-26", {}),
    ],
)
def test_a_birthday_in_the_stay_is_a_task_and_no_other(
    hotel: Hotel, birthday: str, due: dict[str, Any]
) -> None:
    stay = hotel.stay()
    row = change(hotel, stay.guest_id, birthday=birthday)
    assert (row["birthday"], row["anniversary"], row["version"]) == (birthday, "", 2)
    assert cakes(hotel, stay.id) == due


def test_a_cake_is_not_due_before_the_guest_is_there(hotel: Hotel) -> None:
    stay = hotel.stay(arrival_at=at("2026-11-23 21:00"))
    change(hotel, stay.guest_id, birthday="11-23")
    assert cakes(hotel, stay.id) == {"birthday-2026-11-23": at("2026-11-23 21:00")}


def test_an_occasion_comes_and_goes_with_the_stay(hotel: Hotel) -> None:
    stay = hotel.stay()
    change(hotel, stay.guest_id, anniversary="11-26")
    assert cakes(hotel, stay.id) == {}

    def leave(moment: Any) -> None:
        with hotel.inside():
            asked: dict[str, Any] = {"by": hotel.actor("lobby"), "house": hotel.house, "now": hotel.now}
            stay_times.change(stay.id, NewTimes(departure_at=moment), **asked)

    leave(stay.departure_at + timedelta(days=2))
    assert cakes(hotel, stay.id) == {"anniversary-2026-11-26": at("2026-11-26 15:00")}
    assert hotel.task(stay.id, "cake").title == {"zh": "纪念日蛋糕", "en": "Cake for the anniversary"}
    leave(stay.departure_at)
    assert cakes(hotel, stay.id) == {}


def test_a_day_taken_back_takes_its_task_back(hotel: Hotel) -> None:
    stay = hotel.stay()
    change(hotel, stay.guest_id, birthday="11-24")
    change(hotel, stay.guest_id, birthday="")
    assert cakes(hotel, stay.id) == {}


def test_days_are_read_from_arrivals_and_a_persons_word_stands(hotel: Hotel) -> None:
    stay = hotel.stay(guest__birthday="11-24")
    assert list(cakes(hotel, stay.id)) == ["birthday-2026-11-24"]
    change(hotel, stay.guest_id, birthday="11-25")
    assert hotel.book(guest__birthday="11-23", adults=1).outcome == "changed"
    assert list(cakes(hotel, stay.id)) == ["birthday-2026-11-25"]


def test_a_leap_day_is_kept_on_the_28th(hotel: Hotel) -> None:
    hotel.clock.to(at("2027-02-20 10:00"))
    stay = hotel.stay(
        arrival_on=at("2027-02-27 15:00").date(), departure_on=at("2027-03-02 12:00").date(),
        arrival_at=at("2027-02-27 15:00"), departure_at=at("2027-03-02 12:00"), arrival_transport=None,
        guest__birthday="02-29",
    )  # fmt: skip
    assert cakes(hotel, stay.id) == {"birthday-2027-02-28": at("2027-02-28 15:00")}


@pytest.mark.parametrize("day", ["02-30", "13-01", "1-1", "24.12.", "2026-12-24", "00-00", "tomorrow"])
def test_a_day_that_no_year_has_is_refused(hotel: Hotel, day: str) -> None:
    stay = hotel.stay()
    with pytest.raises(BadInput) as refused:
        change(hotel, stay.guest_id, anniversary=day)
    assert refused.value.facts["errors"][0]["where"] == "anniversary"


def test_refusals(hotel: Hotel) -> None:
    stay = hotel.stay()
    change(hotel, stay.guest_id, birthday="11-24")
    before = hotel.counts()
    refusals: tuple[tuple[type[Refusal], Any], ...] = (
        (NotAllowed, lambda: change(hotel, stay.guest_id, by="food_beverage_manager", birthday="")),
        (Overtaken, lambda: change(hotel, stay.guest_id, seen=1, birthday="")),
        (NotFound, lambda: change(hotel, 999, seen=1, birthday="")),
    )
    for refusal, attempt in refusals:
        with pytest.raises(refusal):
            attempt()
    assert hotel.counts() == before
