"""Promise 14: editing, deleting or cutting the record is detected. Every fault is planted in a copy."""

from collections.abc import Iterator

import pytest

from tests.support.house import Hotel
from vipops.clockwork.letters import LetterRoom
from vipops.core import credentials
from vipops.integrations.papers.renderer import Renderer
from vipops.queries import verification


def faults(hotel: Hotel) -> list[str]:
    authority = credentials(hotel.app).authority_pem
    with hotel.inside():
        return [fault for checked in verification.check(authority) for fault in checked.faults]


def without_guards(hotel: Hotel, table: str) -> None:
    """A hand that owns the database can take its guards away; the chain is what remains."""
    names = {"events": ["events_unchangeable"], "letter_pdfs": ["letter_pdfs_unchangeable"]}
    for name in names.get(table, [f"{table}_steps"]):
        if hotel.url.startswith("postgresql"):
            # Off, not gone: the tests after this one share the database, and get it with its guards on.
            hotel.sql(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
        else:
            hotel.sql(f"DROP TRIGGER {name}")


@pytest.fixture
def busy(hotel: Hotel) -> Hotel:
    stay = hotel.stay()
    hotel.tick(stay.id, "briefing")
    hotel.step(stay.id, "prepare")
    assert faults(hotel) == []
    return hotel


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (
            "UPDATE events SET body = replace(body, 'briefing', 'Briefing') WHERE kind = 'task_ticked'",
            "not what",
        ),
        ("UPDATE events SET hash = '00' WHERE seq = 3", "not what"),
        ("DELETE FROM events WHERE seq = 3", "event 3 is missing"),
        ("DELETE FROM events WHERE seq = 1", "event 1 is missing"),
        ("DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)", "but"),
        ("DELETE FROM events", "ends at 0"),
        ("UPDATE journal_heads SET seq = seq - 1", "ends at"),
        ("UPDATE journal_heads SET hash = 'other'", "ends at"),
        ("UPDATE events SET seq = 999 WHERE seq = 3", "missing"),
    ],
)
def test_a_tampered_journal(busy: Hotel, statement: str, says: str) -> None:
    without_guards(busy, "events")
    busy.sql(statement)
    assert says in " ".join(faults(busy))


def test_two_events_exchanged(busy: Hotel) -> None:
    without_guards(busy, "events")
    for statement in (
        "UPDATE events SET seq = 999 WHERE seq = 2",
        "UPDATE events SET seq = 2 WHERE seq = 3",
        "UPDATE events SET seq = 3 WHERE seq = 999",
    ):
        busy.sql(statement)
    assert faults(busy)


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    made = Renderer()
    yield made
    made.close()


@pytest.mark.parametrize("hotel_url", ["sqlite"], indirect=True)
def test_a_signed_letter_is_checked_by_its_signature(hotel: Hotel, renderer: Renderer) -> None:
    stay = hotel.stay()
    hotel.bring_letter_to(stay.id, "signed")
    room = LetterRoom(renderer, credentials(hotel.app), None)
    with hotel.inside():
        while room.do_next(hotel.house, hotel.now):
            pass
    assert faults(hotel) == []
    without_guards(hotel, "letter_pdfs")
    (row,) = hotel.rows_of("letter_pdfs")
    flipped = bytearray(row.pdf)
    flipped[len(flipped) // 2] ^= 1
    hotel.sql("UPDATE letter_pdfs SET pdf = :pdf", pdf=bytes(flipped))
    assert "not the one that was stored" in " ".join(faults(hotel))
    assert len(faults(hotel)) == 2
    hotel.sql("DELETE FROM letter_pdfs")
    assert faults(hotel) == []  # it is printed again: unfinished work, not a fault
