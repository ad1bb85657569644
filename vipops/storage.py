"""The database: one place that knows SQLite from PostgreSQL.

SQLite has one write connection whose transactions begin IMMEDIATE (a deferred read-then-write fails
at once under load) and separate read connections; WAL with ``synchronous=FULL``, or a rollback
journal with EXTRA where the library has the WAL-reset fault that SQLite fixed in 3.51.3. The write
lock is taken without a busy wait and tried again cooperatively: a wait inside SQLite would block
every tablet on the event loop. PostgreSQL uses the same two engines on one URL.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import orjson
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    Connection,
    DateTime,
    Engine,
    Integer,
    MetaData,
    String,
    cast,
    event,
    extract,
    func,
    make_url,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import NullPool, QueuePool
from sqlalchemy.types import TypeDecorator

from vipops.errors import Busy
from vipops.settings import Settings

WAL_RESET_FIXED = (3, 51, 3)
LOCK_PATIENCE_SECONDS = 8.0
LOCK_RETRY_SECONDS = 0.002
# Copying the log into the database takes up to hundreds of milliseconds: the worker does it every round
# (``checkpoint``), so that no tick waits for it. This many pages (80 MB) are the limit without a worker.
CHECKPOINT_PAGES = 20_000
POOLED = frozenset({"poolclass", "pool_size", "max_overflow", "pool_timeout", "pool_pre_ping"})


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC moment. On SQLite fixed-width ISO 8601 text, so that text order is time order."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Any) -> Any:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(27))
        return dialect.type_descriptor(DateTime(timezone=True))

    # The work itself, without a frame around it for each value: a board is a hundred thousand of them.
    def bind_processor(self, dialect: Any) -> Callable[[datetime | None], Any]:
        return _text_of_moment if dialect.name == "sqlite" else _aware

    def result_processor(self, dialect: Any, _coltype: object) -> Callable[[Any], datetime | None]:
        return _moment_of_text if dialect.name == "sqlite" else _moment_in_utc


class _Json(TypeDecorator[Any]):
    """JSON; on PostgreSQL as JSONB. An absent value is SQL NULL on both, never the JSON word null."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Any) -> Any:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(JSONB(none_as_null=True))
        return dialect.type_descriptor(JSON(none_as_null=True))

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        # What lies inside is compared by its own type, as JSON itself does.
        return self.impl_instance.coerce_compared_value(op, value)

    def result_processor(self, dialect: Any, coltype: object) -> Any:
        return _json_of_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


Json = _Json()


def _text_of_moment(moment: datetime | None) -> str | None:
    utc = _aware(moment)
    return None if utc is None else utc.isoformat(timespec="microseconds")[:26] + "Z"


def _aware(moment: datetime | None) -> datetime | None:
    if moment is None or moment.tzinfo is UTC:
        return moment
    if moment.tzinfo is None:
        raise ValueError("A moment without a zone cannot be stored")
    return moment.astimezone(UTC)


def _moment_of_text(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _moment_in_utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC)


def _json_of_text(text: str | None) -> Any:
    # Most lists of a task are empty; a fresh one each, as they may be added to.
    if text == "[]":
        return []
    return None if text is None else orjson.loads(text)


def configure(app: Flask, settings: Settings) -> None:
    """Give the application its two engines: the default one writes, the bind ``read`` only reads."""
    url = make_url(settings.url)
    sqlite = url.get_backend_name() == "sqlite"
    if not sqlite:
        url = url.set(drivername="postgresql+psycopg")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _sqlite_options(1) if sqlite else _postgres_options(12)
    # On-hand read connections; beyond them a reader opens one of its own and closes it again.
    read = _sqlite_options(8) if sqlite else _postgres_options(12)
    aside = {name: value for name, value in read.items() if name not in POOLED} | {"poolclass": NullPool}
    app.config["SQLALCHEMY_BINDS"] = {"read": {"url": url, **read}, "aside": {"url": url, **aside}}
    db.init_app(app)
    with app.app_context():
        if sqlite:
            _prepare_sqlite(db.engines[None], begin="BEGIN IMMEDIATE")
        for reader in ("read", "aside"):
            if sqlite:
                _prepare_sqlite(db.engines[reader], begin="BEGIN")
            else:
                _prepare_postgres_reader(db.engines[reader])


@contextmanager
def reading() -> Iterator[Connection]:
    """A connection that sees one committed state of the database and cannot change it."""
    with db.engines["read"].connect() as connection:
        yield connection


@contextmanager
def reading_aside() -> Iterator[Connection]:
    """The same for work in a thread of its own: no pool, whose locks belong to the event loop's thread."""
    with db.engines["aside"].connect() as connection:
        yield connection


@contextmanager
def watching() -> Iterator[Callable[[], int]]:
    """Answers a function whose number changes when any other connection commits to the SQLite file.

    Outside a transaction, because inside one SQLite's ``data_version`` stands still.
    """
    raw = db.engines["read"].raw_connection()
    try:
        yield lambda: int(raw.cursor().execute("PRAGMA data_version").fetchone()[0])
    finally:
        raw.close()


def checkpoint() -> None:
    """Copy SQLite's log into the database as far as no reader stands in the way; writers go on meanwhile."""
    if not is_sqlite():
        return
    raw = db.engines["read"].raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    finally:
        raw.close()


def is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def seconds(moment: Any) -> ColumnElement[int]:
    """A stored moment as whole seconds since 1970, reckoned by the database; of nothing it is nothing."""
    if is_sqlite():
        # Not unixepoch(): SQLite knows it since 3.38 only.
        return cast(func.strftime("%s", type_coerce(moment, String)), Integer)
    return cast(func.floor(extract("epoch", moment)), BigInteger)


def sqlite_module() -> Any:
    """pysqlite3 (it bundles a current SQLite) where installed, else the system's."""
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        import sqlite3 as dbapi2
    return dbapi2


def journal_pragmas() -> tuple[str, str]:
    """(journal_mode, synchronous) that is safe with the SQLite library at hand."""
    safe_wal = sqlite_module().sqlite_version_info >= WAL_RESET_FIXED
    return ("wal", "FULL") if safe_wal else ("delete", "EXTRA")


def _sqlite_options(connections: int) -> dict[str, Any]:
    return {
        "module": sqlite_module(),
        "poolclass": QueuePool,
        "pool_size": connections,
        # One writer, never more; readers may overflow.
        "max_overflow": 0 if connections == 1 else 64,
        "pool_timeout": LOCK_PATIENCE_SECONDS,
        "connect_args": {"timeout": 0, "check_same_thread": False, "isolation_level": None},
        "json_serializer": _dumps,
        "json_deserializer": orjson.loads,
    }


def _postgres_options(connections: int) -> dict[str, Any]:
    return {
        "pool_size": connections,
        "max_overflow": 20,
        "pool_pre_ping": True,
        "json_serializer": _dumps,
        "json_deserializer": orjson.loads,
    }


def _dumps(value: Any) -> str:
    return orjson.dumps(value).decode()


def _prepare_sqlite(engine: Engine, *, begin: str) -> None:
    journal_mode, synchronous = journal_pragmas()

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        run = connection.execute
        if begin == "BEGIN IMMEDIATE":
            run(f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}")
            _patiently(lambda: run(f"PRAGMA journal_mode={journal_mode}"))
        run(f"PRAGMA synchronous={synchronous}")
        run("PRAGMA foreign_keys=ON")
        run("PRAGMA temp_store=MEMORY")
        run("PRAGMA cache_size=-32768")

    @event.listens_for(engine, "begin")
    def take_lock(connection: Connection) -> None:
        _patiently(lambda: connection.exec_driver_sql(begin))


def _prepare_postgres_reader(engine: Engine) -> None:
    @event.listens_for(engine, "begin")
    def one_state(connection: Connection) -> None:
        # A board read in two statements must not straddle a commit.
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def _patiently(take: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + LOCK_PATIENCE_SECONDS
    while True:
        try:
            return take()
        except Exception as error:
            if not _is_locked(error):
                raise
            if time.monotonic() > deadline:
                raise Busy("The database is busy; nothing was written. Please try again.") from error
        time.sleep(LOCK_RETRY_SECONDS)


def _is_locked(error: Exception) -> bool:
    cause = error.orig if isinstance(error, OperationalError) else error
    return cause is not None and "locked" in str(cause)
