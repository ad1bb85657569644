"""Signatures as they are drawn on a tablet."""

from vipops.demo.handwriting import signature
from vipops.demo.people import PEOPLE
from vipops.integrations.papers.strokes import ink, read_strokes


def test_everybody_has_a_hand_of_their_own() -> None:
    drawn = {person.username: read_strokes(signature(person.en)) for person in PEOPLE}
    assert len({one.digest for one in drawn.values()}) == len(PEOPLE)
    assert all(ink(one).width > ink(one).height for one in drawn.values())


def test_the_same_hand_every_time() -> None:
    assert signature("Marcus Shen") == signature("Marcus Shen")
