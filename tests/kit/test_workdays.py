"""The working days of Kazakhstan as the offices know them."""

from __future__ import annotations

from datetime import date

import pytest

from lsg_projects.domain.errors import Incomplete
from lsg_projects.kit import workdays


@pytest.mark.parametrize(
    ("day", "off"),
    [
        (date(2025, 10, 24), False),
        (date(2025, 10, 25), True),  # Republic Day, a Saturday
        (date(2025, 10, 27), True),  # moved to Monday
        (date(2025, 1, 3), True),  # moved by the Government's decision
        (date(2025, 1, 5), False),  # the Sunday that was worked instead
        (date(2025, 8, 30), True),
        (date(2026, 1, 26), False),
        (date(2026, 3, 23), True),
        (date(2026, 12, 16), True),
    ],
)
def test_days_of_the_calendar(day: date, *, off: bool) -> None:
    assert workdays.day_off(day) is off


def test_the_installations_own_list_is_read_strictly() -> None:
    assert workdays.read({"days_off": [date(2027, 1, 4)]}) == (frozenset({date(2027, 1, 4)}), frozenset())
    for wrong in ({"days_off": "2027-01-04"}, {"working_days": ["2027-01-04"]}):
        with pytest.raises(Incomplete):
            workdays.read(wrong)
