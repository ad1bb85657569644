"""What ``vipops serve`` says before it serves, and the clock that the whole house goes by."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from vipops.app import create_app
from vipops.cli.serving import rehearsal
from vipops.settings import Settings

A_MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("ahead", [0, 90, -600])
def test_the_house_goes_by_a_clock_that_stands_ahead(tmp_path: Path, ahead: int) -> None:
    app = create_app(Settings(data=tmp_path, clock_ahead_minutes=ahead, cheap_hashes=True))
    expected = datetime.now(UTC) + timedelta(minutes=ahead)
    assert abs(app.config["VIPOPS_CLOCK"]() - expected) < A_MINUTE
    told = app.test_client().get("/healthz").headers["X-House-Time"]
    assert abs(datetime.fromisoformat(told) - expected) < A_MINUTE


def test_a_clock_of_ones_own_is_not_moved(tmp_path: Path) -> None:
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    app = create_app(Settings(data=tmp_path, clock_ahead_minutes=90), clock=lambda: noon)
    assert app.config["VIPOPS_CLOCK"]() == noon


@pytest.mark.parametrize(
    ("ahead", "words"), [(0, ""), (90, "90 minutes ahead of"), (-600, "600 minutes behind")]
)
def test_a_rehearsal_is_said(ahead: int, words: str) -> None:
    said = rehearsal(ahead)
    assert words in said
    assert bool(said) == bool(ahead)


def test_a_clock_too_far_away_is_refused() -> None:
    with pytest.raises(ValidationError, match="clock_ahead_minutes"):
        Settings(clock_ahead_minutes=10_000_000)
