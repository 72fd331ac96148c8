"""Money of a project against plans and ceilings: what is approved, what is asked, what waits, what remains."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lsg_projects.budgets import queries as budgets
from lsg_projects.budgets.queries import CeilingFacts, Plan
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.project import BudgetLine, Passport
from lsg_projects.domain.states import BUDGET_SOURCES, Approval, Source
from lsg_projects.domain.text import Tri
from lsg_projects.projects.models import Project, ProjectLine
from lsg_projects.projects.queries import ProjectHead
from lsg_projects.territories import queries as territories

_QUEUE = (Approval.IN_REVIEW, Approval.DEFERRED)


@dataclass(frozen=True)
class Limit:
    """One source and year of a project against the ceiling that binds it; amounts in tiyn."""

    source: Source
    year: int
    place: Tri
    programme: str
    ceiling: Tiyn
    decision_no: str
    approved: Tiyn
    asked: Tiyn
    queue: Tiyn

    @property
    def rest(self) -> Tiyn:
        """Give what remains when this project is approved; below zero it does not fit."""
        return self.ceiling - self.approved - self.asked

    @property
    def rest_after_queue(self) -> Tiyn:
        """Give what remains when everything that waits is approved too."""
        return self.rest - self.queue


@dataclass(frozen=True)
class Money:
    """What the finance step looks at: ceilings, sums without one, and the plans of the years."""

    limits: tuple[Limit, ...]
    unbound: tuple[BudgetLine, ...]
    """Lines from budget sources for which no ceiling was set."""
    plans: tuple[Plan, ...]

    @property
    def over(self) -> tuple[Limit, ...]:
        """Give the ceilings that this project breaks by itself."""
        return tuple(limit for limit in self.limits if limit.rest < 0)

    @property
    def over_with_queue(self) -> tuple[Limit, ...]:
        """Give the ceilings that hold this project but not all that waits beside it."""
        return tuple(limit for limit in self.limits if limit.rest >= 0 > limit.rest_after_queue)


def money(session: Session, head: ProjectHead, passport: Passport) -> Money:
    """Hold a passport's lines against the ceilings and plans of their years."""
    limits: list[Limit] = []
    for year in passport.years:
        rows = [line for line in passport.lines if line.year == year and line.source in BUDGET_SOURCES]
        for ceiling in budgets.ceilings_over(session, head.unit_path, year):
            asked = _sum(rows, ceiling)
            if asked:
                limits.append(_limit(session, head, ceiling, asked))
    bound = {(limit.source, limit.year) for limit in limits}
    unbound = tuple(
        line for line in passport.lines if line.source in BUDGET_SOURCES and (line.source, line.year) not in bound
    )
    return Money(tuple(limits), unbound, _plans(session, head, passport.years))


def _plans(session: Session, head: ProjectHead, years: tuple[int, ...]) -> tuple[Plan, ...]:
    """Give the plans of the project's years, or the newest earlier one where none of them has a plan yet."""
    found = tuple(plan for year in years if (plan := budgets.newest_plan(session, head.unit_id, year)))
    earlier = [year for year in budgets.years(session, head.unit_path) if years and year < years[0]]
    if found or not earlier:
        return found
    last = budgets.newest_plan(session, head.unit_id, earlier[0])
    return (last,) if last else ()


def _sum(rows: Iterable[BudgetLine], ceiling: CeilingFacts) -> Tiyn:
    return sum(row.amount for row in rows if row.source is ceiling.source and ceiling.programme in ("", row.programme))


def _limit(session: Session, head: ProjectHead, ceiling: CeilingFacts, asked: Tiyn) -> Limit:
    others = (
        select(Project.approval, func.sum(ProjectLine.amount))
        .join(Project, Project.id == ProjectLine.project_id)
        .where(
            ProjectLine.year == ceiling.year,
            ProjectLine.source == ceiling.source,
            Project.id != head.id,
            Project.approval.in_((Approval.APPROVED, *_QUEUE)),
            territories.under(Project.unit_path, ceiling.unit.path),
        )
        .group_by(Project.approval)
    )
    if ceiling.programme:
        others = others.where(ProjectLine.programme == ceiling.programme)
    sums = {approval: int(amount) for approval, amount in session.execute(others)}
    return Limit(
        source=ceiling.source,
        year=ceiling.year,
        place=ceiling.unit.name,
        programme=ceiling.programme,
        ceiling=ceiling.amount,
        decision_no=ceiling.decision_no,
        approved=sums.get(Approval.APPROVED, 0),
        asked=asked,
        queue=sum(sums.get(state, 0) for state in _QUEUE),
    )
