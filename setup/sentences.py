"""Finds the sentences that the server says: refusals, what was expected, what was noticed in a file.

They are written in English where they arise, as a plain text or with values filled in (an f-string, or texts
joined by +). Each value becomes a numbered hole, {1}, {2}, so that the browser knows a sentence again by its
pattern and says it in the language of the person who reads it.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

# Everything these say may reach a screen.
SOURCES = (
    "vipops/domain/form_faults.py",
    "vipops/domain/hotel.py",
    "vipops/domain/lifecycle.py",
    "vipops/domain/papers.py",
    "vipops/domain/permissions.py",
    "vipops/integrations/lists/*.py",
    "vipops/integrations/papers/strokes.py",
    "vipops/integrations/pms/*.py",
    "vipops/queries/*.py",
    "vipops/queries/papers/gathering.py",
    "vipops/queries/papers/meals.py",
    "vipops/queries/reports/*.py",
    "vipops/services/*.py",
    "vipops/sop/checks.py",
    "vipops/sop/conditions.py",
    "vipops/sop/due.py",
    "vipops/sop/escalation_checks.py",
    "vipops/sop/files.py",
    "vipops/sop/form.py",
    "vipops/sop/loader.py",
    "vipops/sop/procedure.py",
    "vipops/sop/resource_checks.py",
    "vipops/sop/yaml_source.py",
    "vipops/web/*.py",
    "vipops/web/api/*.py",
    "vipops/web/pages/assets.py",
    "vipops/web/pages/install.py",
    "vipops/web/pages/shells.py",
    "vipops/web/pages/texts.py",
)
# Names of the field's standards, and what only a command, a log or a probe says.
SILENT = {
    "vipops/queries/event_log.py",
    "vipops/queries/event_log_form.py",
    "vipops/queries/verification.py",
    "vipops/web/health.py",
    "vipops/web/plain_door.py",
}
# Parts of addresses, keys and drawings; and a refusal that names the code of a permission, for which the
# screens have a sentence without it.
UNSAID = {
    "Guest {1}",
    "Lifecycle of a {1}",
    "No space left",
    "Your role does not allow this ({1}).",
    "database or disk is full",
    "disk I/O error",
    "disk is full",
    "lost property",
    "stay {1}",
    "vipops: refused because",
    "{1} instead of {2}, for {3}",
    "; expected {1}",
}
UNSAID_CALLS = {"debug", "info", "warning", "error", "exception", "compile", "match", "search"}

HOLE = "\0"  # stands for a value until it has its number
_PHRASE = re.compile(rf"[A-Za-z”{HOLE}] [a-z0-9“{HOLE}]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NAMED = re.compile(r"\{\w+\}")
_UNSPOKEN = ("%s", "。", "default-src")  # of the log, in both languages at once, a policy for browsers
_LETTERS = 4  # a pattern of fewer letters would know too much again


def sentences(root: Path) -> Iterator[tuple[str, str]]:
    """Each sentence with the file that says it, relative to ``root``."""
    for pattern in SOURCES:
        for path in sorted(root.glob(pattern)):
            place = path.relative_to(root).as_posix()
            if place in SILENT:
                continue
            for said in sentences_of(path.read_text("utf-8")):
                yield said, place


def sentences_of(source: str) -> list[str]:
    """The sentences of one module, each once, in the order of the code."""
    reader = _Reader()
    reader.visit(ast.parse(source))
    return list(dict.fromkeys(reader.found))


class _Reader(ast.NodeVisitor):
    def __init__(self) -> None:
        self.found: list[str] = []

    def visit_Expr(self, node: ast.Expr) -> None:
        # A text that stands alone is a docstring.
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Attribute) and node.func.attr in UNSAID_CALLS:
            return
        if _name(node.func) == "PydanticCustomError" and len(node.args) > 1:
            # The reader of checklists parts what is wrong from what was expected.
            for part in _of_pydantic(node.args[1]).split("; expected "):
                self._take(part)
            self._among(node.args[2:])
            return
        self._among([*node.args, *(keyword.value for keyword in node.keywords)])
        self.visit(node.func)

    def visit_Dict(self, node: ast.Dict) -> None:
        self._among([value for value in node.values if value])

    def visit_Tuple(self, node: ast.Tuple) -> None:
        self._among(node.elts)

    def visit_List(self, node: ast.List) -> None:
        self._among(node.elts)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self.visit(node.value)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self._take(node.value)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self._whole(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if isinstance(node.op, ast.Add) and _text(node) is not None:
            self._whole(node)
        else:
            self.generic_visit(node)

    def _whole(self, node: ast.expr) -> None:
        self._take(_text(node) or "")
        for value in _values(node):
            self.visit(value)

    def _among(self, parts: list[ast.expr]) -> None:
        # Beside the same in Chinese it is a text in both languages already.
        if any(_HAN.search(_text(part) or "") and not _PHRASE.search(_text(part) or "") for part in parts):
            parts = [part for part in parts if _text(part) is None]
        for part in parts:
            self.visit(part)

    def _take(self, said: str) -> None:
        letters = re.sub(r"[^A-Za-z]", "", said)
        if not _PHRASE.search(said) or len(letters) < _LETTERS or any(sign in said for sign in _UNSPOKEN):
            return
        numbered = _numbered(said)
        if numbered not in UNSAID:
            self.found.append(numbered)


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _text(node: ast.expr) -> str | None:
    """The text with a hole for each value, or nothing where it is no text."""
    match node:
        case ast.Constant(value=str(said)):
            return said
        case ast.JoinedStr(values=parts):
            return "".join(part.value if isinstance(part, ast.Constant) else HOLE for part in parts)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            one, other = _text(left), _text(right)
            return None if one is None and other is None else (one or HOLE) + (other or HOLE)
        case _:
            return None


def _values(node: ast.expr) -> Iterator[ast.expr]:
    """What is filled in; it may be a sentence again."""
    match node:
        case ast.JoinedStr(values=parts):
            yield from (part.value for part in parts if isinstance(part, ast.FormattedValue))
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            for side in (left, right):
                if _text(side) is None:
                    yield side
                else:
                    yield from _values(side)


def _of_pydantic(node: ast.expr) -> str:
    """A template of pydantic names its values, and doubles a brace that stands for itself."""
    said = (_text(node) or "").replace("{{", "\1").replace("}}", "\2")
    return _NAMED.sub(HOLE, said).replace("\1", "{").replace("\2", "}")


def _numbered(said: str) -> str:
    parts = said.split(HOLE)
    return parts[0] + "".join(f"{{{number}}}{part}" for number, part in enumerate(parts[1:], 1))
