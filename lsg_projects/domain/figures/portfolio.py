"""The projects of a district as one portfolio: the quarter's figures, four blocks, and the curves of money and work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lsg_projects.domain.figures.facts import DistrictFacts
from lsg_projects.domain.figures.projects import Left, Milestone, Move, Project
from lsg_projects.domain.money import Tiyn, share
from lsg_projects.domain.periods import Length, Period, of
from lsg_projects.domain.states import Delivery

BEHIND = (Delivery.LATE, Delivery.STALLED)


@dataclass(frozen=True)
class Summary:
    """Six figures of a period, by its end."""

    in_delivery: int
    finished: int
    behind: int
    approved: Tiyn
    paid: Tiyn
    received: Tiyn


@dataclass(frozen=True)
class Item:
    """A milestone of a project, as it stands in one of the four blocks."""

    project: Project
    milestone: Milestone
    day: date

    @property
    def size(self) -> Tiyn:
        """Give the part of the project's cost that hangs on it."""
        return self.project.amount * self.milestone.weight // 100


@dataclass(frozen=True)
class Blocks:
    """What was done in the period, is in work, is overdue, and is coming in the next one; the largest first."""

    done: tuple[Item, ...]
    in_work: tuple[Item, ...]
    overdue: tuple[Item, ...]
    coming: tuple[Item, ...]


@dataclass(frozen=True)
class Point:
    """One month of the curves, cumulative: planned work, work done, money paid."""

    month: date
    planned: Tiyn
    done: Tiyn | None
    paid: Tiyn | None


@dataclass(frozen=True)
class MovedPromise:
    """A date that was moved within the period."""

    project: Project
    milestone: Milestone
    move: Move
    times: int


def approved(facts: DistrictFacts, until: date) -> tuple[Project, ...]:
    """Give the projects whose approval was final by *until*."""
    return tuple(project for project in facts.projects if project.approved_by(until))


def summary(facts: DistrictFacts, period: Period) -> Summary:
    """Count the period now reported; `before` counts the one before it."""
    return _summary(approved(facts, period.end), period, [p.delivery for p in approved(facts, period.end)])


def before(facts: DistrictFacts, period: Period) -> Summary:
    """Count the same figures for the period before, from the same facts."""
    known = approved(facts, period.previous.end)
    return _summary(known, period.previous, [project.delivery_before for project in known])


def _summary(known: tuple[Project, ...], period: Period, states: list[Delivery]) -> Summary:
    return Summary(
        in_delivery=sum(not project.finished_by(period.end) for project in known),
        finished=sum(period.holds(project.finished) for project in known),
        behind=sum(state in BEHIND for state in states),
        approved=sum(project.amount for project in known),
        paid=sum(project.paid(period.end) for project in known),
        received=sum(project.received(period.end) for project in known),
    )


def blocks(facts: DistrictFacts, period: Period) -> Blocks:
    """Sort every milestone of approved projects into the four blocks of a period report."""
    items = [(project, m) for project in approved(facts, period.end) for m in project.milestones]
    open_ones = [(project, m) for project, m in items if not m.met_by(period.end) and m.due is not None]
    return Blocks(
        done=_largest(
            Item(p, m, m.met) for p, m in items if m.met is not None and period.holds(m.met) and not m.partly
        ),
        in_work=_largest(
            Item(p, m, m.due) for p, m in open_ones if m.due and m.due > period.end and _begun(p, m, period)
        ),
        overdue=_largest(Item(p, m, m.due) for p, m in open_ones if m.due and m.due <= period.end),
        coming=_largest(Item(p, m, m.due) for p, m in open_ones if m.due and period.next.holds(m.due)),
    )


def _begun(project: Project, milestone: Milestone, period: Period) -> bool:
    """Tell whether work goes on towards a milestone: it is partly there, or those before it in the project are met."""
    if milestone.percent > 0:
        return True
    before = [each for each in project.milestones if each.due and milestone.due and each.due < milestone.due]
    return bool(before) and all(each.met_by(period.end) for each in before)


def _largest(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: (-item.size, item.day, item.project.code, item.milestone.key)))


def left(facts: DistrictFacts, period: Period) -> tuple[tuple[Project, Left], ...]:
    """Give the money that past years left unspent, what nobody has decided about first."""
    rows = [(project, row) for project in approved(facts, period.end) for row in project.left]
    return tuple(sorted(rows, key=lambda each: (-each[1].undecided, -each[1].rest, each[0].code)))


def moved_promises(facts: DistrictFacts, period: Period) -> tuple[MovedPromise, ...]:
    """Give the dates that were moved within the period, the latest moves first."""
    found = [
        MovedPromise(project, milestone, move, len([m for m in milestone.moves if m.day <= period.end]))
        for project in approved(facts, period.end)
        for milestone in project.milestones
        for move in milestone.moves
        if period.holds(move.day)
    ]
    return tuple(sorted(found, key=lambda moved: (moved.move.day, moved.project.code), reverse=True))


def curve(facts: DistrictFacts, period: Period) -> tuple[Point, ...]:
    """Give planned work, work done and money paid by month, from the year before the period to the last plan.

    Planned and done work are counted in money: a milestone carries its weight of the project's cost. Fact ends with
    the period.
    """
    known = approved(facts, period.end)
    days = [m.baseline for project in known for m in project.milestones if m.baseline]
    if not days:
        return ()
    begin = max(min(days), date(period.end.year - 1, 1, 1))
    first, last = of(begin, Length.MONTH), of(max(*days, period.end), Length.MONTH)
    points, month = [], first.previous
    while month <= last:
        points.append(_point(known, month, month.end <= period.end))
        month = month.next
    return tuple(points)


def _point(known: tuple[Project, ...], month: Period, past: bool) -> Point:
    end = month.end
    planned = sum(
        project.amount * m.weight // 100
        for project in known
        for m in project.milestones
        if m.baseline is not None and m.baseline <= end
    )
    done = sum(project.amount * project.work_done(end) // 100 for project in known)
    return Point(end, planned, done if past else None, sum(p.paid(end) for p in known) if past else None)


def on_time(facts: DistrictFacts, until: date) -> Decimal | None:
    """Give how many of the promises due by *until* were kept on their first date, in percent."""
    due = [
        m
        for project in approved(facts, until)
        for m in project.milestones
        if m.baseline is not None and m.baseline <= until
    ]
    kept = [m for m in due if m.baseline is not None and m.met_by(m.baseline)]
    return share(len(kept), len(due))
