"""Promise 6: no event is skipped. Numbers are gapless per property and appear in their order."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event as Flag
from threading import Thread

import pytest
import sqlalchemy as sa

from tests.support.house import Hotel, close, open_hotel
from vipops import models
from vipops.events import Event
from vipops.services.transactions import Transaction, transaction
from vipops.storage import reading

WRITERS, TURNS = 8, 20


class Lost(Exception):
    """Raised inside a transaction, so that it is rolled back."""


def lose(tell: Transaction) -> None:
    """Goes wrong at the last moment: the numbers are taken already, as when the disk is full."""
    head = models.JournalHead
    tell.connection.execute(sa.update(head).values(seq=head.seq + len(tell.told)))
    raise Lost


def write(hotel: Hotel, seed: int) -> list[int]:
    """Some transactions of one to three events, one in twenty of them rolled back; the numbers committed."""
    chance = random.Random(seed)  # noqa: S311  # the same each time
    told: list[int] = []
    with hotel.inside():
        for turn in range(TURNS):
            try:
                with transaction(hotel.house.itself, hotel.now) as tell:
                    for _ in range(chance.randint(1, 3)):
                        tell(Event("reservation_held", {"writer": seed, "turn": turn}))
                    if turn % 20 == seed:
                        lose(tell)
            except Lost:
                continue
            told.append(turn)
    return told


@contextmanager
def reader(hotel: Hotel, faults: list[str]) -> Iterator[None]:
    """Looks all the while: whoever sees a number must see all before it."""
    stop, looked = Flag(), Flag()

    def look() -> None:
        with hotel.inside():
            while not stop.is_set():
                with reading() as connection:
                    found = skipped(list(connection.scalars(sa.select(models.Event.seq))))
                faults.extend(found)
                looked.set()

    thread = Thread(target=look)
    thread.start()
    looked.wait(60)
    yield
    stop.set()
    thread.join()


def skipped(numbers: list[int]) -> list[str]:
    """What is wrong with the numbers that one look saw."""
    return [] if sorted(numbers) == list(range(1, len(numbers) + 1)) else [f"of {max(numbers)} saw {numbers}"]


def test_eight_writers_with_rollbacks(hotel: Hotel, house_folder: Path) -> None:
    before = len(hotel.events())
    hotels = [open_hotel(hotel.url, house_folder, hotel.clock) for _ in range(WRITERS)]
    faults: list[str] = []
    with reader(hotel, faults), ThreadPoolExecutor(WRITERS) as pool:
        told = list(pool.map(write, hotels, range(WRITERS)))
    for one in hotels:
        close(one)
    assert faults == []
    events = hotel.events()
    assert skipped([row.seq for row in events]) == []
    assert hotel.seq == len(events) > before
    assert [len(turns) for turns in told] == [TURNS - 1] * WRITERS


@pytest.mark.postgres
def test_a_plain_sequence_is_seen_to_skip(postgres_url: str) -> None:
    """The control: the database's own sequence numbers by who asks first, not by who commits first."""
    engine = sa.create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE told (seq BIGSERIAL PRIMARY KEY)"))
    insert, look = sa.text("INSERT INTO told DEFAULT VALUES"), sa.text("SELECT seq FROM told")
    with engine.connect() as slow, engine.connect() as quick, engine.connect() as watcher:
        slow.execute(insert)
        quick.execute(insert)
        quick.commit()
        assert skipped(list(watcher.scalars(look)))
        watcher.rollback()
        slow.rollback()
        assert skipped(list(watcher.scalars(look))), "and a rolled-back number is never told at all"
    engine.dispose()
