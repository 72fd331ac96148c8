"""The working days of Kazakhstan as the offices know them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from lsg_projects.domain.errors import Incomplete
from lsg_projects.kit import db, workdays


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


def test_a_thousand_questions_read_the_moved_days_once(store: None) -> None:
    """Lists ask for thousands of days; each question a statement of its own would take seconds."""
    asked: list[str] = []
    with db.engine().connect():  # the first connection brings statements of its own
        pass

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(db.engine(), "before_cursor_execute", count)
    try:
        for number in range(1000):
            workdays.day_off(date(2026, 1, 1) + timedelta(days=number))
    finally:
        event.remove(db.engine(), "before_cursor_execute", count)
    assert len([each for each in asked if "installation_fact" in each]) == 1
