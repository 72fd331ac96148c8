"""Expected against received own revenue from projects, and the money of a project by source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lsg_projects.domain.figures.facts import DistrictFacts
from lsg_projects.domain.figures.projects import Project
from lsg_projects.domain.money import Tiyn, share
from lsg_projects.domain.states import Source
from lsg_projects.domain.text import Tri


@dataclass(frozen=True)
class ReceiptRow:
    """One receipt code: what was expected for the year and what came in it."""

    code: str
    name: Tri
    expected: Tiyn
    received: Tiyn
    one_off: bool

    @property
    def met(self) -> Decimal | None:
        """Give what came in percent of what was expected."""
        return share(self.received, self.expected)


@dataclass(frozen=True)
class YearColumn:
    """One year of a project's own revenue: expected, its range, and what came."""

    year: int
    expected: Tiyn
    low: Tiyn
    high: Tiyn
    received: Tiyn


@dataclass(frozen=True)
class SourceRow:
    """One source of a project's money: planned, paid, and what is left."""

    source: Source
    planned: Tiyn
    paid: Tiyn

    @property
    def rest(self) -> Tiyn:
        """Give what is planned and not yet paid."""
        return self.planned - self.paid


def by_code(facts: DistrictFacts, until: date) -> tuple[ReceiptRow, ...]:
    """Give expected and received revenue of the year of *until* from approved projects, by receipt code."""
    projects = [project for project in facts.projects if project.approved_by(until)]
    names: dict[str, tuple[Tri, bool]] = {}
    expected: dict[str, Tiyn] = {}
    received: dict[str, Tiyn] = {}
    for project in projects:
        for line in project.expected:
            names.setdefault(line.code, (line.name, line.one_off))
            if line.year == until.year:
                expected[line.code] = expected.get(line.code, 0) + line.amount
        for receipt in project.receipts:
            if receipt.day.year == until.year and receipt.day <= until:
                received[receipt.code] = received.get(receipt.code, 0) + receipt.amount
    codes = sorted(set(expected) | set(received), key=lambda code: (-expected.get(code, 0), code))
    unnamed = (Tri(), False)
    return tuple(
        ReceiptRow(code, names.get(code, unnamed)[0], expected.get(code, 0), received.get(code, 0),
                   names.get(code, unnamed)[1])
        for code in codes
    )  # fmt: skip


def years(project: Project, until: date) -> tuple[YearColumn, ...]:
    """Give a project's own revenue by year."""
    found = sorted({line.year for line in project.expected} | {r.day.year for r in project.receipts if r.day <= until})
    return tuple(_year(project, year, until) for year in found)


def _year(project: Project, year: int, until: date) -> YearColumn:
    lines = [line for line in project.expected if line.year == year]
    return YearColumn(
        year=year,
        expected=sum(line.amount for line in lines),
        low=sum(line.amount if line.low is None else line.low for line in lines),
        high=sum(line.amount if line.high is None else line.high for line in lines),
        received=sum(r.amount for r in project.receipts if r.day.year == year and r.day <= until),
    )


def by_source(project: Project, until: date) -> tuple[SourceRow, ...]:
    """Give a project's money by source, in the order of the law: own first, then transfers from near to far."""
    planned: dict[Source, Tiyn] = {}
    for line in project.funding:
        planned[line.source] = planned.get(line.source, 0) + line.amount
    paid: dict[Source, Tiyn] = {}
    for payment in project.payments:
        if payment.day <= until:
            paid[payment.source] = paid.get(payment.source, 0) + payment.amount
    used = [source for source in Source if source in planned or source in paid]
    return tuple(SourceRow(source, planned.get(source, 0), paid.get(source, 0)) for source in used)
