"""Report periods: bounds, neighbours, spelling, and what is due."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.periods import Length, Period, closed_since, latest_closed, of, parse


@pytest.mark.parametrize(
    ("text", "start", "end", "previous", "following"),
    [
        ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31), "2025-Q3", "2026-Q1"),
        ("2025-Q1", date(2025, 1, 1), date(2025, 3, 31), "2024-Q4", "2025-Q2"),
        ("2025-H2", date(2025, 7, 1), date(2025, 12, 31), "2025-H1", "2026-H1"),
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "2023", "2025"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024-01", "2024-03"),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31), "2025-11", "2026-01"),
    ],
)
def test_a_period_knows_its_days_and_neighbours(text, start, end, previous, following):
    period = parse(text)
    assert (period.start, period.end) == (start, end)
    assert (str(period.previous), str(period.next), str(period)) == (previous, following, text)


@pytest.mark.parametrize("text", ["", "2025-Q5", "2025-H0", "2025-13", "25", "1999", "2025-1", "Q4"])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(Incomplete):
        parse(text)


@given(st.dates(date(2019, 1, 1), date(2098, 12, 31)), st.sampled_from(list(Length)))
def test_each_day_lies_in_exactly_one_period_of_a_length(day, length):
    period = of(day, length)
    assert period.holds(day)
    assert not period.previous.holds(day)
    assert not period.next.holds(day)
    assert period.previous.next == period
    assert parse(str(period)) == period


def test_catching_up_has_no_limit_and_leaves_the_running_period_out():
    due = closed_since(Period(2025, 1, Length.QUARTER), date(2026, 1, 26))
    assert [str(period) for period in due] == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
    assert str(latest_closed(date(2026, 1, 26), Length.QUARTER)) == "2025-Q4"
    assert closed_since(Period(2026, 1, Length.QUARTER), date(2026, 3, 31)) == ()
    assert len(closed_since(Period(2018, 1, Length.MONTH), date(2026, 1, 1))) == 96
