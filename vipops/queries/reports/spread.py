"""The middle and the far end of many values that the database has counted."""

from collections.abc import Mapping
from math import ceil


def spread(counts: Mapping[int, int]) -> dict[str, int | None]:
    """{n, median, p90} of values with how often each occurs; the nearest value that really occurred.

    ``None`` where nothing was counted.
    """
    n = sum(counts.values())
    return {"n": n, "median": _at(counts, n, 0.5), "p90": _at(counts, n, 0.9)}


def share(part: int, whole: int) -> float | None:
    """Per cent with one decimal; ``None`` of nothing."""
    return round(100 * part / whole, 1) if whole else None


def _at(counts: Mapping[int, int], n: int, place: float) -> int | None:
    wanted, passed = ceil(n * place), 0
    for value in sorted(counts):
        passed += counts[value]
        if passed >= wanted:
            return value
    return None
