"""Who is missing in a line-up."""

import pytest

from vipops.domain import line_up

VB = ("general_manager|deputy_general_manager", "lobby_manager")


@pytest.mark.parametrize(
    ("here", "missing"),
    [
        ((), list(VB)),
        (("lobby_manager",), [VB[0]]),
        (("deputy_general_manager",), ["lobby_manager"]),
        (("general_manager", "lobby_manager"), []),
        (("chef",), list(VB)),
    ],
)
def test_one_of_several_is_enough(here: tuple[str, ...], missing: list[str]) -> None:
    assert line_up.missing(VB, [{"post": post} for post in here]) == missing


def test_each_alternative_may_stand_there() -> None:
    assert line_up.named(VB) == {"general_manager", "deputy_general_manager", "lobby_manager"}
