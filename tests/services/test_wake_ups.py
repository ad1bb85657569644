"""Wake-up calls: booked by a person, made by a person; each becomes the operator's task (item IC1)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from tests.support.builders import at
from tests.support.house import Hotel
from vipops import models
from vipops.errors import BadInput, NotAllowed, NotFound, Overtaken, Refusal, WrongMoment
from vipops.services import answers, stay_times, wake_ups
from vipops.services.stay_times import NewTimes
from vipops.storage import db

SIX = at("2026-11-24 06:00")


def order(hotel: Hotel, stay_id: int, moment: Any = SIX, note: str = "", *, by: str = "lobby") -> Any:
    with hotel.inside():
        asked: dict[str, Any] = {"by": hotel.actor(by), "house": hotel.house, "now": hotel.now}
        return wake_ups.order(stay_id, moment, note, **asked)["wake_up"]


def change(hotel: Hotel, verb: str, row: Any, *args: Any, by: str = "lobby", seen: int | None = None) -> Any:
    with hotel.inside():
        asked: dict[str, Any] = {"by": hotel.actor(by), "house": hotel.house, "now": hotel.now}
        version = row["version"] if seen is None else seen
        return getattr(wake_ups, verb)(row["id"], *args, seen=version, **asked)["wake_up"]


def calls(hotel: Hotel, stay_id: int) -> dict[str, Any]:
    """The standing tasks of wake-up calls by the id of the call."""
    task = models.Task
    rows = hotel.rows(select(task).where(task.stay_id == stay_id, task.template == "wake_up_call"))
    return {row.subject: row for row in rows if row.state != "cancelled"}


def move_departure(hotel: Hotel, stay_id: int, moment: Any) -> None:
    with hotel.inside():
        times = NewTimes(departure_at=moment)
        stay_times.change(stay_id, times, by=hotel.actor("lobby"), house=hotel.house, now=hotel.now)


def test_a_booked_call_is_the_operators_task_at_its_time(hotel: Hotel) -> None:
    stay = hotel.stay()
    row = order(hotel, stay.id, note=" Softly, please. ", by="concierge_attendant")
    assert row == {
        "id": 1,
        "version": 1,
        "stay_id": stay.id,
        "at": "2026-11-23T22:00:00Z",
        "note": "Softly, please.",
        "cancelled": False,
    }
    task = calls(hotel, stay.id)["1"]
    assert (task.due_at, task.department, task.who) == (SIX, "concierge", "operator")
    assert [field["name"] for field in task.proof] == ["called_by"]


def test_a_changed_call_moves_and_a_cancelled_one_is_taken_back(hotel: Hotel) -> None:
    stay = hotel.stay()
    row = order(hotel, stay.id, note="Twice.")
    later = change(hotel, "change", row, SIX + timedelta(hours=1))
    assert (later["at"], later["note"], later["version"]) == ("2026-11-23T23:00:00Z", "Twice.", 2)
    assert calls(hotel, stay.id)["1"].due_at == SIX + timedelta(hours=1)
    assert change(hotel, "change", later, SIX, "")["note"] == ""
    assert change(hotel, "cancel", row, seen=3)["cancelled"] is True
    assert calls(hotel, stay.id) == {}


def test_a_call_beyond_an_earlier_departure_rests_and_comes_back_with_a_later_one(hotel: Hotel) -> None:
    stay = hotel.stay()
    order(hotel, stay.id, at("2026-11-25 06:00"))
    move_departure(hotel, stay.id, at("2026-11-24 12:00"))
    assert calls(hotel, stay.id) == {}
    move_departure(hotel, stay.id, stay.departure_at)
    assert [row.due_at for row in calls(hotel, stay.id).values()] == [at("2026-11-25 06:00")]


def test_every_change_is_told_without_its_words(hotel: Hotel) -> None:
    stay = hotel.stay()
    seq = hotel.seq
    row = order(hotel, stay.id, note="Softly.")
    change(hotel, "cancel", change(hotel, "change", row, SIX + timedelta(minutes=5)))
    told = [event for event in hotel.events(seq) if event.kind.startswith("wake_up")]
    assert [event.kind for event in told] == ["wake_up_booked", "wake_up_changed", "wake_up_cancelled"]
    assert all("Softly" not in str(event.body) for event in told)


@pytest.mark.parametrize(
    ("moment", "where"),
    [
        (at("2026-11-22 09:00"), "between arrival and departure"),
        (at("2026-11-23 14:59"), "between arrival and departure"),
        (at("2026-11-25 12:01"), "between arrival and departure"),
        (SIX, "another time"),
    ],
)
def test_no_call_while_the_guest_is_away_nor_two_at_once(hotel: Hotel, moment: Any, where: str) -> None:
    stay = hotel.stay()
    order(hotel, stay.id)
    before = hotel.counts()
    with pytest.raises(BadInput) as refused:
        order(hotel, stay.id, moment)
    assert refused.value.facts["errors"][0]["expected"] == where
    assert hotel.counts() == before


def test_no_call_in_the_past(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.clock.to(at("2026-11-24 06:00"))
    with pytest.raises(BadInput, match="passed"):
        order(hotel, stay.id)


def test_refusals(hotel: Hotel) -> None:
    stay = hotel.stay()
    row = order(hotel, stay.id)
    gone = hotel.stay(confirmation_number="R2", guest__profile_id="P2")
    hotel.bring_to(gone.id, "cancelled")
    changed = change(hotel, "change", row, SIX + timedelta(minutes=10))
    before = hotel.counts()
    refusals: tuple[tuple[type[Refusal], Any], ...] = (
        (NotAllowed, lambda: order(hotel, stay.id, by="housekeeping_manager")),
        (NotAllowed, lambda: change(hotel, "cancel", changed, by="security_manager")),
        (NotFound, lambda: order(hotel, 999)),
        (NotFound, lambda: change(hotel, "cancel", {"id": 999, "version": 1})),
        (WrongMoment, lambda: order(hotel, gone.id)),
        (Overtaken, lambda: change(hotel, "change", row, SIX)),
        (BadInput, lambda: order(hotel, stay.id, SIX, "x" * 256)),
    )
    for refusal, attempt in refusals:
        with pytest.raises(refusal):
            attempt()
    assert hotel.counts() == before
    change(hotel, "cancel", changed)
    with pytest.raises(WrongMoment):
        change(hotel, "change", changed, SIX, seen=3)


def test_another_propertys_call_is_nobodys(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.sql(
        "INSERT INTO properties (code, name, zone, settings) "
        "SELECT 'OTHER', name, zone, settings FROM properties WHERE id = 1"
    )
    with hotel.inside(), db.engine.begin() as connection:
        connection.execute(
            insert(models.WakeUp).values(
                id=77, property_id=2, stay_id=stay.id, version=1, at=SIX, note="", cancelled=False,
                recorded_at=hotel.now, recorded_by_id=1,
            )
        )  # fmt: skip
    with pytest.raises(NotFound):
        change(hotel, "cancel", {"id": 77, "version": 1})


def test_sent_again_has_one_effect_and_one_answer(hotel: Hotel) -> None:
    stay = hotel.stay()
    lobby = hotel.actor("lobby")
    call = answers.call(lobby.device, "k1", lobby.id, {})
    with hotel.inside():
        asked: dict[str, Any] = {"by": lobby, "house": hotel.house, "now": hotel.now, "call": call}
        first = wake_ups.order(stay.id, SIX, **asked)
        assert wake_ups.order(stay.id, SIX, **asked) == first
    assert len(calls(hotel, stay.id)) == 1
