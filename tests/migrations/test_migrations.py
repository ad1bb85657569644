"""Migrated from nothing, a database is what the models say, on both databases."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade

from tests.support.house import Hotel, open_hotel
from vipops.storage import Base, db


@pytest.fixture
def migrated(database_url: str, house_folder: Path) -> Any:
    hotel = open_hotel(database_url, house_folder)
    with hotel.inside():
        upgrade()
        yield
        for engine in db.engines.values():
            engine.dispose()


@pytest.mark.usefixtures("migrated")
def test_a_new_migration_would_be_empty() -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.usefixtures("migrated")
def test_migrated_is_the_same_as_made_from_the_models() -> None:
    """Also what Alembic does not compare: CHECK constraints, defaults, the order of keys."""
    migrated = schema(db.engine)
    migrated.pop("alembic_version")
    Base.metadata.drop_all(db.engine)
    Base.metadata.create_all(db.engine)
    made = schema(db.engine)
    made.pop("alembic_version")
    assert migrated == made
    assert len(made) > 15


@pytest.mark.usefixtures("migrated")
def test_the_comparison_sees_a_missing_check() -> None:
    """The control."""
    before = schema(db.engine)
    with db.engine.begin() as connection:
        if db.engine.dialect.name == "sqlite":
            connection.execute(sa.text("ALTER TABLE staff ADD COLUMN extra INTEGER"))
        else:
            connection.execute(sa.text("ALTER TABLE tasks DROP CONSTRAINT ck_tasks_two_people_sign"))
    assert schema(db.engine) != before


@pytest.mark.usefixtures("migrated")
def test_there_and_back() -> None:
    """Down to nothing and up again, with guards and all."""
    downgrade(revision="base")
    assert set(sa.inspect(db.engine).get_table_names()) <= {"alembic_version"}
    upgrade()
    upgrade()
    assert "stays" in sa.inspect(db.engine).get_table_names()


def test_tasks_of_the_first_version_learn_their_subject(hotel: Hotel) -> None:
    stay = hotel.stay()
    with hotel.inside(), db.engine.connect() as connection:
        wanted = {
            row.key: row.subject for row in connection.execute(sa.text("SELECT key, subject FROM tasks"))
        }
    assert wanted[f"room_made:{stay.room}"] == stay.room
    hotel.sql("UPDATE tasks SET subject = ''")
    with hotel.inside():
        downgrade(revision="0001")
        upgrade()
        with db.engine.connect() as connection:
            again = {
                row.key: row.subject for row in connection.execute(sa.text("SELECT key, subject FROM tasks"))
            }
    assert again == wanted


def schema(engine: sa.Engine) -> dict[str, Any]:
    """All that the database says of its tables, in an order of ours."""
    seen = sa.inspect(engine)
    return {
        table: {
            "columns": [
                (column["name"], str(column["type"]), column["nullable"], str(column["default"]))
                for column in sorted(seen.get_columns(table), key=lambda column: column["name"])
            ],
            "key": seen.get_pk_constraint(table)["constrained_columns"],
            "unique": sorted(str(unique["column_names"]) for unique in seen.get_unique_constraints(table)),
            "indexes": sorted(str(index["column_names"]) for index in seen.get_indexes(table)),
            "foreign": sorted(
                f"{key['constrained_columns']} {key['referred_table']}"
                for key in seen.get_foreign_keys(table)
            ),
            "checks": sorted(
                f"{check['name']}: {' '.join(check['sqltext'].split())}"
                for check in seen.get_check_constraints(table)
            ),
        }
        for table in [*seen.get_table_names(), "alembic_version"]
        if seen.has_table(table)
    } | {"alembic_version": {}}
