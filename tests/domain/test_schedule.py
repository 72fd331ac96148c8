"""Time lines and earned value: bars, slips in working days, and what the work done is worth."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsg_projects.domain.calendar import weekend
from lsg_projects.domain.delivery import MilestoneState, MilestoneView, bars, earned_value, scale, slip

TODAY = date(2026, 5, 11)


def view(key: str, due: date | None, promised: date | None = None, met: date | None = None) -> MilestoneView:
    return MilestoneView(key, due, promised or due, 50, 100 if met else 0, met, MilestoneState.WAITING)


def test_a_bar_begins_where_the_one_before_was_planned_to_end() -> None:
    found = bars(
        [view("b", date(2026, 6, 1), date(2026, 6, 8)), view("a", date(2026, 4, 1), met=date(2026, 3, 30))],
        date(2026, 3, 2), TODAY, weekend,
    )  # fmt: skip
    assert [(bar.name, bar.begins, bar.expected, bar.slip) for bar in found] == [
        ("a", date(2026, 3, 2), date(2026, 3, 30), -2),
        ("b", date(2026, 4, 1), date(2026, 6, 8), 5),
    ]


def test_a_date_that_passed_unmet_is_expected_today_at_the_soonest() -> None:
    (bar,) = bars([view("a", date(2026, 5, 4))], None, TODAY, weekend)
    assert (bar.expected, bar.slip, bar.begins) == (TODAY, 5, date(2026, 5, 4))
    assert bars([view("a", None)], None, TODAY, weekend) == ()


def test_the_scale_keeps_every_day_within_it() -> None:
    found = bars([view("a", date(2026, 4, 1)), view("b", date(2026, 9, 1))], date(2026, 1, 12), TODAY, weekend)
    whole = scale(found, TODAY)
    assert (whole.at(date(2026, 1, 12)), whole.at(date(2026, 9, 1))) == (0.0, 1000.0)
    assert whole.at(date(1990, 1, 1)) == 0.0
    assert [day.month for day in whole.months(4)] == [2, 4, 6, 8]
    assert len(scale([], TODAY).months()) <= 6
    near = scale(found, TODAY, timedelta(days=30))
    assert (near.first, near.at(date(2026, 1, 12))) == (date(2026, 4, 11), 0.0)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_slip_is_the_opposite_of_the_way_back(one: date, other: date) -> None:
    assert slip(one, other, weekend) == -slip(other, one, weekend)


@pytest.mark.parametrize(
    ("planned", "done", "paid", "spi", "cpi", "behind", "ahead"),
    [
        (50, 40, 50_000, "0.80", "0.80", 20, 10_000),
        (50, 60, 30_000, "1.20", "2.00", -20, -30_000),
        (0, 0, 0, None, None, 0, 0),
        (100, 100, 100_000, "1.00", "1.00", 0, 0),
    ],
)
def test_earned_value(
    planned: int, done: int, paid: int, spi: str | None, cpi: str | None, behind: int, ahead: int
) -> None:
    found = earned_value(100_000, planned, done, paid)
    assert found.spi == (Decimal(spi) if spi else None)
    assert found.cpi == (Decimal(cpi) if cpi else None)
    assert (found.behind, found.ahead_of_work) == (behind, ahead)
