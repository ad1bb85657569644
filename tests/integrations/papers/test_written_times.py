"""Days on papers are written as Unicode's own data has them."""

from datetime import date, timedelta

import pytest
from babel.dates import format_date

from vipops.enums import Language
from vipops.integrations.papers.written_times import long_day, short_day

YEAR = [date(2026, 1, 1) + timedelta(days=number) for number in range(0, 365, 9)]
PATTERNS = {
    Language.EN: ("en", "d MMM", "EEE d MMM y"),
    Language.ZH: ("zh", "M月d日", "y年M月d日 EEE"),
    Language.JA: ("ja", "M月d日", "y年M月d日(EEE)"),
}


@pytest.mark.parametrize("language", Language)
def test_days_are_cldrs(language: Language) -> None:
    locale, short, long = PATTERNS[language]
    for day in YEAR:
        assert short_day(day, language) == format_date(day, short, locale)
        assert long_day(day, language) == format_date(day, long, locale)
