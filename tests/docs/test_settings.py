"""The settings' table in the docs is what the class says."""

import types
from pathlib import Path
from typing import Any, Union, get_args, get_origin

from vipops.settings import PREFIX, Settings

PAGE = Path(__file__).parents[2] / "docs" / "operators" / "settings.md"
BEGIN, END = "<!-- settings -->\n", "<!-- /settings -->"
KINDS = {bool: "`true` or `false`", int: "whole number", float: "number", str: "text", Path: "path"}


def test_the_table_equals_the_class() -> None:
    _before, begin, rest = PAGE.read_text("utf-8").partition(BEGIN)
    table, end, _after = rest.partition(END)
    assert begin, f"{PAGE.name} has no table that begins with {BEGIN.strip()}"
    assert end, f"{PAGE.name} has no {END}"
    assert table == settings_table(), f"{PAGE.name}: the table should be\n\n{settings_table()}"


def settings_table() -> str:
    """One row per setting: name, kind, default, what it says."""
    rows = [
        f"| `{PREFIX}{name.upper()}` | {_kind(field.annotation)} | {_default(field.default)}"
        f" | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(["| setting | is | default | says |", "|---|---|---|---|", *rows, ""])


def _kind(annotation: Any) -> str:
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(kind for kind in get_args(annotation) if kind is not type(None))
    return KINDS[annotation]


def _default(value: object) -> str:
    if value in (None, ""):
        return ""
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"
