"""Execution of a settlement's receipts by month; the newest version of a month counts, earlier ones stay readable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.budgets.models import ExecutionLine, ExecutionMonth
from lsg_projects.domain import execution as rules
from lsg_projects.domain.execution import Amounts, Executed
from lsg_projects.domain.money import Tiyn


@dataclass(frozen=True)
class KnownMonth:
    """One version of one month of a unit: when it came in and from where."""

    id: int
    unit_id: int
    month: date
    number: int
    source: str
    recorded_at: datetime


@dataclass(frozen=True)
class MonthFacts:
    """A month as its newest version has it; sums count from January."""

    known: KnownMonth
    lines: tuple[Executed, ...]

    @property
    def own(self) -> Amounts:
        """Give the settlement's own revenue until the month's end."""
        return rules.own(self.lines, self.known.month.year)

    @property
    def income(self) -> Amounts:
        """Give all income until the month's end."""
        return rules.income(self.lines, self.known.month.year)

    def received(self) -> dict[str, Tiyn]:
        """Give what came until the month's end by the lowest codes; what is not printed is left out."""
        return {line.code: line.received for line in rules.lowest(self.lines) if line.received is not None}


def _known(row: ExecutionMonth) -> KnownMonth:
    return KnownMonth(row.id, row.unit_id, row.month, row.number, row.source, row.recorded_at)


def execution_versions(session: Session, unit_id: int, month: date) -> tuple[MonthFacts, ...]:
    """Give all versions of a month, the newest first."""
    wanted = (ExecutionMonth.unit_id == unit_id, ExecutionMonth.month == month)
    rows = session.scalars(select(ExecutionMonth).where(*wanted).order_by(ExecutionMonth.number.desc())).all()
    return _filled(session, [_known(row) for row in rows])


def execution(session: Session, unit_id: int, month: date) -> MonthFacts | None:
    """Give the newest version of a month, or nothing where it was not brought in."""
    newest = [known for known in _newest(session, unit_id, month.year) if known.month == month]
    return next(iter(_filled(session, newest)), None)


def _newest(session: Session, unit_id: int, year: int) -> list[KnownMonth]:
    within = ExecutionMonth.month.between(date(year, 1, 1), date(year, 12, 31))
    statement = select(ExecutionMonth).where(ExecutionMonth.unit_id == unit_id, within)
    rows = session.scalars(statement.order_by(ExecutionMonth.month, ExecutionMonth.number))
    return list({row.month: _known(row) for row in rows}.values())


def months(session: Session, unit_id: int, year: int) -> tuple[KnownMonth, ...]:
    """Name the months of a year that were brought in, in order, each by its newest version."""
    return tuple(_newest(session, unit_id, year))


def year_months(session: Session, unit_id: int, year: int) -> tuple[MonthFacts, ...]:
    """Give all known months of a year with their lines, in order."""
    return _filled(session, _newest(session, unit_id, year))


def _filled(session: Session, known: list[KnownMonth]) -> tuple[MonthFacts, ...]:
    lines: dict[int, list[Executed]] = {each.id: [] for each in known}
    line = ExecutionLine
    statement = select(line.month_id, line.year_plan, line.period_plan, line.received, line.code, line.name)
    rows = session.execute(statement.where(line.month_id.in_(lines)).order_by(line.code)) if lines else ()
    for month, year_plan, period_plan, received, code, name in rows:
        lines[month].append(Executed(year_plan, period_plan, received, code, name))
    return tuple(MonthFacts(each, tuple(lines[each.id])) for each in known)
