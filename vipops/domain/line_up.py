"""Line-ups: who must stand there, and who is missing. "a|b" in a line-up means that one of them is enough."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

EITHER = "|"


def named(people: Iterable[str]) -> frozenset[str]:
    """Every post that may stand in the line-up."""
    return frozenset(post for entry in people for post in entry.split(EITHER))


def missing(people: Sequence[str], roll: Iterable[Mapping[str, Any]]) -> list[str]:
    """The entries of which nobody is in position, in the line-up's order."""
    here = {str(one["post"]) for one in roll}
    return [entry for entry in people if here.isdisjoint(entry.split(EITHER))]
