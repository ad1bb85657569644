"""The procedure over HTTP: files sent, checked, tried, put into force; what each may see of it."""

import io
import re
import zipfile
from typing import Any

import pytest

from tests.support.house import Client, Hotel

pytestmark = pytest.mark.parametrize("hotel_url", ["sqlite"], indirect=True)


@pytest.fixture
def security(hotel: Hotel) -> bytes:
    """The file of security as it is in force, out of the zip that the page offers."""
    client: Any = hotel.client("gm")
    version = client.get("/api/procedure").json["version"]
    answer = client.get(f"/api/procedure/versions/{version}.zip")
    assert answer.content_type == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.get_data())) as archive:
        return archive.read("security.yaml")


def send(client: Client, path: str, **files: bytes) -> Any:
    sent = [(io.BytesIO(text), f"{name}.yaml") for name, text in files.items()]
    return client.post(f"/api/procedure/{path}", data={"files": sent}, content_type="multipart/form-data")


def earlier(text: bytes) -> bytes:
    return text.replace(b"due: arrival-1h", b"due: arrival-2h")


def test_the_procedure_is_read_in_words(hotel: Hotel) -> None:
    attendant: Any = hotel.client("security_attendant")
    shown = attendant.get("/api/procedure").json
    assert shown["in_force"]
    route = next(task for task in shown["tasks"] if task["id"] == "route")
    assert (route["when"]["en"], route["second_signature"]) == ("1 hour before arrival", "another")
    assert [grade["code"] for grade in shown["grades"]] == ["VVIP", "VA", "VB", "VC", "VD"]
    assert {lifecycle["name"] for lifecycle in shown["lifecycles"]} >= {"stay", "task", "letter"}
    cot = next(task for task in shown["tasks"] if task["id"] == "cot")
    assert cot["whom"] == {"zh": "有儿童同行", "en": "children come along"}


def test_a_mistake_comes_back_with_its_place(hotel: Hotel, security: bytes) -> None:
    wrong = security.replace(b"due: arrival-1h", b"due: arival-1h")
    answer = send(hotel.client("gm"), "check", security=wrong)
    assert answer.status_code == 422
    (error,) = answer.json["errors"]
    assert re.fullmatch(r"security\.yaml:\d+:\d+", error["where"])
    assert "arival" in error["message"]


def test_a_change_is_compared_tried_and_put_into_force(hotel: Hotel, security: bytes) -> None:
    stay = hotel.stay()
    gm: Any = hotel.client("gm")
    first = gm.get("/api/procedure").json["version"]
    checked = send(gm, "check", security=earlier(security)).json
    assert [words["en"] for words in checked["differences"]] == [
        "Check the way: the due time changed from “1 hour before arrival” to “2 hours before arrival”"
    ]
    hotel.clock.forward(days=2)
    gm.sign_in("gm")
    tried = send(gm, "try?days=30", security=earlier(security)).json
    assert (tried["stays"], [count["kind"] for count in tried["counts"]]) == (1, ["moved"])
    put = send(gm, "put-in-force?note=Dug+up.", security=earlier(security))
    assert put.json == {"version": checked["version"], "warnings": []}
    again = send(gm, "put-in-force", security=earlier(security))
    assert again.status_code == 409
    kept = gm.get("/api/procedure/versions").json
    newest = kept["versions"][0]
    assert (newest["in_force"], newest["note"], newest["by"]["en"]) == (True, "Dug up.", "Gm")
    assert newest["version"] == checked["version"]
    assert [one["id"] for one in kept["running"]] == [stay.id]
    found = gm.get(f"/api/procedure/diff?old={first}&new={checked['version']}").json
    assert found["differences"] == checked["differences"]


def test_a_call_sent_twice_has_one_effect(hotel: Hotel, security: bytes) -> None:
    gm: Any = hotel.client("gm")

    def put() -> Any:
        return gm.post(
            "/api/procedure/put-in-force",
            data={"files": (io.BytesIO(earlier(security)), "security.yaml")},
            headers={"Idempotency-Key": "once"},
        )

    assert put().json == put().json
    assert hotel.kinds().count("procedure_put_in_force") == 1


def test_a_running_stay_is_moved_over(hotel: Hotel, security: bytes) -> None:
    stay = hotel.stay()
    gm: Any = hotel.client("gm")
    send(gm, "put-in-force", security=earlier(security))
    path = f"/api/stays/{stay.id}/move-over"
    preview = gm.post(path, json={"dry_run": True}).json
    assert preview["counts"]["moved"] == 1
    assert gm.post(path, json={"version": 99}).status_code == 409
    moved = gm.post(path, json={"version": preview["version"]}).json
    assert moved["words"] == preview["words"]
    assert gm.get("/api/procedure/versions").json["running"] == []


def test_an_older_version_is_put_back(hotel: Hotel, security: bytes) -> None:
    gm: Any = hotel.client("gm")
    first = gm.get("/api/procedure").json["version"]
    send(gm, "put-in-force", security=earlier(security))
    answer = gm.post(f"/api/procedure/put-in-force?version={first}&note=Again.")
    assert answer.json["version"] == gm.get("/api/procedure").json["version"] == first


def test_an_administrator_changes_the_procedure_and_sees_no_guest(hotel: Hotel, security: bytes) -> None:
    stay = hotel.stay(guest__surname="Canarysurname")
    hotel.clock.forward(days=2)
    admin: Any = hotel.client("admin")
    bodies = [
        send(admin, "try", security=earlier(security)),
        send(admin, "put-in-force", security=earlier(security)),
        admin.get("/api/procedure/versions"),
        admin.post(f"/api/stays/{stay.id}/move-over", json={"dry_run": True}),
        admin.post(f"/api/stays/{stay.id}/move-over", json={}),
    ]
    for answer in bodies:
        assert answer.status_code == 200
        for told in (b"Canarysurname", b"1806", b"Lindqvist"):
            assert told not in answer.get_data()
    assert bodies[2].json["running"][0]["id"] == stay.id
    assert bodies[4].json["counts"]["changed"] == 1


@pytest.mark.parametrize("name", ["strange.yaml", "securty.yaml"])
def test_a_file_that_is_no_part_of_it_is_refused(hotel: Hotel, name: str) -> None:
    gm: Any = hotel.client("gm")
    sent = {"files": (io.BytesIO(b"a: 1"), name)}
    answer = gm.post("/api/procedure/check", data=sent)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["where"].startswith(name)
