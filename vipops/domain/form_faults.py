"""What is wrong with the form of what was sent: pydantic's codes in the house's words.

The fields of a form show the first sentence, and the second as what was expected.
"""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

Fault = dict[str, str]


def faults(error: ValidationError) -> list[Fault]:
    """[{where, message, expected}], one for each mistake; ``where`` is the path with dots."""
    return [_fault(detail) for detail in error.errors(include_url=False, include_input=False)]


def _fault(detail: ErrorDetails) -> Fault:
    message, expected = _said(detail["type"], detail.get("ctx", {}), detail["msg"])
    where = ".".join(str(part) for part in detail["loc"])
    return {"where": where, "message": message, "expected": expected}


def _said(code: str, facts: Mapping[str, Any], pydantic_says: str) -> tuple[str, str]:
    if code in _LIMITS:
        fact, message, expected = _LIMITS[code]
        return message, expected(facts[fact])
    if code == "value_error":
        return str(facts["error"]), ""
    kind = next((kind for kind in _KINDS if code.startswith(kind)), None)
    return _KINDS[kind] if kind else (pydantic_says, "")


def _plain(words: str) -> str:
    """``'a', 'b' or 'c'`` as ``a, b, c``."""
    return words.replace("' or '", "', '").replace("'", "")


# code: (the fact that says the limit, what is wrong, what was expected)
_LIMITS: Mapping[str, tuple[str, str, Callable[[Any], str]]] = {
    "string_too_short": ("min_length", "This is too short.", lambda least: f"at least {least} characters"),
    "string_too_long": ("max_length", "This is too long.", lambda most: f"at most {most} characters"),
    "too_short": ("min_length", "There are too few of them.", lambda least: f"at least {least}"),
    "too_long": ("max_length", "There are too many of them.", lambda most: f"at most {most}"),
    "greater_than": ("gt", "This is too little.", lambda below: f"more than {below}"),
    "greater_than_equal": ("ge", "This is too little.", lambda least: f"at least {least}"),
    "less_than": ("lt", "This is too much.", lambda above: f"less than {above}"),
    "less_than_equal": ("le", "This is too much.", lambda most: f"at most {most}"),
    "literal_error": ("expected", "This is not known here.", lambda words: f"one of {_plain(words)}"),
    "enum": ("expected", "This is not known here.", lambda words: f"one of {_plain(words)}"),
}
# By how pydantic's codes begin: "int_parsing", "int_type" and "int_from_float" are one mistake to a person.
_KINDS: Mapping[str, tuple[str, str]] = {
    "missing": ("This is missing.", "a value here"),
    "extra_forbidden": ("This is not known here.", "only what the form has"),
    "none_required": ("This must be empty.", "nothing here"),
    "string_pattern": ("This is not of the right form.", "the signs that the form asks for"),
    "timezone_aware": ("This time names no zone.", "a time with its zone"),
    "int": ("This is not a whole number.", "a whole number"),
    "float": ("This is not a number.", "a number"),
    "finite": ("This is not a number.", "a number"),
    "bool": ("This is neither yes nor no.", "yes or no"),
    "string": ("This is not a text.", "a text"),
    "datetime": ("This is not a date with a time.", "a date and a time"),
    "date": ("This is not a date.", "a date such as 2026-11-22"),
    "time": ("This is not a time.", "a time such as 14:30"),
    "list": ("This is not a list.", "a list"),
    "tuple": ("This is not a list.", "a list"),
    "dict": ("This is not a group of fields.", "fields with their names"),
    "model": ("This is not a group of fields.", "fields with their names"),
    "json": ("This is not JSON.", "one complete JSON document"),
}
