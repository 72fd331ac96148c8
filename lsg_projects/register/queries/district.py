"""The page of a district or an oblast: its parts beside each other, and what needs attention."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lsg_projects.budgets import queries as budgets
from lsg_projects.budgets.queries import Plan
from lsg_projects.domain.budget import Figures
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.states import Approval, Delivery, Level
from lsg_projects.projects.models import ProjectSummary
from lsg_projects.register.queries import lists
from lsg_projects.register.queries.conditions import LEVELS, depth
from lsg_projects.register.queries.portfolio import Projects, Standing, projects_of
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit

MOST = 50
"""Rows of what needs attention."""
_BEHIND = (Delivery.STALLED, Delivery.LATE, Delivery.AT_RISK)


@dataclass(frozen=True)
class Part:
    """A row in the table of a district (a rural district) or of an oblast (a district)."""

    unit: Unit
    now: Standing
    base: Figures
    projects: int
    behind: int


@dataclass(frozen=True)
class District:
    """The page of a district or an oblast."""

    unit: Unit
    above: tuple[Unit, ...]
    years: tuple[int, ...]
    year: int | None
    base_year: int | None
    total: Standing
    base: Figures
    parts: tuple[Part, ...]
    okrugs: int
    with_plan: int
    projects: Projects
    attention: tuple[lists.Row, ...]


def district(session: Session, unit: Unit, above: tuple[Unit, ...], year: int | None) -> District:
    """Give a territory above the rural districts; every sum weighs each budget by its income."""
    history = budgets.history(session, unit.path)
    years = tuple(sorted(history, reverse=True))
    chosen = year if year in history else next(iter(years), None)
    first = min(years, default=None)
    base_year = first if first != chosen else None
    now, base = history.get(chosen or 0, ()), history.get(base_year or 0, ())
    projects = projects_of(session, unit)
    under = territories.units_under(session, unit.path)
    return District(
        unit=unit,
        above=above,
        years=years,
        year=chosen,
        base_year=base_year,
        total=Standing(budgets.total(now), projects.expected if years and chosen == years[0] else 0),
        base=budgets.total(base),
        parts=_parts(session, unit, under, now, base),
        okrugs=sum(1 for each in under if each.level is Level.OKRUG),
        with_plan=len(now),
        projects=projects,
        attention=_attention(session, unit),
    )


def _parts(
    session: Session, unit: Unit, under: tuple[Unit, ...], now: Iterable[Plan], base: Iterable[Plan]
) -> tuple[Part, ...]:
    level = depth(unit) + 1
    counted = _counted(session, unit, level)
    return tuple(
        Part(
            unit=each,
            now=Standing(_sum(now, each), counted.get(each.kato, (0, 0, 0))[1]),
            base=_sum(base, each),
            projects=counted.get(each.kato, (0, 0, 0))[0],
            behind=counted.get(each.kato, (0, 0, 0))[2],
        )
        for each in under
        if depth(each) == level
    )


def _sum(plans: Iterable[Plan], unit: Unit) -> Figures:
    return budgets.total(plan for plan in plans if f"{plan.unit.path}/".startswith(f"{unit.path}/"))


def _counted(session: Session, unit: Unit, level: int) -> dict[str, tuple[int, Tiyn, int]]:
    """Count by part: projects, expected revenue of the approved ones, and those that are behind."""
    column = LEVELS[min(level, len(LEVELS) - 1)]
    approved = ProjectSummary.approval == Approval.APPROVED
    behind = approved & ProjectSummary.delivery.in_(_BEHIND[:2])
    statement = (
        select(
            column,
            func.count(ProjectSummary.project_id),
            func.sum(ProjectSummary.beyond_plan).filter(approved),
            func.count(ProjectSummary.project_id).filter(behind),
        )
        .where(LEVELS[depth(unit)] == unit.kato)
        .group_by(column)
    )
    return {kato: (count, int(gain or 0), late) for kato, count, gain, late in session.execute(statement)}


def _attention(session: Session, unit: Unit) -> tuple[lists.Row, ...]:
    """Give the approved projects that are stalled, late or at risk, the worst first."""
    found = session.scalars(
        select(ProjectSummary)
        .where(
            LEVELS[depth(unit)] == unit.kato,
            ProjectSummary.approval == Approval.APPROVED,
            ProjectSummary.delivery.in_(_BEHIND),
        )
        .order_by(ProjectSummary.expected_end, ProjectSummary.project_id)
        .limit(MOST)
    )
    rows = lists.rows_of(session, list(found))
    return tuple(sorted(rows, key=lambda row: _BEHIND.index(row.delivery)))
