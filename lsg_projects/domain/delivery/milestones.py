"""Milestones: what was reported about each, folded into how it stands, and the work done in percent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from lsg_projects.domain.calendar import DayOff, working_days, working_days_left
from lsg_projects.domain.money import Tiyn, share
from lsg_projects.domain.project import Milestone
from lsg_projects.domain.states import DocumentType

FULL = 100


class MilestoneState(StrEnum):
    """How one milestone stands on a day."""

    WAITING = "waiting"
    SOON = "soon"
    MOVED = "moved"
    PARTLY = "partly"
    OVERDUE = "overdue"
    MET = "met"


@dataclass(frozen=True)
class Update:
    """One thing that was reported about a milestone: percent done, a moved date, or the day it was met."""

    milestone: str
    day: date
    percent: int | None = None
    new_due: date | None = None
    met_on: date | None = None
    partly: bool = False
    reason: str = ""


@dataclass(frozen=True)
class MilestoneView:
    """A milestone as it stands: its first date, the promised one, and how much is done."""

    key: str
    due: date | None
    promised: date | None
    weight: int
    percent: int
    met_on: date | None
    state: MilestoneState
    evidence: tuple[DocumentType, ...] = ()
    late_days: int = 0
    """Working days since its first date while it is not met."""
    days_left: int = 0
    """Working days until the promised date; below zero when it has passed."""
    scheduled: int = 0
    """Percent that would be done by now if the work grew evenly since the milestone before it."""


def view(
    milestone: Milestone, updates: Iterable[Update], today: date, day_off: DayOff, soon_days: int
) -> MilestoneView:
    """Fold the *updates* of one milestone, oldest first, into how it stands on *today*."""
    due, promised, percent, met_on, partly = milestone.due, milestone.due, 0, None, False
    for update in updates:
        promised = update.new_due or promised
        percent = percent if update.percent is None else update.percent
        if update.met_on is not None:
            partly, met_on = update.partly, None if update.partly else update.met_on
            percent = percent if update.partly else FULL
    return MilestoneView(
        key=milestone.key,
        due=due,
        promised=promised,
        weight=milestone.weight,
        percent=percent,
        met_on=met_on,
        state=_state(due, promised, met_on, partly=partly, today=today, soon_days=soon_days),
        evidence=milestone.evidence,
        late_days=working_days(due, today, day_off) if due and due < today and met_on is None else 0,
        days_left=working_days_left(today, promised, day_off) if promised else 0,
    )


def _state(
    due: date | None, promised: date | None, met_on: date | None, *, partly: bool, today: date, soon_days: int
) -> MilestoneState:
    if met_on is not None:
        return MilestoneState.MET
    if due is not None and due < today:
        return MilestoneState.OVERDUE
    if partly:
        return MilestoneState.PARTLY
    if due and promised and promised > due:
        return MilestoneState.MOVED
    soon = due is not None and due <= today + timedelta(days=soon_days)
    return MilestoneState.SOON if soon else MilestoneState.WAITING


def physical(views: Iterable[MilestoneView]) -> int:
    """Give the work done in whole percent, by the weights of the milestones (or equally where none has a weight)."""
    rows = list(views)
    whole = sum(view.weight for view in rows)
    weighed = [(view.weight if whole else 1, view.percent) for view in rows]
    total = sum(weight for weight, _ in weighed)
    return sum(weight * percent for weight, percent in weighed) // total if total else 0


def financial(paid: Tiyn, amount: Tiyn) -> Decimal | None:
    """Give what is paid in percent with one decimal, rounded down so that 100 means all."""
    part = share(paid, amount)
    return None if part is None else part.quantize(Decimal("0.1"), ROUND_DOWN)


def expected_end(views: Iterable[MilestoneView], today: date) -> date | None:
    """Give the day on which all should be ready; a date that passed without being met can only be today or later."""
    return max((end for view in views if (end := _end(view, today)) is not None), default=None)


def _end(view: MilestoneView, today: date) -> date | None:
    if view.met_on is not None:
        return view.met_on
    return None if view.promised is None else max(view.promised, today)
