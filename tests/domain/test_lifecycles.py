"""The tables of stay, task and letter: whatever people try, each state is reached by a row of its table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vipops.domain.lifecycle import UNDO, Lifecycle
from vipops.domain.lifecycles import LETTER, LIFECYCLES, STAY, TASK
from vipops.errors import WrongMoment
from vipops.events import KINDS

VERBS = {name: sorted({step.verb for step in table.steps}) for name, table in LIFECYCLES.items()}


@pytest.mark.parametrize("table", LIFECYCLES.values(), ids=LIFECYCLES)
class TestEveryTable:
    def test_every_state_can_be_reached(self, table: Lifecycle) -> None:
        reached, more = {str(table.initial)}, True
        while more:
            new = {to for source, to in table.pairs() if source in reached} - reached
            reached, more = reached | new, bool(new)
        assert reached | ({"open"} if table is TASK else set()) == {str(state) for state in table.states}

    def test_every_step_tells_a_known_event(self, table: Lifecycle) -> None:
        assert {step.tells for step in table.steps} <= set(KINDS)

    def test_verbs_are_those_that_fire(self, table: Lifecycle) -> None:
        for state in table.states:
            possible = table.verbs(state)
            for verb in VERBS[table.name]:
                if verb == UNDO:
                    continue
                if verb in possible:
                    assert (str(state), table.fire(state, verb)) in table.pairs()
                else:
                    with pytest.raises(WrongMoment):
                        table.fire(state, verb)

    def test_an_unknown_verb_is_refused_with_what_is_possible(self, table: Lifecycle) -> None:
        with pytest.raises(WrongMoment) as refused:
            table.step(table.initial, "to_signed")
        assert refused.value.facts["possible"] == table.verbs(table.initial)
        assert refused.value.facts["state"] == table.initial

    def test_the_drawing_names_every_state_and_verb(self, table: Lifecycle) -> None:
        drawn = table.mermaid()
        assert drawn.splitlines()[3].startswith("stateDiagram")
        for word in [*table.states, *(verb for verb in VERBS[table.name] if verb != UNDO)]:
            assert str(word) in drawn


@given(st.lists(st.sampled_from(VERBS["stay"]), max_size=30))
def test_a_stay_keeps_to_its_table_whatever_is_asked(verbs: list[str]) -> None:
    state, came_from = str(STAY.initial), None
    for verb in verbs:
        try:
            moved = STAY.fire(state, verb, came_from=came_from)
        except WrongMoment:
            assert verb not in STAY.verbs(state, came_from=came_from)
            continue
        assert (state, moved) in STAY.pairs()
        state, came_from = moved, None if verb == UNDO else state


@given(st.lists(st.sampled_from([*VERBS["task"], *VERBS["letter"], UNDO, "to_done", ""]), max_size=30))
@pytest.mark.parametrize("table", [TASK, LETTER], ids=["task", "letter"])
def test_tasks_and_letters_keep_to_their_tables(table: Lifecycle, verbs: list[str]) -> None:
    state = str(table.initial)
    for verb in verbs:
        try:
            moved = table.fire(state, verb)
        except WrongMoment:
            assert verb not in table.verbs(state)
            continue
        assert (state, moved) in table.pairs()
        state = moved


@pytest.mark.parametrize(
    ("state", "verb"),
    [(str(source), step.verb) for step in STAY.steps if step.undoable for source in step.sources],
)
def test_undo_leads_back_to_where_the_stay_came_from_and_nowhere_else(state: str, verb: str) -> None:
    moved = STAY.fire(state, verb)
    assert STAY.fire(moved, UNDO, came_from=state) == state
    others = {step.target for step in STAY.steps if step.verb == UNDO} - {
        str(source) for step in STAY.steps if step.target == moved for source in step.sources
    }
    for other in others:
        with pytest.raises(WrongMoment):
            STAY.fire(moved, UNDO, came_from=other)


def test_there_is_one_undo_only() -> None:
    """After an undo nobody knows where the stay came from before."""
    for state in STAY.states:
        with pytest.raises(WrongMoment):
            STAY.fire(state, UNDO, came_from=None)


@pytest.mark.parametrize("table", [TASK, LETTER], ids=["task", "letter"])
def test_only_stays_are_undone(table: Lifecycle) -> None:
    assert UNDO not in VERBS[table.name]


def test_no_signed_letter_goes_back() -> None:
    """A correction is a new letter: from signed it is placed or void, and void is the end.

    Fetched from a room that the guest does not get, it is signed still, and waits to be placed again.
    """
    assert {to for source, to in LETTER.pairs() if source == "signed"} == {"placed", "void"}
    assert {to for source, to in LETTER.pairs() if source == "placed"} == {"signed", "void"}
    assert not [to for source, to in LETTER.pairs() if source == "void"]


def test_one_machine_serves_all_rows() -> None:
    """Firing moves a state in passing; the machine itself holds none."""
    assert STAY.fire("expected", "prepare") == "preparing"
    assert STAY.fire("expected", "prepare") == "preparing"
