"""Rules that the database itself keeps, also against a hand at its prompt.

Three triggers, in the words of each database: a state moves only along a lifecycle's rows, the words
of a signed letter never change, and printed letters and told events are never changed.
Frozen here: a later migration that changes a lifecycle drops the trigger and makes it anew.
"""

from collections.abc import Iterable

Pairs = Iterable[tuple[str, str]]


def state_guard(dialect: str, table: str, pairs: Pairs) -> list[str]:
    """Statements that let ``table.state`` move only along ``pairs`` (staying where it is is no move)."""
    listed = ", ".join(f"'{source}>{target}'" for source, target in sorted(pairs))
    return _guard(
        dialect,
        table,
        name=f"{table}_steps",
        event="UPDATE OF state",
        condition=f"OLD.state <> NEW.state AND (OLD.state || '>' || NEW.state) NOT IN ({listed})",
        message=f"no such step in the lifecycle of {table}",
    )


def frozen_guard(dialect: str, table: str, name: str, columns: Iterable[str], condition: str) -> list[str]:
    """Statements that forbid changing ``columns`` while ``condition`` (on OLD) holds."""
    differs = " OR ".join(_differs(dialect, column) for column in columns)
    return _guard(
        dialect, table, name, "UPDATE", f"({condition}) AND ({differs})", f"{table}: this is frozen"
    )


def unchangeable(dialect: str, table: str) -> list[str]:
    """Statements that forbid any UPDATE of the table."""
    return _guard(dialect, table, f"{table}_unchangeable", "UPDATE", "1 = 1", f"{table}: rows never change")


def drop(dialect: str, table: str, name: str) -> list[str]:
    if dialect == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}"]
    return [f"DROP TRIGGER IF EXISTS {name} ON {table}", f"DROP FUNCTION IF EXISTS {name}()"]


def _differs(dialect: str, column: str) -> str:
    word = "IS NOT" if dialect == "sqlite" else "IS DISTINCT FROM"
    return f"OLD.{column} {word} NEW.{column}"


def _guard(dialect: str, table: str, name: str, event: str, condition: str, message: str) -> list[str]:
    head = f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW"
    if dialect == "sqlite":
        return [f"{head} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END"]
    raising = f"BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; END"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {raising} $$",
        f"{head} WHEN ({condition}) EXECUTE FUNCTION {name}()",
    ]
