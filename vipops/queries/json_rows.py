"""Rows turned into JSON inside the database.

The same board through the ORM costs many times the CPU and holds the event loop; the database builds it
while the interpreter's lock is free. SQLite writes text, which is twice as quick as its ``json_object``:
JSON columns hold compact JSON already.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    LargeBinary,
    String,
    Text,
    cast,
    func,
    literal_column,
    type_coerce,
)

from vipops.services.shapes import Shape
from vipops.storage import Json, UtcDateTime, is_sqlite


def rows(shape: Shape) -> ColumnElement[bytes]:
    """All selected rows as one JSON array, in UTF-8. An empty selection is ``[]``.

    As bytes: a full house is 16 MB, and making text of it and bytes again would hold the interpreter's lock.
    """
    return _array(_joined(shape)) if is_sqlite() else _jsonb_array(_built(shape))


def lines(shape: Shape) -> ColumnElement[bytes]:
    """The same with each row as an array of its values, in the order of the (flat) shape's names.

    Half as long as :func:`rows`, and a tablet reads it in half the time.
    """
    if is_sqlite():
        form, values = _line(shape)
        return _array(func.printf(_text(form), *values, type_=String))
    return _jsonb_array(func.jsonb_build_array(*map(_postgres_value, shape.values())))


def _array(row: ColumnElement[str]) -> ColumnElement[bytes]:
    joined = func.coalesce(func.group_concat(row, _text(",")), _text(""))
    return cast(func.printf(_text("[%s]"), joined, type_=String), LargeBinary)


def _jsonb_array(row: ColumnElement[Any]) -> ColumnElement[bytes]:
    built = func.coalesce(cast(func.jsonb_agg(row), Text), _text("[]"))
    return func.convert_to(built, _text("UTF8"), type_=LargeBinary)


def _built(shape: Shape) -> ColumnElement[Any]:
    """One row as PostgreSQL's own JSON value."""
    parts: list[Any] = []
    for name, column in shape.items():
        parts += [_text(name), _built(column) if isinstance(column, Mapping) else _postgres_value(column)]
    return func.jsonb_build_object(*parts)


def _postgres_value(column: Any) -> Any:
    if not isinstance(column.type, UtcDateTime):
        return column
    return func.to_char(func.timezone("UTC", column), 'YYYY-MM-DD"T"HH24:MI:SS"Z"')


def _joined(shape: Shape) -> ColumnElement[str]:
    """One row as JSON text: one pass of ``printf``, where joining piece by piece copies the row each time."""
    form, values = _form(shape)
    return func.printf(_text(form), *values, type_=String)


def _form(shape: Shape) -> tuple[str, list[Any]]:
    """The JSON object with a place for each value, and the values."""
    pieces: list[str] = []
    values: list[Any] = []
    for name, column in shape.items():
        inner, of_column = _form(column) if isinstance(column, Mapping) else _sqlite_value(column)
        pieces.append(f'"{name}":{inner}')
        values += of_column
    return "{" + ",".join(pieces) + "}", values


def _line(shape: Shape) -> tuple[str, list[Any]]:
    """The JSON array with a place for each value, and the values."""
    parts = [_sqlite_value(column) for column in shape.values()]
    form = ",".join(place for place, _values in parts)
    return f"[{form}]", [value for _place, values in parts for value in values]


def _sqlite_value(column: Any) -> tuple[str, list[Any]]:
    raw = type_coerce(column, String)
    nullable = column.property.columns[0].nullable
    if isinstance(column.type, UtcDateTime) and not nullable:
        # As vipops.services.shapes.moment writes it.
        return '"%.19sZ"', [raw]
    return "%s", [
        func.coalesce(_sqlite_text(column, raw), _text("null")) if nullable else _sqlite_text(column, raw)
    ]


def _sqlite_text(column: Any, raw: Any) -> Any:
    if isinstance(column.type, UtcDateTime):
        return func.json_quote(func.substr(raw, 1, 19).op("||")(_text("Z")))
    if isinstance(column.type, type(Json) | Integer):
        return raw
    if column.type.python_type is bool:
        return func.iif(column, _text("true"), _text("false"))
    return func.json_quote(raw)


def _text(text: str) -> Any:
    """A literal of our own, never a guest's: as a parameter it would count against SQLite's limit."""
    return literal_column("'" + text.replace("'", "''") + "'", String)
