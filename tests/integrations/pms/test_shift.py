"""Moving a file's dates, default times, and a file read twice."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.integrations.pms.conftest import DATA, SHANGHAI
from vipops.errors import BadInput
from vipops.integrations.pms.reader import read
from vipops.integrations.pms.reservation import DefaultTimes, ReservationStatus
from vipops.integrations.pms.shift import shift_dates

TODAY = date(2026, 11, 22)


def published(zone: ZoneInfo = SHANGHAI) -> Any:
    return read((DATA / "getReservations.json").read_bytes(), name="getReservations.json", zone=zone)


def test_the_published_answer_moved_to_today_is_planned() -> None:
    moved = shift_dates(published(), TODAY)
    assert {each.status for each in moved.reservations} == {ReservationStatus.RESERVED}
    assert {each.arrival_on for each in moved.reservations} == {TODAY}
    assert {each.departure_on for each in moved.reservations} == {date(2026, 11, 23)}
    assert not any(each.walk_in for each in moved.reservations)
    first, _, third = moved.reservations
    assert first.arrival_at == datetime(2026, 11, 22, 11, 17, 25, tzinfo=UTC)
    assert third.departure_at is None
    assert first.created_at == published().reservations[0].created_at + (TODAY - date(2020, 5, 8))


def test_the_clock_stays_over_a_change_of_summer_time() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    before, after = published(berlin), shift_dates(published(berlin), TODAY)
    for was, now in zip(before.reservations, after.reservations, strict=True):
        assert was.arrival_at.astimezone(berlin).time() == now.arrival_at.astimezone(berlin).time()
        assert was.arrival_at.astimezone(berlin).utcoffset() != now.arrival_at.astimezone(berlin).utcoffset()


def test_days_between_stays_and_flights_move_along(record: Any, opera: Any) -> None:
    later = record("7002", roomStay__arrivalDate="2026-11-25", roomStay__departureDate="2026-11-30")
    result = opera(record(), later)
    moved = shift_dates(result, date(2027, 1, 1))
    assert [each.arrival_on for each in moved.reservations] == [date(2027, 1, 1), date(2027, 1, 4)]
    assert [each.nights for each in moved.reservations] == [2, 5]
    detail = read((DATA / "detail.json").read_bytes(), name="detail.json", zone=SHANGHAI)
    ride = shift_dates(detail, date(2026, 12, 1)).reservations[0].arrival_transport
    assert ride is not None
    assert ride.at == datetime(2026, 12, 1, 7, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        ("CheckedOut", "reserved"),
        ("NoShow", "reserved"),
        ("InHouse", "reserved"),
        ("Reserved", "reserved"),
        ("Cancelled", "cancelled"),
        ("Waitlisted", "waitlisted"),
        ("Requested", "requested"),
    ],
)
def test_what_becomes_of_a_status(record: Any, opera: Any, said: str, becomes: str) -> None:
    (moved,) = shift_dates(opera(record(reservationStatus=said)), date(2026, 12, 1)).reservations
    assert moved.status == becomes


def test_moving_by_no_day_changes_nothing_and_twice_is_once(record: Any, opera: Any) -> None:
    result = opera(record(reservationStatus="InHouse"))
    assert shift_dates(result, TODAY) is result
    once = shift_dates(result, date(2026, 12, 1))
    assert shift_dates(once, date(2026, 12, 1)) == once


def test_refused_rows_stay_and_an_empty_file_moves_nowhere(record: Any, opera: Any) -> None:
    result = opera(record(), record("7002", reservationStatus="?"))
    assert shift_dates(result, date(2026, 12, 1)).refused == result.refused
    empty = opera()
    assert shift_dates(empty, TODAY) is empty


@pytest.mark.parametrize("to", [date(1800, 1, 1), date(2100, 12, 31), date(9999, 12, 31)])
def test_dates_beyond_the_calendar_are_refused(to: date) -> None:
    with pytest.raises(BadInput):
        shift_dates(published(), to)


@pytest.mark.parametrize(
    ("arrival", "departure", "nights", "expected"),
    [
        (None, None, 1, ("15:00", "12:00")),
        ("09:00", None, 1, ("09:00", "12:00")),
        (None, "18:00", 1, ("15:00", "18:00")),
        ("14:00", None, 0, ("14:00", "23:59")),
        (None, "10:00", 0, ("00:00", "10:00")),
    ],
)
def test_default_times(
    record: Any,
    opera: Any,
    arrival: str | None,
    departure: str | None,
    nights: int,
    expected: tuple[str, str],
) -> None:
    leaves = TODAY + timedelta(days=nights)
    times = {
        "reservationExpectedArrivalTime": arrival and f"{TODAY} {arrival}:00",
        "reservationExpectedDepartureTime": departure and f"{leaves} {departure}:00",
    }
    (booking,) = opera(
        record(roomStay__departureDate=str(leaves), roomStay__expectedTimes=times)
    ).reservations
    both = booking.times(SHANGHAI, DefaultTimes(time(15), time(12)))
    assert tuple(at.astimezone(SHANGHAI).strftime("%H:%M") for at in both) == expected
    assert both[0] <= both[1]
