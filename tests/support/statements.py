"""Every test opens engines of its own onto the same tables: a statement is compiled once for all of them.

SQLAlchemy keeps what it compiled with the engine, so each test's hotel would compile all its statements anew,
which is more work than running them. A hotel's own engines live for weeks and keep theirs just so.
"""

from collections.abc import Iterator, MutableMapping
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, event
from sqlalchemy.util import LRUCache

# Some times more than the house has statements.
MOST = 5_000
# What an engine may be told that goes into a compiled statement.
TOLD = ("paramstyle", "_json_serializer", "_json_deserializer")


def compile_once() -> None:
    """From now on, for this process."""
    if not event.contains(Engine, "engine_connect", _remember):
        event.listen(Engine, "engine_connect", _remember)


def _remember(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_COMPILED)


class _Compiled(MutableMapping[Any, Any]):
    """SQLAlchemy's keys begin with the engine's own dialect: equal ones are taken for the same."""

    def __init__(self) -> None:
        self._kept: LRUCache[Any, Any] = LRUCache(MOST)

    def __getitem__(self, key: Any) -> Any:
        return self._kept[_for_equals(key)]

    def get(self, key: Any, default: Any = None) -> Any:
        return self._kept.get(_for_equals(key), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        self._kept[_for_equals(key)] = compiled

    def __delitem__(self, key: Any) -> None:
        del self._kept[_for_equals(key)]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)


_COMPILED = _Compiled()


def _for_equals(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect: Dialect = key[0]
    return (type(dialect), dialect.dbapi, *(getattr(dialect, name, None) for name in TOLD), *key[1:])
