from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vipops.enums import Anchor
from vipops.sop import due
from vipops.sop.due import NotADueTime

BERLIN, NEW_YORK, SHANGHAI = (
    ZoneInfo("Europe/Berlin"),
    ZoneInfo("America/New_York"),
    ZoneInfo("Asia/Shanghai"),
)
LORD_HOWE, KATHMANDU = ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Kathmandu")


def moment(text: str, anchor: str, zone: ZoneInfo) -> str:
    anchor_at = datetime.fromisoformat(anchor).replace(tzinfo=zone).astimezone(UTC)
    return due.parse(text).moment(anchor_at, zone).astimezone(zone).isoformat(timespec="minutes")


@pytest.mark.parametrize(
    ("text", "anchor", "zone", "expected"),
    [
        ("arrival", "2026-12-10T14:00", SHANGHAI, "2026-12-10T14:00+08:00"),
        ("arrival-2h", "2026-12-10T14:00", SHANGHAI, "2026-12-10T12:00+08:00"),
        ("arrival - 1h30m", "2026-12-10T14:00", SHANGHAI, "2026-12-10T12:30+08:00"),
        ("landing+10m", "2026-12-10T23:55", KATHMANDU, "2026-12-11T00:05+05:45"),
        ("departure-1d @ 21:00", "2026-12-13T12:00", SHANGHAI, "2026-12-12T21:00+08:00"),
        ("departure @ 7:00", "2026-12-13T12:00", SHANGHAI, "2026-12-13T07:00+08:00"),
        ("arrival-1d-2h", "2026-12-10T14:00", SHANGHAI, "2026-12-09T12:00+08:00"),
        # Two hours are two hours in the night when the clocks go forward, and back.
        ("arrival-2h", "2026-03-29T04:00", BERLIN, "2026-03-29T01:00+01:00"),
        ("arrival-2h", "2026-10-25T04:00", BERLIN, "2026-10-25T02:00+01:00"),
        # A day is a day on the calendar, be it 23 or 25 hours long.
        ("arrival-1d", "2026-03-29T14:00", BERLIN, "2026-03-28T14:00+01:00"),
        ("arrival+1d", "2026-03-28T14:00", BERLIN, "2026-03-29T14:00+02:00"),
        ("departure-1d @ 21:00", "2026-11-01T12:00", NEW_YORK, "2026-10-31T21:00-04:00"),
        # A time that is left out is read by the old clock, one that comes twice is the first.
        ("departure @ 02:30", "2026-03-29T12:00", BERLIN, "2026-03-29T03:30+02:00"),
        ("departure @ 02:30", "2026-10-25T12:00", BERLIN, "2026-10-25T02:30+02:00"),
        ("departure @ 01:45", "2026-04-05T12:00", LORD_HOWE, "2026-04-05T01:45+11:00"),
    ],
)
def test_moment(text: str, anchor: str, zone: ZoneInfo, expected: str) -> None:
    assert moment(text, anchor, zone) == expected


@pytest.mark.parametrize(
    ("text", "day", "zone", "expected"),
    [
        ("stay_day @ 10:00", "2026-12-10", SHANGHAI, "2026-12-10T10:00+08:00"),
        # The small hours end the hotel day, they do not begin it.
        ("stay_day @ 02:00", "2026-12-10", SHANGHAI, "2026-12-11T02:00+08:00"),
        ("stay_day @ 04:00", "2026-12-10", SHANGHAI, "2026-12-10T04:00+08:00"),
        ("stay_day", "2026-12-10", SHANGHAI, "2026-12-10T04:00+08:00"),
        ("stay_day+6h", "2026-12-10", SHANGHAI, "2026-12-10T10:00+08:00"),
        ("stay_day @ 10:00", "2026-03-29", BERLIN, "2026-03-29T10:00+02:00"),
        ("stay_day @ 10:00", "2026-10-25", BERLIN, "2026-10-25T10:00+01:00"),
    ],
)
def test_moment_in_day(text: str, day: str, zone: ZoneInfo, expected: str) -> None:
    found = due.parse(text).moment_in_day(date.fromisoformat(day), time(4), zone)
    assert found.astimezone(zone).isoformat(timespec="minutes") == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no due time"),
        ("at noon", "“at” is no anchor"),
        ("arival-2h", "“arival” is no anchor"),
        ("Arrival-2h", "“Arrival” is no anchor"),
        ("arrival-2", "“-2” is no offset"),
        ("arrival-2x", "“-2x” is no offset"),
        ("arrival 2h", "“2h” is no offset"),
        ("arrival--2h", "“--2h” is no offset"),
        ("arrival-61d", "too long"),
        ("arrival-999999999999h", "too long"),
        ("departure @ 24:00", "“24:00” is no time of day"),
        ("departure @ 9", "“9” is no time of day"),
        ("departure-2h @ 21:00", "exclude each other"),
    ],
)
def test_refused(text: str, message: str) -> None:
    with pytest.raises(NotADueTime, match=message) as caught:
        due.parse(text)
    assert caught.value.expected


@given(
    anchor_at=st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    minutes=st.integers(-5000, 5000),
    zone=st.sampled_from([BERLIN, NEW_YORK, SHANGHAI, LORD_HOWE, KATHMANDU]),
)
def test_durations_are_absolute(anchor_at: datetime, minutes: int, zone: ZoneInfo) -> None:
    found = due.parse(f"arrival{minutes:+d}m").moment(anchor_at, zone)
    assert found - anchor_at == timedelta(minutes=minutes)


@given(
    anchor_at=st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    days=st.integers(-60, 60),
    zone=st.sampled_from([BERLIN, NEW_YORK, SHANGHAI, LORD_HOWE, KATHMANDU]),
)
def test_days_are_calendar_days(anchor_at: datetime, days: int, zone: ZoneInfo) -> None:
    found = due.parse(f"arrival{days:+d}d @ 12:00").moment(anchor_at, zone).astimezone(zone)
    assert found.date() == anchor_at.astimezone(zone).date() + timedelta(days=days)
    assert found.time() == time(12)


def test_every_anchor_can_be_written() -> None:
    assert {due.parse(anchor).anchor for anchor in Anchor} == set(Anchor)
