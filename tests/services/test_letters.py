"""The letter from draft to the room, back, and void: what each step asks for and what is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from tests.support.builders import at
from tests.support.house import STAND_IN_PDF, Hotel
from tests.support.letters import pad_data
from vipops import models
from vipops.domain.lifecycles import LETTER
from vipops.errors import BadInput, NotAllowed, NotFound, Overtaken, Refusal, WrongMoment
from vipops.services import letter_printing, letter_writing, letters, stay_times
from vipops.services.letters import LetterAsked
from vipops.services.stay_times import NewTimes

NAME = "Katharina Lindqvist"


def test_the_whole_way_ticks_the_plan(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.write_letters()
    drafted = hotel.letter(stay.id)
    assert (drafted.state, drafted.booked_name, drafted.missing_glyphs, drafted.fault) == (
        "drafted", NAME, "", "",
    )  # fmt: skip
    assert drafted.sign_by == hotel.task(stay.id, "letter_signed").due_at
    states = [step(hotel, stay.id) for step in (plan, check, plan, sign, plan, place, plan)]
    assert states == [
        ["done", "open", "waiting", "waiting"],
        "checked",
        ["done", "done", "open", "waiting"],
        "signed",
        ["done", "done", "done", "open"],
        "placed",
        ["done", "done", "done", "done"],
    ]
    row = hotel.letter(stay.id)
    assert row.checked_by_id == row.placed_by_id == hotel.actor("lobby").id
    assert row.signed_by_id == hotel.actor("gm").id
    assert row.signed_at == hotel.now


def test_placed_by_mistake_it_is_still_to_be_placed(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.bring_letter_to(stay.id, "placed")
    before = hotel.seq
    hotel.change_letter(hotel.letter(stay.id), "take_back")
    row = hotel.letter(stay.id)
    assert (row.state, row.placed_at, row.placed_by_id) == ("signed", None, None)
    assert row.signed_by_id == hotel.actor("gm").id
    assert plan(hotel, stay.id) == ["done", "done", "done", "open"]
    assert {"letter_fetched", "task_reopened"} <= set(hotel.kinds(before))
    assert hotel.change_letter(row, "place")["state"] == "placed"


def plan(hotel: Hotel, stay_id: int) -> Any:
    steps = ("letter_drafted", "letter_checked", "letter_signed", "letter_placed")
    return [hotel.task(stay_id, step).state for step in steps]


def check(hotel: Hotel, stay_id: int) -> Any:
    return hotel.change_letter(hotel.letter(stay_id), "check", name=NAME)["state"]


def sign(hotel: Hotel, stay_id: int) -> Any:
    return hotel.change_letter(hotel.letter(stay_id), "sign", by="gm", strokes=pad_data())["state"]


def place(hotel: Hotel, stay_id: int) -> Any:
    hotel.keep_stand_in_pdf(stay_id)
    return hotel.change_letter(hotel.letter(stay_id), "place")["state"]


class TestDrafting:
    @pytest.mark.parametrize(
        ("now", "begun"),
        [("2026-11-22 03:59", False), ("2026-11-22 04:00", True), ("2026-11-23 14:00", True)],
    )
    def test_a_day_ahead_by_the_hotels_day(self, hotel: Hotel, now: str, begun: bool) -> None:  # noqa: FBT001
        hotel.clock.to(at(now))
        hotel.stay()
        with hotel.inside():
            assert letter_writing.draft_next(hotel.house, hotel.now) is begun
            assert not letter_writing.draft_next(hotel.house, hotel.now)

    @pytest.mark.parametrize("state", ["arrived", "cancelled", "no_show"])
    def test_not_for_who_is_here_or_does_not_come(self, hotel: Hotel, state: str) -> None:
        stay = hotel.stay()
        hotel.bring_to(stay.id, state)
        hotel.write_letters()
        assert hotel.rows(select(models.Letter)) == []

    @pytest.mark.parametrize(
        ("language", "words_in"), [("zh", "zh"), ("en", "en"), ("ja", "ja"), ("fr", "en"), (None, "en")]
    )
    def test_in_the_guests_language(self, hotel: Hotel, language: str | None, words_in: str) -> None:
        stay = hotel.stay(guest__language=language)
        hotel.write_letters()
        assert hotel.letter(stay.id).words["language"] == words_in

    def test_where_nobody_holds_the_post_that_signs_the_fault_is_told_and_tried_again(
        self, hotel: Hotel
    ) -> None:
        hotel.sql("UPDATE staff SET active = :no WHERE username = 'gm'", no=False)
        stay = hotel.stay()
        hotel.write_letters()
        assert "general_manager" in hotel.letter(stay.id).fault
        hotel.sql("UPDATE staff SET active = :yes WHERE username = 'gm'", yes=True)
        hotel.write_letters()
        assert hotel.letter(stay.id).words is None
        hotel.clock.forward(minutes=1)
        hotel.write_letters()
        row = hotel.letter(stay.id)
        assert row.fault == ""
        assert NAME in str(row.words)


class TestChangeUnderIt:
    @pytest.mark.parametrize("state", ["drafted", "checked"])
    @pytest.mark.parametrize("what", ["name", "day"])
    def test_an_unsigned_letter_is_written_again(self, hotel: Hotel, state: str, what: str) -> None:
        stay = hotel.stay()
        letter = hotel.bring_letter_to(stay.id, state)
        self.change(hotel, what)
        row = hotel.letter(stay.id)
        assert (row.id, row.state, row.words, row.checked_by_id) == (letter.id, "drafted", None, None)
        hotel.write_letters()
        words = hotel.letter(stay.id).words
        if what == "name":
            assert "Katharina Lindquist" in str(words)
        assert hotel.task(stay.id, "letter_checked").state == "open"

    @pytest.mark.parametrize("state", ["signed", "placed"])
    @pytest.mark.parametrize("what", ["name", "day"])
    def test_a_signed_letter_is_void_and_a_new_one_replaces_it(
        self, hotel: Hotel, state: str, what: str
    ) -> None:
        stay = hotel.stay()
        old = hotel.bring_letter_to(stay.id, state)
        self.change(hotel, what)
        hotel.clock.to(at("2026-11-23 05:00"))
        hotel.write_letters()
        first, second = hotel.rows(select(models.Letter).order_by(models.Letter.id))
        assert (first.id, first.state, first.words) == (old.id, "void", old.words)
        assert second.state == "drafted"
        assert plan(hotel, stay.id) == ["done", "open", "waiting", "waiting"]

    def change(self, hotel: Hotel, what: str) -> None:
        if what == "name":
            assert hotel.book(guest__surname="Lindquist").outcome == "changed"
            return
        with hotel.inside():
            times = NewTimes(arrival_at=at("2026-11-24 15:00"))
            stay_times.change(1, times, by=hotel.actor("lobby"), house=hotel.house, now=hotel.now)


def test_send_back_asks_for_another_check(hotel: Hotel) -> None:
    stay = hotel.stay()
    letter = hotel.bring_letter_to(stay.id, "checked")
    hotel.change_letter(letter, "send_back", by="gm", reason="Mention the anniversary.")
    row = hotel.letter(stay.id)
    assert (row.state, row.note, row.checked_by_id) == ("drafted", "Mention the anniversary.", None)
    assert row.words == letter.words
    assert hotel.task(stay.id, "letter_checked").state == "open"
    assert check(hotel, stay.id) == "checked"


def test_a_name_that_the_fonts_lack_is_told_before_the_signature(hotel: Hotel) -> None:
    stay = hotel.stay(guest__surname="Lindqvist\U0001e900")
    hotel.write_letters()
    letter = hotel.letter(stay.id)
    assert "U+1E900" in letter.missing_glyphs
    hotel.change_letter(letter, "check", name=letter.booked_name)
    with pytest.raises(BadInput, match=r"fonts lack.*U\+1E900"):
        sign(hotel, stay.id)
    assert hotel.letter(stay.id).state == "checked"


class TestPrinting:
    def test_once_under_its_hash(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        hotel.bring_letter_to(stay.id, "signed")
        with hotel.inside():
            made = letter_printing.next_without_pdf(hotel.house, hotel.now)
            assert made is not None
            for _ in range(2):  # a worker that crashed and one that took over
                letter_printing.keep_pdf(hotel.house, made, STAND_IN_PDF, hotel.now)
            assert letter_printing.next_without_pdf(hotel.house, hotel.now) is None
        assert len(hotel.rows(select(models.LetterPdf))) == 1
        assert hotel.kinds().count("letter_printed") == 1

    def test_a_fault_is_told_and_tried_again_a_minute_later(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        hotel.bring_letter_to(stay.id, "signed")
        with hotel.inside():
            made = letter_printing.next_without_pdf(hotel.house, hotel.now)
            assert made is not None
            letter_printing.keep_fault(hotel.house, made, "No font." * 99, hotel.now)
            assert letter_printing.next_without_pdf(hotel.house, hotel.now) is None
            hotel.clock.forward(minutes=1)
            assert letter_printing.next_without_pdf(hotel.house, hotel.now) == made
        assert len(hotel.letter(stay.id).fault) == 255


def step(start: str, verb: str, by: str = "lobby", **details: Any) -> tuple[str, Callable[[Hotel], Any]]:
    return start, lambda hotel: hotel.change_letter(hotel.letter(1), verb, by=by, **details)


def unknown(hotel: Hotel) -> None:
    with hotel.inside():
        letters.change(LetterAsked(99, "check", 1), by=hotel.actor("lobby"), house=hotel.house, now=hotel.now)


STROKES = pad_data()
REFUSALS: dict[str, tuple[tuple[str, Callable[[Hotel], Any]], type[Refusal]]] = {
    "a letter that is not there": (("drafted", unknown), NotFound),
    "an older screen": (step("drafted", "check", seen=99, name=NAME), Overtaken),
    "a name misspelt": (step("drafted", "check", name="Katarina Lindqvist"), BadInput),
    "no name": (step("drafted", "check"), BadInput),
    "an attendant checking": (step("drafted", "check", "front_office_attendant", name=NAME), NotAllowed),
    "another department checking": (step("drafted", "check", "sales", name=NAME), NotAllowed),
    "signing unchecked": (step("drafted", "sign", "gm", strokes=STROKES), WrongMoment),
    "placing unsigned": (step("checked", "place"), WrongMoment),
    "a post that does not sign": (step("checked", "sign", "lobby", strokes=STROKES), NotAllowed),
    "no signature": (step("checked", "sign", "gm"), BadInput),
    "an empty signature": (step("checked", "sign", "gm", strokes=[]), BadInput),
    "strokes that are none": (step("checked", "sign", "gm", strokes=[{"points": "x"}]), BadInput),
    "placing unprinted": (step("signed", "place"), WrongMoment),
    "sending a signed one back": (step("signed", "send_back", "gm", reason="so"), WrongMoment),
    "rewriting a signed one": (step("signed", "redraft", reason="so"), WrongMoment),
    "checking a signed one": (step("signed", "check", name=NAME), WrongMoment),
    "sending back without a reason": (step("checked", "send_back", "gm"), BadInput),
    "sending back from the desk": (
        step("checked", "send_back", "front_office_supervisor", reason="so"),
        NotAllowed,
    ),
    "voiding without a reason": (step("drafted", "void"), BadInput),
    "a supervisor voiding": (step("signed", "void", "front_office_supervisor", reason="so"), NotAllowed),
    "anything after void": (step("void", "redraft"), WrongMoment),
    "a verb nobody knows": (step("drafted", "burn"), WrongMoment),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_refused_and_nothing_written(hotel: Hotel, case: str) -> None:
    (start, act), refusal = REFUSALS[case]
    stay = hotel.stay()
    before_row = hotel.bring_letter_to(stay.id, start)
    before = hotel.counts()
    with pytest.raises(refusal) as refused:
        act(hotel)
    assert type(refused.value) is refusal
    assert (hotel.counts(), hotel.letter(stay.id)) == (before, before_row)


def test_who_drafted_does_not_check(hotel: Hotel) -> None:
    """Item F5: a second person. The house drafts, so nobody is barred; a person who drafted would be."""
    stay = hotel.stay()
    hotel.write_letters()
    hotel.sql("UPDATE letters SET drafted_by_id = :lobby", lobby=hotel.actor("lobby").id)
    with pytest.raises(NotAllowed, match="second person"):
        check(hotel, stay.id)
    assert (
        hotel.change_letter(hotel.letter(stay.id), "check", by="lobby_late", name=NAME)["state"] == "checked"
    )


@pytest.mark.parametrize("state", [str(state) for state in LETTER.states])
def test_every_other_verb_is_refused_in_every_state(hotel: Hotel, state: str) -> None:
    stay = hotel.stay()
    letter = hotel.bring_letter_to(stay.id, state)
    needs = hotel.letter_needs(letter)
    for verb in sorted({step.verb for step in LETTER.steps} - set(LETTER.verbs(state))):
        # What only the house does is refused to people before the moment is looked at.
        with pytest.raises(WrongMoment if verb in needs else NotAllowed):
            hotel.change_letter(letter, verb, **needs.get(verb, {}))
    assert hotel.letter(stay.id) == letter
