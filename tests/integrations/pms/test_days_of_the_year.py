"""Birthdays and anniversaries as bookings write them: a day of the year, the year left out."""

from datetime import date, datetime

import pytest

from tests.support.builders import reservation
from vipops.domain.occasions import in_year, is_month_day
from vipops.integrations.pms.values import Wrong, month_day


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("1968-11-22", "11-22"),
        ("1968/1/2", "01-02"),
        ("1968.11.22", "11-22"),
        ("11-22", "11-22"),
        ("--11-22", "11-22"),
        ("11月22日", "11-22"),
        ("1968年2月29日", "02-29"),
        ("1968-11-22T00:00:00", "11-22"),
        (date(1968, 3, 4), "03-04"),
        (datetime(1968, 3, 4, 5, 6), "03-04"),  # noqa: DTZ001  # as a spreadsheet gives it
    ],
)
def test_a_day_of_the_year(raw: object, day: str) -> None:
    assert month_day(raw) == day


@pytest.mark.parametrize("raw", ["22/11/1968", "13-01", "02-30", "1968", "soon", "11/22", 19681122, True])
def test_what_could_be_swapped_or_is_no_day_is_not_read(raw: object) -> None:
    with pytest.raises(Wrong):
        month_day(raw)


def test_a_booking_without_these_days_is_the_booking_that_it_was() -> None:
    """Reading them changed no fingerprint: a hotel's next import changes nothing."""
    assert reservation().fingerprint() == reservation(guest__birthday=None).fingerprint()
    assert reservation().fingerprint() != reservation(guest__birthday="11-22").fingerprint()


@pytest.mark.parametrize(("year", "day"), [(2028, date(2028, 2, 29)), (2027, date(2027, 2, 28))])
def test_a_leap_day_in_any_year(year: int, day: date) -> None:
    assert is_month_day("02-29")
    assert in_year("02-29", year) == day
