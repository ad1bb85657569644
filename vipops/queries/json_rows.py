"""Rows turned into JSON inside the database.

The same board through the ORM costs twenty times the CPU and holds the event loop; the database
builds it while the interpreter's lock is free.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, ColumnElement, String, Text, cast, func, literal, literal_column, type_coerce

from vipops.services.shapes import Shape
from vipops.storage import UtcDateTime, is_sqlite


def row(shape: Shape) -> ColumnElement[Any]:
    """One JSON object with the shape's names, as the database's own JSON value."""
    build = func.json_object if is_sqlite() else func.jsonb_build_object
    parts: list[Any] = []
    for name, column in shape.items():
        # The names are ours, never a guest's; as literals they are no parameters, of which there is a limit.
        parts += [literal_column(f"'{name}'"), row(column) if isinstance(column, Mapping) else _value(column)]
    return build(*parts)


def rows(shape: Shape) -> ColumnElement[str]:
    """All selected rows as one JSON array, as text. An empty selection is ``[]``."""
    if is_sqlite():
        return type_coerce(func.json_group_array(row(shape)), Text)
    return func.coalesce(cast(func.jsonb_agg(row(shape)), Text), literal("[]"))


def _value(column: Any) -> Any:
    if isinstance(column.type, UtcDateTime):
        return _moment(column)
    if not is_sqlite():
        return column
    if isinstance(column.type, JSON):
        return func.json(type_coerce(column, String))
    if column.type.python_type is bool:
        return func.json(func.iif(column, "true", "false"))
    return type_coerce(column, String)


def _moment(column: Any) -> Any:
    """ISO 8601 in UTC to the second, as ``vipops.services.shapes.moment`` writes it."""
    if is_sqlite():
        return func.substr(type_coerce(column, String), 1, 19).op("||")("Z")
    return func.to_char(func.timezone("UTC", column), 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
