"""When an indicator is measured: the periods that fall due, the days on which they are open, the parts of a value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from lsg_projects.domain.periods import Length, Period, of
from lsg_projects.domain.project import Result

WINDOW_DAYS = 30
"""Days after its end for which a period stays open, unless the district sets another day (no act names one)."""

QUARTERLY = "quarter"
BREAKDOWNS: Mapping[str, tuple[str, ...]] = {
    "sex": ("women", "men"),
    "age": ("children", "working_age", "pension_age"),
    "village": (),
}
"""What a value may be split by; villages are those that the project serves."""


class PeriodState(StrEnum):
    """Whether values of a period may be typed."""

    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"


def closes_on(period: Period, set_day: date | None) -> date:
    """Give the last day on which values of *period* may be typed: the one that was set, else the habitual one."""
    return set_day or period.end + timedelta(days=WINDOW_DAYS)


def period_state(period: Period, closes: date, today: date) -> PeriodState:
    """Say whether a period is still running, open for its values, or closed."""
    if today <= period.end:
        return PeriodState.COMING
    return PeriodState.OPEN if today <= closes else PeriodState.CLOSED


def due_periods(result: Result, begins: date | None, until: date) -> tuple[Period, ...]:
    """Give the periods of an indicator that have begun by *until*, oldest first.

    They run from the one that holds the project's beginning to the end of the last year with a target.
    """
    if begins is None or not result.targets:
        return ()
    length = Length.QUARTER if result.every == QUARTERLY else Length.YEAR
    last = min(date(max(target.year for target in result.targets), 12, 31), until)
    found: list[Period] = []
    period = of(begins, length)
    while period.start <= last:
        found.append(period)
        period = period.next
    return tuple(found)


def shares_of(result: Result, settlements: tuple[str, ...]) -> tuple[str, ...]:
    """Give the parts that a value of this indicator is split into; none where it is told whole."""
    if result.breakdown == "village":
        return settlements if len(settlements) > 1 else ()
    return BREAKDOWNS.get(result.breakdown, ())
