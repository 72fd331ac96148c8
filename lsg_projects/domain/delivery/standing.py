"""The delivery state of a project: computed from dates alone, always with its reason."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date

from lsg_projects.domain import codec
from lsg_projects.domain.calendar import DayOff
from lsg_projects.domain.delivery.milestones import (
    FULL,
    MilestoneState,
    MilestoneView,
    Update,
    expected_end,
    physical,
    view,
)
from lsg_projects.domain.project import Passport
from lsg_projects.domain.states import Approval, Delivery, Stage


@dataclass(frozen=True)
class Limits:
    """What an installation calls a risk and a stand-still; data of the installation."""

    stalled_days: int = 60
    """Calendar days without any movement."""
    lag_points: int = 25
    """By how many points the whole work may stay behind the calendar."""
    risk_working_days: int = 10
    """Working days before a milestone's date in which work behind the calendar is a risk."""
    soon_days: int = 30


@dataclass(frozen=True)
class Reason:
    """Why a project is in its delivery state: a code, and what its sentence needs."""

    code: str
    count: int = 0
    day: date | None = None
    milestone: str = ""

    def stored(self) -> str:
        """Give the one spelling that is kept with the project."""
        return codec.canonical(self).decode()

    @classmethod
    def read(cls, text: str) -> Reason:
        """Read what `stored` gave; nothing stored is an empty reason."""
        return codec.build(cls, json.loads(text)) if text.startswith("{") else cls(text)


@dataclass(frozen=True)
class Standing:
    """Everything that follows from the dates on one day."""

    milestones: tuple[MilestoneView, ...]
    percent: int
    schedule_percent: int
    delivery: Delivery
    reason: Reason
    planned_end: date | None
    expected_end: date | None


@dataclass(frozen=True)
class Facts:
    """What is known about a project's delivery on a day."""

    passport: Passport
    approval: Approval
    stage: Stage
    updates: tuple[Update, ...] = ()
    approved_on: date | None = None
    moved_on: tuple[date, ...] = ()
    """Days on which something happened: payments, contracts, revenue."""


def standing(facts: Facts, today: date, day_off: DayOff, limits: Limits | None = None) -> Standing:
    """Give the delivery of a project on *today*, computed from dates alone."""
    bounds = limits or Limits()
    views = milestones(facts, today, day_off, bounds)
    percent = physical(views)
    planned = scheduled(facts, today)
    delivery, reason = _state(facts, views, today, bounds, planned - percent)
    return Standing(views, percent, planned, delivery, reason, facts.passport.end, expected_end(views, today))


def milestones(facts: Facts, today: date, day_off: DayOff, limits: Limits) -> tuple[MilestoneView, ...]:
    """Fold the reported updates into the milestones of the passport."""
    planned = _planned(facts, today)
    return tuple(
        replace(
            view(row, (u for u in facts.updates if u.milestone == row.key), today, day_off, limits.soon_days),
            scheduled=planned.get(row.key, 0),
        )
        for row in facts.passport.milestones
    )


def scheduled(facts: Facts, today: date) -> int:
    """Give the percent of the whole that should be done on *today*."""
    planned = _planned(facts, today)
    dated = [milestone for milestone in facts.passport.milestones if milestone.key in planned]
    whole = sum(milestone.weight for milestone in dated)
    return sum(milestone.weight * planned[milestone.key] for milestone in dated) // whole if whole else 0


def _planned(facts: Facts, today: date) -> dict[str, int]:
    """Give the percent that each milestone should have, growing evenly from the date of the one before it."""
    begin, planned = facts.passport.start or facts.approved_on, {}
    for milestone in sorted(facts.passport.milestones, key=lambda m: m.due or date.max):
        if milestone.due is not None:
            planned[milestone.key] = _share_of_time(begin, milestone.due, today)
            begin = milestone.due
    return planned


def _share_of_time(begin: date | None, end: date, today: date) -> int:
    if today >= end:
        return FULL
    if begin is None or today <= begin:
        return 0
    return FULL * (today - begin).days // max((end - begin).days, 1)


def _state(
    facts: Facts, views: tuple[MilestoneView, ...], today: date, limits: Limits, lag: int
) -> tuple[Delivery, Reason]:
    open_ones = [view for view in views if view.state is not MilestoneState.MET]
    if facts.stage in (Stage.COMPLETION, Stage.MAINTENANCE) or (views and not open_ones):
        return Delivery.FINISHED, Reason("finished", day=max((v.met_on for v in views if v.met_on), default=None))
    if facts.approval is not Approval.APPROVED:
        return Delivery.NOT_STARTED, Reason("not_approved")
    begun = _begun(facts, today)
    if begun is None:
        return Delivery.NOT_STARTED, Reason("before_start", day=facts.passport.start)
    return _behind(facts, open_ones, begun, today, limits, lag) or (Delivery.ON_TRACK, Reason("on_track"))


def _begun(facts: Facts, today: date) -> date | None:
    """Give the day since which something should happen, or nothing while the start lies ahead and nothing happened."""
    moves = _movements(facts)
    start = facts.passport.start or facts.approved_on
    begun = min([*moves, *([start] if start else [])], default=None)
    return begun if begun is not None and begun <= today else None


def _movements(facts: Facts) -> list[date]:
    reported = [
        update.met_on or update.day
        for update in facts.updates
        if update.met_on is not None or update.percent is not None
    ]
    return [*facts.moved_on, *reported]


def _behind(
    facts: Facts, open_ones: list[MilestoneView], begun: date, today: date, limits: Limits, lag: int
) -> tuple[Delivery, Reason] | None:
    """Find what is wrong, the worst first; nothing where all goes by the calendar."""
    last = max([*_movements(facts), begun, facts.approved_on or begun])
    if (today - last).days >= limits.stalled_days:
        return Delivery.STALLED, Reason("stalled", count=(today - last).days, day=last)
    if late := max((v for v in open_ones if v.late_days), key=lambda v: v.late_days, default=None):
        return Delivery.LATE, Reason("late", count=late.late_days, day=late.due, milestone=late.key)
    if slipped := max((v for v in open_ones if _slips(v)), key=lambda v: v.promised or today, default=None):
        return Delivery.AT_RISK, Reason("moved", day=slipped.promised, milestone=slipped.key)
    if near := next((v for v in open_ones if _near_and_behind(v, limits)), None):
        return Delivery.AT_RISK, Reason("near", count=near.days_left, day=near.promised, milestone=near.key)
    if lag >= limits.lag_points:
        return Delivery.AT_RISK, Reason("behind", count=lag)
    return None


def _slips(view: MilestoneView) -> bool:
    return view.due is not None and view.promised is not None and view.promised > view.due


def _near_and_behind(view: MilestoneView, limits: Limits) -> bool:
    return view.promised is not None and view.days_left <= limits.risk_working_days and view.percent < view.scheduled
