"""The drawings of the lifecycles are the ones that the tables give."""

import re
from pathlib import Path

import pytest

from vipops.domain.lifecycles import LIFECYCLES

PAGE = Path(__file__).parents[2] / "docs" / "lifecycles.md"
DRAWING = re.compile(r"^## (\w+)\n.*?^```mermaid\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def drawings() -> dict[str, list[str]]:
    found = DRAWING.findall(PAGE.read_text("utf-8"))
    return {heading.lower(): drawing.splitlines() for heading, drawing in found}


def test_every_lifecycle_is_drawn() -> None:
    assert sorted(drawings()) == sorted(LIFECYCLES)


@pytest.mark.parametrize("name", sorted(LIFECYCLES))
def test_the_drawing_equals_the_table(name: str) -> None:
    printed = [line.rstrip() for line in LIFECYCLES[name].mermaid().splitlines()]
    assert drawings()[name] == printed, f"docs/lifecycles.md: paste `vipops lifecycle {name} --mermaid`"
