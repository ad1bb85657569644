"""Every test opens an application of its own with the same routes: their builders are compiled once.

Werkzeug compiles two small functions for each route of each application, which is most of what opening one
costs. The functions hold nothing of the application, only of the route's text.
"""

from collections.abc import Callable
from typing import Any

from werkzeug.routing.rules import Rule

_compile = Rule._compile_builder
_compiled: dict[tuple[str, str, bool], Callable[..., Any]] = {}


def compile_once() -> None:
    """From now on, for this process."""
    Rule._compile_builder = _remembered  # type: ignore[method-assign]  # that is the point


def _remembered(rule: Rule, append_unknown: bool = True) -> Callable[..., Any]:  # noqa: FBT001, FBT002
    key = (rule.rule, str(rule.defaults), append_unknown)
    if key not in _compiled:
        _compiled[key] = _compile(rule, append_unknown)
    return _compiled[key]
