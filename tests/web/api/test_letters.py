"""The letter desk by HTTP: several signed at once, and what stands beside the letters."""

from typing import Any

from tests.support.builders import at
from tests.support.cast import PIN
from tests.support.house import Hotel
from tests.support.letters import pad_data

PICTURED = (
    "INSERT INTO letter_previews (letter_id, property_id, words_hash, png) VALUES (:id, 1, :hash, :png)"
)
KEY = {"Idempotency-Key": "a-signing"}


def test_several_are_signed_with_one_pin(hotel: Hotel) -> None:
    rows = [
        hotel.bring_letter_to(hotel.stay(confirmation_number=f"C{place}").id, "checked") for place in range(3)
    ]
    gm = hotel.client("gm")
    for row in rows:
        hotel.sql(PICTURED, id=row.id, hash=row.words_hash, png=b"PNG")
        assert gm.get(f"/api/letters/{row.id}/preview.png").status_code == 200
    wanted = [{"id": row.id, "version": row.version} for row in rows]
    body: dict[str, Any] = {"letters": wanted, "strokes": pad_data()}
    before = hotel.counts()
    assert gm.post("/api/letters/sign", json=body | {"pin": "1"}).status_code == 403
    assert hotel.counts()["letters"] == before["letters"]
    assert {hotel.letter(row.stay_id).state for row in rows} == {"checked"}
    hotel.change_letter(rows[1], "send_back", by="gm", reason="The date.")
    answer = gm.post("/api/letters/sign", json=body | {"pin": PIN}, headers=KEY)
    assert answer.status_code == 200
    assert [one["outcome"] for one in answer.json["results"]] == ["signed", "refused", "signed"]
    assert answer.json["results"][1]["code"] == "overtaken"
    again = gm.post("/api/letters/sign", json=body | {"pin": PIN}, headers=KEY)
    assert again.get_data() == answer.get_data()
    assert PIN not in str(hotel.rows_of("answers"))


def test_names_are_set_side_by_side(hotel: Hotel) -> None:
    """The name as booked stands frozen on the letter; the guest's record and the last stay may differ."""
    past = hotel.stay(confirmation_number="C1", guest__profile_id="P1", guest__surname="Lindquist")
    hotel.bring_letter_to(past.id, "placed")
    hotel.bring_to(past.id, "departed")
    hotel.clock.forward(days=3)
    coming = hotel.stay(
        confirmation_number="C2",
        guest__profile_id="P1",
        arrival_at=at("2026-11-26 15:00"),
        departure_at=at("2026-11-28 12:00"),
    )
    hotel.write_letters()
    hotel.sql("UPDATE guests SET given_name = 'Katarina'")
    desk = hotel.client("gm").get("/api/letters").json
    (shown,) = [one for one in desk["letters"] if one["stay"]["id"] == coming.id]
    assert shown["booked_name"] == "Katharina Lindqvist"
    assert shown["profile"] == {"name": "Katarina Lindqvist", "latin": "Katarina Lindqvist"}
    assert shown["last_stay"]["name"] == "Katharina Lindquist"
    assert shown["last_stay"]["arrived_on"] == "2026-11-22"


def test_whom_to_greet_today(hotel: Hotel) -> None:
    """The line-ups that call for the person's own post, by the hour; the guest as addressed, or the alias."""
    hotel.clock.to(at("2026-11-23 09:00"))
    guest = {"guest__name_prefix": "Ms", "guest__native_name": "林凯瑟"}
    stay = hotel.stay(confirmation_number="C1", **guest)
    hidden = hotel.stay(confirmation_number="C2", guest__alias="Ms Grey", **guest)
    roll = '[{"name": "roll", "kind": "roll_call", "title": {"zh": "点名", "en": "Roll-call"}}]'
    people = '["lobby_manager", "general_manager|duty_manager"]'
    line_up = "UPDATE tasks SET proof = :roll, people = :people WHERE template = 'turndown'"
    hotel.sql(line_up, roll=roll, people=people)
    greet = hotel.client("gm").get("/api/letters").json["greet"]
    called = {one["stay"]["id"]: one["called"] for one in greet}
    assert called[stay.id] == {"zh": "林女士", "en": "Ms Lindqvist"}
    assert called[hidden.id] == {"zh": "Ms Grey", "en": "Ms Grey"}
    assert [one["due_at"] for one in greet] == sorted(one["due_at"] for one in greet)
    assert hotel.client("sales").get("/api/letters").json["greet"] == []


def test_proof_of_care_for_who_left_yesterday(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.bring_to(stay.id, "departed")
    hotel.clock.to(at("2026-11-25 20:00"))
    gm = hotel.client("gm")
    assert gm.get("/api/letters").json["left_yesterday"] == []  # left today
    hotel.clock.to(at("2026-11-26 09:00"))
    (row,) = gm.get("/api/letters").json["left_yesterday"]
    assert (row["stay"]["id"], row["printed"]) == (stay.id, False)
