"""A lifecycle's table as a drawing: its states one below the other, its steps as lines with room for words.

The same table gives the same drawing. A step to the next state runs straight down; one that jumps ahead runs
along the right side, one that leads back along the left. Steps to the same state share one line.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from vipops.domain.lifecycle import UNDO, Lifecycle

NODE_WIDTH, PORT, WORD, GAP = 168, 26, 17, 36
WORDS_WIDTH, TRACK, MARGIN = 176, 16, 12
SMALLEST = 44

Side = Literal["right", "left", "down"]


@dataclass(frozen=True, slots=True)
class Node:
    """The box of a state; ``ends`` where no step leads on."""

    state: str
    x: int
    y: int
    width: int
    height: int
    begins: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class Line:
    """The steps from one state to another: an SVG path, and where its words stand."""

    source: str
    target: str
    verbs: tuple[str, ...]
    path: str
    words_x: int
    words_y: int  # of the last verb; the others stand above it, ``WORD`` apart
    words_end: bool  # the words end at ``words_x`` instead of beginning there


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything in one coordinate system; lengths in CSS pixels."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]


def drawing(lifecycle: Lifecycle) -> Drawing:
    """The drawing of this table, without the ways back of undo: they would double every line."""
    return _Layout(lifecycle).drawing()


class _Layout:
    def __init__(self, lifecycle: Lifecycle) -> None:
        self.states = [str(state) for state in lifecycle.states]
        self.row = {state: number for number, state in enumerate(self.states)}
        self.initial = str(lifecycle.initial)
        self.steps = _steps(lifecycle)
        self.ports = self._ports()
        self.tracks = {side: self._tracks(side) for side in ("right", "left")}
        self.x = MARGIN + self._room("left")
        self.nodes = self._nodes()

    def drawing(self) -> Drawing:
        last = self.nodes[self.states[-1]]
        return Drawing(
            width=self.x + NODE_WIDTH + self._room("right") + MARGIN,
            height=last.y + last.height + MARGIN,
            nodes=tuple(self.nodes.values()),
            lines=tuple(self._line(*pair, verbs) for pair, verbs in self.steps.items()),
        )

    def side(self, source: str, target: str) -> Side:
        """Which way a step runs: down to the next state, ahead on the right, else on the left."""
        ahead = self.row[target] - self.row[source]
        return "down" if ahead == 1 else "right" if ahead > 1 else "left"

    def _ports(self) -> dict[tuple[str, str], list[str]]:
        """What meets a state's side, from its top down: the line that comes in, then those that go out."""
        ports: dict[tuple[str, str], list[str]] = defaultdict(list)
        for _source, target in self.steps:
            side = self.side(_source, target)
            if side != "down" and "in" not in ports[target, side]:
                ports[target, side].insert(0, "in")
        for source, target in self.steps:
            side = self.side(source, target)
            if side != "down":
                ports[source, side].append(target)
        return ports

    def _tracks(self, side: str) -> dict[str, int]:
        """The number of the line that leads to each target; lines that never meet share one."""
        spans: dict[str, list[int]] = defaultdict(list)
        for source, target in self.steps:
            if self.side(source, target) == side:
                spans[target] += [self.row[source], self.row[target]]
        taken: list[list[tuple[int, int]]] = []
        found: dict[str, int] = {}
        # The shortest lie next to the states.
        for target in sorted(spans, key=lambda one: (max(spans[one]) - min(spans[one]), self.row[one])):
            low, high = min(spans[target]), max(spans[target])
            free = [
                number
                for number, others in enumerate(taken)
                if all(high < first or low > last for first, last in others)
            ]
            number = free[0] if free else len(taken)
            if not free:
                taken.append([])
            taken[number].append((low, high))
            found[target] = number
        return found

    def _room(self, side: str) -> int:
        count = max(self.tracks[side].values(), default=-1) + 1
        return WORDS_WIDTH + count * TRACK if count else 0

    def _nodes(self) -> dict[str, Node]:
        nodes, y = {}, MARGIN
        onward = {source for source, target in self.steps if source != target}
        for state in self.states:
            most = max(self._reach(state, side) for side in ("right", "left"))
            height = max(SMALLEST, most + 12)
            nodes[state] = Node(
                state, self.x, y, NODE_WIDTH, height, state == self.initial, state not in onward
            )
            y += height + GAP
        return nodes

    def _line(self, source: str, target: str, verbs: tuple[str, ...]) -> Line:
        side = self.side(source, target)
        if side == "down":
            return self._straight(source, target, verbs)
        start, end = self._port(source, side, target), self._port(target, side, "in")
        sign = 1 if side == "right" else -1
        edge = self.x + NODE_WIDTH if side == "right" else self.x
        track = edge + sign * (WORDS_WIDTH + self.tracks[side][target] * TRACK)
        return Line(
            source, target, verbs,
            path=f"M{edge} {start}H{track}V{end}H{edge + sign * 2}",
            words_x=edge + sign * 10, words_y=start - 5, words_end=side == "left",
        )  # fmt: skip

    def _straight(self, source: str, target: str, verbs: tuple[str, ...]) -> Line:
        begin, end = self.nodes[source], self.nodes[target]
        middle = self.x + NODE_WIDTH // 2
        top = begin.y + begin.height
        return Line(
            source, target, verbs,
            path=f"M{middle} {top}V{end.y - 2}",
            words_x=middle + 10, words_y=(top + end.y) // 2 + 5, words_end=False,
        )  # fmt: skip

    def _port(self, state: str, side: str, name: str) -> int:
        """How far down a line meets the box."""
        node = self.nodes[state]
        above = (node.height - self._reach(state, side)) // 2
        return node.y + above + self._reach(state, side, name) - PORT // 2

    def _reach(self, state: str, side: str, last: str = "") -> int:
        """How much of the side the lines take, all of them or down to ``last``; more verbs take more room."""
        reach = 0
        for name in self.ports[state, side]:
            verbs = self.steps.get((state, name), ("",)) if name != "in" else ("",)
            reach += PORT + WORD * (len(verbs) - 1)
            if name == last:
                break
        return reach


def _steps(lifecycle: Lifecycle) -> dict[tuple[str, str], tuple[str, ...]]:
    """The verbs between each two states, in the order of the states."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for step in lifecycle.steps:
        if step.verb == UNDO:
            continue
        for source in step.sources:
            pair = (str(source), str(step.target))
            if step.verb not in found[pair]:
                found[pair].append(step.verb)
    rows = {str(state): number for number, state in enumerate(lifecycle.states)}
    ordered = sorted(found, key=lambda pair: (rows[pair[0]], rows[pair[1]]))
    return {pair: tuple(found[pair]) for pair in ordered}
