import json
import math
import re
from typing import Any

import pytest

from tests.support.letters import drawn_signature, pad_data
from vipops.errors import BadInput
from vipops.integrations.papers.strokes import MOST_POINTS, MOST_STROKES, ink, read_strokes

POINT = {"x": 1, "y": 2, "time": 3, "pressure": 0.5}
OTHER = {"x": 90, "y": 20, "time": 9, "pressure": 0.5}


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ("<svg onload=alert(1)>", "signature"),
        ({"points": []}, "signature"),
        (None, "signature"),
        ([], "signature"),
        ([[]], "signature"),
        ([[POINT]], "signature"),
        (["M0 0L9 9"], "signature[0]"),
        ([{"points": "M0 0"}], "signature[0]"),
        ([[POINT, "x"]], "signature[0][1]"),
        ([[POINT, {"x": 1}]], "signature[0][1].y"),
        ([[{**POINT, "x": math.nan}, OTHER]], "signature[0][0].x"),
        ([[{**POINT, "y": math.inf}, OTHER]], "signature[0][0].y"),
        ([[{**POINT, "x": 10**400}, OTHER]], "signature[0][0].x"),
        ([[{**POINT, "x": True}, OTHER]], "signature[0][0].x"),
        ([[{**POINT, "x": "1"}, OTHER]], "signature[0][0].x"),
        ([[{**POINT, "x": 20_001}, OTHER]], "signature[0][0].x"),
        ([[{**POINT, "pressure": 2}, OTHER]], "signature[0][0].pressure"),
        ([[{**POINT, "time": -1}, OTHER]], "signature[0][0].time"),
        ([[POINT, OTHER]] * (MOST_STROKES + 1), "signature"),
        ([[POINT] * MOST_POINTS, [OTHER]], "signature[1]"),
    ],
)
def test_what_is_not_a_signature(value: object, where: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read_strokes(value)
    assert refusal.value.facts["where"] == where


def test_both_shapes_of_a_pad_are_read() -> None:
    pad = pad_data()
    bare = [stroke["points"] for stroke in pad]
    assert read_strokes(pad) == read_strokes(bare)


def test_json_gives_the_signature_back() -> None:
    signature = drawn_signature()
    again = read_strokes(json.loads(signature.to_json()))
    assert again == signature
    assert again.digest == signature.digest


@pytest.mark.parametrize(
    "value",
    [
        pad_data(),
        [[POINT, OTHER]],
        [[POINT, OTHER], [OTHER]],
        [[POINT, {**POINT, "x": 500}]],
        [[{"x": 0, "y": -9}, {"x": 0, "y": 900}]],
        [[{**POINT, "pressure": step / 30, "x": step} for step in range(30)]],
    ],
)
def test_ink_stays_in_its_box_and_is_only_numbers(value: Any) -> None:
    drawn = ink(read_strokes(value))
    assert 0 < drawn.width_em <= 13
    assert 0 < drawn.height_em <= 5
    for nib, path in drawn.paths:
        assert re.fullmatch(r"[MLQl0-9. -]+", path)
        numbers = [float(number) for number in re.findall(r"-?\d+\.\d", path.replace("l.1 0", ""))]
        assert all(0 <= number <= max(drawn.width, drawn.height) for number in numbers)
        assert 5 <= nib <= 15


def test_a_fast_pen_draws_thinner() -> None:
    def widest(milliseconds: float) -> float:
        stroke = [{"x": 4 * step, "y": step % 7, "time": milliseconds * step} for step in range(60)]
        return ink(read_strokes([stroke])).paths[0][0]

    assert widest(2) < widest(60)
