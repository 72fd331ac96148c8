"""Gathering the passports of budget programmes: published projects of an akim's office, sorted by programme."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from lsg_projects.classifiers import queries as classifiers
from lsg_projects.domain.figures.okrugs import Place
from lsg_projects.domain.figures.programme import Measure, Outcome, Programme, ProgrammeFacts, YearSum, YearValue
from lsg_projects.domain.periods import Period, parse
from lsg_projects.domain.project import Result
from lsg_projects.domain.results import Value, newest
from lsg_projects.domain.states import Approval, BodyKind
from lsg_projects.domain.text import Tri
from lsg_projects.kit import installation
from lsg_projects.reports.queries.project import Known
from lsg_projects.reports.queries.projects import known
from lsg_projects.reports.queries.subjects import Asked, above, fitting_unit
from lsg_projects.territories import queries as territories

OFFERED = (Approval.APPROVED, Approval.IN_REVIEW)
"""A request names what is approved and what is asked for; what was refused or taken back is left out."""


def gather(session: Session, asked: Asked) -> ProgrammeFacts:
    """Give the facts of the passports; refuses (Missing, Incomplete) an unknown or unfitting territory."""
    period = parse(asked.period)
    unit = fitting_unit(session, asked.kind, asked.subject)
    office = next(iter(territories.bodies_of(session, unit.id, BodyKind.AKIM_OFFICE)), None)
    found = known(session, unit, period, OFFERED)
    years = range(period.year - 1, period.year + 4)
    codes = sorted(
        {line.programme for each in found for line in each.passport.lines if line.programme and line.year in years}
    )
    return ProgrammeFacts(
        kind=asked.kind.key, place=Place(unit.kato, unit.name), district=above(session, unit), period=asked.period,
        language=asked.language, demonstration=installation.is_demonstration(session), year=period.year,
        administrator=office.name if office else unit.name,
        programmes=tuple(_programme(session, code, found, period) for code in codes),
    )  # fmt: skip


def _programme(session: Session, code: str, found: Iterable[Known], period: Period) -> Programme:
    named = classifiers.programme(code, period.year + 1, session) or classifiers.programme(code, period.year, session)
    group = classifiers.programme(code.partition(".")[0], period.year + 1, session)
    mine = [each for each in found if any(line.programme == code for line in each.passport.lines)]
    return Programme(
        code=code, name=named.name if named else Tri.same(code), group=group.name if group else Tri(),
        development=bool(named and named.development), law=named.law if named else "",
        measures=tuple(_measure(each, code, period) for each in mine),
    )  # fmt: skip


def _measure(each: Known, code: str, period: Period) -> Measure:
    passport = each.passport
    return Measure(
        code=each.code, title=passport.title, problem=passport.problem, goal=passport.goal,
        plan_item=passport.plan_item, cost_note=passport.cost_note,
        sums=tuple(_sum(each, code, year, period) for year in range(period.year - 1, period.year + 4)),
        outcomes=tuple(_outcome(result, each.values, period) for result in passport.results),
    )  # fmt: skip


def _sum(each: Known, code: str, year: int, period: Period) -> YearSum:
    lines = [line for line in each.passport.lines if line.programme == code]
    keys = {line.key for line in lines}
    paid = [row.amount for row in each.book.payments if row.line_key in keys and row.day.year == year]
    planned = sum(line.amount for line in lines if line.year == year)
    return YearSum(year, planned, sum(paid) if year <= period.year else None)


def _outcome(result: Result, values: tuple[Value, ...], period: Period) -> Outcome:
    aimed = {target.year: target.value for target in result.targets if not target.quarter}
    return Outcome(
        text=result.text, indicator=result.indicator, unit=result.unit, level=result.level, baseline=result.baseline,
        baseline_year=result.baseline_year,
        values=tuple(
            YearValue(year, aimed.get(year), _reached(result, values, year, period))
            for year in range(period.year - 1, period.year + 4)
        ),
    )  # fmt: skip


def _reached(result: Result, values: tuple[Value, ...], year: int, period: Period) -> Decimal | None:
    """Give the value that was approved for a year, where the year had ended with the report's period."""
    last = date(year, 12, 31)
    told = newest(values, result.key, last) if last <= period.end else None
    return told.value if told and told.place.year == year else None
