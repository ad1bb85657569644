"""Papers by the API: made, given out with the hash of their bytes, put on record."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pypdfium2
import pytest

from tests.support.house import Hotel
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
