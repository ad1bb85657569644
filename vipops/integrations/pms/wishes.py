"""Recognises what a guest wishes for, by preference codes and by words in a text.

A word counts only where it is not denied: ``no fruit`` and ``水果过敏`` ask for no fruit, while
``no feather`` is a wish in itself when the settings list it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vipops.integrations.pms.values import folded

# A short code such as HF or COT would be found inside other words.
_SHORTEST_WORD = 5

_CLAUSE_ENDS = re.compile(r"[,，.。;；、!！\n]|\bbut\b|但")
_DENIALS = re.compile(
    r"不要|不需|不吃|不用|无需|不能|勿|忌|过敏|\b(?:no|not|without|avoid|never)\b|n't|n’t|allerg",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WishWord:
    """A word or code as the settings write it, and the wish it stands for."""

    word: str
    code: str


def codes(label: str, said: str, words: Iterable[WishWord]) -> tuple[str, ...]:
    """The wishes in a text, each once, sorted. ``label`` is the system's own code for it, or empty."""
    known = list(words)
    exact = {folded(label), folded(said)} - {""}
    found = {word.code for word in known if folded(word.word) in exact}
    if not found:
        found = {code for clause in _CLAUSE_ENDS.split(said) for code in _in_clause(clause, known)}
    return tuple(sorted(found))


def _in_clause(clause: str, known: list[WishWord]) -> Iterator[str]:
    plain = folded(clause)
    denials = len(_DENIALS.findall(clause))
    for word in known:
        sought = folded(word.word)
        if sought.isascii() and len(sought) < _SHORTEST_WORD:
            continue
        if sought in plain and denials <= len(_DENIALS.findall(word.word)):
            yield word.code
