"""A hotel with its staff, on either database, for one test: copied from a template, not migrated anew."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import Row, select, text

from tests.support import postgres
from tests.support.builders import VIP_CODES, ZONE, reservation
from tests.support.cast import CAST, PIN
from tests.support.clock import MovableClock
from tests.support.letters import pad_data
from vipops import models
from vipops.app import open_web
from vipops.core import create_core
from vipops.domain.hotel import HotelSettings
from vipops.domain.permissions import Actor
from vipops.integrations.pms.reservation import Reservation
from vipops.services import (
    arrivals,
    letter_printing,
    letter_writing,
    letters,
    properties,
    staff,
    stays,
    tasks,
)
from vipops.services.arrivals import Outcome
from vipops.services.house import House
from vipops.services.letters import LetterAsked
from vipops.services.passwords import hasher
from vipops.services.sign_in import actor_of
from vipops.services.stays import StepAsked
from vipops.services.tasks import Change
from vipops.settings import Settings
from vipops.storage import db, reading

CODE = "HOTEL1"
HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "checklists"
SECRET = "5e" * 32
SETTINGS = HotelSettings(
    vip_codes=VIP_CODES,
    address={"zh": "厦门市海港路18号", "en": "18 Harbour Road, Xiamen"},
    rooms=[{"number": str(number), "type": "KING", "floor": 18} for number in range(1801, 1813)],
)
STAND_IN_PDF = b"%PDF-1.7 stands in for a page"
WAY_TO = {
    "expected": (),
    "preparing": ("prepare",),
    "ready": ("prepare", "ready"),
    "en_route": ("prepare", "ready", "en_route"),
    "arrived": ("prepare", "ready", "en_route", "arrive"),
    "in_house": ("arrive", "settle"),
    "departing": ("arrive", "settle", "start_departure"),
    "departed": ("arrive", "settle", "start_departure", "depart"),
    "cancelled": ("cancel",),
    "no_show": ("no_show",),
}
LETTER_WAY_TO = {
    "drafted": (),
    "checked": ("check",),
    "signed": ("check", "sign"),
    "placed": ("check", "sign", "place"),
    "void": ("void",),
}


@dataclass(frozen=True)
class Hotel:
    """The application, its clock and its people. Every method works with or without an app context."""

    app: Flask
    clock: MovableClock
    folder: Path

    @property
    def now(self) -> datetime:
        return self.clock()

    @property
    def url(self) -> str:
        return str(self.settings.url)

    @property
    def settings(self) -> Settings:
        found: Settings = self.app.config["VIPOPS"]
        return found

    @cached_property
    def web(self) -> Flask:
        """The application that answers requests: put on the core for those tests only that ask something."""
        return open_web(self.app)

    @cached_property
    def house(self) -> House:
        with self.inside():
            return House.called(CODE)

    @contextmanager
    def inside(self) -> Iterator[None]:
        with self.app.app_context():
            yield

    def actor(self, username: str) -> Actor:
        """A person of the cast as services know them; "house" is the house itself."""
        if username == "house":
            return self.house.itself
        row = self.row(select(models.Staff).where(models.Staff.username == username))
        return actor_of(row, device=f"tablet-{username}")

    def row(self, statement: Any) -> Row[Any]:
        return self.rows(statement)[0]

    def rows(self, statement: Any) -> list[Row[Any]]:
        with self.inside(), reading() as connection:
            return list(connection.execute(statement).all())

    def sql(self, statement: str, **values: Any) -> None:
        """Run a statement as a hand at the database's prompt would, and commit it."""
        with self.inside(), db.engine.begin() as connection:
            connection.execute(text(statement), values)

    def rows_of(self, table: str) -> list[Row[Any]]:
        return self.rows(select(db.metadata.tables[table]))

    def book(self, booked: Reservation | None = None, **over: Any) -> Outcome:
        """Import one reservation, built by :func:`reservation` unless it is given."""
        wanted = booked or reservation(**over)
        with self.inside():
            return arrivals.import_reservation(wanted, by=self.house.itself, house=self.house, now=self.now)

    def stay(self, **over: Any) -> Row[Any]:
        """The row of a new stay."""
        outcome = self.book(**over)
        assert outcome.outcome == "created", outcome
        assert outcome.stay_id is not None
        return self.stay_row(outcome.stay_id)

    def stay_row(self, stay_id: int) -> Row[Any]:
        return self.row(select(models.Stay).where(models.Stay.id == stay_id))

    def tasks(self, stay_id: int) -> dict[str, Row[Any]]:
        """The stay's tasks by template."""
        found = self.rows(select(models.Task).where(models.Task.stay_id == stay_id).order_by(models.Task.id))
        return {row.template: row for row in reversed(found)}

    def task(self, stay_id: int, template: str) -> Row[Any]:
        return self.tasks(stay_id)[template]

    def change(
        self, task: Row[Any], verb: str, *, by: str = "lobby", seen: int | None = None, **details: Any
    ) -> dict[str, Any]:
        """Run a verb on a task, as of the row's version unless another was ``seen``; answers its new row."""
        asked = Change(task.id, verb, task.version if seen is None else seen, details)
        with self.inside():
            answer = tasks.change(asked, by=self.actor(by), house=self.house, now=self.now)
        shown: dict[str, Any] = answer["task"]
        return shown

    def tick(self, stay_id: int, template: str, *, by: str = "lobby", **details: Any) -> dict[str, Any]:
        return self.change(self.task(stay_id, template), "tick", by=by, **details)

    def step(
        self, stay_id: int, verb: str, *, by: str = "lobby", seen: int | None = None, reason: str = ""
    ) -> dict[str, Any]:
        """Take a step of a stay; answers its new row."""
        with self.inside():
            asked = StepAsked(stay_id, verb, seen, reason)
            answer = stays.step(asked, by=self.actor(by), house=self.house, now=self.now)
        shown: dict[str, Any] = answer["stay"]
        return shown

    def bring_to(self, stay_id: int, state: str) -> None:
        """Walk a new stay to this state, past all gates."""
        for verb in WAY_TO[state]:
            self.step(stay_id, verb, reason="for the test")

    def write_letters(self) -> None:
        """Draft and write every letter that is due, as the worker does."""
        with self.inside():
            while letter_writing.draft_next(self.house, self.now) or letter_writing.write_next(
                self.house, None, self.now
            ):
                pass

    def letter(self, stay_id: int) -> Row[Any]:
        """The stay's newest letter."""
        letter = models.Letter
        return self.rows(select(letter).where(letter.stay_id == stay_id).order_by(letter.id))[-1]

    def change_letter(
        self, letter: Row[Any], verb: str, *, by: str = "lobby", seen: int | None = None, **details: Any
    ) -> dict[str, Any]:
        """Take a step of a letter; answers its new row."""
        asked = LetterAsked(letter.id, verb, letter.version if seen is None else seen, details)
        with self.inside():
            answer = letters.change(asked, by=self.actor(by), house=self.house, now=self.now)
        shown: dict[str, Any] = answer["letter"]
        return shown

    def bring_letter_to(self, stay_id: int, state: str) -> Row[Any]:
        """Write the stay's letter and walk it to this state; printing is left out, a stand-in PDF is kept."""
        self.write_letters()
        for verb in LETTER_WAY_TO[state]:
            if verb == "place":
                self.keep_stand_in_pdf(stay_id)
            letter = self.letter(stay_id)
            self.change_letter(letter, verb, **self.letter_needs(letter)[verb])
        return self.letter(stay_id)

    def letter_needs(self, letter: Row[Any]) -> dict[str, dict[str, Any]]:
        """Who takes which step of the letter, and what the step asks for."""
        return {
            "check": {"by": "lobby", "name": letter.booked_name},
            "sign": {"by": "gm", "strokes": pad_data()},
            "place": {"by": "lobby"},
            "take_back": {"by": "lobby"},
            "send_back": {"by": "gm", "reason": "The title is missing."},
            "redraft": {"by": "lobby"},
            "void": {"by": "lobby", "reason": "Written twice."},
        }

    def keep_stand_in_pdf(self, stay_id: int) -> None:
        with self.inside():
            made = letter_printing.next_without_pdf(self.house, self.now)
            assert made is not None
            letter_printing.keep_pdf(self.house, made, STAND_IN_PDF, self.now)

    def events(self, after: int = 0) -> list[Row[Any]]:
        event = models.Event
        return self.rows(select(event).where(event.seq > after).order_by(event.seq))

    def kinds(self, after: int = 0) -> list[str]:
        return [row.kind for row in self.events(after)]

    @property
    def seq(self) -> int:
        return int(self.row(select(models.JournalHead)).seq)

    def counts(self) -> dict[str, int]:
        """The number of rows of every table, and of the last event: equal when nothing happened."""
        found = {"seq": self.seq}
        for table in db.metadata.sorted_tables:
            found[table.name] = len(self.rows(select(table)))
        return found

    def client(self, username: str | None = None) -> "Client":
        """A browser of its own, signed in as this person of the cast."""
        client = Client(self.web)
        if username:
            client.sign_in(username)
        return client


class Client(FlaskClient):
    """A browser that sends its CSRF token with every change, as the pages do."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app, app.response_class, use_cookies=True)
        self.csrf = ""

    def sign_in(self, username: str, password: str | None = None) -> Any:
        asked = {"username": username, "password": password or CAST[username].password}
        answer = self.post("/api/session", json=asked)
        self.csrf = answer.json.get("csrf", "") if answer.json else ""
        return answer

    def open(self, *args: Any, **kwargs: Any) -> Any:
        headers = {"X-CSRF-Token": self.csrf, **(kwargs.pop("headers", None) or {})}
        return super().open(*args, headers=headers, **kwargs)


def open_hotel(
    url: str, folder: Path, clock: MovableClock | None = None, checklists: Path | None = None
) -> Hotel:
    """The core on a database that is there. ``checklists``: the tests' small procedure by default."""
    clock = clock or MovableClock()
    app = create_core(_settings(url, folder, checklists or small_procedure(folder)), clock)
    app.testing = True
    return Hotel(app, clock, folder)


def found_hotel(url: str, folder: Path) -> None:
    """Migrate an empty database and take on the cast."""
    hotel = open_hotel(url, folder)
    with hotel.inside():
        upgrade()
        house = properties.found(CODE, {"zh": "海港大酒店", "en": "The Grand Harbour"}, str(ZONE), SETTINGS)
        for part in CAST.values():
            staff.take_on(
                part.new,
                part.password,
                PIN,
                hasher=hasher(hotel.settings),
                by=house.itself,
                now=hotel.now,
            )
    close(hotel)


def close(hotel: Hotel) -> None:
    """Give all connections back, so that the database may be copied or dropped."""
    with hotel.inside():
        for engine in db.engines.values():
            engine.dispose()


def small_procedure(folder: Path) -> Path:
    """A folder with the hotel's own departments and grades and one task of every sort."""
    made = folder / "procedure"
    if not made.exists():
        made.mkdir(parents=True)
        for name in ("departments.yaml", "grades.yaml"):
            shutil.copy(SHIPPED / name, made)
        for path in (HERE / "procedure").glob("*.yaml"):
            shutil.copy(path, made)
    return made


def _settings(url: str, folder: Path, checklists: Path) -> Settings:
    folder.mkdir(parents=True, exist_ok=True)
    secret = folder / "secret"
    if not secret.exists():
        secret.write_text(SECRET)
    return Settings(data=folder, database_url=url, checklists=checklists, cheap_hashes=True)


@pytest.fixture(scope="session")
def house_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This worker's folder: the tests' procedure, the secret, the template for SQLite."""
    return tmp_path_factory.mktemp("house")


@pytest.fixture(scope="session")
def sqlite_template(house_folder: Path) -> Path:
    path = house_folder / "template.sqlite3"
    found_hotel(f"sqlite:///{path}", house_folder)
    return path


@pytest.fixture(scope="session")
def postgres_hotel(postgres_cluster: postgres.Cluster, house_folder: Path) -> Iterator[str]:
    """This worker's own copy of the open hotel on PostgreSQL, by its database's name."""
    template = postgres_cluster.template("hotel", lambda url: found_hotel(url, house_folder))
    name = postgres_cluster.create_database(template)
    yield name
    postgres_cluster.drop_database(name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def hotel_url(request: pytest.FixtureRequest, tmp_path: Path, house_folder: Path) -> Iterator[str]:
    """The URL of a database with an open hotel in it, the test's own; once on each database."""
    if request.param == "sqlite":
        path = tmp_path / "vipops.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    cluster: postgres.Cluster = request.getfixturevalue("postgres_cluster")
    name: str = request.getfixturevalue("postgres_hotel")
    cluster.fresh(name)
    yield cluster.url(name)


@pytest.fixture
def hotel(hotel_url: str, house_folder: Path) -> Iterator[Hotel]:
    """An open hotel with its cast, at ten in the morning, before any guest is expected."""
    opened = open_hotel(hotel_url, house_folder)
    yield opened
    close(opened)
