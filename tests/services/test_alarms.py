"""Alarms: each told once, dated when it fell due, to whom it concerns, quiet once somebody takes it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Row, event, select

from tests.support.builders import at
from tests.support.house import Hotel
from vipops import models
from vipops.domain.permissions import Actor
from vipops.errors import NotAllowed, NotFound, Overtaken, Refusal, WrongMoment
from vipops.services import alarms, answers, stay_closing, stay_times
from vipops.services.stay_times import NewTimes
from vipops.storage import db

ROOM_DUE = at("2026-11-23 11:00")


def sweep(hotel: Hotel, now: datetime | None = None) -> int:
    """The clock's rounds until nothing is left to look at; answers how many pieces of work there were."""
    done = 0
    with hotel.inside():
        while alarms.raise_next(hotel.house, now or hotel.now):
            done += 1
            assert done < 500, "the clock looks for ever"
    return done


def recorded(hotel: Hotel, template: str = "room_made", stay_id: int = 1) -> list[Row[Any]]:
    task = hotel.task(stay_id, template)
    alarm = models.Alarm
    return hotel.rows(select(alarm).where(alarm.task_id == task.id).order_by(alarm.due_at, alarm.rung))


def standing(hotel: Hotel, template: str = "room_made", stay_id: int = 1) -> list[tuple[int, str, str]]:
    return [
        (row.rung, row.level, row.to) for row in recorded(hotel, template, stay_id) if row.over_at is None
    ]


def take(hotel: Hotel, alarm_id: int, by: str = "housekeeping_attendant", **more: Any) -> dict[str, Any]:
    with hotel.inside():
        return alarms.take(alarm_id, by=hotel.actor(by), now=hotel.now, **more)


def told(hotel: Hotel, after: int = 0) -> list[str]:
    return [kind for kind in hotel.kinds(after) if kind.startswith("alarm_")]


@pytest.fixture
def stay(hotel: Hotel) -> Row[Any]:
    """A stay whose room must be made tomorrow at eleven; what is due before is done or set aside."""
    made = hotel.stay()
    for template in ("letter_drafted", "letter_checked", "letter_signed", "briefing"):
        hotel.change(hotel.task(made.id, template), "skip", reason="for the test")
    sweep(hotel)
    return made


def test_the_ladder_is_climbed_rung_by_rung(hotel: Hotel, stay: Row[Any]) -> None:
    climbed = []
    for minute in range(-35, 40):
        hotel.clock.to(ROOM_DUE + timedelta(minutes=minute))
        before = standing(hotel)
        sweep(hotel)
        if standing(hotel) != before:
            climbed.append((minute, *standing(hotel)))
    assert climbed == [
        (-30, (1, "soon", "assignee")),
        (-5, (2, "due", "assignee")),
        (0, (3, "overdue", "supervisor")),
        (10, (4, "escalated", "manager")),
        (30, (5, "escalated", "lobby_manager")),
    ]
    assert [row.at for row in recorded(hotel)] == [
        ROOM_DUE + timedelta(minutes=minute) for minute in (-30, -5, 0, 10, 30)
    ]


def test_a_higher_grade_climbs_its_own_ladder(hotel: Hotel) -> None:
    vvip = hotel.stay(guest__vip_code="1")
    hotel.clock.to(ROOM_DUE + timedelta(minutes=5))
    sweep(hotel)
    assert standing(hotel, stay_id=vvip.id) == [(3, "escalated", "general_manager")]


def test_after_downtime_only_the_highest_rung_sounds_dated_when_it_fell_due(
    hotel: Hotel, stay: Row[Any]
) -> None:
    seq = hotel.seq
    hotel.clock.to(ROOM_DUE + timedelta(minutes=14))
    sweep(hotel)
    rows = recorded(hotel)
    assert [(row.rung, row.over_at is None) for row in rows] == [
        (1, False),
        (2, False),
        (3, False),
        (4, True),
    ]
    assert rows[-1].at == ROOM_DUE + timedelta(minutes=10)
    assert rows[-1].raised_at == hotel.now
    assert told(hotel, seq) == ["alarm_raised"]
    hotel.clock.to(ROOM_DUE + timedelta(hours=1))
    sweep(hotel)
    assert standing(hotel) == [(5, "escalated", "lobby_manager")]
    assert recorded(hotel)[-1].at == ROOM_DUE + timedelta(minutes=30)


def test_a_clock_that_steps_back_tells_nothing_twice(hotel: Hotel, stay: Row[Any]) -> None:
    hotel.clock.to(ROOM_DUE)
    sweep(hotel)
    before = recorded(hotel)
    for minutes in (-60, -20, -1, 0):
        hotel.clock.to(ROOM_DUE + timedelta(minutes=minutes))
        assert sweep(hotel) == 0
    assert recorded(hotel) == before
    hotel.clock.to(ROOM_DUE + timedelta(minutes=10))
    sweep(hotel)
    assert standing(hotel) == [(4, "escalated", "manager")]


def test_a_plan_made_before_the_clock_stepped_back_is_still_watched(hotel: Hotel) -> None:
    hotel.clock.to(at("2026-11-23 13:00"))
    hotel.stay(arrival_at=at("2026-11-23 20:00"))
    hotel.clock.to(at("2026-11-23 11:50"))
    sweep(hotel)
    hotel.clock.to(at("2026-11-23 15:30"))
    sweep(hotel)
    assert standing(hotel) == [(1, "soon", "assignee")]


@pytest.mark.parametrize("verb", ["skip", "tick"])
def test_finished_work_is_quiet_at_once_and_stays_so(hotel: Hotel, stay: Row[Any], verb: str) -> None:
    hotel.clock.to(at("2026-11-23 15:00"))
    sweep(hotel)
    assert standing(hotel, "registered")
    seq = hotel.seq
    hotel.change(hotel.task(stay.id, "registered"), verb, reason="so")
    assert standing(hotel, "registered") == []
    assert told(hotel, seq) == ["alarm_over"]
    hotel.clock.forward(hours=5)
    sweep(hotel)
    assert standing(hotel, "registered") == []


def test_work_that_waits_for_its_second_signature_is_late_like_any_other(
    hotel: Hotel, stay: Row[Any]
) -> None:
    hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
    hotel.clock.to(ROOM_DUE)
    sweep(hotel)
    assert standing(hotel) == [(3, "overdue", "supervisor")]
    hotel.change(hotel.task(stay.id, "room_made"), "sign_off", by="housekeeping_supervisor")
    assert standing(hotel) == []


def test_nothing_sounds_for_finished_work(hotel: Hotel, stay: Row[Any]) -> None:
    hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
    hotel.change(hotel.task(stay.id, "room_made"), "sign_off", by="housekeeping_supervisor")
    hotel.clock.to(at("2026-11-23 14:00"))
    sweep(hotel)
    assert recorded(hotel) == []


def test_a_new_due_time_ends_the_alarms_of_the_old_one(hotel: Hotel, stay: Row[Any]) -> None:
    hotel.clock.to(ROOM_DUE)
    sweep(hotel)
    with hotel.inside():
        times = NewTimes(arrival_at=at("2026-11-23 18:00"))
        stay_times.change(stay.id, times, by=hotel.actor("lobby"), house=hotel.house, now=hotel.now)
    assert standing(hotel) == []
    sweep(hotel)
    assert standing(hotel) == []
    hotel.clock.to(at("2026-11-23 13:55"))
    sweep(hotel)
    assert standing(hotel) == [(2, "due", "assignee")]
    assert len(recorded(hotel)) == 5, "three of the old due time, two of the new one"


def test_postponed_work_climbs_anew(hotel: Hotel, stay: Row[Any]) -> None:
    hotel.clock.to(ROOM_DUE)
    sweep(hotel)
    until = "2026-11-23T12:30:00+08:00"
    hotel.change(hotel.task(stay.id, "room_made"), "postpone", until=until, reason="Do not disturb.")
    assert standing(hotel) == []
    hotel.clock.to(at("2026-11-23 12:01"))
    sweep(hotel)
    assert standing(hotel) == [(1, "soon", "assignee")]


def test_there_and_back_again_tells_no_rung_twice(hotel: Hotel, stay: Row[Any]) -> None:
    hotel.clock.to(ROOM_DUE)
    sweep(hotel)
    for hour in (18, 15):
        with hotel.inside():
            times = NewTimes(arrival_at=at(f"2026-11-23 {hour}:00"))
            stay_times.change(stay.id, times, by=hotel.actor("lobby"), house=hotel.house, now=hotel.now)
        sweep(hotel)
    if hotel.task(stay.id, "room_made").due_at == ROOM_DUE:
        assert [row.rung for row in recorded(hotel) if row.due_at == ROOM_DUE] == [1, 2, 3]
    hotel.clock.to(hotel.task(stay.id, "room_made").due_at + timedelta(minutes=10))
    sweep(hotel)
    assert standing(hotel) == [(4, "escalated", "manager")]


def test_work_that_waits_is_not_chased_but_what_it_waits_for_is(hotel: Hotel, stay: Row[Any]) -> None:
    """The fruit waits for the room: its people can do nothing yet."""
    hotel.clock.to(at("2026-11-23 12:45"))
    sweep(hotel)
    assert hotel.task(stay.id, "fruit").state == "waiting"
    assert recorded(hotel, "fruit") == []
    assert standing(hotel) == [(5, "escalated", "lobby_manager")]
    hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
    hotel.change(hotel.task(stay.id, "room_made"), "sign_off", by="housekeeping_supervisor")
    sweep(hotel)
    assert standing(hotel, "fruit") == [(4, "escalated", "manager")]


def test_work_that_was_put_off_is_told_who_waits_for_it(hotel: Hotel, stay: Row[Any]) -> None:
    until = "2026-11-23T16:00:00+08:00"
    hotel.change(hotel.task(stay.id, "room_made"), "postpone", until=until, reason="Late check-out.")
    hotel.clock.to(at("2026-11-23 12:30"))
    sweep(hotel)
    (alarm,) = [row for row in recorded(hotel, "fruit") if row.over_at is None]
    room = hotel.task(stay.id, "room_made")
    assert (alarm.department, alarm.waits_for_id, alarm.level) == ("housekeeping", room.id, "overdue")
    take(hotel, alarm.id, by="housekeeping_supervisor")
    hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
    hotel.change(hotel.task(stay.id, "room_made"), "sign_off", by="housekeeping_supervisor")
    assert standing(hotel, "fruit") == []
    hotel.clock.forward(minutes=16)
    sweep(hotel)
    (alarm,) = [row for row in recorded(hotel, "fruit") if row.over_at is None]
    assert (alarm.department, alarm.waits_for_id, alarm.rung) == ("food_beverage", None, 4)


class TestShortNotice:
    """A plan born late: one alarm per department, not one per task."""

    @pytest.fixture
    def late(self, hotel: Hotel) -> Row[Any]:
        hotel.clock.to(at("2026-11-23 14:30"))
        made = hotel.stay(children=1)
        sweep(hotel)
        return made

    def speaking(self, hotel: Hotel) -> dict[str, list[str]]:
        names = {row.id: row.template for row in hotel.tasks(1).values()}
        found: dict[str, list[str]] = {}
        for row in hotel.rows_of("alarms"):
            if row.over_at is None:
                found.setdefault(row.department, []).append(names[row.task_id])
        return found

    def test_one_alarm_speaks_for_a_department(self, hotel: Hotel, late: Row[Any]) -> None:
        born = {
            row.template for row in hotel.tasks(late.id).values() if row.short_notice and row.state == "open"
        }
        assert {"room_made", "cot", "name_card", "letter_drafted"} <= born
        speaking = self.speaking(hotel)
        assert {name: len(which) for name, which in speaking.items()} == dict.fromkeys(speaking, 1) | {
            "front_office": len(speaking["front_office"])
        }
        assert speaking["housekeeping"] == ["room_made"]
        assert len([one for one in speaking["front_office"] if one in born]) == 1
        for template in born:
            assert [row.rung for row in recorded(hotel, template)] == [1, 2, 3]

    def test_the_next_in_line_speaks_when_the_first_is_done(self, hotel: Hotel, late: Row[Any]) -> None:
        seq = hotel.seq
        hotel.change(hotel.task(late.id, "room_made"), "skip", reason="so")
        assert self.speaking(hotel)["housekeeping"] == ["cot"]
        assert told(hotel, seq) == ["alarm_over", "alarm_raised"]
        hotel.tick(late.id, "cot")
        assert "housekeeping" not in self.speaking(hotel)

    def test_who_begins_one_of_them_has_not_taken_the_others(self, hotel: Hotel, late: Row[Any]) -> None:
        hotel.change(hotel.task(late.id, "room_made"), "start", by="housekeeping_attendant")
        (alarm,) = [row for row in recorded(hotel) if row.over_at is None]
        assert alarm.taken_at is None

    def test_who_takes_it_takes_it_for_all(self, hotel: Hotel, late: Row[Any]) -> None:
        (alarm,) = [row for row in recorded(hotel) if row.over_at is None]
        take(hotel, alarm.id)
        hotel.clock.forward(minutes=14)
        sweep(hotel)
        assert standing(hotel) == [(3, "overdue", "supervisor")]
        assert recorded(hotel, "cot")[-1].taken_by_id == hotel.actor("housekeeping_attendant").id
        hotel.clock.forward(minutes=1)
        sweep(hotel)
        assert self.speaking(hotel)["housekeeping"] == ["room_made"]
        assert standing(hotel) == [(4, "escalated", "manager")]
        assert [row.rung for row in recorded(hotel, "cot")] == [1, 2, 3, 4]


def test_who_takes_an_alarm_is_on_record_and_left_in_peace(hotel: Hotel, stay: Row[Any]) -> None:
    hotel.clock.to(ROOM_DUE + timedelta(minutes=2))
    sweep(hotel)
    (alarm,) = [row for row in recorded(hotel) if row.over_at is None]
    seq = hotel.seq
    answer = take(hotel, alarm.id)["alarm"]
    assert (answer["taken_by"], answer["taken_at"]) == (
        hotel.actor("housekeeping_attendant").id,
        "2026-11-23T03:02:00Z",
    )
    (said,) = hotel.events(seq)
    assert (said.kind, said.by_id, said.audience) == ("alarm_taken", answer["taken_by"], "housekeeping")
    hotel.clock.to(ROOM_DUE + timedelta(minutes=16))
    sweep(hotel)
    assert standing(hotel) == [(3, "overdue", "supervisor")]
    hotel.clock.to(ROOM_DUE + timedelta(minutes=17))
    sweep(hotel)
    assert standing(hotel) == [(4, "escalated", "manager")]
    assert recorded(hotel)[-1].at == ROOM_DUE + timedelta(minutes=17)
    hotel.clock.to(ROOM_DUE + timedelta(minutes=37))
    sweep(hotel)
    assert standing(hotel) == [(5, "escalated", "lobby_manager")]


@pytest.mark.parametrize("verb", ["start", "claim"])
def test_who_makes_the_work_their_own_has_its_alarm_in_hand(hotel: Hotel, stay: Row[Any], verb: str) -> None:
    hotel.clock.to(ROOM_DUE)
    sweep(hotel)
    hotel.change(hotel.task(stay.id, "room_made"), verb, by="housekeeping_attendant")
    (alarm,) = [row for row in recorded(hotel) if row.over_at is None]
    assert alarm.taken_by_id == hotel.actor("housekeeping_attendant").id
    assert told(hotel)[-1] == "alarm_taken"
    hotel.clock.forward(minutes=14)
    sweep(hotel)
    assert standing(hotel) == [(3, "overdue", "supervisor")]


def _taken(hotel: Hotel, alarm_id: int) -> None:
    take(hotel, alarm_id, by="lobby")


def _over(hotel: Hotel, alarm_id: int) -> None:
    hotel.change(hotel.task(1, "room_made"), "skip", reason="so")


@pytest.mark.parametrize(
    ("before", "by", "refusal"),
    [
        (_taken, "housekeeping_attendant", Overtaken),
        (_over, "housekeeping_attendant", WrongMoment),
        (None, "security_supervisor", NotAllowed),
        (None, "admin", NotAllowed),
    ],
)
def test_refusals_to_take(hotel: Hotel, stay: Row[Any], before: Any, by: str, refusal: type[Refusal]) -> None:
    hotel.clock.to(ROOM_DUE)
    sweep(hotel)
    (alarm,) = [row for row in recorded(hotel) if row.over_at is None]
    if before:
        before(hotel, alarm.id)
    counts = hotel.counts()
    with pytest.raises(refusal) as refused:
        take(hotel, alarm.id, by=by)
    if refusal is Overtaken:
        assert refused.value.facts["by"]["id"] == hotel.actor("lobby").id
    assert hotel.counts() == counts


def test_there_is_no_such_alarm(hotel: Hotel) -> None:
    with pytest.raises(NotFound):
        take(hotel, 99)


def test_taking_it_sent_twice_has_one_answer(hotel: Hotel, stay: Row[Any]) -> None:
    hotel.clock.to(ROOM_DUE)
    sweep(hotel)
    (alarm,) = [row for row in recorded(hotel) if row.over_at is None]
    person: Actor = hotel.actor("lobby")
    call = answers.call("tablet", "k1", person.id, {"alarm": alarm.id})
    first = take(hotel, alarm.id, by="lobby", call=call)
    hotel.clock.forward(minutes=1)
    assert take(hotel, alarm.id, by="lobby", call=call) == first
    assert told(hotel).count("alarm_taken") == 1


def test_a_stay_that_leaves_the_board_takes_its_alarms_along(hotel: Hotel, stay: Row[Any]) -> None:
    hotel.bring_to(stay.id, "departed")
    hotel.clock.to(at("2026-11-25 13:00"))
    sweep(hotel)
    assert [row for row in hotel.rows_of("alarms") if row.over_at is None], "the farewell's work is late"
    hotel.clock.to(at("2026-11-26 13:00"))
    with hotel.inside():
        assert stay_closing.close_next(hotel.house, hotel.now)
    assert [row for row in hotel.rows_of("alarms") if row.over_at is None] == []
    hotel.clock.forward(hours=5)
    assert sweep(hotel) == 0


def test_a_quiet_hotel_costs_one_look(hotel: Hotel, stay: Row[Any]) -> None:
    assert sweep(hotel) == 0


def test_a_round_reads_a_stretch_of_the_index_however_many_stays_there_are(
    hotel: Hotel, stay: Row[Any]
) -> None:
    columns = [
        column.name for column in models.Task.__table__.columns if column.name not in ("id", "key", "look_at")
    ]
    names = ", ".join(f'"{name}"' for name in columns)
    later = "'2027-01-01T00:00:00.000000Z'"
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 800)"
    hotel.sql(
        f"INSERT INTO tasks ({names}, key, look_at) {numbers} "  # noqa: S608
        f"SELECT {names}, key || '-' || i, {later} FROM tasks, n"
    )
    hotel.sql("ANALYZE tasks")
    plan = explained(hotel)
    assert "ix_tasks_property_id_look_at" in plan
    assert not {"SCAN tasks", "Seq Scan on tasks"} & set(plan.splitlines())
    assert sweep(hotel) == 0, "and there is nothing to do"


def explained(hotel: Hotel) -> str:
    """How the database would run the clock's own statement, with the values that it is run with."""
    found: list[str] = []
    verb = "EXPLAIN QUERY PLAN " if hotel.url.startswith("sqlite") else "EXPLAIN (COSTS OFF) "
    with hotel.inside():
        engine = db.engines["read"]

        def explain(_connection: Any, cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
            if "look_at <=" in statement:
                cursor.execute(verb + statement, values)
                found.extend(str(row[-1]).strip() for row in cursor.fetchall())

        event.listen(engine, "before_cursor_execute", explain)
        alarms.raise_next(hotel.house, hotel.now)
        event.remove(engine, "before_cursor_execute", explain)
    assert found
    return "\n".join(found)
