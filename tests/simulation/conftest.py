"""Simulated days, lived once for all tests that only look at them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from vipops.cli.simulate import simulated
from vipops.core import create_core
from vipops.settings import Settings
from vipops.simulation.week import Asked, Lived


@dataclass(frozen=True, slots=True)
class Past:
    """Days that were lived, and the database that they left."""

    asked: Asked
    lived: Lived
    settings: Settings

    def app(self) -> Flask:
        return create_core(self.settings, lambda: self.lived.world.now)


Live = Callable[..., Past]


def asked(
    *, days: int, stays: int, seed: int, start: str = "2026-10-22", zone: str = "Europe/Berlin"
) -> Asked:
    midnight = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone))
    return Asked(days, stays, seed, midnight.astimezone(UTC), zone)


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Live:
    """``live(days=2, stays=8, seed=1)``: lived anew for each call, in a database of its own."""

    def made(**what: object) -> Past:
        settings = Settings(data=tmp_path_factory.mktemp("simulated"), cheap_hashes=True)
        wanted = asked(**what)  # type: ignore[arg-type]
        return Past(wanted, simulated(settings, wanted), settings)

    return made


@pytest.fixture(scope="session")
def two_days(live: Live) -> Past:
    """Two days of eight stays, to look at only."""
    return live(days=2, stays=8, seed=7)
