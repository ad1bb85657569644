"""The middle and the far end of counted values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vipops.queries.reports.spread import share, spread


@pytest.mark.parametrize(
    ("counts", "median", "p90"),
    [({}, None, None), ({5: 1}, 5, 5), ({1: 1, 9: 1}, 1, 9), ({0: 9, 60: 1}, 0, 0), ({0: 8, 60: 2}, 0, 60)],
)
def test_by_hand(counts: dict[int, int], median: int | None, p90: int | None) -> None:
    assert spread(counts) == {"n": sum(counts.values()), "median": median, "p90": p90}


@given(st.dictionaries(st.integers(0, 500), st.integers(1, 20), min_size=1))
def test_as_of_a_sorted_list(counts: dict[int, int]) -> None:
    values = sorted(value for value, n in counts.items() for _ in range(n))
    found = spread(counts)
    assert found["median"] == values[(len(values) + 1) // 2 - 1]
    assert found["p90"] in values
    assert sum(value <= found["p90"] for value in values) >= 0.9 * len(values)


def test_a_share_of_nothing_is_nothing() -> None:
    assert (share(0, 0), share(1, 3), share(0, 4)) == (None, 33.3, 0.0)
