"""The tests' own server: real, empty for each test, and gone after the run."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.support import postgres

pytestmark = pytest.mark.postgres


def tables(url: str) -> list[str]:
    engine = sa.create_engine(url)
    try:
        return sa.inspect(engine).get_table_names()
    finally:
        engine.dispose()


def make_table(url: str) -> None:
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE guests (name TEXT)"))
    engine.dispose()


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_has_an_empty_database(database_url: str, turn: int) -> None:
    assert tables(database_url) == []
    make_table(database_url)
    assert tables(database_url) == ["guests"]


def test_a_template_is_prepared_once_and_copied(postgres_cluster: postgres.Cluster) -> None:
    prepared: list[str] = []

    def prepare(url: str) -> None:
        prepared.append(url)
        make_table(url)

    names = [
        postgres_cluster.create_database(postgres_cluster.template("support_test", prepare)) for _ in range(2)
    ]
    assert [tables(postgres_cluster.url(name)) for name in names] == [["guests"], ["guests"]]
    assert len(prepared) <= 1
    for name in names:
        postgres_cluster.drop_database(name)


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """Not under pytest's own folder: that one is closed to the account that PostgreSQL runs as."""
    with tempfile.TemporaryDirectory(prefix="vipops-pg-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def test_a_server_starts_stops_and_leaves_nothing(own_folder: Path) -> None:
    bin_folder = postgres.programs()
    if bin_folder is None:
        pytest.skip("no PostgreSQL server on this machine")
    cluster = postgres.Cluster(own_folder, bin_folder)
    cluster.start()
    cluster.start()
    name = cluster.create_database()
    make_table(cluster.url(name))
    assert tables(cluster.url(name)) == ["guests"]
    postgres.end_run(own_folder)
    assert not own_folder.exists()
    with pytest.raises(sa.exc.OperationalError):
        tables(cluster.url(name))


def test_a_server_that_cannot_start_says_why(own_folder: Path) -> None:
    programs = own_folder / "bin"
    programs.mkdir()
    for program in ("initdb", "pg_ctl"):
        (programs / program).write_text("#!/bin/sh\necho the disk is full\nexit 1\n")
        (programs / program).chmod(0o755)
    with pytest.raises(postgres.PostgresUnavailable, match="the disk is full"):
        postgres.Cluster(own_folder, programs).start()


def test_a_copy_is_put_back_to_how_it_was_made(postgres_cluster: postgres.Cluster) -> None:
    """Rows, and the numbers that the next rows get; also where a test left a transaction open."""
    name = postgres_cluster.create_database()
    engine = sa.create_engine(postgres_cluster.url(name))
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE rooms (id serial PRIMARY KEY, number text)"))
        connection.execute(sa.text("INSERT INTO rooms (number) VALUES ('1806')"))
    engine.dispose()
    postgres_cluster.fresh(name)
    left_open = sa.create_engine(postgres_cluster.url(name)).connect()
    left_open.execute(sa.text("UPDATE rooms SET number = '1807'"))
    with engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO rooms (number) VALUES ('2301')"))
    engine.dispose()
    postgres_cluster.fresh(name)
    left_open.invalidate()
    with engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO rooms (number) VALUES ('2302')"))
        rows = connection.execute(sa.text("SELECT id, number FROM rooms ORDER BY id")).all()
    engine.dispose()
    assert [tuple(row) for row in rows] == [(1, "1806"), (2, "2302")]
    postgres_cluster.drop_database(name)
