"""Received own revenue of a month: how much of each receipt projects are credited with, and how much is free."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from lsg_projects.accounts.models import Person
from lsg_projects.budgets import queries as budgets
from lsg_projects.budgets.queries import MonthFacts
from lsg_projects.delivery.models import Attribution, RevenueReceived
from lsg_projects.domain import execution as rules
from lsg_projects.domain.classification import is_own_revenue
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.states import Approval, Stage
from lsg_projects.domain.text import Tri
from lsg_projects.projects.models import Project


@dataclass(frozen=True)
class Credit:
    """One line of attribution, or the line that cancels one."""

    id: int
    project_id: int
    project_code: str
    project_title: Tri
    month: date
    code: str
    receipt: str
    share: int | None
    """Hundredths of a percent, where the rule is a share."""
    amount: Tiyn
    reason: str
    who: str
    recorded_at: datetime
    execution_id: int | None
    cancels_id: int | None
    cancelled: bool

    @property
    def counts(self) -> bool:
        """Tell whether the line stands: it cancels nothing and was not cancelled."""
        return self.cancels_id is None and not self.cancelled


@dataclass(frozen=True)
class Typed:
    """What was recorded directly on a project for a month."""

    project_id: int
    code: str
    amount: Tiyn


@dataclass(frozen=True)
class Source:
    """One receipt of a month: what came, what projects are credited with, what was typed on other projects."""

    code: str
    received: Tiyn
    credits: tuple[Credit, ...]
    typed: tuple[Typed, ...]
    """Only of projects that have no credit of this receipt: the others' credit counts instead."""

    @property
    def attributed(self) -> Tiyn:
        """Give what the standing lines take."""
        return sum(each.amount for each in self.credits if each.counts)

    @property
    def direct(self) -> Tiyn:
        """Give what was typed on projects and counts."""
        return sum(each.amount for each in self.typed)

    @property
    def free(self) -> Tiyn:
        """Give what no project is credited with; below nought where a later correction took money away."""
        return self.received - self.attributed - self.direct


@dataclass(frozen=True)
class MonthSources:
    """The receipts of a month that can be attributed, and whether they come from the execution or were only typed."""

    month: date
    execution: MonthFacts | None
    sources: tuple[Source, ...]

    def of(self, code: str) -> Source | None:
        """Find a receipt of the month."""
        return next((each for each in self.sources if each.code == code), None)


@dataclass(frozen=True)
class Candidate:
    """A project of the settlement that revenue may be attributed to."""

    id: int
    code: str
    title: Tri


def related(one: str, other: str) -> bool:
    """Tell whether one code is the other or a part of it."""
    return one.startswith(other) or other.startswith(one)


def month_sources(session: Session, unit_id: int, month: date) -> MonthSources:
    """Give the own receipts of a unit's month with everything that is credited from them."""
    lines, typed = credits_of(session, unit_id, month), _typed(session, unit_id, month)
    found = budgets.execution(session, unit_id, month)
    received = _in_month(session, unit_id, found) if found else _sums(typed)
    for each in lines:
        received.setdefault(each.code, 0)
    for row in typed:
        if not any(related(row.code, code) for code in received):
            received[row.code] = 0
    return MonthSources(month, found, tuple(_source(code, received[code], lines, typed) for code in sorted(received)))


def _source(code: str, received: Tiyn, lines: tuple[Credit, ...], typed: tuple[Typed, ...]) -> Source:
    mine = tuple(each for each in lines if each.code == code)
    credited = {each.project_id for each in mine if each.counts}
    direct = (row for row in typed if related(row.code, code) and row.project_id not in credited)
    return Source(code, received, mine, tuple(direct))


def _in_month(session: Session, unit_id: int, now: MonthFacts) -> dict[str, Tiyn]:
    """Give what came since the last known month of the year, by the lowest codes of own revenue."""
    month = now.known.month
    earlier = [each for each in budgets.year_months(session, unit_id, month.year) if each.known.month < month]
    lines = earlier[-1].lines if earlier else ()
    whole = {line.code: line.received or 0 for line in lines}
    lowest = rules.lowest(lines)
    sums = {}
    for code, amount in now.received().items():
        if is_own_revenue(code, month.year):
            parts = sum(line.received or 0 for line in lowest if line.code.startswith(code))
            sums[code] = amount - whole.get(code, parts)
    return sums


def _sums(typed: Iterable[Typed]) -> dict[str, Tiyn]:
    sums: dict[str, Tiyn] = {}
    for row in typed:
        sums[row.code] = sums.get(row.code, 0) + row.amount
    return sums


def _typed(session: Session, unit_id: int, month: date) -> tuple[Typed, ...]:
    statement = (
        select(RevenueReceived.project_id, RevenueReceived.code, RevenueReceived.amount)
        .join(Project, Project.id == RevenueReceived.project_id)
        .where(Project.unit_id == unit_id, RevenueReceived.month == month)
    )
    return tuple(Typed(*row) for row in session.execute(statement))


def _credits() -> Select[Attribution, str, Tri, str | None]:
    return (
        select(Attribution, Project.code, Project.title, Person.name)
        .join(Project, Project.id == Attribution.project_id)
        .join(Person, Person.id == Attribution.person_id, isouter=True)
        .order_by(Attribution.id)
    )


def credits_of(session: Session, unit_id: int, month: date) -> tuple[Credit, ...]:
    """Give all lines of a unit's month, cancelled and cancelling ones as well, in the order of recording."""
    return _read(session, _credits().where(Attribution.unit_id == unit_id, Attribution.month == month))


def credits_to(session: Session, project_ids: Iterable[int]) -> tuple[Credit, ...]:
    """Give all lines of some projects in the order of recording."""
    ids = tuple(project_ids)
    return _read(session, _credits().where(Attribution.project_id.in_(ids))) if ids else ()


def _read(session: Session, statement: Select[Attribution, str, Tri, str | None]) -> tuple[Credit, ...]:
    rows = session.execute(statement).all()
    undone = {row.cancels_id for row, *_rest in rows}
    return tuple(
        Credit(
            row.id, row.project_id, code, title, row.month, row.code, row.receipt, row.share, row.amount, row.reason,
            who or "", row.recorded_at, row.execution_id, row.cancels_id, row.id in undone,
        )
        for row, code, title, who in rows
    )  # fmt: skip


def candidates(session: Session, unit_id: int) -> tuple[Candidate, ...]:
    """Give the approved projects of a unit, those that expect the most first."""
    statement = (
        select(Project.id, Project.code, Project.title)
        .where(
            Project.unit_id == unit_id, Project.approval == Approval.APPROVED, Project.stage != Stage.CANCELLED
        )
        .order_by(Project.yearly_gain.desc(), Project.id)
    )  # fmt: skip
    return tuple(Candidate(*row) for row in session.execute(statement))
