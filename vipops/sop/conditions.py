"""Conditions such as ``transfer and children > 0`` or ``grade in ['VVIP', 'VA']``.

The language is small and safe: names of the stay, words, whole numbers, lists of them, ``and or not``,
comparisons, ``in``, ``+`` and ``-``. Every expression is checked against the types of its names when the
checklists are loaded, so that a condition which loads cannot fail while a plan is made.
"""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from simpleeval import EvalWithCompoundTypes

MAX_LENGTH = 300
EXPECTED = "a condition such as: transfer, children > 0, grade in ['VVIP', 'VA'], 'fruit' in wishes"

YES_NO, NUMBER, WORD, WORDS = "yes or no", "a number", "a word", "several words"


@dataclass(frozen=True, slots=True)
class Kind:
    """The type of a name or part of an expression; ``words``, unless empty, are all it can hold."""

    name: str
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a condition; ``offset`` counts its characters from 0."""

    offset: int
    message: str
    expected: str = EXPECTED


class NotACondition(ValueError):
    """The text is no condition; ``problem`` says why and where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Condition:
    """A parsed condition. ``names`` are the names it asks for."""

    text: str
    tree: ast.expr = field(compare=False, repr=False)
    names: frozenset[str] = field(compare=False)


class Answers:
    """Answers conditions for one stay; the same question is computed once."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self._names = dict(names)
        self._known: dict[tuple[Any, ...], bool] = {}
        self._evaluator = EvalWithCompoundTypes(functions={})

    def holds(self, condition: Condition | None, subject: Mapping[str, Any] | None = None) -> bool:
        """Whether the condition holds; ``subject`` adds the names of one day, meal, post …"""
        if condition is None:
            return True
        own = subject or {}
        question = (condition.text, *(own.get(name) for name in condition.names))
        known = self._known.get(question)
        if known is None:
            self._evaluator.names = {**self._names, **own}
            known = bool(self._evaluator.eval(condition.text, condition.tree))
            self._known[question] = known
        return known


def parse(text: str) -> Condition:
    """The condition that ``text`` writes, not yet checked. Raises ``NotACondition``."""
    if len(text) > MAX_LENGTH:
        raise NotACondition(Problem(0, "the condition is too long", f"at most {MAX_LENGTH} characters"))
    try:
        tree = ast.parse(text, mode="eval").body
    except SyntaxError as error:
        offset = max((error.offset or 1) - 1, 0)
        raise NotACondition(Problem(offset, f"this is no condition ({error.msg})")) from None
    except (ValueError, RecursionError, MemoryError):
        raise NotACondition(Problem(0, "this is no condition")) from None
    names = frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
    return Condition(text, tree, names)


def problems(condition: Condition, kinds: Mapping[str, Kind]) -> list[Problem]:
    """What is wrong with the condition, given the kinds of the names it may use; empty if nothing is."""
    checker = _Checker(condition.text, kinds)
    kind = checker.kind(condition.tree)
    if kind is not None and kind.name != YES_NO:
        checker.wrong(condition.tree, f"this is {kind.name}, not yes or no")
    return checker.problems


class _Checker:
    """Finds the kind of every part; ``None`` is the kind of a part that was already found wrong."""

    def __init__(self, text: str, kinds: Mapping[str, Kind]) -> None:
        self.text = text
        self.kinds = kinds
        self.problems: list[Problem] = []
        self._parts: dict[type[ast.expr], Callable[[Any], Kind | None]] = {
            ast.Name: self._name,
            ast.Constant: self._constant,
            ast.List: self._list,
            ast.Tuple: self._list,
            ast.BoolOp: self._and_or,
            ast.UnaryOp: self._unary,
            ast.BinOp: self._sum,
            ast.Compare: self._compare,
        }

    def kind(self, node: ast.expr) -> Kind | None:
        part = self._parts.get(type(node))
        if part is None:
            self.wrong(node, f"“{self._written(node)}” is not part of the language")
            return None
        return part(node)

    def wrong(self, node: ast.expr, message: str, expected: str = EXPECTED) -> None:
        # Columns of the tree count bytes; people count characters.
        line = self.text.splitlines()[node.lineno - 1] if self.text else ""
        offset = len(line.encode()[: node.col_offset].decode(errors="ignore"))
        self.problems.append(Problem(offset, message, expected))

    def _name(self, node: ast.Name) -> Kind | None:
        kind = self.kinds.get(node.id)
        if kind is None:
            self.wrong(node, f"“{node.id}” is not known here{meant(node.id, self.kinds)}", self._names())
        return kind

    def _names(self) -> str:
        return "one of " + ", ".join(sorted(self.kinds))

    def _constant(self, node: ast.Constant) -> Kind | None:
        if isinstance(node.value, bool):
            self.wrong(node, "True and False say nothing here", "the name alone, or not and the name")
            return None
        if isinstance(node.value, int):
            return Kind(NUMBER)
        if isinstance(node.value, str):
            return Kind(WORD, frozenset({node.value}))
        self.wrong(node, f"“{self._written(node)}” is not a word or a whole number")
        return None

    def _list(self, node: ast.List | ast.Tuple) -> Kind | None:
        words: set[str] = set()
        for item in node.elts:
            if not (isinstance(item, ast.Constant) and isinstance(item.value, str)):
                self.wrong(item, "a list holds words in quotes only", "such as ['VVIP', 'VA']")
                return None
            words.add(item.value)
        return Kind(WORDS, frozenset(words))

    def _and_or(self, node: ast.BoolOp) -> Kind | None:
        for part in node.values:
            self._must_be(part, YES_NO)
        return Kind(YES_NO)

    def _unary(self, node: ast.UnaryOp) -> Kind | None:
        if isinstance(node.op, ast.Not):
            self._must_be(node.operand, YES_NO)
            return Kind(YES_NO)
        if isinstance(node.op, ast.USub):
            self._must_be(node.operand, NUMBER)
            return Kind(NUMBER)
        self.wrong(node, f"“{self._written(node)}” is not part of the language")
        return None

    def _sum(self, node: ast.BinOp) -> Kind | None:
        if not isinstance(node.op, ast.Add | ast.Sub):
            self.wrong(node, "only + and - calculate here", "+ or -")
            return None
        self._must_be(node.left, NUMBER)
        self._must_be(node.right, NUMBER)
        return Kind(NUMBER)

    def _must_be(self, node: ast.expr, name: str) -> None:
        kind = self.kind(node)
        if kind is not None and kind.name != name:
            self.wrong(node, f"“{self._written(node)}” is {kind.name}, not {name}", f"{name} here")

    def _compare(self, node: ast.Compare) -> Kind | None:
        parts = [node.left, *node.comparators]
        kinds = [self.kind(part) for part in parts]
        for number, operator in enumerate(node.ops):
            left, right = kinds[number], kinds[number + 1]
            if left is not None and right is not None:
                self._pair(operator, (parts[number], left), (parts[number + 1], right))
        return Kind(YES_NO)

    def _pair(self, operator: ast.cmpop, left: tuple[ast.expr, Kind], right: tuple[ast.expr, Kind]) -> None:
        fits = _COMPARISONS.get(type(operator))
        if fits is None:
            self.wrong(left[0], "“is” does not compare here", "== or !=")
        elif (left[1].name, right[1].name) not in fits:
            message = f"{left[1].name} on the left and {right[1].name} on the right do not go together"
            self.wrong(left[0], message)
        else:
            self._same_words(left, right)
            self._same_words(right, left)

    def _same_words(self, given: tuple[ast.expr, Kind], known: tuple[ast.expr, Kind]) -> None:
        """A word written in quotes must be one that the other side can hold."""
        node, kind = given
        if isinstance(node, ast.Name) or not isinstance(known[0], ast.Name) or not known[1].words:
            return
        constants = [part for part in ast.walk(node) if isinstance(part, ast.Constant)]
        for constant in constants:
            if constant.value in kind.words and constant.value not in known[1].words:
                hint = meant(str(constant.value), known[1].words)
                expected = "one of " + ", ".join(sorted(known[1].words))
                self.wrong(
                    constant,
                    f"“{constant.value}” is not one of the {_PLURALS.get(known[0].id, known[0].id)}{hint}",
                    expected,
                )

    def _written(self, node: ast.expr) -> str:
        return ast.get_source_segment(self.text, node) or self.text


_PLURALS = {"grade": "grades", "amenity": "amenities", "post": "posts", "language": "languages"}
_SAME = {(NUMBER, NUMBER), (WORD, WORD)}
_COMPARISONS: dict[type[ast.cmpop], set[tuple[str, str]]] = {
    ast.Eq: _SAME,
    ast.NotEq: _SAME,
    ast.Lt: {(NUMBER, NUMBER)},
    ast.LtE: {(NUMBER, NUMBER)},
    ast.Gt: {(NUMBER, NUMBER)},
    ast.GtE: {(NUMBER, NUMBER)},
    ast.In: {(WORD, WORDS)},
    ast.NotIn: {(WORD, WORDS)},
}


def meant(word: str, known: Any) -> str:
    """Asks whether the nearest known word was meant: “ (did you mean …?)”, or nothing when none is near."""
    near = get_close_matches(word, sorted(known), n=1) or get_close_matches(
        word.lower(), [each for each in sorted(known) if each.islower()], n=1
    )
    return f" (did you mean {near[0]}?)" if near else ""
