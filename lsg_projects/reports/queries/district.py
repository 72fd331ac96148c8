"""Gathering what a district's report knows, in one short reading: facts dated up to the period's end, as known now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from lsg_projects.budgets import queries as budgets
from lsg_projects.delivery import queries as delivery
from lsg_projects.domain.budget import FIGURES, Figures
from lsg_projects.domain.figures.facts import DistrictFacts
from lsg_projects.domain.figures.okrugs import Narrative, Okrug, Place, Plan
from lsg_projects.domain.periods import Period, parse
from lsg_projects.domain.states import Level
from lsg_projects.domain.text import Tri
from lsg_projects.kit import installation
from lsg_projects.reports.queries import approvals as approval_facts
from lsg_projects.reports.queries import frames
from lsg_projects.reports.queries.projects import published
from lsg_projects.reports.queries.subjects import Asked, fitting_unit
from lsg_projects.strategy import queries as strategy
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
    projects = published(session, unit, period)
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
        frame=frames.facts(
            FRAME, DIRECTION, shown, projects, period, strategy.targets(session, FRAME, unit.path, period.end.year)
        ),
    )


def _with_words(session: Session, okrugs: tuple[Unit, ...], period: Period) -> Iterable[tuple[Unit, Narrative | None]]:
    """Pair each okrug with its akim's words; they are written by the quarter, so the newest one in *period* counts."""
    ids = [okrug.id for okrug in okrugs]
    said = {str(quarter): delivery.narratives(session, ids, str(quarter)) for quarter in period.quarters}
    for okrug in okrugs:
        told = [(quarter, words[okrug.id].text) for quarter, words in said.items() if words[okrug.id].text]
        quarter, text = told[-1] if told else ("", Tri())
        yield okrug, Narrative(text, quarter="" if quarter == str(period) else quarter) if text else None


def _okrug(session: Session, unit: Unit, years: tuple[int, int], until: date, words: Narrative | None) -> Okrug:
    base, now = (plan_of(session, unit, year, until) for year in years)
    return Okrug(Place(unit.kato, unit.name), base, now, words)


def plan_of(session: Session, unit: Unit, year: int, until: date) -> Plan | None:
    """Take the newest plan whose act was there by *until*."""
    return next((plan_facts(found) for found in acts(session, unit, year, until)), None)


def acts(session: Session, unit: Unit, year: int, until: date) -> tuple[budgets.Plan, ...]:
    """Give the acts of a year that were there by *until*, the newest first."""
    found = budgets.versions(session, unit.id, year)
    return tuple(each for each in found if each.decision_date is None or each.decision_date <= until)


def plan_facts(found: budgets.Plan) -> Plan:
    """Give a stored plan as a report knows it."""
    figures = Figures(**{name: getattr(found, name) for name in FIGURES})
    return Plan(found.year, figures, found.kind, found.decision_no, found.decision_date)
