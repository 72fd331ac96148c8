"""Gathering the execution of a month: the newest version, the months before it, and what projects feed."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy.orm import Session

from lsg_projects.budgets import queries as budgets
from lsg_projects.budgets.queries import MonthFacts
from lsg_projects.classifiers import queries as classifiers
from lsg_projects.domain import execution as rules
from lsg_projects.domain.classification import is_own_revenue
from lsg_projects.domain.execution import Executed
from lsg_projects.domain.figures.monthly import NOTHING, Correction, ExecutionFacts, Fed, ReceiptLine
from lsg_projects.domain.figures.okrugs import Place
from lsg_projects.domain.figures.projects import Project
from lsg_projects.domain.periods import Period, parse
from lsg_projects.domain.text import Tri
from lsg_projects.kit import installation
from lsg_projects.reports.queries.district import plan_of
from lsg_projects.reports.queries.projects import published
from lsg_projects.reports.queries.subjects import Asked, above, fitting_unit
from lsg_projects.territories.queries import Unit


def gather(session: Session, asked: Asked) -> ExecutionFacts:
    """Give the facts of a month's execution; a month that was not brought in is said to be missing."""
    period = parse(asked.period)
    unit = fitting_unit(session, asked.kind, asked.subject)
    found = budgets.execution_versions(session, unit.id, period.start)
    year = [each for each in budgets.year_months(session, unit.id, period.year) if each.known.month <= period.start]
    now = next(iter(found), None)
    return ExecutionFacts(
        kind=asked.kind.key, place=Place(unit.kato, unit.name), district=above(session, unit),
        period=asked.period, language=asked.language, demonstration=installation.is_demonstration(session),
        month=period.start, known=now is not None, number=now.known.number if now else 0,
        recorded=now.known.recorded_at if now else None,
        plan=plan_of(session, unit, period.year, period.end),
        own=now.own if now else NOTHING, income=now.income if now else NOTHING,
        lines=_lines(session, now, year), months=rules.by_month({each.known.month: each.own for each in year}),
        fed=_fed(session, unit, period),
        earlier=tuple(Correction(e.known.number, e.known.recorded_at, e.own.received) for e in found[1:]),
    )  # fmt: skip


def _lines(session: Session, now: MonthFacts | None, year: list[MonthFacts]) -> tuple[ReceiptLine, ...]:
    """Give the receipts without subtotals, own revenue first; each with what came since the month known before."""
    if now is None:
        return ()
    month = now.known.month
    earlier = [each for each in year if each.known.month < month]
    before = {line.code: line.received for line in earlier[-1].lines} if earlier else {}
    found = [
        ReceiptLine(
            line.code, _name(session, line, month), rules.Amounts(line.year_plan, line.period_plan, line.received),
            is_own_revenue(line.code, month.year), rules.in_month(line.received, before.get(line.code)),
        )
        for line in rules.lowest(now.lines)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda line: (not line.own, line.code)))


def _name(session: Session, line: Executed, month: date) -> Tri:
    known = classifiers.receipt(line.code, month.year, session)
    return known.name if known else Tri(ru=line.name)


def _fed(session: Session, unit: Unit, period: Period) -> tuple[Fed, ...]:
    """Give what projects of the settlement are credited with, the largest first."""
    return tuple(
        sorted(
            (row for project in published(session, unit, period) for row in _of(project, period)),
            key=lambda row: (-row.year, row.code, row.receipt),
        )
    )


def _of(project: Project, period: Period) -> list[Fed]:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for receipt in project.receipts:
        if receipt.day.year == period.year and receipt.day <= period.end:
            sums[receipt.code][1] += receipt.amount
            if period.holds(receipt.day):
                sums[receipt.code][0] += receipt.amount
    return [Fed(project.code, project.title, code, *both) for code, both in sorted(sums.items())]
