"""Handing in by HTTP: under the author's token alone, sealed or plain, never twice; on both databases."""

from dataclasses import asdict
from typing import Any

import pytest

from tests.support.house import Client, Hotel
from vipops.services.seals import seal


def body_of(task: Any, hotel: Hotel, verb: str = "tick", **more: Any) -> dict[str, Any]:
    made_at = hotel.now.isoformat()
    return {"task_id": task.id, "verb": verb, "version": task.version, "made_at": made_at, **more}


def hand_in(hotel: Hotel, token: str, body: dict[str, Any], key: str = "k1", by: Client | None = None) -> Any:
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
    return (by or hotel.client()).post("/api/offline/ticks", json=body, headers=headers)


@pytest.fixture
def attendant(hotel: Hotel) -> Client:
    return hotel.client("housekeeping_attendant")


def issued(client: Client) -> dict[str, Any]:
    answer = client.post("/api/offline/token", json={})
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json
    return found


def test_under_the_author_whoever_is_signed_in(hotel: Hotel, attendant: Client) -> None:
    stay, given = hotel.stay(), issued(attendant)
    attendant.delete("/api/session")
    attendant.sign_in("lobby")
    task = hotel.task(stay.id, "room_made")
    answer = hand_in(hotel, given["token"], body_of(task, hotel), by=attendant)
    assert answer.status_code == 200
    assert answer.json["task"]["done_by"] == hotel.actor("housekeeping_attendant").id


def test_sent_at_once_and_then_handed_in_it_counts_once(hotel: Hotel, attendant: Client) -> None:
    """The answer to the first was lost on its way."""
    stay, given = hotel.stay(), issued(attendant)
    task = hotel.task(stay.id, "room_made")
    details = {"reason": "Guest in the room"}
    plain = {"version": task.version, **details}
    sent = attendant.post(f"/api/tasks/{task.id}/cannot", json=plain, headers={"Idempotency-Key": "k1"})
    bound = {
        "task": task.id,
        "verb": "cannot",
        "key": "k1",
        "author": hotel.actor("housekeeping_attendant").id,
    }
    sealed = asdict(seal(details, bound, given["key"]))
    again = hand_in(hotel, given["token"], body_of(task, hotel, "cannot", sealed=sealed))
    assert again.json == sent.json
    assert hotel.task(stay.id, "room_made").version == task.version + 1


def test_sealed_words_arrive_as_written(hotel: Hotel, attendant: Client) -> None:
    stay, given = hotel.stay(), issued(attendant)
    task = hotel.task(stay.id, "room_made")
    bound = {
        "task": task.id,
        "verb": "cannot",
        "key": "k1",
        "author": hotel.actor("housekeeping_attendant").id,
    }
    sealed = asdict(seal({"reason": "没有热水"}, bound, given["key"]))
    body = body_of(task, hotel, "cannot", sealed=sealed)
    assert hand_in(hotel, given["token"], {**body, "verb": "skip"}).status_code == 422
    assert hand_in(hotel, given["token"], body, key="k2").status_code == 422
    assert hand_in(hotel, given["token"], body).status_code == 200
    assert hotel.task(stay.id, "room_made").reason == "没有热水"


def test_another_s_token_does_not_open_the_seal(hotel: Hotel, attendant: Client) -> None:
    stay, mine = hotel.stay(), issued(attendant)
    other = issued(hotel.client("housekeeping_attendant_2"))
    task = hotel.task(stay.id, "room_made")
    bound = {
        "task": task.id,
        "verb": "cannot",
        "key": "k1",
        "author": hotel.actor("housekeeping_attendant").id,
    }
    sealed = asdict(seal({"reason": "x"}, bound, mine["key"]))
    answer = hand_in(hotel, other["token"], body_of(task, hotel, "cannot", sealed=sealed))
    assert answer.status_code == 422
    assert hotel.task(stay.id, "room_made").version == task.version


@pytest.mark.parametrize("token", ["", "nobody's", "0" * 43])
def test_a_strange_token(hotel: Hotel, token: str) -> None:
    task = hotel.task(hotel.stay().id, "room_made")
    assert hand_in(hotel, token, body_of(task, hotel)).status_code == 401


def test_a_token_opens_nothing_else(hotel: Hotel, attendant: Client) -> None:
    token = issued(attendant)["token"]
    headers = {"Authorization": f"Bearer {token}"}
    stranger = hotel.client()
    stranger.set_cookie("vipops_session", token)
    for path in ("/api/board", "/api/session", "/api/offline/ticks", "/api/events?after=0"):
        assert stranger.get(path, headers=headers).status_code == 401


def test_what_is_not_of_the_right_form(hotel: Hotel, attendant: Client) -> None:
    token = issued(attendant)["token"]
    task = hotel.task(hotel.stay().id, "room_made")
    good = body_of(task, hotel)
    pin = {"second": {"id": 1, "pin": "4711"}}
    for wrong in (
        {**good, "made_at": "yesterday"},
        {**good, "made_at": "2026-11-22T10:00:00"},
        {**good, "details": {"nobody": "knows"}},
        {**good, "details": pin},
        {**good, "version": 0},
    ):
        assert hand_in(hotel, token, wrong).status_code == 422, wrong
    headers = {"Authorization": f"Bearer {token}"}
    assert hotel.client().post("/api/offline/ticks", json=good, headers=headers).status_code == 422


def test_what_waits_is_seen_and_decided(hotel: Hotel, attendant: Client) -> None:
    stay, given = hotel.stay(), issued(attendant)
    attendant.delete("/api/session")
    hotel.clock.forward(minutes=1)
    task = hotel.task(stay.id, "room_made")
    answer = hand_in(hotel, given["token"], body_of(task, hotel))
    assert answer.status_code == 202
    lobby = hotel.client("lobby")
    (waiting,) = lobby.get("/api/offline/ticks").json["waiting"]
    decided = lobby.post(f"/api/offline/ticks/{waiting['id']}/accept", json={"version": waiting["version"]})
    assert decided.json["held"]["state"] == "accepted"
    assert hotel.task(stay.id, "room_made").state == "done"
