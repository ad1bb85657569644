"""The look before an import, over HTTP: line by line, and exactly this file into exactly this house."""

import io
import json
from typing import Any

import pytest

from tests.support.house import Client, Hotel

pytestmark = pytest.mark.parametrize("hotel_url", ["sqlite"], indirect=True)

LIST = (
    "Confirmation,Surname,Given name,Arrival,Departure,VIP,Room\n"
    "A1,Berg,Åse,2026-11-23,2026-11-25,3,1801\n"
    "A2,Aalto,Aino,2026-11-23,2026-11-20,3,1802\n"
    "A3,Celik,Can,2026-11-24,2026-11-26,3,1803\n"
)


@pytest.fixture
def lobby(hotel: Hotel) -> Client:
    return hotel.client("lobby")


def send(client: Client, query: str = "", text: str = LIST, **headers: str) -> Any:
    data = {"file": (io.BytesIO(text.encode()), "list.csv")}
    return client.open(
        f"/api/arrivals{query}", method="POST", data=data, headers=headers, content_type="multipart/form-data"
    )


def test_the_look_and_then_the_import(hotel: Hotel, lobby: Client) -> None:
    before = hotel.counts()
    looked = send(lobby, "?dry_run=true").json
    assert looked["counts"] == {"created": 2, "refused": 1}
    assert looked["dry_run"] is True
    assert hotel.counts() == before
    done = send(lobby, f"?sha256={looked['sha256']}&basis={looked['basis']}").json
    assert done["counts"] == looked["counts"]
    assert len(hotel.rows_of("stays")) == 2


def test_line_by_line(lobby: Client) -> None:
    answer = send(lobby, "?dry_run=true", Accept="application/x-ndjson")
    assert answer.content_type == "application/x-ndjson"
    head, *rows, tail = [json.loads(line) for line in answer.get_data().splitlines()]
    assert head == {"total": 3}
    assert sorted(row["row"]["outcome"] for row in rows) == ["created", "created", "refused"]
    assert tail["counts"] == {"refused": 1, "created": 2}
    assert {"sha256", "basis", "notices"} <= tail.keys()


def test_another_file_or_another_house_is_refused_whole(hotel: Hotel, lobby: Client) -> None:
    looked = send(lobby, "?dry_run=true").json
    seen = f"?sha256={looked['sha256']}&basis={looked['basis']}"
    assert send(lobby, seen, LIST.replace("1803", "1804")).status_code == 422
    send(lobby, text=LIST.replace("1801", "1805"))
    refused = send(lobby, seen)
    assert (refused.status_code, refused.json["code"]) == (409, "overtaken")
    assert {row.room for row in hotel.rows_of("stays")} == {"1805", "1803"}


def test_the_refused_lines_as_a_file(lobby: Client) -> None:
    (refused,) = [row for row in send(lobby, "?dry_run=true").json["rows"] if row["outcome"] == "refused"]
    fault = {name: refused[name] for name in ("row", "line", "reason")}
    data = {"file": (io.BytesIO(LIST.encode()), "名单.csv"), "faults": json.dumps([fault])}
    answer = lobby.open("/api/arrivals/refused", method="POST", data=data, content_type="multipart/form-data")
    assert answer.status_code == 200
    assert "filename*=UTF-8''%E5%90%8D%E5%8D%95-refused.csv" in answer.headers["Content-Disposition"]
    assert "Aalto" in answer.get_data().decode("utf-8-sig")
    assert "Berg" not in answer.get_data().decode("utf-8-sig")


@pytest.mark.parametrize("faults", ["no json", "{}", '[{"row": "x"}]'])
def test_faults_that_cannot_be_read(lobby: Client, faults: str) -> None:
    data = {"file": (io.BytesIO(LIST.encode()), "list.csv"), "faults": faults}
    answer = lobby.open("/api/arrivals/refused", method="POST", data=data, content_type="multipart/form-data")
    assert answer.status_code == 422


def test_a_search_has_its_pace(hotel: Hotel, lobby: Client) -> None:
    answers = [lobby.get("/api/search?query=berg").status_code for _ in range(61)]
    assert answers == [200] * 60 + [429]
    assert hotel.client("gm").get("/api/search?query=berg").status_code == 200
    hotel.clock.forward(minutes=1)
    assert lobby.get("/api/search?query=berg").status_code == 200
