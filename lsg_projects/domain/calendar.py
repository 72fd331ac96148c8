"""Days that count: working and calendar days, and the deadlines that the law sets in them.

Which days are off is knowledge from outside (holidays of Kazakhstan, days moved by the Government), so every function
takes it as a callable; ``kit/workdays.py`` brings it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DayOff = Callable[[date], bool]
_ONE = timedelta(days=1)
_SATURDAY = 5


class DayKind(StrEnum):
    """How the law counts the days of a term."""

    WORKING = "working"
    CALENDAR = "calendar"


@dataclass(frozen=True)
class Term:
    """How long something may take: a number of days of one kind."""

    days: int
    kind: DayKind = DayKind.WORKING


def weekend(day: date) -> bool:
    """Tell Saturday and Sunday: what is off where no holidays are known."""
    return day.weekday() >= _SATURDAY


def next_working(day: date, day_off: DayOff) -> date:
    """Give *day* itself if people work then, else the first day after it on which they do."""
    while day_off(day):
        day += _ONE
    return day


def add_working(day: date, count: int, day_off: DayOff) -> date:
    """Give the working day that is *count* working days after *day* (which itself never counts)."""
    for _ in range(count):
        day = next_working(day + _ONE, day_off)
    return day


def deadline(received: date, term: Term, day_off: DayOff) -> date:
    """Give the last day of a term: counted from the day after receipt, moved on when it falls on a day off."""
    if term.kind is DayKind.WORKING:
        return add_working(received, term.days, day_off)
    return next_working(received + timedelta(days=term.days), day_off)


def working_days(after: date, until: date, day_off: DayOff) -> int:
    """Count the working days after *after* up to and with *until*; nothing if *until* is not later."""
    return sum(1 for n in range(1, (until - after).days + 1) if not day_off(after + timedelta(days=n)))


def working_days_left(today: date, due: date, day_off: DayOff) -> int:
    """Count the working days that remain until *due*; below zero are the days by which it is overdue."""
    if due >= today:
        return working_days(today, due, day_off)
    return -working_days(due, today, day_off)
