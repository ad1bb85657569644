"""A wall screen is told what it draws, and nothing else: at first, and live."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.house import Client, Hotel
from tests.support.records import ask, complain, move
from tests.support.screens import client_of, hang
from vipops.domain.permissions import WALL
from vipops.integrations.pms.reservation import Wish, WishSource
from vipops.live.broadcaster import Broadcaster
from vipops.live.passes import pass_of
from vipops.services import stay_edit
from vipops.services.stay_edit import StayEdit
from vipops.web.here import COOKIE

# Names, flight, plate, a wish, what was asked for, a complaint, a reason, a telephone.
SECRETS = (
    "Canarygiven", "\u91d1\u4e1d", "CA98765", "CANARY88", "Canarywish", "Canaryask", "Canarycomplaint",
    "Canaryreason", "+8613900000000",
)  # fmt: skip
KEYS = (
    "plate", "seat", "flight", "alerts", "service_recovery", "incognito", "name", "proof", "points", "reason",
    "assignee", "done_by", "roll", "people", "by", "note", "party",
)  # fmt: skip


def plant(hotel: Hotel) -> None:
    """A guest with secrets in every place that a board or an event knows."""
    stay = hotel.stay(
        guest__surname="Familyname", guest__given_name="Canarygiven", guest__native_name="\u949f\u91d1\u4e1d",
        wishes=(Wish("Canarywish", WishSource.COMMENT, ()),),
    )  # fmt: skip
    row = ask(hotel, stay.id, "Canaryask: call +8613900000000", kind="fault")
    ask(hotel, stay.id, "Canaryask again", kind="itinerary")
    move(hotel, row, "acknowledge", note="Canaryreason")
    complain(hotel, stay.id, "Canarycomplaint")
    hotel.sql(
        "UPDATE stays SET plate = 'CANARY88', flight = 'CA98765', seat = 'rear_right' WHERE id = :id",
        id=stay.id,
    )
    hotel.change(
        hotel.task(stay.id, "room_made"), "cannot", by="housekeeping_attendant", reason="Canaryreason"
    )
    edit = StayEdit(room="1807")
    with hotel.inside():
        stay_edit.change(stay.id, edit, seen=None, by=hotel.actor("lobby"), house=hotel.house, now=hotel.now)


@pytest.fixture
def wall(hotel: Hotel) -> Client:
    return client_of(hotel, hang(hotel))


def told(client: Client, view: str = "") -> str:
    """All that a device gets over HTTP: who it is, the board, and every event from the first one on."""
    also = f"&view={view}" if view else ""
    paths = ("/api/session", f"/api/board?{also}", f"/api/events?after=0{also}", "/wall")
    answers = [client.get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {200}
    return "\n".join(json.dumps(answer.json, ensure_ascii=False) for answer in answers[:3]) + answers[
        3
    ].get_data(as_text=True)


def body(client: Client, path: str) -> Any:
    return client.get(path).json


def keys_of(found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        for key, value in found.items():
            yield key
            yield from keys_of(value)
    if isinstance(found, list):
        for one in found:
            yield from keys_of(one)


def test_no_secret_reaches_it_over_http(hotel: Hotel, wall: Client) -> None:
    plant(hotel)
    said = told(wall)
    assert [secret for secret in SECRETS if secret in said] == []
    board = body(wall, "/api/board")
    events = body(wall, "/api/events?after=0")["events"]
    (stay,) = board["stays"]
    assert stay["called"]["en"] == "Ms Familyname"
    assert "Fault: \u2026" in {task["title"]["en"] for task in board["tasks"]}
    rows = [*board["stays"], *board["tasks"], *board["alarms"], *events]
    assert {key for row in rows for key in keys_of(row)}.isdisjoint(KEYS)
    assert set(board) == {"seq", "stays", "tasks", "alarms", "departments", "grades"}
    # The control: who runs the house reads them, and every number is there for both.
    lobby = hotel.client()
    lobby.sign_in("lobby")
    seen = told(lobby)
    assert [secret for secret in SECRETS if secret in seen] == [
        secret for secret in SECRETS if secret not in ("Canarycomplaint", "Canarywish")
    ]
    assert [event["seq"] for event in events] == [
        event["seq"] for event in body(lobby, "/api/events?after=0")["events"]
    ]


def test_no_secret_reaches_its_socket(hotel: Hotel) -> None:
    """The room that its cookie opens, and the frames that go there."""
    token = hang(hotel)
    who = pass_of(hotel.app, COOKIE, lambda: hotel.now)
    leave = who({"HTTP_COOKIE": f"{COOKIE}={token}", "QUERY_STRING": "EIO=4&transport=websocket"})
    assert leave is not None
    assert leave.room == f"1:{WALL}"
    frames = sent_to(hotel, leave.room, lambda: plant(hotel))
    assert "Ms Familyname" in frames
    assert [secret for secret in SECRETS if secret in frames] == []


def test_a_person_who_asks_for_the_wall_is_told_no_more(hotel: Hotel) -> None:
    plant(hotel)
    client = hotel.client()
    client.sign_in("gm")
    said = "".join(
        client.get(path).get_data(as_text=True)
        for path in ("/api/board?view=wall", "/api/events?after=0&view=wall")
    )
    assert [secret for secret in SECRETS if secret in said] == []
    who = pass_of(hotel.app, COOKIE, lambda: hotel.now)
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    environ = {"HTTP_COOKIE": f"{COOKIE}={cookie.value}", "QUERY_STRING": "EIO=4&view=wall"}
    found = who(environ)
    assert found is not None
    assert found.room == f"1:{WALL}"
    client.sign_in("housekeeping_manager")
    assert client.get("/api/board?view=wall").status_code == 403
    assert client.get("/api/events?after=0&view=wall").status_code == 403
    assert client.get("/wall").status_code == 403


def sent_to(hotel: Hotel, room: str, act: Any) -> str:
    """What the broadcaster sends to a room while something happens."""
    sent: list[bytes] = []

    class Live:
        def rooms(self) -> list[str]:
            return [room]

        def broadcast(self, _room: str, events: bytes) -> int:
            sent.append(events)
            return 1

    broadcaster = Broadcaster(hotel.app, Live())
    with hotel.inside():
        broadcaster.send_new()
    act()
    with hotel.inside():
        broadcaster.send_new()
    assert sent
    return b"".join(sent).decode()
