"""Forecasts are judged as a whole and in groups: exactly, whatever their order, and without one error hiding another."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from lsg_projects.domain.forecasting import grouped, judged

rows = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 10**12), st.integers(-(10**9), 10**12)), max_size=30)


def pair(row: tuple[str, int, int]) -> tuple[int, int]:
    return row[1], row[2]


def test_too_much_here_does_not_hide_too_little_there() -> None:
    found = judged([(100, 150), (100, 50)])
    assert (found.error, found.percent) == (0, 0)
    assert found.accuracy == 50


def test_nothing_expected_has_no_percent() -> None:
    found = judged([(0, 70)])
    assert (found.error, found.percent, found.accuracy) == (70, None, None)


def test_a_known_case() -> None:
    """The plots of Rodnikovka: 9,800 expected, 9,100 came."""
    found = judged([(980_000_000, 910_000_000)])
    assert round(found.percent or Decimal(0), 1) == Decimal("-7.1")


@given(rows, st.randoms(use_true_random=False))
def test_groups_add_up_to_the_whole_in_any_order(many: list[tuple[str, int, int]], chance: object) -> None:
    groups = grouped(many, lambda row: row[0], pair)
    whole = judged(map(pair, many))
    assert sum(group.count for group in groups) == len(many)
    for name in ("expected", "received", "each"):
        assert sum(getattr(group.sums, name) for group in groups) == getattr(whole, name)
    mixed = list(many)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis' own generator
    assert grouped(mixed, lambda row: row[0], pair) == groups
