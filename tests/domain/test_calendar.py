"""Working days and deadlines as the law counts them."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lsg_projects.domain import calendar
from lsg_projects.domain.calendar import DayKind, Term

REPUBLIC_DAY = {date(2025, 10, 25), date(2025, 10, 27)}


def day_off(day: date) -> bool:
    return calendar.weekend(day) or day in REPUBLIC_DAY


def test_five_working_days_skip_the_weekend_and_the_moved_holiday() -> None:
    # received on Wednesday 22.10.2025; Saturday's holiday makes Monday the 27th a day off
    assert calendar.deadline(date(2025, 10, 22), Term(5), day_off) == date(2025, 10, 30)


def test_the_day_of_receipt_does_not_count() -> None:
    assert calendar.deadline(date(2025, 10, 20), Term(1), day_off) == date(2025, 10, 21)


def test_a_calendar_deadline_on_a_day_off_moves_to_the_next_working_day() -> None:
    assert calendar.deadline(date(2025, 10, 15), Term(10, DayKind.CALENDAR), day_off) == date(2025, 10, 28)


def test_days_left_go_below_zero_when_overdue() -> None:
    due = date(2025, 10, 24)
    assert calendar.working_days_left(date(2025, 10, 22), due, day_off) == 2
    assert calendar.working_days_left(due, due, day_off) == 0
    assert calendar.working_days_left(date(2025, 10, 28), due, day_off) == -1


days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(days, st.integers(0, 60))
def test_a_deadline_is_a_working_day_and_exactly_its_days_away(start: date, count: int) -> None:
    end = calendar.add_working(start, count, day_off)
    assert calendar.working_days(start, end, day_off) == count
    assert count == 0 or not day_off(end)
