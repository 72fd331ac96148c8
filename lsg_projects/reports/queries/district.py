"""Gathering what a district's report knows, in one short reading: facts dated up to the period's end, as known now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from lsg_projects.approvals import queries as approvals
from lsg_projects.budgets import queries as budgets
from lsg_projects.delivery import queries as delivery
from lsg_projects.domain import codec
from lsg_projects.domain.budget import FIGURES, Figures
from lsg_projects.domain.figures.facts import DistrictFacts
from lsg_projects.domain.figures.okrugs import Narrative, Okrug, Place, Plan
from lsg_projects.domain.figures.projects import Project
from lsg_projects.domain.periods import Length, Period, parse
from lsg_projects.domain.project import Passport
from lsg_projects.domain.states import Approval, Level
from lsg_projects.kit import installation
from lsg_projects.projects.models import Project as ProjectRow
from lsg_projects.projects.models import ProjectVersion
from lsg_projects.reports.queries import approvals as approval_facts
from lsg_projects.reports.queries import frames
from lsg_projects.reports.queries.project import Known, project_facts
from lsg_projects.reports.queries.subjects import Asked, fitting_unit
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit

FRAME = "strategy-2025"
DIRECTION = "reform-5"
"""The frame that the district's report serves, in the part that the product is about."""


def gather(session: Session, asked: Asked) -> DistrictFacts:
    """Give the facts of a district's report; refuses (Missing, Incomplete) an unknown or unfitting territory."""
    period = parse(asked.period)
    unit = fitting_unit(session, asked.kind, asked.subject)
    okrugs = territories.units_under(session, unit.path, Level.OKRUG)
    years = budgets.years(session, unit.path)
    base_year = min((year for year in years if year < period.end.year), default=period.end.year - 1)
    projects = _projects(session, unit, period)
    shown = tuple(
        _okrug(session, okrug, (base_year, period.end.year), period.end, words)
        for okrug, words in _with_words(session, okrugs, period)
    )
    above = territories.ancestors(session, unit)
    return DistrictFacts(
        kind=asked.kind.key,
        district=Place(unit.kato, unit.name),
        oblast=Place(above[-1].kato, above[-1].name) if above else None,
        period=asked.period,
        language=asked.language,
        demonstration=installation.is_demonstration(session),
        base_year=base_year,
        year=period.end.year,
        okrugs=shown,
        projects=projects,
        approvals=approval_facts.gather(session, unit.path, period),
        frame=frames.facts(FRAME, DIRECTION, shown, projects, period),
    )


def _with_words(session: Session, okrugs: tuple[Unit, ...], period: Period) -> Iterable[tuple[Unit, Narrative | None]]:
    """Pair each okrug with its akim's words; they are written by the quarter."""
    said = (
        delivery.narratives(session, [okrug.id for okrug in okrugs], str(period))
        if period.length is Length.QUARTER
        else {}
    )
    for okrug in okrugs:
        words = said.get(okrug.id)
        yield okrug, Narrative(words.text) if words and words.text else None


def _okrug(session: Session, unit: Unit, years: tuple[int, int], until: date, words: Narrative | None) -> Okrug:
    base, now = (_plan(session, unit, year, until) for year in years)
    return Okrug(Place(unit.kato, unit.name), base, now, words)


def _plan(session: Session, unit: Unit, year: int, until: date) -> Plan | None:
    """Take the newest plan whose act was there by *until*."""
    for found in budgets.versions(session, unit.id, year):
        if found.decision_date is None or found.decision_date <= until:
            figures = Figures(**{name: getattr(found, name) for name in FIGURES})
            return Plan(year, figures, found.kind, found.decision_no, found.decision_date)
    return None


def _projects(session: Session, unit: Unit, period: Period) -> tuple[Project, ...]:
    """Give the published projects that were approved by the end of the period, in order of their codes."""
    rows = session.execute(_published(unit)).all()
    ids = [row.id for row in rows]
    books = delivery.ledgers(session, ids)
    decided = approvals.decisions_of(session, ids)
    notes = delivery.notes(session, ids, str(period))
    found = [
        project_facts(
            Known(
                row.code, row.unit_path.rpartition("/")[2], codec.build(Passport, row.content), row.stage,
                books[row.id], decided.get(row.id, ()), notes[row.id],
            ),
            period,
            session,
        )
        for row in rows
    ]  # fmt: skip
    return tuple(project for project in found if project.approved_by(period.end))


def _published(unit: Unit) -> Select[int, str, str, object, object]:
    return (
        select(ProjectRow.id, ProjectRow.code, ProjectRow.unit_path, ProjectRow.stage, ProjectVersion.content)
        .join(ProjectVersion, ProjectVersion.project_id == ProjectRow.id)
        .where(
            ProjectVersion.number == ProjectRow.published_version,
            ProjectRow.publication == "published",
            ProjectRow.approval == Approval.APPROVED,
            territories.under(ProjectRow.unit_path, unit.path),
        )
        .order_by(ProjectRow.code)
    )
