"""Sums of budget lines over projects: what stands against a ceiling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lsg_projects.budgets import queries as budgets
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.project import Passport
from lsg_projects.domain.states import Approval, Source
from lsg_projects.projects.models import Project, ProjectLine
from lsg_projects.projects.queries.heads import ProjectHead
from lsg_projects.territories import queries as territories


@dataclass(frozen=True)
class SourceSum:
    """What the newest versions of a subtree ask from one source in a year, by the state of their approval."""

    source: Source
    approval: Approval
    amount: Tiyn
    projects: int


def sums_by_source(
    session: Session,
    unit_path: str,
    year: int,
    approvals: Iterable[Approval] = (Approval.APPROVED, Approval.IN_REVIEW),
    *,
    but: int | None = None,
) -> tuple[SourceSum, ...]:
    """Add the budget lines of *year* in a subtree, by source and state; *but* leaves one project out."""
    statement = (
        select(
            ProjectLine.source,
            Project.approval,
            func.sum(ProjectLine.amount),
            func.count(Project.id.distinct()),
        )
        .join(Project, Project.id == ProjectLine.project_id)
        .where(
            ProjectLine.year == year,
            Project.approval.in_(tuple(approvals)),
            territories.under(Project.unit_path, unit_path),
        )
        .group_by(ProjectLine.source, Project.approval)
        .order_by(ProjectLine.source, Project.approval)
    )
    if but is not None:
        statement = statement.where(Project.id != but)
    # PostgreSQL adds up big integers to a decimal
    return tuple(
        SourceSum(source, approval, int(amount), count)
        for source, approval, amount, count in session.execute(statement)
    )


@dataclass(frozen=True)
class Excess:
    """A ceiling that a passport breaks together with what is approved beside it."""

    source: Source
    year: int
    over: Tiyn
    left: Tiyn
    """What was free before this project; below nought where it was broken already."""


def excesses(session: Session, head: ProjectHead, passport: Passport) -> tuple[Excess, ...]:
    """Hold a draft's lines against the ceilings of its territory and of those above it."""
    found = []
    for year in passport.years:
        for ceiling in budgets.ceilings_over(session, head.unit_path, year):
            asked = sum(line.amount for line in passport.lines if line.year == year and line.source is ceiling.source)
            if not asked or ceiling.programme:
                continue  # ceilings of single programmes are held against the sum at the finance step
            beside = sums_by_source(session, ceiling.unit.path, year, (Approval.APPROVED,), but=head.id)
            left = ceiling.amount - sum(each.amount for each in beside if each.source is ceiling.source)
            if asked > left:
                found.append(Excess(ceiling.source, year, asked - left, left))
    return tuple(found)
