"""The delivery state of a project: computed from dates alone, always with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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
    """By how many points the work may stay behind the calendar."""
    soon_days: int = 30


@dataclass(frozen=True)
class Reason:
    """Why a project is in its delivery state: a code, and what its sentence needs."""

    code: str
    count: int = 0
    day: date | None = None
    milestone: str = ""


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
    return tuple(
        view(row, (u for u in facts.updates if u.milestone == row.key), today, day_off, limits.soon_days)
        for row in facts.passport.milestones
    )


def scheduled(facts: Facts, today: date) -> int:
    """Give the percent that should be done on *today* if each milestone grew evenly from the one before it."""
    begin = facts.passport.start or facts.approved_on
    dated = sorted((m for m in facts.passport.milestones if m.due), key=lambda m: m.due or date.max)
    whole = sum(m.weight for m in dated)
    done = 0
    for milestone in dated:
        end = milestone.due or date.max
        done += milestone.weight * _share_of_time(begin, end, today)
        begin = end
    return done // whole if whole else 0


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
    if lag >= limits.lag_points:
        return Delivery.AT_RISK, Reason("behind", count=lag)
    return None


def _slips(view: MilestoneView) -> bool:
    return view.due is not None and view.promised is not None and view.promised > view.due
