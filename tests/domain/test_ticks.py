"""The axis of a chart: from 0, round steps, never too many, never too short."""

import itertools
import math

import pytest

from lsg_projects.domain.ticks import nice_ticks


@pytest.mark.parametrize(
    ("maximum", "count", "expected"),
    [
        (4860.0, 5, [0, 1000, 2000, 3000, 4000, 5000]),
        (37984.8, 4, [0, 10000, 20000, 30000, 40000]),
        (20.0, 4, [0, 5, 10, 15, 20]),
        (15.0, 5, [0, 5, 10, 15]),
        (1.0, 4, [0, 0.25, 0.5, 0.75, 1.0]),
        (0.3, 3, [0, 0.1, 0.2, 0.3]),
        (100.0, 1, [0, 100]),
    ],
)
def test_steps_are_round(maximum: float, count: int, expected: list[float]) -> None:
    assert nice_ticks(maximum, count) == pytest.approx(expected)


@pytest.mark.parametrize("maximum", [0, -5.0])
def test_an_axis_without_positive_values_still_has_a_length(maximum: float) -> None:
    assert nice_ticks(maximum) == [0.0, 1.0]


@pytest.mark.parametrize("count", range(1, 9))
def test_steps_are_even_few_and_reach_the_maximum(count: int) -> None:
    for maximum in (1, 3, 7.5, 12, 99, 101, 486_000_000, 3_798_480_000, 0.0004):
        ticks = nice_ticks(maximum, count)
        gaps = {round(b - a, 9) for a, b in itertools.pairwise(ticks)}
        assert ticks[0] == 0
        assert ticks[-1] >= maximum or math.isclose(ticks[-1], maximum)
        assert len(ticks) - 1 <= count
        assert max(gaps) - min(gaps) < 1e-6 * ticks[-1] + 1e-8


def test_what_cannot_be_an_axis_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one step"):
        nice_ticks(10, 0)
    with pytest.raises(ValueError, match="finite"):
        nice_ticks(math.inf)
