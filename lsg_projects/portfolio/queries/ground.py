"""The facts of a year: projects that wait for a decision, and the ceilings with what is approved under them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lsg_projects.budgets import queries as budgets
from lsg_projects.budgets.queries import CeilingFacts
from lsg_projects.domain import codec
from lsg_projects.domain.cashflow import Terms
from lsg_projects.domain.portfolio import Ceiling, Ground, Waiting, worth
from lsg_projects.domain.project import BudgetLine, Passport
from lsg_projects.domain.states import BUDGET_SOURCES, Approval, Level, Source
from lsg_projects.domain.text import Tri
from lsg_projects.projects.models import Project, ProjectLine, ProjectVersion
from lsg_projects.territories import queries as territories
from lsg_projects.territories.models import AdministrativeUnit
from lsg_projects.territories.queries import Unit

QUEUE = (Approval.IN_REVIEW, Approval.DEFERRED)


def ground(session: Session, district: Unit, year: int, terms: Terms) -> Ground:
    """Gather what a ranking of *year* stands on; the newest version that was sent counts of each project."""
    waiting = tuple(_waiting(session, district.path, year, terms))
    return Ground(year, waiting, tuple(_ceilings(session, district, year, waiting)))


def years(session: Session, district: Unit) -> tuple[int, ...]:
    """Give the budget years in which projects of the queue ask for money, in order."""
    found = (
        select(ProjectLine.year)
        .join(Project, Project.id == ProjectLine.project_id)
        .where(
            Project.approval.in_(QUEUE),
            ProjectLine.source.in_(BUDGET_SOURCES),
            territories.under(Project.unit_path, district.path),
        )
        .distinct()
        .order_by(ProjectLine.year)
    )
    return tuple(session.scalars(found))


def _waiting(session: Session, path: str, year: int, terms: Terms) -> Iterator[Waiting]:
    asking = select(ProjectLine.project_id).where(ProjectLine.year == year, ProjectLine.source.in_(BUDGET_SOURCES))
    statement = (
        select(Project.code, Project.unit_path, Project.approval, AdministrativeUnit.name, ProjectVersion.content)
        .join(AdministrativeUnit, AdministrativeUnit.id == Project.unit_id)
        .join(ProjectVersion, ProjectVersion.project_id == Project.id)
        .where(
            ProjectVersion.number == Project.version,
            Project.approval.in_(QUEUE),
            territories.under(Project.unit_path, path),
            Project.id.in_(asking),
        )
    )
    rows = sorted(session.execute(statement), key=lambda row: row[0])  # databases sort text each in its own way
    for code, unit_path, approval, name, content in rows:
        passport = codec.build(Passport, content)
        yield _facts(code, unit_path, approval, name, passport, terms)


def _facts(code: str, path: str, approval: Approval, name: Tri, passport: Passport, terms: Terms) -> Waiting:
    return Waiting(
        code=code,
        title=passport.title,
        kato=path.rpartition("/")[2],
        path=path,
        place=name,
        approval=approval,
        amount=passport.amount,
        lines=tuple(line for line in passport.lines if line.source in BUDGET_SOURCES),
        worth=worth(passport, terms),
    )


def _ceilings(session: Session, district: Unit, year: int, waiting: Iterable[Waiting]) -> Iterator[Ceiling]:
    """Give every ceiling that a project of the queue touches, those of the district first.

    A source that is asked from and has no ceiling over the whole district in the year gets an empty one, to be typed.
    """
    queue = tuple(waiting)
    asked = sorted({line.year for each in queue for line in each.lines if line.year >= year} | {year})
    known = [_ceiling(each) for each_year in asked for each in _all(session, district, each_year)]
    wide = {(each.source, each.year) for each in known if each.district and not each.programme}
    for source in Source:
        missing = (source, year) not in wide and source is not Source.OWN
        if missing and any(each.asks(year, source) for each in queue):
            known.append(Ceiling(district.kato, district.path, district.name, True, year, source))
    approved = _approved(session, asked)
    order = list(Source)
    found = [each for each in known if any(each.taken_by(project) for project in queue)]
    for each in sorted(found, key=lambda one: (not one.district, one.year, order.index(one.source), one.key)):
        taken = sum(line.amount for line, path in approved if each.binds(line, path))
        yield _with(each, taken)


def _all(session: Session, district: Unit, year: int) -> Iterator[CeilingFacts]:
    yield from budgets.ceilings(session, district.path, year)
    above = district.path.rpartition("/")[0]
    if above:
        yield from budgets.ceilings_over(session, above, year)


def _ceiling(row: CeilingFacts) -> Ceiling:
    wide = row.unit.level in (Level.OBLAST, Level.DISTRICT)
    return Ceiling(
        row.unit.kato, row.unit.path, row.unit.name, wide, row.year, row.source, row.programme, row.amount,
        row.decision_no,
    )  # fmt: skip


def _with(ceiling: Ceiling, approved: int) -> Ceiling:
    return Ceiling(
        ceiling.kato, ceiling.path, ceiling.place, ceiling.district, ceiling.year, ceiling.source, ceiling.programme,
        ceiling.amount, ceiling.decision_no, approved,
    )  # fmt: skip


def _approved(session: Session, asked: Iterable[int]) -> tuple[tuple[BudgetLine, str], ...]:
    """Give what approved projects take, added up by territory, year, source and programme."""
    keys = (Project.unit_path, ProjectLine.year, ProjectLine.source, ProjectLine.programme)
    statement = (
        select(*keys, func.sum(ProjectLine.amount))
        .join(Project, Project.id == ProjectLine.project_id)
        .where(Project.approval == Approval.APPROVED, ProjectLine.year.in_(tuple(asked)))
        .group_by(*keys)
    )
    return tuple(
        (BudgetLine("", year, source, int(amount), programme), path)
        for path, year, source, programme, amount in session.execute(statement)
    )
