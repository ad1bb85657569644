"""A signature as somebody draws it on a tablet: loops that lean forward, ending in a flourish."""

import math
from random import Random
from typing import Any

_STEP_MS = 9


def signature(name: str) -> list[dict[str, Any]]:
    """What the signature pad would send for this person: always the same strokes for the same name."""
    hand = Random(name)  # noqa: S311  # a drawing, not a secret
    strokes: list[dict[str, Any]] = []
    x, clock = 30.0, 0
    for word in name.replace("·", " ").split():
        points: list[dict[str, float]] = []
        letters = max(3, min(len(word), 6))
        for place in range(letters * 9):
            turn = place / 9 * 2 * math.pi
            tall = 46 if place < 9 else hand.uniform(11, 15)
            x += 2.6 + 1.9 * math.cos(turn) + hand.uniform(-0.3, 0.3)
            points.append(
                _point(x, 96 - tall * math.sin(turn) - x * 0.03, clock, 0.45 + 0.2 * math.sin(turn))
            )
            clock += _STEP_MS
        strokes.append({"points": points})
        x, clock = x + 16, clock + 180
    strokes.append({"points": _flourish(x, clock)})
    return strokes


def _flourish(x: float, clock: int) -> list[dict[str, float]]:
    return [
        _point(x - place * 6.5, 124 + 9 * math.sin(place / 7), clock + place * _STEP_MS, 0.7 - place * 0.018)
        for place in range(30)
    ]


def _point(x: float, y: float, clock: int, pressure: float) -> dict[str, float]:
    return {"x": round(x, 1), "y": round(y, 1), "time": clock, "pressure": round(pressure, 2)}
