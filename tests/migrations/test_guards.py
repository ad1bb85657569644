"""No illegal state, also not by a hand at the database's prompt."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.support.house import WAY_TO, Hotel
from vipops.domain.lifecycle import Lifecycle
from vipops.domain.lifecycles import LETTER, LIFECYCLES, STAY, TASK
from vipops.storage import db

# Everything beside the state is set as the new state wants it: only the step itself is at fault.
UPDATES = {
    "stays": "UPDATE stays SET state = '{target}' WHERE id = {id}",
    "tasks": (
        "UPDATE tasks SET state = '{target}',"
        " done_at = CASE WHEN '{target}' IN ('done', 'signed_off') THEN changed_at END,"
        " signed_at = CASE WHEN '{target}' = 'signed_off' THEN changed_at END WHERE id = {id}"
    ),
    "letters": (
        "UPDATE letters SET state = '{target}',"
        " signed_at = CASE WHEN '{target}' IN ('signed', 'placed') THEN drafted_at ELSE signed_at END,"
        " signed_by_id = CASE WHEN '{target}' IN ('signed', 'placed') THEN 1 ELSE signed_by_id END"
        " WHERE id = {id}"
    ),
}
TASK_WAY_TO: dict[str, tuple[str, ...]] = {
    "waiting": (),
    "open": (),
    "in_progress": ("start",),
    "done": ("tick",),
    "signed_off": ("tick", "sign_off"),
    "skipped": ("skip",),
    "cancelled": ("cancel",),
}


def a_stay(hotel: Hotel, state: str) -> int:
    stay = hotel.stay()
    hotel.bring_to(stay.id, state)
    return int(stay.id)


def a_task(hotel: Hotel, state: str) -> int:
    stay = hotel.stay()
    task = hotel.task(stay.id, "fruit" if state == "waiting" else "briefing")
    for verb in TASK_WAY_TO[state]:
        by = {"cancel": "house", "sign_off": "gm"}.get(verb, "lobby")
        hotel.change(hotel.task(stay.id, "briefing"), verb, by=by, reason="for the test")
    return int(task.id)


def a_letter(hotel: Hotel, state: str) -> int:
    return int(hotel.bring_letter_to(hotel.stay().id, state).id)


CASES: list[tuple[str, Lifecycle, Callable[[Hotel, str], int]]] = [
    ("stays", STAY, a_stay),
    ("tasks", TASK, a_task),
    ("letters", LETTER, a_letter),
]


@pytest.mark.parametrize(
    ("table", "lifecycle", "a_row", "state"),
    [
        pytest.param(table, lifecycle, a_row, str(state), id=f"{table}-{state}")
        for table, lifecycle, a_row in CASES
        for state in lifecycle.states
    ],
)
def test_a_state_moves_only_along_the_table(
    hotel: Hotel, table: str, lifecycle: Lifecycle, a_row: Callable[[Hotel, str], int], state: str
) -> None:
    """Every pair, legal and not: what the table allows the database allows, and nothing else."""
    row_id = a_row(hotel, state)
    allowed = {target for source, target in lifecycle.pairs() if source == state} | {state}
    went = {str(target) for target in lifecycle.states if moves(hotel, table, row_id, str(target))}
    assert went == allowed


def moves(hotel: Hotel, table: str, row_id: int, target: str) -> bool:
    """Whether the database lets the state move; nothing is kept."""
    with hotel.inside(), db.engine.connect() as connection:
        try:
            connection.execute(text(UPDATES[table].format(target=target, id=row_id)))
        except DBAPIError as refused:
            if "no such step in the lifecycle" not in str(refused.orig):
                raise
            return False
        finally:
            connection.rollback()
    return True


@pytest.mark.parametrize(("table", "a_row"), [(table, a_row) for table, _, a_row in CASES])
@pytest.mark.parametrize("word", ["", "gone", "DONE", "Expected"])
def test_no_other_word_is_a_state(
    hotel: Hotel, table: str, a_row: Callable[[Hotel, str], int], word: str
) -> None:
    start = {"stays": "expected", "tasks": "open", "letters": "drafted"}[table]
    row_id = a_row(hotel, start)
    with pytest.raises(DBAPIError):
        hotel.sql(UPDATES[table].format(target=word, id=row_id))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tasks SET done_at = NULL WHERE id = {done}",
        "UPDATE tasks SET done_at = changed_at WHERE id = {open}",
        "UPDATE tasks SET signed_at = changed_at WHERE id = {done}",
        "UPDATE tasks SET signed_by_id = done_by_id WHERE id = {done}",
        "UPDATE tasks SET version = 0 WHERE id = {open}",
        "UPDATE tasks SET department = 'kitchen' WHERE id = {open}",
        "UPDATE stays SET departure_at = arrival_at",
        "UPDATE stays SET came_from = 'nowhere'",
        "UPDATE stays SET version = 0",
        "UPDATE letters SET checked_by_id = 4, drafted_by_id = 4",
        "UPDATE letters SET version = 0",
        "UPDATE staff SET role = 'king' WHERE id = 1",
        "UPDATE staff SET department = 'kitchen' WHERE id = 1",
        "UPDATE events SET body = '{{}}' WHERE seq = 1",
        "UPDATE events SET hash = ''",
        "INSERT INTO stays SELECT * FROM stays",
    ],
)
def test_the_database_keeps_its_own_rules(hotel: Hotel, statement: str) -> None:
    stay = hotel.stay()
    hotel.write_letters()
    hotel.tick(stay.id, "briefing")
    ids = {"done": hotel.task(stay.id, "briefing").id, "open": hotel.task(stay.id, "air").id}
    with pytest.raises(IntegrityError):
        hotel.sql(statement.format(**ids))


SIGNED_COLUMNS: dict[str, Any] = {
    "words": "'{}'",
    "words_hash": "'x'",
    "booked_name": "'Another Name'",
    "strokes": "NULL",
    "signed_by_id": "2",
    "signed_at": "'2020-01-01T00:00:00.000000Z'",
    "stay_id": "stay_id + 1",
}


@pytest.mark.parametrize("state", ["signed", "placed"])
@pytest.mark.parametrize("column", SIGNED_COLUMNS)
def test_a_signed_letter_never_changes(hotel: Hotel, state: str, column: str) -> None:
    stay = hotel.stay()
    hotel.stay(confirmation_number="R1002", guest__profile_id="P2")
    letter = hotel.bring_letter_to(stay.id, state)
    with pytest.raises(IntegrityError, match="frozen"):
        hotel.sql(f"UPDATE letters SET {column} = {SIGNED_COLUMNS[column]} WHERE id = {letter.id}")  # noqa: S608
    assert hotel.letter(stay.id) == letter


def test_a_voided_letter_keeps_its_words_too(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.bring_letter_to(stay.id, "signed")
    hotel.change_letter(hotel.letter(stay.id), "void", reason="Another name.")
    with pytest.raises(IntegrityError, match="frozen"):
        hotel.sql("UPDATE letters SET words = '{}'")


def test_an_unsigned_letter_may_still_change(hotel: Hotel) -> None:
    """The control of the two before."""
    hotel.bring_letter_to(hotel.stay().id, "checked")
    hotel.sql("UPDATE letters SET words = '{}', booked_name = 'Another Name'")


def test_a_printed_letter_never_changes(hotel: Hotel) -> None:
    hotel.bring_letter_to(hotel.stay().id, "placed")
    with pytest.raises(IntegrityError, match="never change"):
        hotel.sql("UPDATE letter_pdfs SET sha256 = 'x'")


def test_the_migrations_know_the_steps_of_today() -> None:
    first = import_module("vipops.migrations.versions.0001_first")
    second = import_module("vipops.migrations.versions.0002_procedure")
    fourth = import_module("vipops.migrations.versions.0004_taken_back")
    known = {
        "stay": first.STAY_STEPS,
        "task": first.TASK_STEPS,
        "letter": second.LETTER_STEPS,
        "request": fourth.REQUEST_STEPS,
        "complaint": second.COMPLAINT_STEPS,
        "lost_property": second.LOST_PROPERTY_STEPS,
        "grant": second.GRANT_STEPS,
    }
    assert known.keys() == LIFECYCLES.keys()
    for name, lifecycle in LIFECYCLES.items():
        moves = {(source, target) for source, target in lifecycle.pairs() if source != target}
        assert set(known[name]) == moves, name


def test_every_state_has_its_way() -> None:
    assert set(WAY_TO) == {str(state) for state in STAY.states}
    assert set(TASK_WAY_TO) == {str(state) for state in TASK.states}
