"""A finger on a JSON value: takes fields and writes down what is wrong with them, and where."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from vipops.integrations.pms.json_text import Path
from vipops.integrations.pms.values import Twice, Wrong, is_blank

MOST_ITEMS = 4000  # Oracle's maxItems

T = TypeVar("T")


class Cursor:
    """A value, its path, and the faults and remarks shared by all cursors of one record."""

    __slots__ = ("faults", "path", "remarks", "value")

    def __init__(self, value: Any, path: Path, above: "Cursor | None" = None) -> None:
        self.value = value
        self.path = path
        self.faults: dict[Path, Wrong] = above.faults if above else {}
        self.remarks: dict[Path, str] = above.remarks if above else {}

    def at(self, *steps: str | int) -> "Cursor":
        """The value under the steps; a cursor on None where there is none."""
        here = self
        for step in steps:
            here = Cursor(here._child(step), (*here.path, step), here)
        return here

    def items(self) -> list["Cursor"]:
        """A cursor on each item of an array; none where the value is absent."""
        if self.value is None:
            return []
        if not isinstance(self.value, list):
            self.fault((), Wrong("this is not an array", "an array, […]"))
            return []
        if len(self.value) > MOST_ITEMS:
            self.fault((), Wrong(f"an array of {len(self.value)} items", f"at most {MOST_ITEMS} items"))
            return []
        return [Cursor(item, (*self.path, index), self) for index, item in enumerate(self.value)]

    def has(self, path: str) -> bool:
        """Whether something that is not blank stands at the dotted path."""
        return not is_blank(self.at(*_steps(path)).value)

    def is_object(self) -> bool:
        """Whether this is an object; anything else is a fault."""
        if isinstance(self.value, dict):
            return True
        self.fault((), Wrong("this is not an object", "an object, {…}"))
        return False

    def take(self, read: Callable[[object], T], *paths: str) -> T | None:
        """The first of the dotted paths that says something, read; None where none does or it is wrong."""
        for path in paths:
            found = self.at(*_steps(path))
            if is_blank(found.value):
                continue
            try:
                return read(found.value)
            except Wrong as wrong:
                found.fault((), wrong)
                return None
        return None

    def glance(self, read: Callable[[object], T], path: str) -> T | None:
        """Like ``take`` for a field that nothing hangs on: a wrong value is remarked on, not refused."""
        found = self.at(*_steps(path))
        if is_blank(found.value):
            return None
        try:
            return read(found.value)
        except Wrong as wrong:
            found.remark(f"left out: {wrong.message}")
            return None

    def fault(self, steps: Sequence[str | int], wrong: Wrong) -> None:
        """Writes down a fault of the value under the steps, the first for each place."""
        self.faults.setdefault((*self.path, *steps), wrong)

    def lacks(self, steps: Sequence[str | int], wrong: Wrong) -> None:
        """Writes down that something is missing, unless a fault there or around it already says why."""
        path = (*self.path, *steps)
        if not any(path[: len(known)] == known or known[: len(path)] == path for known in self.faults):
            self.faults[path] = wrong

    def remark(self, message: str) -> None:
        """Writes down something for a person to know that refuses nothing."""
        self.remarks.setdefault(self.path, message)

    def _child(self, step: str | int) -> Any:
        if self.value is None:
            return None
        if isinstance(step, int):
            return self._item(step)
        if isinstance(self.value, dict):
            return self.value.get(step)
        if isinstance(self.value, Twice):
            self.fault((), Wrong("the same key stands twice with different values", "one value"))
        else:
            self.fault((), Wrong("this is not an object", "an object, {…}"))
        return None

    def _item(self, index: int) -> Any:
        items = self.items()
        return items[index].value if index < len(items) else None


def _steps(path: str) -> tuple[str | int, ...]:
    return tuple(int(step) if step.isdigit() else step for step in path.split("."))
