"""Gathering the civil budget of a settlement: the plan in force at the year's end, its lines, the year's projects."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from lsg_projects.budgets import queries as budgets
from lsg_projects.classifiers import queries as classifiers
from lsg_projects.domain import civil_budget as rules
from lsg_projects.domain.budget import PrintedLine
from lsg_projects.domain.civil_budget import Direction
from lsg_projects.domain.figures.civil import CivilFacts, Spending
from lsg_projects.domain.figures.okrugs import Place
from lsg_projects.domain.periods import parse
from lsg_projects.domain.states import BodyKind
from lsg_projects.domain.text import Tri
from lsg_projects.kit import installation
from lsg_projects.reports.queries.district import acts, plan_facts
from lsg_projects.reports.queries.projects import published
from lsg_projects.reports.queries.subjects import Asked, above, fitting_unit
from lsg_projects.territories import queries as territories


def gather(session: Session, asked: Asked) -> CivilFacts:
    """Give the facts of a civil budget; refuses (Missing, Incomplete) a territory without a budget of the 4th level."""
    period = parse(asked.period)
    unit = fitting_unit(session, asked.kind, asked.subject)
    found = acts(session, unit, period.year, period.end)
    lines = budgets.lines(session, found[0].id) if found else ()
    office = next(iter(territories.bodies_of(session, unit.id, BodyKind.AKIM_OFFICE)), None)
    projects = published(session, unit, period)
    return CivilFacts(
        kind=asked.kind.key, place=Place(unit.kato, unit.name), district=above(session, unit),
        period=asked.period, language=asked.language, demonstration=installation.is_demonstration(session),
        year=period.year, plan=plan_facts(found[0]) if found else None,
        first=plan_facts(found[-1]) if len(found) > 1 else None,
        spending=tuple(_spending(each, lines, period.year, session) for each in rules.directions(lines)),
        projects=tuple(each for each in projects if any(line.year == period.year for line in each.funding)),
        phone=office.phone if office else "",
    )  # fmt: skip


def _spending(each: Direction, lines: Iterable[PrintedLine], year: int, session: Session) -> Spending:
    names = {line.code: line.name for line in lines if line.section == "expenditure"}
    named = {
        code: known.name if known else Tri(ru=names.get(code, ""))
        for code in (each.group, each.example)
        for known in (classifiers.programme(code, year, session),)
    }
    example = Tri() if each.example == each.group else named[each.example]
    return Spending(each.group, named[each.group] or Tri.same(each.group), each.amount, example)
