"""Papers by the API: made, given out with the hash of their bytes, put on record."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pypdfium2
import pytest

from tests.support.house import Hotel
from vipops.domain.papers import PAPERS
from vipops.web.api.papers import PRESS_ROOM

pytestmark = pytest.mark.parametrize("hotel_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _the_press_ends(hotel: Hotel) -> Iterator[None]:
    yield
    room = hotel.app.extensions.get(PRESS_ROOM)
    if room is not None:
        room.close()


def text_of(answer: Any) -> str:
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.content_type == "application/pdf"
    document = pypdfium2.PdfDocument(answer.get_data())
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_a_briefing_names_the_days_arrivals(hotel: Hotel) -> None:
    hotel.stay()
    hotel.stay(confirmation_number="R1002", guest__profile_id="P2", guest__alias="Ms Grey", room="1807")
    answer = hotel.client("front_office_supervisor").get("/api/papers/briefing.pdf?day=2026-11-23")
    text = text_of(answer)
    assert "Ms Katharina Lindqvist" in text
    assert "Ms Grey" in text
    assert "15:00" in text
    assert answer.headers["Content-Disposition"] == 'inline; filename="briefing.pdf"'
    assert answer.get_etag()[0] == sha256(answer.get_data()).hexdigest()


def test_the_day_before_there_is_nobody_to_brief(hotel: Hotel) -> None:
    hotel.stay()
    assert "No VIP arrives" in text_of(hotel.client("lobby").get("/api/papers/briefing.pdf"))


def test_a_paper_comes_in_the_language_asked_for(hotel: Hotel) -> None:
    hotel.stay()
    client = hotel.client("lobby")
    assert "早会简报" in text_of(client.get("/api/papers/briefing.pdf?day=2026-11-23&language=zh"))
    refused = client.get("/api/papers/briefing.pdf?language=ja")
    assert (refused.status_code, refused.json["errors"][0]["where"]) == (422, "language")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/papers/nothing.pdf", 404),
        ("/api/papers/pick_up_sign.pdf", 422),
        ("/api/papers/pick_up_sign.pdf?stay=99", 404),
        ("/api/papers/pick_up_sign.pdf?task=99", 404),
        ("/api/papers/menu.pdf?meal=99", 404),
        ("/api/papers/briefing.pdf?day=soon", 422),
        ("/api/papers/briefing.pdf?sheet=a0", 422),
        ("/api/papers/briefing.pdf?colour=red", 422),
    ],
)
def test_what_cannot_be_made_is_refused(hotel: Hotel, path: str, status: int) -> None:
    assert hotel.client("lobby").get(path).status_code == status


EVERY_STAY_PAPER = [
    ("pick_up_sign", "Katharina Lindqvist"),
    ("registration_card", "Katharina Lindqvist"),
    ("amenity_order", "Ms Katharina Lindqvist"),
    ("farewell_letter", "Dear Ms Lindqvist"),
    ("care_record", "Ms Katharina Lindqvist"),
]


@pytest.mark.parametrize(("paper", "said"), EVERY_STAY_PAPER)
def test_each_paper_of_a_stay(hotel: Hotel, paper: str, said: str) -> None:
    stay = hotel.stay()
    hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
    answer = hotel.client("lobby").get(f"/api/papers/{paper}.pdf?stay={stay.id}")
    assert said in " ".join(text_of(answer).split())


def test_a_sign_bears_the_alias_and_the_card_the_name(hotel: Hotel) -> None:
    stay = hotel.stay(guest__alias="Ms Grey")
    client = hotel.client("lobby")
    sign = text_of(client.get(f"/api/papers/pick_up_sign.pdf?stay={stay.id}"))
    assert "Grey" in sign
    assert "Lindqvist" not in sign
    assert "Lindqvist" in text_of(client.get(f"/api/papers/registration_card.pdf?stay={stay.id}"))


def test_a_guests_paper_speaks_the_guests_language(hotel: Hotel) -> None:
    stay = hotel.stay(guest__language="ja", guest__native_name="田中美咲")
    text = text_of(hotel.client("lobby").get(f"/api/papers/farewell_letter.pdf?stay={stay.id}"))
    assert "謹啓" in text
    assert "田中美咲" in text


def test_the_pack_is_for_each_their_own(hotel: Hotel) -> None:
    """Before the worker has made one, and for a department, it is made at once: nobody else's work."""
    stay = hotel.stay()
    tasks = hotel.tasks(stay.id)
    whole = " ".join(text_of(hotel.client("lobby").get("/api/papers/continuity.pdf")).split())
    assert tasks["room_made"].title["en"] in whole
    own = text_of(hotel.client("security_attendant").get("/api/papers/continuity.pdf"))
    assert tasks["room_made"].title["en"] not in " ".join(own.split())
    assert "Ms Katharina Lindqvist" in own


def test_the_desk_lists_what_the_person_may_print(hotel: Hotel) -> None:
    stay = hotel.stay()
    shown = hotel.client("lobby").get("/api/papers?day=2026-11-23").json
    assert shown["arrivals"] == [stay.id]
    assert (shown["today"], shown["day"]) == ("2026-11-22", "2026-11-23")
    assert {paper["code"] for paper in shown["papers"]} == set(PAPERS)
    attendant = hotel.client("housekeeping_attendant").get("/api/papers").json
    assert {"registration_card", "amenity_order", "farewell_letter", "care_record", "menu"}.isdisjoint(
        paper["code"] for paper in attendant["papers"]
    )
    assert attendant["meals"] == []


def test_a_print_goes_on_record_with_the_hash_that_was_given_out(hotel: Hotel) -> None:
    stay = hotel.stay()
    client = hotel.client("lobby")
    given = client.get(f"/api/papers/pick_up_sign.pdf?stay={stay.id}").get_etag()[0]
    body = {"stay": stay.id, "copies": 2, "sha256": given}
    answer = client.post("/api/papers/pick_up_sign/prints", json=body, headers={"Idempotency-Key": "p1"})
    again = client.post("/api/papers/pick_up_sign/prints", json=body, headers={"Idempotency-Key": "p1"})
    assert (answer.status_code, again.json) == (200, answer.json)
    (row,) = hotel.rows_of("prints")
    assert (row.sha256, row.copies, row.stay_id) == (given, 2, stay.id)
    assert hotel.kinds()[-1] == "paper_printed"
    listed = client.get("/api/papers?day=2026-11-23").json["prints"]
    assert [(one["paper"], one["copies"]) for one in listed] == [("pick_up_sign", 2)]


@pytest.mark.parametrize(
    ("over", "where"),
    [
        ({"copies": 0}, "copies"),
        ({"copies": 100}, "copies"),
        ({"sha256": "x"}, "sha256"),
        ({"sha256": "0" * 64}, "sha256"),
    ],
)
def test_a_print_that_cannot_be_is_refused(hotel: Hotel, over: dict[str, Any], where: str) -> None:
    stay = hotel.stay()
    client = hotel.client("lobby")
    given = client.get(f"/api/papers/pick_up_sign.pdf?stay={stay.id}").get_etag()[0]
    body = {"stay": stay.id, "copies": 1, "sha256": given} | over
    answer = client.post("/api/papers/pick_up_sign/prints", json=body)
    assert (answer.status_code, answer.json["errors"][0]["where"]) == (422, where)
    assert hotel.rows_of("prints") == []


def test_looks_at_identity_are_on_record(hotel: Hotel) -> None:
    stay = hotel.stay()
    client = hotel.client("lobby")
    before = len(hotel.rows_of("disclosures"))
    client.get("/api/papers/briefing.pdf")
    assert len(hotel.rows_of("disclosures")) == before
    client.get(f"/api/papers/registration_card.pdf?stay={stay.id}")
    assert [row.what for row in hotel.rows_of("disclosures")][before:] == ["registration_card"]
    hotel.client("concierge_manager").get(f"/api/papers/registration_card.pdf?stay={stay.id}")
    assert len(hotel.rows_of("disclosures")) == before + 1


def test_what_was_given_is_given_again_to_the_same_person_only(hotel: Hotel) -> None:
    stay = hotel.stay()
    client = hotel.client("lobby")
    first = client.get("/api/papers/briefing.pdf?day=2026-11-23")
    sha256 = first.get_etag()[0]
    hotel.clock.forward(minutes=5)
    hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
    again = client.get(f"/api/papers/briefing.pdf?day=2026-11-23&sha256={sha256}")
    assert again.get_data() == first.get_data()
    other = hotel.client("lobby_late").get(f"/api/papers/briefing.pdf?day=2026-11-23&sha256={sha256}")
    assert other.get_data() != first.get_data()
