from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sop.stays import HOTEL, RANKS, a_stay, at, by_key, local, shipped
from vipops.enums import Department, Stage
from vipops.sop.facts import HotelFacts, Meal, Occasion, Request, StayFacts, WakeUp
from vipops.sop.plan import plan
from vipops.sop.planned import PlannedTask
from vipops.sop.procedure import UnknownGrade

EARLY = at("2026-12-07 10:00")


def keys_of(stay: StayFacts, hotel: HotelFacts = HOTEL) -> dict[str, PlannedTask]:
    return by_key(plan(shipped(), stay, hotel, stay.planned_at))


def due(stay: StayFacts, key: str, hotel: HotelFacts = HOTEL) -> str:
    return local(keys_of(stay, hotel)[key].due_at, hotel.zone)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("housekeeping_meeting", "2026-12-07 14:00"),
        ("letter_drafted", "2026-12-09 12:00"),
        ("letter_signed", "2026-12-09 18:00"),
        ("vip_briefing", "2026-12-10 08:15"),
        ("pick_up_list", "2026-12-10 11:30"),
        ("room_finished:1806", "2026-12-10 12:00"),
        ("room_inspection:1806", "2026-12-10 12:00"),
        ("room_ready_told:1806", "2026-12-10 12:10"),
        ("flight_watch", "2026-12-10 13:00"),
        ("driver_report", "2026-12-10 13:30"),
        ("car_passed_on", "2026-12-10 13:35"),
        ("line_up", "2026-12-10 13:50"),
        ("luggage_to_room", "2026-12-10 14:15"),
        ("turndown:2026-12-10", "2026-12-10 18:30"),
        ("day_cleaning:2026-12-12", "2026-12-12 11:00"),
        ("courtesy_call", "2026-12-12 20:45"),
        ("folio_checked", "2026-12-12 23:30"),
        ("reception_briefed", "2026-12-13 07:00"),
        ("floor_patrol:2026-12-13", "2026-12-13 12:00"),
        ("departure_room_check:1806", "2026-12-13 12:00"),
    ],
)
def test_when(key: str, expected: str) -> None:
    assert due(a_stay(), key) == expected


def test_the_plan_is_in_order_of_time_and_of_a_fair_size() -> None:
    tasks = plan(shipped(), a_stay(), HOTEL, EARLY)
    assert [task.due_at for task in tasks] == sorted(task.due_at for task in tasks)
    assert 85 <= len(tasks) <= 130
    short = a_stay(grade="VD", transfer=False, children=0, departure_at=at("2026-12-11 12:00"))
    assert len(plan(shipped(), short, HOTEL, EARLY)) < 60


def test_without_a_transfer_nobody_drives() -> None:
    keys = keys_of(a_stay(transfer=False))
    assert not {"pick_up_sign", "pick_up_list", "meet_guest", "driver_report", "car_passed_on"} & keys.keys()
    assert "luggage_to_room" in keys


def test_each_child_each_inspector_each_room() -> None:
    keys = keys_of(a_stay())
    assert {"child_gift:1", "child_gift:2"} <= keys.keys()
    assert "child_gift:3" not in keys
    assert keys["child_gift:2"].title.en == "Souvenir for child 2, such as a soft toy"
    inspection = keys["grade_inspection:1806:general_manager"]
    assert inspection.title.zh == "总经理查看1806房"
    assert inspection.who == "general_manager"
    assert "grade_inspection:1806:floor_supervisor" not in keys
    moved = keys_of(a_stay(room="2001"))
    assert "room_cleaned:2001" in moved
    assert "room_cleaned:1806" not in moved
    assert "room_cleaned:unassigned" in keys_of(a_stay(room=None))


def test_the_grade_decides() -> None:
    vvip, vd = keys_of(a_stay()), keys_of(a_stay(grade="VD"))
    assert vvip["line_up"].people[0] == "general_manager"
    assert vd["line_up"].people == ("sales_manager", "housekeeping_manager", "lobby_manager")
    assert vd["line_up"].detail is not None
    assert vd["line_up"].detail.en == "In line: Sales manager, Housekeeping manager, Lobby manager"
    assert vvip["line_up"].template_version != vd["line_up"].template_version
    assert vvip["luggage_to_room"].template_version == vd["luggage_to_room"].template_version
    assert "lift_attendant" in vvip
    assert "lift_attendant" not in vd
    assert "lift_attendant" in keys_of(a_stay(grade="VC", wishes=frozenset({"lift"})))
    assert "letter_signed" in vvip
    assert "card_signed" in vd
    assert vd["letter_placed:1806"].after == ("card_signed",)


def test_each_department_sees_its_own_wishes() -> None:
    keys = keys_of(
        a_stay(wishes=frozenset({"newspaper", "nut_allergy", "seafood_allergy", "quiet_room", "x"}))
    )
    dressed, kitchen, assigned = (
        keys[key].detail for key in ("room_dressed:1806", "diet_known", "room_assigned")
    )
    assert dressed is not None
    assert "The guest's wishes: newspaper, nut allergy." in dressed.en
    assert kitchen == ("坚果过敏、海鲜过敏", "nut allergy, seafood allergy")
    assert assigned == ("客人意愿：安静房间", "The guest's wishes: quiet room")
    assert "diet_known" not in keys_of(a_stay())


def test_an_unknown_grade_is_refused() -> None:
    with pytest.raises(UnknownGrade, match="VVIP, VA, VB, VC, VD"):
        plan(shipped(), a_stay(grade="GOLD"), HOTEL, EARLY)


def test_born_late_is_due_now_and_marked() -> None:
    now = at("2026-12-10 12:30")
    tasks = by_key(plan(shipped(), a_stay(planned_at=now), HOTEL, now))
    late = tasks["room_finished:1806"]
    assert (late.due_at, late.short_notice) == (now, True)
    assert local(late.anchored_at) == "2026-12-10 12:00"
    assert not tasks["line_up"].short_notice


def test_a_walk_in_has_no_line_up_but_a_letter_to_place() -> None:
    now = at("2026-12-10 14:05")
    keys = keys_of(a_stay(planned_at=now, transfer=False))
    assert not {"vip_briefing", "line_up", "parking_held", "letter_drafted"} & keys.keys()
    assert {"registration_card", "room_cleaned:1806", "luggage_to_room"} <= keys.keys()


@pytest.mark.parametrize(
    ("arrival", "departure", "days"),
    [
        ("2026-12-10 14:00", "2026-12-13 12:00", ["2026-12-10", "2026-12-11", "2026-12-12"]),
        # In the small hours it is still yesterday's hotel day: its night is the first one.
        ("2026-12-11 01:30", "2026-12-12 12:00", ["2026-12-10", "2026-12-11"]),
        ("2026-12-11 04:00", "2026-12-12 12:00", ["2026-12-11"]),
        # Leaving between midnight and the turn of the day ends the night before.
        ("2026-12-10 14:00", "2026-12-12 01:30", ["2026-12-10", "2026-12-11"]),
        ("2026-12-10 10:00", "2026-12-10 20:00", ["2026-12-10"]),
    ],
)
def test_days_in_house(arrival: str, departure: str, days: list[str]) -> None:
    stay = a_stay(arrival_at=at(arrival), departure_at=at(departure), landing_at=None)
    keys = keys_of(stay)
    assert [key for key in keys if key.startswith("turndown")] == [f"turndown:{day}" for day in days]


def test_the_departure_day_keeps_its_watch_and_loses_its_turndown() -> None:
    keys = keys_of(a_stay())
    assert "camera_watch:2026-12-13" in keys
    assert "turndown:2026-12-13" not in keys
    day_use = keys_of(a_stay(arrival_at=at("2026-12-10 10:00"), departure_at=at("2026-12-10 17:00")))
    assert "turndown:2026-12-10" not in day_use
    assert [key for key in day_use if key.startswith("engineer_stand_by")] == ["engineer_stand_by:2026-12-10"]


def test_what_lies_before_the_arrival_moves_or_falls_away() -> None:
    stay = a_stay(arrival_at=at("2026-12-10 23:45"), landing_at=None, departure_at=at("2026-12-11 12:00"))
    assert due(stay, "turndown:2026-12-10") == "2026-12-10 23:45"
    assert due(stay, "courtesy_call") == "2026-12-10 23:45"
    # Refills of the second day were due before a guest of the small hours came.
    small_hours = a_stay(arrival_at=at("2026-12-11 13:00"), departure_at=at("2026-12-12 12:00"))
    assert not [key for key in keys_of(small_hours) if key.startswith("day_cleaning")]


@pytest.mark.parametrize(
    ("arrival", "expected"),
    [
        ("2026-12-10 14:00", "2026-12-10 08:15"),
        ("2026-12-10 08:15", "2026-12-09 08:15"),
        ("2026-12-10 01:00", "2026-12-09 08:15"),
    ],
)
def test_the_briefing_is_the_last_before_the_arrival(arrival: str, expected: str) -> None:
    assert due(a_stay(arrival_at=at(arrival), landing_at=None, transfer=False), "vip_briefing") == expected


def test_a_short_way_keeps_the_driver_before_the_door() -> None:
    stay = a_stay(landing_at=at("2026-12-10 13:40"))
    assert due(stay, "driver_report") == "2026-12-10 13:50"


def test_no_task_is_due_before_the_one_it_waits_for() -> None:
    stay = a_stay(landing_at=at("2026-12-10 13:55"))
    assert due(stay, "meet_guest") == "2026-12-10 13:55"
    assert due(stay, "driver_report") == "2026-12-10 13:55"


def test_without_a_landing_the_transfer_time_counts_back_from_the_door() -> None:
    hotel = replace(HOTEL, transfer_time=timedelta(minutes=40))
    assert due(a_stay(landing_at=None), "flight_watch", hotel) == "2026-12-10 13:20"


def test_work_at_once_after_another_follows_what_happened() -> None:
    stay = a_stay(happened={"driver_report": at("2026-12-10 13:12")})
    assert due(stay, "car_passed_on") == "2026-12-10 13:17"
    # Lateness is not passed on: the inspection stays due when the checklist says.
    late = a_stay(happened={"room_checked:1806": at("2026-12-10 13:00")})
    assert due(late, "room_finished:1806") == "2026-12-10 12:00"


def test_meals_calls_requests_and_occasions() -> None:
    stay = a_stay(
        meals=(
            Meal("m2", at("2026-12-12 12:00"), "Jade Hall", 8, "lunch"),
            Meal("m1", at("2026-12-11 18:30"), "Pine Room", 4, "dinner"),
        ),
        wake_ups=(WakeUp("w1", at("2026-12-12 06:30")),),
        requests=(Request("r1", at("2026-12-11 09:00"), Department.ENGINEERING, "A {lamp} for reading"),),
        occasions=(Occasion("o1", at("2026-12-12 19:00"), "birthday"),),
    )
    keys = keys_of(stay)
    assert "party_known:m1" in keys
    assert "party_known:m2" not in keys
    assert local(keys["meal_room:m2"].due_at) == "2026-12-12 11:00"
    assert keys["meal_room:m2"].detail == ("午餐，Jade Hall，8位。", "Lunch, Jade Hall, party of 8.")
    assert keys["meal_server:m1"].after == ("meal_room:m1",)
    assert local(keys["wake_up_call:w1"].due_at) == "2026-12-12 06:30"
    assert keys["request:r1"].department == Department.ENGINEERING
    assert keys["request:r1"].title.en == "Guest's request: A {lamp} for reading"
    assert keys["occasion_surprise:o1"].title.zh == "生日惊喜：送上蛋糕"
    assert keys["occasion_surprise:o1"].after == ("occasion_card:o1", "occasion_flowers:o1")


@pytest.mark.parametrize(
    ("zone", "arrival", "departure", "day"),
    [
        ("Europe/Berlin", "2026-03-28 15:00", "2026-03-30 11:00", "2026-03-29"),
        ("Europe/Berlin", "2026-10-24 15:00", "2026-10-26 11:00", "2026-10-25"),
        ("America/New_York", "2026-03-07 15:00", "2026-03-09 11:00", "2026-03-08"),
        ("Australia/Lord_Howe", "2026-04-04 15:00", "2026-04-06 11:00", "2026-04-05"),
    ],
)
def test_wall_clock_times_hold_when_the_clocks_change(
    zone: str, arrival: str, departure: str, day: str
) -> None:
    hotel = HotelFacts(zone=ZoneInfo(zone))
    stay = a_stay(
        arrival_at=at(arrival, hotel.zone),
        departure_at=at(departure, hotel.zone),
        landing_at=None,
        planned_at=at(arrival, hotel.zone) - timedelta(days=3),
    )
    keys = keys_of(stay, hotel)
    assert local(keys[f"day_cleaning:{day}"].due_at, hotel.zone) == f"{day} 11:00"
    assert local(keys["courtesy_call"].due_at, hotel.zone) == f"{day} 20:45"
    assert len([key for key in keys if key.startswith("turndown")]) == 2


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
ZONES = st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]).map(
    ZoneInfo
)


@st.composite
def stays(draw: st.DrawFn) -> StayFacts:
    arrival_at = draw(MOMENTS)
    departure_at = arrival_at + timedelta(minutes=draw(st.integers(1, 9 * 24 * 60)))
    landing = draw(st.none() | st.integers(0, 300))
    inside = st.integers(0, 9 * 24 * 60).map(lambda minutes: arrival_at + timedelta(minutes=minutes))
    grade = draw(st.sampled_from(sorted(RANKS)))
    return a_stay(
        grade=grade,
        arrival_at=arrival_at,
        departure_at=departure_at,
        landing_at=None if landing is None else arrival_at - timedelta(minutes=landing),
        planned_at=arrival_at - timedelta(minutes=draw(st.integers(-600, 20_000))),
        transfer=draw(st.booleans()),
        transfer_out=draw(st.booleans()),
        children=draw(st.integers(0, 3)),
        room=draw(st.none() | st.sampled_from(["1806", "2001"])),
        wishes=draw(st.frozensets(st.sampled_from(["fruit", "lift", "{room}", "nut_allergy", "baby_cot"]))),
        meals=tuple(
            Meal(f"m{number}", when) for number, when in enumerate(draw(st.lists(inside, max_size=3)))
        ),
    )


@settings(max_examples=60, deadline=None)
@given(stay=stays(), zone=ZONES, late=st.integers(-5000, 5000))
def test_every_plan_holds_together(stay: StayFacts, zone: ZoneInfo, late: int) -> None:
    now = stay.planned_at + timedelta(minutes=late)
    tasks = plan(shipped(), stay, HotelFacts(zone=zone), now)
    keys = by_key(tasks)
    assert len(keys) == len(tasks), "keys are unique"
    for task in tasks:
        assert task.due_at >= now
        assert task.short_notice == (task.anchored_at < now)
        for key in task.after:
            assert keys[key].due_at <= task.due_at
            assert keys[key].anchored_at <= task.anchored_at
        for text in (*task.title, *(task.detail or ())):
            assert "{" not in text
        if task.each == "stay_day" and task.stage == Stage.IN_HOUSE:
            assert stay.arrival_at <= task.anchored_at <= stay.departure_at


@settings(max_examples=30, deadline=None)
@given(stay=stays(), zone=ZONES, later=st.integers(0, 5000))
def test_only_lateness_depends_on_now(stay: StayFacts, zone: ZoneInfo, later: int) -> None:
    hotel = HotelFacts(zone=zone)
    first = plan(shipped(), stay, hotel, stay.planned_at)
    second = plan(shipped(), stay, hotel, stay.planned_at + timedelta(minutes=later))
    assert {task.key: task.anchored_at for task in first} == {task.key: task.anchored_at for task in second}
