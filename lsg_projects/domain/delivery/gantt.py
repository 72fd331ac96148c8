"""Bars of a time line: what was planned, what is expected now, and where both lie between two days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from lsg_projects.domain.calendar import DayOff, working_days
from lsg_projects.domain.delivery.milestones import MilestoneView


@dataclass(frozen=True)
class Bar:
    """One line: its first dates, those that hold now, and the slip in working days (below zero: sooner)."""

    name: str
    begins: date
    planned: date
    expected: date
    done: date | None
    slip: int

    @property
    def last(self) -> date:
        """Give the later of its ends."""
        return max(self.planned, self.expected)


@dataclass(frozen=True)
class Scale:
    """The days between which bars are drawn."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Give where *day* lies, in thousandths of the width, kept within it."""
        whole = max((self.last - self.first).days, 1)
        return round(min(max((day - self.first).days / whole, 0.0), 1.0) * 1000, 1)

    def months(self, most: int = 6) -> tuple[date, ...]:
        """Give first days of months to be named, at most *most* of them, evenly apart."""
        found, day = [], self.first.replace(day=1)
        while day <= self.last:
            if day >= self.first:
                found.append(day)
            day = (day + timedelta(days=32)).replace(day=1)
        step = -(-len(found) // most) if found else 1
        return tuple(found[::step])


def bars(views: Iterable[MilestoneView], start: date | None, today: date, day_off: DayOff) -> tuple[Bar, ...]:
    """Give a bar for each milestone that has a date, each beginning where the one before it was planned to end."""
    dated = sorted((view for view in views if view.due), key=lambda view: (view.due or today, view.key))
    found: list[Bar] = []
    for view in dated:
        due = view.due or today
        begins = found[-1].planned if found else min(start or due, due)
        expected = view.met_on or max(view.promised or due, today if (view.promised or due) < today else due)
        found.append(Bar(view.key, begins, due, expected, view.met_on, slip(due, expected, day_off)))
    return tuple(found)


def slip(planned: date, expected: date, day_off: DayOff) -> int:
    """Give the working days between two dates; below zero where it comes sooner."""
    if expected >= planned:
        return working_days(planned, expected, day_off)
    return -working_days(expected, planned, day_off)


def scale(found: Iterable[Bar], today: date, back: timedelta | None = None) -> Scale:
    """Give the days that hold all bars; with *back* they begin no longer ago, and older bars are cut at the edge."""
    rows = list(found)
    first = min((bar.begins for bar in rows), default=today)
    first = max(first, today - back) if back else first
    last = max((bar.last for bar in rows), default=today)
    return Scale(first, max(last, first + timedelta(days=30)))
