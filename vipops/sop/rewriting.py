"""A checklist file that says something else; the comments of the hotel's editors stay where they stand."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from vipops.sop import yaml_source
from vipops.sop.yaml_source import ChecklistError

WIDTH = 108


def plain(name: str, text: str) -> dict[str, Any]:
    """What the file says, as plain values; ``{}`` where it is no mapping."""
    data = yaml_source.parse(name, text.encode()).data
    return data if isinstance(data, dict) else {}


def rewritten(name: str, text: str, said: Mapping[str, Any]) -> str:
    """The text of the file with ``said`` in place of its values, key by key at the top.

    What does not change keeps its form and its comments; the same values give the same text. Entries of a
    list that carry a ``code`` are known by it, others by their place.
    """
    if all(plain(name, text).get(key) == value for key, value in said.items()):
        return text
    yaml = YAML()
    yaml.width = WIDTH
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    document = yaml.load(text)
    for key, value in said.items():
        document[key] = _merged(document.get(key), value)
    written = io.StringIO()
    yaml.dump(document, written)
    return written.getvalue()


def place_in_form(name: str, text: str, error: ChecklistError) -> str:
    """The path of the value that an error points at, such as ``grades.2.greets.0``; "" for another file."""
    if error.place.file != name:
        return ""
    document = yaml_source.parse(name, text.encode())
    line, column = error.place.line, error.place.column
    found: tuple[int, tuple[str | int, ...]] = (0, ())
    for path in document.values:
        place = document.place(path)
        # A mistake inside a text points behind its beginning.
        if (
            place.line == line
            and place.column <= column
            and (place.column, len(path)) >= (found[0], len(found[1]))
        ):
            found = (place.column, path)
    return ".".join(str(part) for part in found[1])


def _merged(old: Any, new: Any) -> Any:
    if isinstance(new, Mapping):
        return _mapping(old, new)
    if isinstance(new, Sequence) and not isinstance(new, str):
        return _sequence(old, new)
    return old if _same(old, new) else new


def _mapping(old: Any, new: Mapping[str, Any]) -> Any:
    if not isinstance(old, CommentedMap):
        return _fresh(new)
    for key in [key for key in old if key not in new]:
        del old[key]
    for key, value in new.items():
        old[key] = _merged(old.get(key), value)
    return old


def _sequence(old: Any, new: Sequence[Any]) -> Any:
    if not isinstance(old, CommentedSeq):
        return _fresh(new)
    known = {one["code"]: one for one in old if isinstance(one, Mapping) and "code" in one}
    items = [
        _merged(known.get(one["code"]), one)
        if isinstance(one, Mapping) and "code" in one
        else _merged(old[number] if number < len(old) else None, one)
        for number, one in enumerate(new)
    ]
    if len(items) == len(old) and all(item is was for item, was in zip(items, old, strict=True)):
        return old
    if len(items) == len(old) and [_code(item) for item in items] == [_code(was) for was in old]:
        for number, item in enumerate(items):
            old[number] = item
        return old
    made = CommentedSeq(items)
    if old.fa.flow_style():
        made.fa.set_flow_style()
    return made


def _fresh(new: Any) -> Any:
    """New values in the form the shipped files have: short lists and pairs of words in one line."""
    if isinstance(new, Mapping):
        made = CommentedMap((key, _fresh(value)) for key, value in new.items())
        if not any(isinstance(value, Mapping | list) for value in new.values()):
            made.fa.set_flow_style()
        return made
    if isinstance(new, Sequence) and not isinstance(new, str):
        listed = CommentedSeq(_fresh(value) for value in new)
        if not any(isinstance(value, Mapping | list) for value in new):
            listed.fa.set_flow_style()
        return listed
    return new


def _code(item: Any) -> Any:
    return item.get("code") if isinstance(item, Mapping) else None


def _same(old: Any, new: Any) -> bool:
    return type(new) in (str, bool, int, float) and isinstance(old, type(new)) and old == new
