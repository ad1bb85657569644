"""The signature drawn by hand: strokes in, ink out.

The tablet sends what signature_pad's ``toData()`` gives. Only numbers are taken from it, never a drawing:
the ink on the page is made here.
"""

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from vipops.errors import BadInput

MOST_STROKES = 200
MOST_POINTS = 8_000
_FARTHEST = 20_000.0  # pixels, far beyond any tablet
_LATEST = 1e14  # milliseconds since 1970, year 5138
_BOX = 1_000.0  # the drawing's longer side in its own units
_THICKEST, _THINNEST, _NIBS = 15.0, 5.0, 5
_WIDEST_EM, _TALLEST_EM = 13.0, 5.0


class Point(NamedTuple):
    x: float
    y: float
    time: float  # milliseconds, any origin
    pressure: float  # 0 to 1; 0 where the tablet knows none


@dataclass(frozen=True)
class Signature:
    """A drawn signature; made by :func:`read_strokes` only."""

    strokes: tuple[tuple[Point, ...], ...]

    def to_json(self) -> str:
        """Canonical JSON, which :func:`read_strokes` reads again after ``json.loads``."""
        points = [[point._asdict() for point in stroke] for stroke in self.strokes]
        return json.dumps(points, sort_keys=True, separators=(",", ":"))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON, in hex."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()


@dataclass(frozen=True)
class Ink:
    """The signature as SVG paths in a box: ``paths`` pairs a nib's width with its path."""

    width: float
    height: float
    width_em: float
    height_em: float
    paths: tuple[tuple[float, str], ...]


def read_strokes(value: object) -> Signature:
    """The signature in ``value``: a list of strokes, each a list of points or ``{"points": [...]}``.

    A point is ``{x, y, time, pressure}``; time and pressure may be missing. Raises BadInput, with the
    place, for anything else, for more than 200 strokes or 8,000 points, and for a signature that is
    only a dot.
    """
    strokes = _listed(value, "signature", MOST_STROKES)
    left = MOST_POINTS
    read: list[tuple[Point, ...]] = []
    for number, stroke in enumerate(strokes):
        where = f"signature[{number}]"
        points = _listed(stroke.get("points") if isinstance(stroke, dict) else stroke, where, left)
        read.append(tuple(_point(point, f"{where}[{place}]") for place, point in enumerate(points)))
        left -= len(points)
    signature = Signature(tuple(stroke for stroke in read if stroke))
    if not signature.strokes or max(_extent(signature)[2:]) < 1:
        raise BadInput("The signature is empty.", where="signature", expected="at least one drawn stroke")
    return signature


def ink(signature: Signature) -> Ink:
    """The strokes as smooth lines, thinner where the pen was fast."""
    left, top, width, height = _extent(signature)
    scale = (_BOX - 2 * _THICKEST) / max(width, height)
    paths: dict[float, list[str]] = {}
    for stroke in signature.strokes:
        moved = [
            Point((p.x - left) * scale + _THICKEST, (p.y - top) * scale + _THICKEST, p.time, p.pressure)
            for p in stroke
        ]
        for nib, path in _lines(moved):
            paths.setdefault(nib, []).append(path)
    box_width, box_height = width * scale + 2 * _THICKEST, height * scale + 2 * _THICKEST
    em = min(_WIDEST_EM / box_width, _TALLEST_EM / box_height)
    drawn = tuple((nib, "".join(parts)) for nib, parts in sorted(paths.items()))
    return Ink(
        round(box_width, 1), round(box_height, 1), round(box_width * em, 3), round(box_height * em, 3), drawn
    )


def _listed(value: object, where: str, most: int) -> list[object]:
    if not isinstance(value, list):
        raise BadInput("This is not a drawn signature.", where=where, expected="a list")
    if len(value) > most:
        raise BadInput("The signature is too long.", where=where, expected=f"at most {most}")
    return value


def _point(value: object, where: str) -> Point:
    if not isinstance(value, dict):
        raise BadInput("This is not a point of a signature.", where=where, expected="{x, y, time, pressure}")
    return Point(
        _number(value.get("x"), f"{where}.x", -_FARTHEST, _FARTHEST),
        _number(value.get("y"), f"{where}.y", -_FARTHEST, _FARTHEST),
        _number(value.get("time", 0), f"{where}.time", 0, _LATEST),
        _number(value.get("pressure", 0), f"{where}.pressure", 0, 1),
    )


def _number(value: object, where: str, least: float, most: float) -> float:
    # bool is a number to Python, not to a tablet; NaN fails the comparison.
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise BadInput("This is not a number of a signature.", where=where, expected=f"{least:g} to {most:g}")
    return round(float(value), 3)


def _extent(signature: Signature) -> tuple[float, float, float, float]:
    """Left, top, width and height."""
    xs = [point.x for stroke in signature.strokes for point in stroke]
    ys = [point.y for stroke in signature.strokes for point in stroke]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


def _lines(stroke: Sequence[Point]) -> list[tuple[float, str]]:
    """Curves through the middles between points; a new path wherever the nib's width changes."""
    if len(stroke) == 1:
        return [(_THICKEST, f"M{_at(stroke[0])}l.1 0")]
    nibs = _nibs(stroke)
    lines: list[tuple[float, str]] = []
    start, parts, nib = stroke[0], [f"M{_at(stroke[0])}"], nibs[0]
    for place in range(1, len(stroke)):
        if nibs[place] != nib:
            lines.append((nib, "".join(parts)))
            nib, parts = nibs[place], [f"M{_at(start)}"]
        is_last = place == len(stroke) - 1
        end = stroke[place] if is_last else _middle(stroke[place], stroke[place + 1])
        parts.append(f"L{_at(end)}" if is_last else f"Q{_at(stroke[place])} {_at(end)}")
        start = end
    return [*lines, (nib, "".join(parts))]


def _nibs(stroke: Sequence[Point]) -> list[float]:
    """The nib's width at each point, one of five: by pressure where it is known, by speed elsewhere."""
    is_pressed = len({point.pressure for point in stroke}) > 1
    step = (_THICKEST - _THINNEST) / (_NIBS - 1)
    nibs: list[float] = []
    firm = 0.7
    for place, point in enumerate(stroke):
        if is_pressed:
            wanted = point.pressure
        else:
            before = stroke[place - 1] if place else point
            passed = max(point.time - before.time, 1.0)
            wanted = 1 / (1 + math.dist(point[:2], before[:2]) / passed / 2)
        firm = firm * 0.7 + wanted * 0.3
        nibs.append(_THINNEST + round(firm * (_NIBS - 1)) * step)
    return nibs


def _middle(one: Point, other: Point) -> Point:
    return Point((one.x + other.x) / 2, (one.y + other.y) / 2, one.time, one.pressure)


def _at(point: Point) -> str:
    return f"{point.x:.1f} {point.y:.1f}"
