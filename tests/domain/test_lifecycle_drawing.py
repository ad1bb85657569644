"""The drawing shows every state and every step of the table, nothing over another, and always the same."""

import re
from itertools import combinations

import pytest

from vipops.domain.lifecycle import UNDO
from vipops.domain.lifecycle_drawing import drawing
from vipops.domain.lifecycle_words import NAMES, STATES, STEPS, WHO_MAY
from vipops.domain.lifecycles import LIFECYCLES

PATH = re.compile(r"M(\d+) (\d+)(?:V(\d+)|H(\d+)V(\d+)H(\d+))")


@pytest.mark.parametrize("name", LIFECYCLES)
def test_every_state_and_step_is_drawn(name: str) -> None:
    lifecycle = LIFECYCLES[name]
    drawn = drawing(lifecycle)
    assert [node.state for node in drawn.nodes] == [str(state) for state in lifecycle.states]
    steps = {
        (str(source), str(step.target), step.verb)
        for step in lifecycle.steps
        if step.verb != UNDO
        for source in step.sources
    }
    assert {(line.source, line.target, verb) for line in drawn.lines for verb in line.verbs} == steps
    assert drawing(lifecycle) == drawn


@pytest.mark.parametrize("name", LIFECYCLES)
def test_nothing_lies_over_another(name: str) -> None:
    drawn = drawing(LIFECYCLES[name])
    for one, other in combinations(drawn.nodes, 2):
        assert one.y + one.height <= other.y or other.y + other.height <= one.y
    places = [(line.words_x, line.words_y) for line in drawn.lines]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("name", LIFECYCLES)
def test_lines_begin_and_end_at_their_boxes_and_stay_inside(name: str) -> None:
    drawn = drawing(LIFECYCLES[name])
    boxes = {node.state: node for node in drawn.nodes}
    for line in drawn.lines:
        found = PATH.fullmatch(line.path)
        assert found, line.path
        x, y, straight, track, end, _edge = (int(part) if part else None for part in found.groups())
        begin, target = boxes[line.source], boxes[line.target]
        assert x is not None
        assert y is not None
        assert begin.y <= y <= begin.y + begin.height
        bottom = straight if straight is not None else end
        assert bottom is not None
        assert target.y - 2 <= bottom <= target.y + target.height
        assert track is None or 0 <= track <= drawn.width


def test_states_without_a_step_onward_are_marked() -> None:
    drawn = {node.state: node for node in drawing(LIFECYCLES["grant"]).nodes}
    assert drawn["asked"].begins
    assert [state for state, node in drawn.items() if node.ends] == ["approved", "refused", "withdrawn"]


@pytest.mark.parametrize("name", LIFECYCLES)
def test_everything_has_its_words(name: str) -> None:
    lifecycle = LIFECYCLES[name]
    assert name in NAMES
    assert set(STATES[name]) == {str(state) for state in lifecycle.states}
    assert set(STEPS[name]) == {step.verb for step in lifecycle.steps}
    assert {step.needs for step in lifecycle.steps} <= set(WHO_MAY)
