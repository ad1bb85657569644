"""Every route of the API times every role: exactly those who may get in, each told only what is theirs."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support.cast import CAST, DEPARTMENTS
from tests.support.house import Client, Hotel, close, open_hotel
from tests.support.records import ask, complain
from tests.support.screens import client_of, hang
from tests.web.api.requests import CALLS, LEADERS, LETTER_READERS, Call
from vipops.enums import Department
from vipops.integrations.pms.reservation import Wish, WishSource
from vipops.services import alarms, grants, handovers, lost_property
from vipops.services.grants import GradeAsked
from vipops.services.handovers import Accepted, Given
from vipops.services.lost_property import Found

# What a role may do does not depend on the database: the services' own tests run on both.
ON_SQLITE = pytest.mark.parametrize("hotel_url", ["sqlite"], indirect=True)
ROWS = [(method, call) for (method, _rule), calls in CALLS.items() for call in calls]
# These come without a session, so no other page could lend them one.
WITHOUT_SESSION = ("/api/session", "/api/offline/ticks")
CHANGES = [(method, call) for method, call in ROWS if method != "GET" and call.path not in WITHOUT_SESSION]


@dataclass(frozen=True)
class Scene:
    hotel: Hotel
    ids: dict[str, int]
    people: dict[str, Client]

    def client(self, username: str) -> Client:
        """This person's browser, signed in once and again after signing out."""
        client = self.people.setdefault(username, self.hotel.client())
        if client.get("/api/session").status_code == 401:
            client.sign_in(username)
        return client

    def send(self, method: str, call: Call, client: Client) -> Any:
        kwargs: dict[str, Any] = {"headers": dict(call.headers)}
        if call.json is not None:
            kwargs["json"] = call.json
        if call.data is not None:
            kwargs["data"] = call.data
        return client.open(call.path.format(**self.ids), method=method, **kwargs)


@dataclass(frozen=True)
class Told:
    """What one person is answered on one line of the table, also in a refusal."""

    username: str
    method: str
    call: Call
    status: int
    body: bytes

    @property
    def where(self) -> str:
        return f"{self.method} {self.call.path}"


@dataclass(frozen=True)
class Pass:
    """One pass of everybody over every route, and the scene it went over."""

    scene: Scene
    told: list[Told]


@pytest.fixture(scope="module")
def everybody(
    sqlite_template: Path, house_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pass]:
    """Made once: the tests only read it."""
    path = tmp_path_factory.mktemp("matrix") / "vipops.sqlite3"
    shutil.copy(sqlite_template, path)
    hotel = open_hotel(f"sqlite:///{path}", house_folder)
    scene = _set(hotel)
    hotel.step(scene.ids["stay"], "prepare")
    hotel.step(scene.ids["stay"], "ready", reason="The guest is early.")
    yield Pass(scene, list(_pass_over(scene)))
    close(hotel)


def _pass_over(scene: Scene) -> Iterator[Told]:
    for username in CAST:
        for method, call in ROWS:
            answer = scene.send(method, call, scene.client(username))
            yield Told(username, method, call, answer.status_code, answer.get_data())


@pytest.fixture
def scene(hotel: Hotel) -> Scene:
    """A scene of the test's own."""
    return _set(hotel)


def _set(hotel: Hotel) -> Scene:
    """A stay under an alias with a signed letter, and its room made by somebody."""
    stay = hotel.stay(
        guest__surname="Canarysurname", guest__given_name="Canarygiven", guest__native_name="金丝雀",
        guest__alias="Ms Grey", wishes=(Wish("Canarywish", WishSource.COMMENT, ()),),
    )  # fmt: skip
    hotel.tick(stay.id, "room_made", by="lobby_late")
    hotel.bring_letter_to(stay.id, "signed")
    hotel.keep_stand_in_pdf(stay.id)
    with hotel.inside():
        late = {"by": hotel.actor("lobby_late"), "house": hotel.house, "now": hotel.now}
        asked = grants.ask(GradeAsked(stay.id, "VA", "The owner's friend."), **late)
        lost = lost_property.record(Found(stay.id, "A pen"), **late)
    ids = {
        "grant": asked["grant"]["id"],
        "lost": lost["lost_property"]["id"],
        "stay": stay.id,
        "guest": stay.guest_id,
        "letter": hotel.letter(stay.id).id,
        "room_made": hotel.task(stay.id, "room_made").id,
        "alarm": _taken_alarm(hotel, stay.id),
        "untaken": _untaken_alarm(hotel),
        "handover": _handover(hotel, stay.id),
        "accepted": _accepted_handover(hotel),
        "request": ask(hotel, stay.id, by="lobby_late", department=Department.HOUSEKEEPING).id,
        "complaint": complain(hotel, stay.id, "Canarycomplaint", by="lobby_late").id,
    }
    return Scene(hotel, ids, {})


def _taken_alarm(hotel: Hotel, stay_id: int) -> int:
    """The room's second signature is late, and somebody has it in hand."""
    now = hotel.now
    hotel.clock.to(hotel.task(stay_id, "room_made").due_at)
    with hotel.inside():
        while alarms.raise_next(hotel.house, hotel.now):
            pass
        (alarm,) = [
            row for row in hotel.rows_of("alarms") if row.over_at is None and row.department == "housekeeping"
        ]
        alarms.take(alarm.id, by=hotel.actor("lobby_late"), now=hotel.now)
    hotel.clock.to(now)
    return int(alarm.id)


def _untaken_alarm(hotel: Hotel) -> int:
    (alarm,) = [
        row for row in hotel.rows_of("alarms") if row.over_at is None and row.department == "front_office"
    ]
    return int(alarm.id)


def _handover(hotel: Hotel, stay_id: int) -> int:
    given = Given("housekeeping", "Canarynote", {hotel.task(stay_id, "turndown").id: ""})
    with hotel.inside():
        by = hotel.actor("housekeeping_manager")
        answer = handovers.give(given, by=by, now=hotel.now)
    return int(answer["handover"]["id"])


def _accepted_handover(hotel: Hotel) -> int:
    with hotel.inside():
        by = hotel.actor("housekeeping_manager")
        answer = handovers.give(Given("housekeeping", "All quiet.", {}), by=by, now=hotel.now)
        number = int(answer["handover"]["id"])
        handovers.accept(Accepted(number), by=hotel.actor("lobby_late"), now=hotel.now)
    return number


@ON_SQLITE
def test_every_route_has_its_line(hotel: Hotel) -> None:
    rules = {
        (method, rule.rule)
        for rule in hotel.web.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith(("/api", "/healthz", "/readyz", "/metrics"))
    }
    assert rules == set(CALLS)


def test_exactly_these_people_get_in(everybody: Pass) -> None:
    """A wrong cell names itself."""
    assert len(everybody.told) == len(ROWS) * len(CAST)
    wrong = [
        f"{told.where} as {told.username}: {told.status}"
        for told in everybody.told
        if told.status != _wanted(told.call, told.method, told.username)
    ]
    assert wrong == []


def _wanted(call: Call, method: str, username: str) -> int:
    if (method, call.path) == ("POST", "/api/session"):
        return 401
    return call.status if username in call.allowed else 403


@ON_SQLITE
def test_a_wall_screen_gets_the_board_and_nothing_else(scene: Scene) -> None:
    """Whatever is added to the API: a screen gets in where it is public, and at these three."""
    screen = client_of(scene.hotel, hang(scene.hotel))
    shown = ("/api/session", "/api/board", "/api/events?after=0")
    before = scene.hotel.counts()
    wrong = []
    for method, call in ROWS:
        if call.public or (method, call.path) == ("POST", "/api/session"):
            continue
        got = scene.send(method, call, screen).status_code
        wanted = 200 if method == "GET" and call.path in shown else 403
        if got != wanted:
            wrong.append(f"{method} {call.path}: {got}")
    assert wrong == []
    assert scene.hotel.counts() == before


@ON_SQLITE
def test_nobody_gets_in_unsigned(scene: Scene) -> None:
    for method, call in ROWS:
        answer = scene.send(method, call, scene.hotel.client())
        assert answer.status_code == (call.status if call.public else 401), call.path
        assert call.public or answer.content_type == "application/problem+json"


@ON_SQLITE
@pytest.mark.parametrize("token", ["", "another", "k\xe4se"])
def test_no_change_from_another_page(scene: Scene, token: str) -> None:
    client = scene.client("gm")
    before = scene.hotel.counts()
    client.csrf = token
    for method, call in CHANGES:
        answer = scene.send(method, call, client)
        assert (answer.status_code, answer.json["reload"]) == (403, True), call.path
    assert scene.hotel.counts() == before


IDENTITY = ("Canarysurname", "Canarygiven", "金丝雀", "Canarywish")


def test_identity_reaches_only_those_who_need_it(everybody: Pass) -> None:
    """On every route that answers with a body, also a refusal's."""
    leaks = []
    for told in everybody.told:
        found = [word for word in IDENTITY if _says(told.body, word)]
        on_the_board = told.where.startswith(("GET /api/board", "GET /api/events"))
        if found and (on_the_board or told.username not in LETTER_READERS):
            leaks.append(f"{told.where} tells {told.username} {found}")
    assert leaks == []
    sheet = everybody.scene.client("lobby").get("/api/stays/1").get_data()
    assert all(_says(sheet, word) for word in IDENTITY), "the control: who may, sees it"


def test_a_complaints_words_reach_only_those_who_read_complaints(everybody: Pass) -> None:
    """On every route that answers with a body, also a refusal's; its recorder is one of those."""
    readers = {told.username for told in everybody.told if _says(told.body, "Canarycomplaint")}
    assert readers == LETTER_READERS


EVERYBODYS = ("GET /api/papers", "GET /api/openapi.json")


def test_a_department_is_told_no_other_departments_work(everybody: Pass) -> None:
    """Titles of other departments' tasks stay out of every body that a department gets."""
    tasks = everybody.scene.hotel.tasks(1).values()
    titles = {
        department: {row.title["en"] for row in tasks if row.department == department}
        for department in DEPARTMENTS
    }
    leaks = []
    for told in everybody.told:
        own = CAST[told.username].department
        if own not in titles or told.username in LEADERS:
            continue
        # The procedure as written, and the names of papers and fields, are about no guest.
        if told.where.startswith("GET /api/procedure") or told.where in EVERYBODYS:
            continue
        others = set().union(*(some for name, some in titles.items() if name != own))
        found = [title for title in others if _says(told.body, title)]
        leaks += [f"{told.where} tells {told.username} {found}"] if found else []
    assert leaks == []
    seen = everybody.scene.client("lobby").get("/api/board").get_data()
    assert all(_says(seen, title) for some in titles.values() for title in some), "the control"


def test_an_administrator_sees_no_guest(everybody: Pass) -> None:
    admins = [told for told in everybody.told if told.username == "admin"]
    assert len(admins) == len(ROWS)
    assert [told.where for told in admins if _says(told.body, "Ms Grey")] == []
    assert any(_says(told.body, "Ms Grey") for told in everybody.told), "the control"


@ON_SQLITE
def test_each_look_at_a_guest_is_on_record(scene: Scene) -> None:
    """Promise 13: one row per disclosure, none for who is refused or told nothing."""
    hotel = scene.hotel
    before = hotel.counts()["disclosures"]
    scene.client("lobby").get("/api/stays/1")
    scene.client("housekeeping_manager").get("/api/stays/1")
    scene.client("gm").get("/api/letters")
    scene.client("sales").get(f"/api/letters/{scene.ids['letter']}.pdf")
    scene.client("security_manager").get("/api/letters")
    assert hotel.counts()["disclosures"] - before == 3


def _says(body: bytes, word: str) -> bool:
    """Whether the word is in the body, as text or inside JSON's escapes."""
    escaped = json.dumps(word)[1:-1]
    return word.encode() in body or escaped.encode() in body
