"""Requests and complaints over the API: who sees which, what a look leaves behind, and what is sent twice."""

from typing import Any

import pytest

from tests.support.house import Hotel
from tests.support.records import ask, complain
from vipops.enums import Department

WORDS = "The bath was cold, twice."


@pytest.fixture
def stay_id(hotel: Hotel) -> int:
    stay = hotel.stay()
    hotel.bring_to(stay.id, "in_house")
    return int(stay.id)


def texts(hotel: Hotel, username: str, asked: str = "") -> list[str]:
    answer = hotel.client(username).get(f"/api/requests{asked}")
    assert answer.status_code == 200
    return [row["text"] for row in answer.json["requests"]]


def test_each_sees_their_departments_and_what_they_recorded(hotel: Hotel, stay_id: int) -> None:
    ask(hotel, stay_id, "Pillows", department=Department.HOUSEKEEPING)
    ask(hotel, stay_id, "Lamp dark", kind="fault", by="security_attendant")
    assert texts(hotel, "housekeeping_attendant") == ["Pillows"]
    assert texts(hotel, "engineering_manager") == ["Lamp dark"]
    assert texts(hotel, "security_attendant") == ["Lamp dark"]
    assert texts(hotel, "food_beverage_manager") == []
    for caller in ("lobby", "gm", "front_office_supervisor", "sales"):
        assert sorted(texts(hotel, caller)) == ["Lamp dark", "Pillows"]


def test_what_is_asked_for_narrows_the_list(hotel: Hotel, stay_id: int) -> None:
    ask(hotel, stay_id, "Pillows", department=Department.HOUSEKEEPING)
    ask(hotel, stay_id, "Lamp dark", kind="fault")
    other = hotel.stay(confirmation_number="R2", guest__profile_id="P2", room="1807")
    ask(hotel, other.id, "Late dinner")
    assert texts(hotel, "lobby", f"?stay={other.id}") == ["Late dinner"]
    assert texts(hotel, "lobby", "?kind=fault") == ["Lamp dark"]
    assert texts(hotel, "lobby", "?department=housekeeping") == ["Pillows"]
    assert hotel.client("lobby").get("/api/requests?kind=whim").status_code == 422


def test_open_is_what_somebody_must_still_see_to(hotel: Hotel, stay_id: int) -> None:
    lobby = hotel.client("lobby")
    row = ask(hotel, stay_id, "Pillows")
    path = f"/api/requests/{row.id}"
    assert lobby.post(f"{path}/do", json={"version": 1}).json["request"]["state"] == "done"
    assert texts(hotel, "lobby", "?open=1") == ["Pillows"], "the guest has not been called back"
    assert lobby.post(f"{path}/call_back", json={"version": 2}).status_code == 200
    assert texts(hotel, "lobby", "?open=1") == []
    assert texts(hotel, "lobby") == ["Pillows"]


def test_a_row_says_what_its_reader_may_do(hotel: Hotel, stay_id: int) -> None:
    ask(hotel, stay_id, "Pillows", department=Department.HOUSEKEEPING)
    found: dict[str, Any] = {
        name: hotel.client(name).get("/api/requests").json["requests"][0]
        for name in ("lobby", "housekeeping_attendant")
    }
    assert found["lobby"]["possible"] == ["acknowledge", "do", "withdraw"]
    assert found["housekeeping_attendant"]["possible"] == ["acknowledge", "do"]
    own, calling = found["housekeeping_attendant"]["tasks"]
    assert own["title"]["en"] == "Request: Pillows"
    assert set(calling) == {"fires", "state", "due_at", "department"}, "another department's task"


def test_sent_twice_is_recorded_once(hotel: Hotel, stay_id: int) -> None:
    lobby, key = hotel.client("lobby"), {"Idempotency-Key": "k1"}
    for path, body in (
        ("/api/requests", {"stay_id": stay_id, "text": "Tea"}),
        ("/api/complaints", {"stay_id": stay_id, "text": WORDS}),
    ):
        first = lobby.post(path, json=body, headers={"Idempotency-Key": f"{key}{path}"})
        again = lobby.post(path, json=body, headers={"Idempotency-Key": f"{key}{path}"})
        assert first.status_code == 200
        assert first.get_data() == again.get_data()
    assert (hotel.counts()["requests"], hotel.counts()["complaints"]) == (1, 1)


def test_a_complaints_words_reach_those_who_may_and_each_look_is_on_record(
    hotel: Hotel, stay_id: int
) -> None:
    first = complain(hotel, stay_id, WORDS, by="housekeeping_attendant")
    complain(hotel, stay_id, "Another.", by="lobby")
    seen = {
        name: [row["text"] for row in hotel.client(name).get("/api/complaints").json["complaints"]]
        for name in (
            "lobby",
            "sales",
            "front_office_supervisor",
            "housekeeping_attendant",
            "security_manager",
        )
    }
    both = [WORDS, "Another."]
    assert seen == {
        "lobby": both, "sales": both, "front_office_supervisor": both,
        "housekeeping_attendant": [WORDS], "security_manager": [],
    }  # fmt: skip
    looks = [row for row in hotel.rows_of("disclosures") if row.what == "complaint"]
    assert len(looks) == 7
    assert {row.by_id for row in looks if row.subject == str(first.id)} == {
        hotel.actor(name).id for name in seen if name != "security_manager"
    }


def test_the_answers_of_verbs_hold_no_words(hotel: Hotel, stay_id: int) -> None:
    lobby = hotel.client("lobby")
    answer = lobby.post("/api/complaints", json={"stay_id": stay_id, "text": WORDS})
    complaint = answer.json["complaint"]
    bodies = [answer.get_data(as_text=True)]
    for verb, more in (
        ("own", {}),
        ("resolve", {"resolution": "Boiler reset."}),
        ("follow_up", {"satisfied": True}),
    ):
        answer = lobby.post(
            f"/api/complaints/{complaint['id']}/{verb}", json={"version": complaint["version"], **more}
        )
        assert answer.status_code == 200
        complaint = answer.json["complaint"]
        bodies.append(answer.get_data(as_text=True))
    assert not any(words in body for words in (WORDS, "Boiler") for body in bodies)
    (row,) = lobby.get("/api/complaints").json["complaints"]
    assert (row["text"], row["resolution"], row["state"]) == (WORDS, "Boiler reset.", "followed_up")
    assert lobby.get("/api/complaints?open=1").json["complaints"] == []
