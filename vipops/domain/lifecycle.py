"""A lifecycle is a table of steps, run by one ``transitions`` machine per table.

The machine has no model of its own: a machine per row costs fifty times the memory, and
``auto_transitions`` would let a letter jump to signed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from transitions import Machine
from transitions.extensions import GraphMachine

from vipops.domain.permissions import Permission
from vipops.errors import WrongMoment

UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Step:
    """One row: the verb, the states it leads from, the state it leads to, who may, what is told."""

    verb: str
    sources: tuple[StrEnum, ...]
    target: StrEnum
    needs: Permission
    tells: str
    undoable: bool = False


class Lifecycle:
    """The states and steps of one noun. Nothing else changes a state."""

    def __init__(
        self, name: str, states: type[StrEnum], steps: Sequence[Step], undo: Step | None = None
    ) -> None:
        self.name = name
        self.states = states
        self.initial = next(iter(states))
        self.steps = tuple(steps) + tuple(_undo_steps(steps, undo))
        self._rows = {
            (step.verb, source, _way_back(step)): step for step in self.steps for source in step.sources
        }
        self._machine = self._machine_that_runs()

    def step(self, state: str, verb: str, *, came_from: str | None = None) -> Step:
        """The row for this verb in this state. ``came_from`` is where an undo leads back to.

        Raises ``WrongMoment`` when the table has no such row.
        """
        back = came_from if verb == UNDO else None
        row = self._rows.get((verb, self.states(state), self.states(back) if back else None))
        if row is None:
            raise WrongMoment(
                f"{_spelt(verb)} is not possible for a {_spelt(self.name)} that is {_spelt(state)}.",
                state=state,
                verb=verb,
                possible=self.verbs(state, came_from=came_from),
            )
        return row

    def needs(self, state: str, verb: str) -> Permission:
        """What the verb asks of a person, in whatever state: who may not is told no more than that.

        Raises ``WrongMoment`` for a verb that the table does not know.
        """
        found = next((step.needs for step in self.steps if step.verb == verb), None)
        return found or self.step(state, verb).needs

    def fire(self, state: str, verb: str, *, came_from: str | None = None) -> str:
        """The state after the step, as the machine moves it. Raises ``WrongMoment``."""
        self.step(state, verb, came_from=came_from)
        moved = _Moved(self.states(state), self.states(came_from) if came_from else None)
        self._machine.events[verb].trigger(moved)
        return str(moved.state)

    def verbs(self, state: str, *, came_from: str | None = None) -> list[str]:
        """The verbs of the rows that lead away from this state, in table order."""
        here = [step for step in self.steps if self.states(state) in step.sources]
        return [step.verb for step in here if step.verb != UNDO or step.target == came_from]

    def pairs(self) -> set[tuple[str, str]]:
        """Every (from, to) that the table allows: what the database's trigger lets through."""
        return {(str(source), str(step.target)) for step in self.steps for source in step.sources}

    def mermaid(self) -> str:
        """The drawing as Mermaid text, by the states' own words. The machine that draws is thrown away."""
        drawing: Any = GraphMachine(
            states=[str(state) for state in self.states],
            initial=str(self.initial),
            auto_transitions=False,
            graph_engine="mermaid",
            title=f"Lifecycle of a {self.name}",
        )
        for step in self.steps:
            if step.verb != UNDO:  # the way back would double every arrow
                drawing.add_transition(step.verb, [str(source) for source in step.sources], str(step.target))
        return str(drawing.get_combined_graph().source)

    def _machine_that_runs(self) -> Any:
        machine: Any = Machine(
            model=None, states=self.states, initial=self.initial, auto_transitions=False, send_event=True
        )
        for step in self.steps:
            machine.add_transition(
                step.verb,
                list(step.sources),
                step.target,
                conditions=_leads_back_to(step.target) if step.verb == UNDO else None,
            )
        return machine


@dataclass(slots=True)
class _Moved:
    """What the machine moves: a state in passing, not a database row."""

    state: StrEnum
    came_from: StrEnum | None


def _spelt(code: str) -> str:
    return code.replace("_", " ")


def _undo_steps(steps: Iterable[Step], undo: Step | None) -> list[Step]:
    if undo is None:
        return []
    return [
        Step(UNDO, (step.target,), source, undo.needs, undo.tells)
        for step in steps
        if step.undoable
        for source in step.sources
    ]


def _way_back(step: Step) -> StrEnum | None:
    return step.target if step.verb == UNDO else None


def _leads_back_to(target: StrEnum) -> Any:
    return lambda event: event.model.came_from == target
