"""Gathering the final results of targeted transfers of a year (Budget Code 2025, art. 83)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sqlalchemy.orm import Session

from lsg_projects.classifiers import queries as classifiers
from lsg_projects.domain.figures.okrugs import Place
from lsg_projects.domain.figures.transfers import Transfer, TransferFacts
from lsg_projects.domain.periods import Period, parse
from lsg_projects.domain.project import BudgetLine
from lsg_projects.domain.states import TRANSFERS, Level
from lsg_projects.domain.text import Tri
from lsg_projects.kit import installation
from lsg_projects.reports.queries.project import Known, project_facts
from lsg_projects.reports.queries.projects import known
from lsg_projects.reports.queries.subjects import Asked, above, fitting_unit
from lsg_projects.territories import queries as territories


def gather(session: Session, asked: Asked) -> TransferFacts:
    """Give the facts of the report; refuses (Missing, Incomplete) an unknown or unfitting territory."""
    period = parse(asked.period)
    unit = fitting_unit(session, asked.kind, asked.subject)
    okrugs = {each.kato: each.name for each in territories.units_under(session, unit.path, Level.OKRUG)}
    found = [transfer for each in known(session, unit, period) for transfer in _of(session, each, okrugs, period)]
    return TransferFacts(
        kind=asked.kind.key, place=Place(unit.kato, unit.name), above=above(session, unit), period=asked.period,
        language=asked.language, demonstration=installation.is_demonstration(session), year=period.year,
        many=len(okrugs) != 1, transfers=tuple(sorted(found, key=lambda each: (-each.planned, each.code))),
    )  # fmt: skip


def _of(session: Session, each: Known, okrugs: dict[str, Tri], period: Period) -> Iterator[Transfer]:
    """Give the transfers of the year to one project: one for each source and programme."""
    lines = [line for line in each.passport.lines if line.year == period.year and line.source in TRANSFERS]
    project = project_facts(each, period, session) if lines else None
    if project is None or not project.approved_by(period.end):
        return
    ends = [m.met or m.due for m in project.milestones if m.met or m.due]
    for (_source, programme), mine in groupby(sorted(lines, key=_place), _place):
        group = list(mine)
        named = classifiers.programme(programme, period.year, session)
        yield Transfer(
            code=project.code, title=project.title, okrug=Place(each.okrug, okrugs.get(each.okrug, Tri())),
            source=group[0].source, programme=programme, programme_name=named.name if named else Tri(),
            basis=next((line.transfer_basis for line in group if line.transfer_basis), Tri()),
            planned=sum(line.amount for line in group), paid=_paid(each, {line.key for line in group}, period),
            delivery=project.delivery, work=project.work_done(period.end),
            ready=max((day for day in ends if day), default=None), finished=project.finished,
            results=project.indicators, problems=project.problems,
        )  # fmt: skip


def _place(line: BudgetLine) -> tuple[str, str]:
    return line.source.value, line.programme


def _paid(each: Known, keys: set[str], period: Period) -> int:
    """Add up what was paid under these lines by the year's end, reversals taken off."""
    return sum(row.amount for row in each.book.payments if row.line_key in keys and row.day <= period.end)
