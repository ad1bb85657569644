"""Empty, migrated databases for the demo, and demo hotels that tests only look at."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from vipops.core import create_core
from vipops.demo import hotel
from vipops.settings import Settings
from vipops.storage import reading

Rows = Callable[[Any], list[Any]]


class Demo:
    """A demo hotel and the moment it was made for."""

    def __init__(self, url: str, folder: Path, now: datetime) -> None:
        self.now = now
        self.said: list[str] = []
        self.app: Flask = create_core(
            Settings(database_url=url, data=folder, cheap_hashes=True), clock=lambda: self.now
        )
        with self.app.app_context():
            upgrade()

    def create(self, now: datetime | None = None) -> list[dict[str, Any]]:
        self.now = now or self.now
        return hotel.create(self.app, self.now, self.said.append)

    def rows(self, statement: Any) -> list[Any]:
        with self.app.app_context(), reading() as connection:
            return list(connection.execute(statement).all())

    def all(self, model: Any, *conditions: Any) -> list[Any]:
        """The model's rows in the order of their first column."""
        return self.rows(select(model).where(*conditions).order_by(*model.__table__.primary_key.columns))


AFTERNOON = datetime.fromisoformat("2026-11-22T13:07:21+08:00")


@pytest.fixture
def demo(tmp_path: Path) -> Demo:
    """A database without a hotel, on a Sunday afternoon in Shanghai."""
    return Demo(f"sqlite:///{tmp_path / 'vipops.sqlite3'}", tmp_path, AFTERNOON)


@pytest.fixture
def demo_anywhere(database_url: str, tmp_path: Path) -> Demo:
    """The same, once on SQLite and once on PostgreSQL."""
    return Demo(database_url, tmp_path, AFTERNOON)


@pytest.fixture(scope="session")
def living_at(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Demo]:
    """``living_at("03:00")``: the demo hotel as it is started at that hour in Shanghai. Only to look at."""

    @cache
    def made(clock: str) -> Demo:
        folder = tmp_path_factory.mktemp("demo")
        moment = datetime.fromisoformat(f"2026-11-22T{clock}:00+08:00")
        found = Demo(f"sqlite:///{folder / 'vipops.sqlite3'}", folder, moment)
        found.create()
        return found

    return made
