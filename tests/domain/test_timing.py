"""What a due time means now, and which hotel day a moment belongs to."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from vipops.domain.hotel import HotelSettings
from vipops.domain.timing import Urgency, urgency

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes_left", "wanted"),
    [
        (31, Urgency.UPCOMING),
        (30, Urgency.SOON),
        (5.1, Urgency.SOON),
        (5, Urgency.DUE),
        (0.01, Urgency.DUE),
        (0, Urgency.OVERDUE),
        (-600, Urgency.OVERDUE),
    ],
)
def test_urgency(minutes_left: float, wanted: Urgency) -> None:
    assert urgency(NOW + timedelta(minutes=minutes_left), NOW) == wanted


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("Asia/Shanghai", "2026-11-22T03:59:59+08:00", date(2026, 11, 21)),
        ("Asia/Shanghai", "2026-11-22T04:00:00+08:00", date(2026, 11, 22)),
        ("Asia/Shanghai", "2026-11-22T23:59:59+08:00", date(2026, 11, 22)),
        ("Asia/Shanghai", "2026-11-21T19:59:00+00:00", date(2026, 11, 21)),
        # Summer time ends at 03:00: the hotel day turns at four on the wall all the same.
        ("Europe/Berlin", "2026-10-25T02:59:59+00:00", date(2026, 10, 24)),
        ("Europe/Berlin", "2026-10-25T03:00:00+00:00", date(2026, 10, 25)),
        ("Europe/Berlin", "2026-03-29T01:59:59+00:00", date(2026, 3, 28)),
        ("Europe/Berlin", "2026-03-29T02:00:00+00:00", date(2026, 3, 29)),
        ("Australia/Lord_Howe", "2026-04-04T17:29:59+00:00", date(2026, 4, 4)),
        ("Australia/Lord_Howe", "2026-04-04T17:30:00+00:00", date(2026, 4, 5)),
    ],
)
def test_the_hotel_day(zone: str, moment: str, day: date) -> None:
    assert HotelSettings().day_of(datetime.fromisoformat(moment), ZoneInfo(zone)) == day


def test_a_hotel_may_turn_its_day_at_midnight() -> None:
    settings = HotelSettings(day_turns_at=time(0))
    assert settings.day_of(datetime(2026, 11, 22, 0, 0, tzinfo=UTC), ZoneInfo("UTC")) == date(2026, 11, 22)


def test_settings_come_back_from_json_as_they_were() -> None:
    settings = HotelSettings(vip_codes={"1": "VVIP"}, briefing_at=time(7, 45), transfer_minutes=35)
    assert HotelSettings.model_validate(settings.model_dump(mode="json")) == settings


@pytest.mark.parametrize("wrong", [{"transfer_minutes": -1}, {"letter_lead_days": 99}, {"colour": "red"}])
def test_settings_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        HotelSettings.model_validate(wrong)
