"""YAML 1.2 files read into plain values that remember where they stood.

Only the plain part of YAML is taken: no anchors, aliases, merge keys, tags or directives, no key twice.
What is left has one reading, and every value has a line and a column (both counted from 1).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from vipops.errors import BadInput

MAX_BYTES = 256 * 1024

Path = tuple[str | int, ...]

_CORE = "tag:yaml.org,2002:"
_READERS: dict[str, Callable[[str], Any]] = {
    "str": str,
    "null": lambda _text: None,
    "bool": lambda text: text.lower() == "true",
    "int": lambda text: int(text.replace("_", ""), 0 if text[1:2].lower() in ("x", "o") else 10),
    "float": float,
    "timestamp": str,
}
_DIRECTIVE = re.compile(r"^%.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: file name, line and column, as editors count them."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class ChecklistError:
    """One mistake: where, what is wrong, and what was expected."""

    place: Place
    message: str
    expected: str = ""

    def __str__(self) -> str:
        expected = f"; expected {self.expected}" if self.expected else ""
        return f"{self.place}: {self.message}{expected}"


class ChecklistErrors(BadInput):
    """The checklists hold mistakes; ``errors`` lists all of all files in reading order."""

    code = "bad_checklists"

    def __init__(self, errors: list[ChecklistError]) -> None:
        self.errors = tuple(sorted(set(errors)))
        lines = "\n".join(str(error) for error in self.errors)
        facts = [
            {"where": str(error.place), "message": error.message, "expected": error.expected}
            for error in self.errors
        ]
        super().__init__(f"Mistakes in the checklists ({len(self.errors)}):\n{lines}", errors=facts)


@dataclass(slots=True)
class Document:
    """A file's plain values, and the place of every value and key by its path."""

    file: str
    data: Any = None
    errors: list[ChecklistError] = field(default_factory=list)
    values: dict[Path, Node] = field(default_factory=dict)
    keys: dict[Path, Node] = field(default_factory=dict)

    def place(self, path: Path) -> Place:
        """Where the value at ``path`` begins, or the nearest value around it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.at(self.values[path]) if path in self.values else Place(self.file, 1, 1)

    def key_place(self, path: Path) -> Place:
        """Where the key stands that leads to ``path``."""
        return self.at(self.keys[path]) if path in self.keys else self.place(path)

    def inside(self, path: Path, offset: int) -> Place:
        """The place ``offset`` characters into the text at ``path``, if it stands on one line."""
        place = self.place(path)
        node = self.values.get(path)
        if not offset or node is None or node.start_mark.line != node.end_mark.line:
            return place
        style = node.style if isinstance(node, ScalarNode) else None
        quote = 1 if style in ("'", '"') else 0
        # In a single-quoted text every quote is written twice.
        doubled = node.value[:offset].count("'") if style == "'" else 0
        return Place(self.file, place.line, place.column + quote + offset + doubled)

    def at(self, node: Node) -> Place:
        return Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1)

    def wrong(self, place: Place, message: str, expected: str = "") -> None:
        self.errors.append(ChecklistError(place, message, expected))


def read(path: FilePath) -> Document:
    """The file's values with their places; its ``errors`` say what is not plain YAML 1.2 in UTF-8."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        return missing(path.name, f"the file cannot be read ({error.strerror})")
    return parse(path.name, raw)


def missing(name: str, message: str = "the file is missing") -> Document:
    """The document of a file that is not there."""
    document = Document(name)
    document.wrong(Place(name, 1, 1), message, "a readable file")
    return document


def parse(name: str, raw: bytes) -> Document:
    """As :func:`read`, for bytes that have been read already."""
    document = Document(name)
    start = Place(name, 1, 1)
    if len(raw) > MAX_BYTES:
        document.wrong(start, "the file is too large", f"at most {MAX_BYTES // 1024} KB")
        return document
    text = _decoded(raw, document)
    if text is None:
        return document
    root = _composed(text, document)
    if root is not None:
        document.data = _Reader(document).value(root, ())
    elif not document.errors:
        document.wrong(start, "the file is empty", "a mapping")
    return document


def _decoded(raw: bytes, document: Document) -> str | None:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        document.wrong(Place(document.file, line, column), "these bytes are not UTF-8", "text saved as UTF-8")
        return None
    directive = _DIRECTIVE.search(text)
    # "%YAML 1.1" would bring back NO as false and 12:30 as 750.
    if directive is None:
        return text
    line = text.count("\n", 0, directive.start()) + 1
    document.wrong(Place(document.file, line, 1), "a % line is not allowed", "plain YAML 1.2")
    return None


def _nodes(text: str) -> Node | None:
    found: Node | None = YAML(typ="safe", pure=True).compose(text)
    return found


# Who changes one file of a procedure has all ten read again. Nodes take some fifty times their text and are
# only read: what is longer than a department's file ever was is not kept.
MOST_KEPT = 32 * 1024
_kept_nodes = lru_cache(maxsize=32)(_nodes)


def _composed(text: str, document: Document) -> Node | None:
    start = Place(document.file, 1, 1)
    try:
        node = (_kept_nodes if len(text) <= MOST_KEPT else _nodes)(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(document.file, mark.line + 1, mark.column + 1) if mark else start
        document.wrong(place, f"this is not YAML: {error.problem or error.context}", "plain YAML 1.2")
    except YAMLError as error:
        document.wrong(start, f"this is not YAML: {str(error).splitlines()[0]}", "plain YAML 1.2")
    except RecursionError:
        document.wrong(
            start, "lists or mappings lie too deep inside each other", "the checklist's few levels"
        )
    else:
        return node
    return None


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document

    def value(self, node: Node, path: Path) -> Any:
        self.document.values[path] = node
        self._refuse_anchor(node)
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.value(item, (*path, number)) for number, item in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node)
            if key is None:
                continue
            place = self.document.at(key_node)
            if key in found:
                self.document.wrong(place, f"the key “{key}” stands here twice", "each key once")
                continue
            self.document.keys[(*path, key)] = key_node
            found[key] = self.value(value_node, (*path, key))
        return found

    def _key(self, node: Node) -> str | None:
        self._refuse_anchor(node)
        if not isinstance(node, ScalarNode):
            self.document.wrong(self.document.at(node), "a key must be one word", "a word and a colon")
            return None
        if node.tag == f"{_CORE}merge":
            self.document.wrong(
                self.document.at(node), "merge keys (<<) are not allowed", "the fields written out"
            )
            return None
        return str(node.value)

    def _scalar(self, node: Node) -> Any:
        reader = _READERS.get(str(node.tag).removeprefix(_CORE))
        if reader is None:
            self.document.wrong(self.document.at(node), f"the tag {node.tag} is not allowed", "a plain value")
            return None
        try:
            return reader(node.value)
        except ValueError:
            self.document.wrong(self.document.at(node), f"“{node.value}” is not a number", "a whole number")
            return None

    def _refuse_anchor(self, node: Node) -> None:
        if node.anchor is not None:
            message = "anchors (&) and aliases (*) are not allowed"
            self.document.wrong(self.document.at(node), message, "the value written out")
