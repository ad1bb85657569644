"""The press room: the same words are pressed once, and what a person was given is known."""

import pytest

from tests.support import papers
from tests.support.letters import letter_words
from vipops.enums import Language
from vipops.integrations.papers import press_room
from vipops.integrations.papers.press_room import PressRoom
from vipops.integrations.papers.refusals import PaperFailed
from vipops.integrations.papers.renderer import Renderer

WORDS = papers.pick_up_sign(Language.EN)


class Press(Renderer):
    """Stands in for the press; its pages are as large as they are wanted."""

    def __init__(self, size: int = 10) -> None:
        super().__init__()
        self.jobs: list[bytes] = []
        self.size = size
        self.fails = False

    def paper(self, job: bytes) -> bytes:
        if self.fails:
            raise PaperFailed("The paper could not be made.")
        self.jobs.append(job)
        return str(len(self.jobs)).encode() * self.size


def test_the_same_words_are_pressed_once() -> None:
    press = Press()
    room = PressRoom(press)
    first = room.make("pick_up_sign", "a4_lying", WORDS, with_gaps=False)
    assert room.make("pick_up_sign", "a4_lying", WORDS, with_gaps=False) is first
    room.make("pick_up_sign", "a4_lying", papers.pick_up_sign(Language.ZH), with_gaps=False)
    room.make("pick_up_sign", "a4_lying", WORDS, with_gaps=True)
    assert len(press.jobs) == 3


def test_a_letter_goes_through_the_same_press() -> None:
    press = Press()
    PressRoom(press).make("farewell_letter", "a4", letter_words(), with_gaps=False)
    assert b'"kind": "letter"' in press.jobs[0]


def test_a_fault_is_not_held() -> None:
    press = Press()
    room = PressRoom(press)
    press.fails = True
    with pytest.raises(PaperFailed):
        room.make("pick_up_sign", "a4_lying", WORDS, with_gaps=False)
    press.fails = False
    assert room.make("pick_up_sign", "a4_lying", WORDS, with_gaps=False).pdf


def test_what_was_given_belongs_to_its_holder() -> None:
    room = PressRoom(Press())
    made = room.make("pick_up_sign", "a4_lying", WORDS, with_gaps=False)
    room.give(made, 7)
    assert room.held(made.sha256, 7) == made
    assert room.held(made.sha256, 8) is None
    assert room.was_given(made.sha256, 7)
    assert not room.was_given(made.sha256, 8)
    assert not room.was_given("", 7)


def test_the_oldest_leaves_when_the_shelf_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press_room, "_HELD_BYTES", 25)
    press = Press(size=10)
    room = PressRoom(press)
    made = [
        room.make("pick_up_sign", "a4_lying", papers.pick_up_sign(Language.EN, number), with_gaps=False)
        for number in range(3)
    ]
    for one in made:
        room.give(one, 7)
    assert room.held(made[0].sha256, 7) is None
    assert room.held(made[2].sha256, 7) == made[2]
    assert room.was_given(made[0].sha256, 7), "it may still be put on record"
