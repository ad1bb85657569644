"""The API around the services: bodies, problems, sessions, idempotency, events, OpenAPI."""

import gzip
import json
from typing import Any

import pytest

from tests.support.cast import PIN
from tests.support.house import Hotel
from tests.support.letters import pad_data


def key(number: int = 1) -> dict[str, str]:
    return {"Idempotency-Key": f"key-{number}"}


def test_a_tick(hotel: Hotel) -> None:
    stay = hotel.stay()
    task = hotel.task(stay.id, "briefing")
    lobby = hotel.client("lobby")
    answer = lobby.post(f"/api/tasks/{task.id}/tick", json={"version": 1}, headers=key())
    assert (answer.status_code, answer.json["task"]["state"]) == (200, "done")
    again = lobby.post(f"/api/tasks/{task.id}/tick", json={"version": 1}, headers=key())
    assert again.get_data() == answer.get_data()
    other = hotel.client("gm").post(f"/api/tasks/{task.id}/tick", json={"version": 1}, headers=key())
    assert (other.status_code, other.json["code"], other.json["version"]) == (409, "overtaken", 2)
    assert other.json["by"]["name"]["en"] == "Lobby"
    assert other.json["at"] == "2026-11-22T02:00:00Z"


def test_a_key_used_for_something_else_is_refused(hotel: Hotel) -> None:
    stay = hotel.stay()
    lobby = hotel.client("lobby")
    for template, status in (("briefing", 200), ("name_card", 422)):
        task = hotel.task(stay.id, template)
        answer = lobby.post(f"/api/tasks/{task.id}/tick", json={"version": 1}, headers=key())
        assert answer.status_code == status


def test_the_second_signature_on_the_same_tablet(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
    path = f"/api/tasks/{hotel.task(stay.id, 'room_made').id}/sign_off"
    tablet = hotel.client("housekeeping_attendant")
    assert tablet.post(path, json={"version": 2}).status_code == 403
    wrong = {"username": "housekeeping_supervisor", "pin": "0000"}
    assert tablet.post(path, json={"version": 2, "second": wrong}).status_code == 403
    answer = tablet.post(path, json={"version": 2, "second": wrong | {"pin": PIN}}, headers=key())
    assert answer.json["task"]["signed_by"] == hotel.actor("housekeeping_supervisor").id
    assert PIN not in str(hotel.rows_of("answers"))


def test_the_letter_is_signed_with_the_pin(hotel: Hotel) -> None:
    stay = hotel.stay()
    letter = hotel.bring_letter_to(stay.id, "checked")
    gm = hotel.client("gm")
    body = {"version": letter.version, "strokes": pad_data(), "pin": "1"}
    assert gm.post(f"/api/letters/{letter.id}/sign", json=body).status_code == 403
    answer = gm.post(f"/api/letters/{letter.id}/sign", json=body | {"pin": PIN})
    assert (answer.status_code, answer.json["letter"]["state"]) == (200, "signed")


def test_new_times_are_shown_before_they_are_set(hotel: Hotel) -> None:
    stay = hotel.stay()
    lobby = hotel.client("lobby")
    body = {"arrival_at": "2026-11-23T17:00:00+08:00"}
    shown = lobby.patch(f"/api/stays/{stay.id}/times", json=body | {"dry_run": True}).json
    done = lobby.patch(f"/api/stays/{stay.id}/times", json=body).json
    assert shown["moved"] == done["moved"] != []
    assert (shown["version"], done["version"]) == (1, 2)


def test_arrivals_by_http(hotel: Hotel) -> None:
    csv = "确认号,姓名,VIP,到店日期,离店日期\nX1,王伟,3,2026-11-24,2026-11-26\nX2,李娜,3,昨天,2026-11-26\n"
    lobby = hotel.client("lobby")
    answer = lobby.post("/api/arrivals", data=csv.encode("gb18030"), headers={"Content-Type": "text/csv"})
    rows = {row["confirmation_number"]: row for row in answer.json["rows"]}
    assert rows["X1"]["outcome"] == "created"
    assert (rows["X2"]["outcome"], rows["X2"]["line"]) == ("refused", 3)
    assert answer.json["counts"] == {"created": 1, "refused": 1}
    assert rows["X2"]["expected"]


class TestEvents:
    def test_every_number_is_there(self, hotel: Hotel) -> None:
        hotel.stay()
        told = hotel.client("security_attendant").get("/api/events?after=0").json
        assert [event["seq"] for event in told["events"]] == list(range(1, told["seq"] + 1))
        assert {"hidden", "stay_expected"} <= {event["kind"] for event in told["events"]}
        assert all(set(event) == {"seq", "kind"} for event in told["events"] if event["kind"] == "hidden")

    @pytest.mark.parametrize(
        ("after", "status"), [("-1", 422), ("x", 422), ("999999", 422), ("", 422), ("9" * 30, 422)]
    )
    def test_a_number_that_is_none(self, hotel: Hotel, after: str, status: int) -> None:
        assert hotel.client("lobby").get(f"/api/events?after={after}").status_code == status

    def test_too_far_behind(self, hotel: Hotel, monkeypatch: pytest.MonkeyPatch) -> None:
        hotel.stay()
        monkeypatch.setattr("vipops.queries.journal.MOST_EVENTS", 1)
        answer = hotel.client("lobby").get("/api/events?after=0")
        assert (answer.status_code, answer.json["code"], answer.json["seq"]) == (410, "gone", hotel.seq)


def test_the_board_packed_is_the_board(hotel: Hotel) -> None:
    hotel.stay()
    lobby = hotel.client("lobby")
    plain = lobby.get("/api/board", headers={"Accept-Encoding": "identity"})
    packed = lobby.get("/api/board", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.get_data()) == plain.get_data()
    assert packed.headers["Vary"] == "Accept-Encoding, Cookie"


def test_the_board_in_lines_is_the_board(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.tick(stay.id, "briefing")
    lobby = hotel.client("lobby")
    board, short = lobby.get("/api/board").json, lobby.get("/api/board?tasks=lines").json
    names, lines = short["tasks"]["names"], short["tasks"]["lines"]
    assert len(lines) > 10
    assert board == short | {"tasks": [dict(zip(names, line, strict=True)) for line in lines]}


def test_the_texts_packed_are_the_texts(hotel: Hotel) -> None:
    lobby = hotel.client("lobby")
    plain, packed = (
        lobby.get("/texts/zh.json", headers={"Accept-Encoding": way}) for way in ("identity", "gzip")
    )
    assert gzip.decompress(packed.get_data()) == plain.get_data()
    assert packed.headers["Content-Encoding"] == "gzip"


BAD_BODIES: list[Any] = [
    None,
    [],
    "x",
    7,
    {"version": "one"},
    {"version": 0},
    {"version": 1, "colour": "red"},
]


@pytest.mark.parametrize("body", BAD_BODIES, ids=str)
def test_a_body_that_is_wrong_says_where(hotel: Hotel, body: Any) -> None:
    stay = hotel.stay()
    task = hotel.task(stay.id, "briefing")
    answer = hotel.client("lobby").post(f"/api/tasks/{task.id}/tick", json=body)
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert answer.json["errors"][0]["message"]


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"[" * 5000, b'{"version": 1e999}'])
def test_bytes_that_are_no_json(hotel: Hotel, data: bytes) -> None:
    stay = hotel.stay()
    path = f"/api/tasks/{hotel.task(stay.id, 'briefing').id}/tick"
    answer = hotel.client("lobby").post(path, data=data, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert answer.content_type == "application/problem+json"


def test_an_unknown_path_is_a_problem_too(hotel: Hotel) -> None:
    answer = hotel.client("lobby").get("/api/nonsense")
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    assert hotel.client("lobby").put("/api/board").status_code == 405


@pytest.mark.parametrize(
    "path", ["/api/tasks/99999999999999999999/tick", "/api/stays/99999999999999999999/ready"]
)
def test_a_number_beyond_the_databases(hotel: Hotel, path: str) -> None:
    answer = hotel.client("lobby").post(path, json={"version": 1})
    assert answer.status_code == 404


def test_the_document_names_every_route(hotel: Hotel) -> None:
    document = json.loads(hotel.client().get("/api/openapi.json").get_data())
    assert document["openapi"].startswith("3.1")
    for path in ("/api/tasks/{task_id}/{verb}", "/api/arrivals", "/api/letters/{letter_id}/{verb}"):
        assert "post" in document["paths"][path]


def test_answers_are_not_kept_by_browsers(hotel: Hotel) -> None:
    answer = hotel.client("lobby").get("/api/board")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_cookie_is_kept_from_scripts_and_other_sites(hotel: Hotel) -> None:
    answer = hotel.client().sign_in("lobby")
    cookies = answer.headers.getlist("Set-Cookie")
    assert len(cookies) == 2
    assert all("HttpOnly" in cookie and "SameSite=Strict" in cookie for cookie in cookies)
