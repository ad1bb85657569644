"""Several letters under one signature: each its own transaction, event and result."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from tests.support.house import Hotel
from tests.support.letters import pad_data
from vipops import models
from vipops.errors import BadInput, NotAllowed
from vipops.integrations.papers.letter_words import LetterWords
from vipops.queries import letter_desk
from vipops.services import answers, letter_signing
from vipops.services.answers import Call
from vipops.services.letter_signing import SigningAsked

STROKES = pad_data()
PICTURED = (
    "INSERT INTO letter_previews (letter_id, property_id, words_hash, png) VALUES (:id, 1, :hash, :png)"
)


def three(hotel: Hotel, state: str = "checked") -> list[Any]:
    """The letters of three stays in this state."""
    return [
        hotel.bring_letter_to(hotel.stay(confirmation_number=f"C{place}", guest__surname=surname).id, state)
        for place, surname in enumerate(("Adeyemi", "Brandt", "Castellanos"))
    ]


def opened(hotel: Hotel, rows: list[Any], by: str = "gm") -> None:
    """The person has the picture of each letter before them, as it stands."""
    for row in rows:
        hotel.sql("DELETE FROM letter_previews WHERE letter_id = :id", id=row.id)
        hotel.sql(PICTURED, id=row.id, hash=row.words_hash, png=b"PNG")
        with hotel.inside():
            letter_desk.preview(row.id, hotel.actor(by), hotel.now)


def sign(
    hotel: Hotel, rows: list[Any], *, by: str = "gm", call: Call | None = None, **more: Any
) -> list[Any]:
    asked = SigningAsked([(row.id, row.version) for row in rows], more.get("strokes", STROKES))
    with hotel.inside():
        return letter_signing.sign(asked, by=hotel.actor(by), house=hotel.house, now=hotel.now, call=call)


def letters(hotel: Hotel) -> list[Any]:
    return hotel.rows(select(models.Letter).order_by(models.Letter.id))


def test_each_letter_has_its_own_signature_event_and_hash(hotel: Hotel) -> None:
    rows = three(hotel)
    opened(hotel, rows)
    results = sign(hotel, rows)
    assert [(one["letter_id"], one["outcome"]) for one in results] == [(row.id, "signed") for row in rows]
    now = letters(hotel)
    assert {(row.state, row.signed_by_id) for row in now} == {("signed", hotel.actor("gm").id)}
    assert len({row.words_hash for row in now}) == 3
    for row in now:
        assert LetterWords.from_json(json.dumps(row.words)).digest == row.words_hash
        assert row.strokes == now[0].strokes
    assert hotel.kinds().count("letter_signed") == 3
    assert all(hotel.task(row.stay_id, "letter_signed").state == "done" for row in now)


def test_who_was_changed_meanwhile_does_not_hold_up_the_others(hotel: Hotel) -> None:
    first, second, third = three(hotel)
    opened(hotel, [first, second, third])
    hotel.change_letter(second, "send_back", by="gm", reason="The date.")
    results = sign(hotel, [first, second, third])
    assert [one["outcome"] for one in results] == ["signed", "refused", "signed"]
    assert results[1]["code"] == "overtaken"
    assert results[1]["state"] == "drafted"
    assert [row.state for row in letters(hotel)] == ["signed", "drafted", "signed"]


def test_each_refusal_is_told_by_itself(hotel: Hotel) -> None:
    """Not checked, checked by the signer, not there at all, and one that the fonts cannot print."""
    first, unchecked, own = three(hotel, "drafted")
    glyph = hotel.stay(confirmation_number="C9", guest__surname="Lindqvist\U0001e900")
    hotel.write_letters()
    lacking = hotel.letter(glyph.id)
    for row in (first, own, lacking):
        hotel.change_letter(row, "check", name=row.booked_name)
    hotel.sql("UPDATE letters SET checked_by_id = :gm WHERE id = :id", gm=hotel.actor("gm").id, id=own.id)
    rows = [hotel.letter(row.stay_id) for row in (first, unchecked, own, lacking)]
    opened(hotel, rows)
    asked = SigningAsked([*((row.id, row.version) for row in rows), (999, 1)], STROKES)
    with hotel.inside():
        results = letter_signing.sign(asked, by=hotel.actor("gm"), house=hotel.house, now=hotel.now)
    assert [one.get("code", one["outcome"]) for one in results] == [
        "signed", "wrong_moment", "not_allowed", "bad_input", "not_found",
    ]  # fmt: skip
    assert all(one["detail"] for one in results[1:])


def test_sent_again_nothing_is_done_twice(hotel: Hotel) -> None:
    rows = three(hotel)
    opened(hotel, rows)
    call = answers.call("tablet-gm", "one key", hotel.actor("gm").id, {"letters": "these"})
    first = sign(hotel, rows, call=call)
    before = hotel.counts()
    assert sign(hotel, rows, call=call) == first
    assert hotel.counts() == before
    other = answers.call("tablet-gm", "one key", hotel.actor("gm").id, {"letters": "others"})
    assert {one["code"] for one in sign(hotel, rows, call=other)} == {"bad_input"}


def test_who_has_not_opened_a_letter_does_not_sign_it_with_others(hotel: Hotel) -> None:
    """Not at all, by somebody else, or in other words than it has now."""
    read, unread, others, changed = (
        hotel.bring_letter_to(hotel.stay(confirmation_number=f"C{place}").id, "checked") for place in range(4)
    )
    opened(hotel, [read, changed])
    opened(hotel, [others], by="lobby")
    hotel.sql("UPDATE letters SET words_hash = 'another' WHERE id = :id", id=changed.id)
    results = sign(hotel, [read, unread, others, changed])
    assert [one["outcome"] for one in results] == ["signed", "refused", "refused", "refused"]
    assert {(one["code"], one["detail"]) for one in results[1:]} == {
        ("wrong_moment", "You have not opened this letter as it stands. Read it to its end first.")
    }
    assert [row.state for row in letters(hotel)] == ["signed", "checked", "checked", "checked"]
    opened(hotel, [unread])
    assert [one["outcome"] for one in sign(hotel, [unread])] == ["signed"]


@pytest.mark.parametrize("case", ["none", "twice", "too many", "no stroke"])
def test_what_is_no_signing_at_all_is_refused_whole(hotel: Hotel, case: str) -> None:
    row = hotel.bring_letter_to(hotel.stay().id, "checked")
    rows = {"none": [], "twice": [row, row], "too many": [row] * 41, "no stroke": [row]}[case]
    before = hotel.counts()
    with pytest.raises(BadInput):
        sign(hotel, rows, strokes=[] if case == "no stroke" else STROKES)
    assert (hotel.counts(), hotel.letter(row.stay_id)) == (before, row)


def test_who_signs_for_no_grade_signs_nothing(hotel: Hotel) -> None:
    row = hotel.bring_letter_to(hotel.stay().id, "checked")
    with pytest.raises(NotAllowed):
        sign(hotel, [row], by="housekeeping_manager")
    assert hotel.letter(row.stay_id) == row
