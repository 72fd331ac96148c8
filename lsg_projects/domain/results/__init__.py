"""Results by period: what is measured when, what may be typed, who has approved it, and how values roll up."""

from lsg_projects.domain.results.judging import Judged, faults, judge, target_for, worse
from lsg_projects.domain.results.measuring import (
    BREAKDOWNS,
    WINDOW_DAYS,
    PeriodState,
    closes_on,
    due_periods,
    period_state,
    shares_of,
)
from lsg_projects.domain.results.rolling import Leaf, Rolled, Rule, roll_up
from lsg_projects.domain.results.values import EDITABLE, Value, ValueState, current, newest, series

__all__ = [
    "BREAKDOWNS",
    "EDITABLE",
    "WINDOW_DAYS",
    "Judged",
    "Leaf",
    "PeriodState",
    "Rolled",
    "Rule",
    "Value",
    "ValueState",
    "closes_on",
    "current",
    "due_periods",
    "faults",
    "judge",
    "newest",
    "period_state",
    "roll_up",
    "series",
    "shares_of",
    "target_for",
    "worse",
]
