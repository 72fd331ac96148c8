"""Plans of payments and what became of unspent money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import false, or_, select
from sqlalchemy.orm import Session

from lsg_projects.delivery.models import CarryOver, Payment, PaymentPlan
from lsg_projects.delivery.queries.facts import DeliveryView
from lsg_projects.domain.delivery.financing import Month, Owed, Settled, Unspent, months, owed, unspent
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.project import BudgetLine
from lsg_projects.domain.states import Approval, Stage
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock
from lsg_projects.projects.models import Project, ProjectLine
from lsg_projects.territories import queries as territories


@dataclass(frozen=True)
class PlanFacts:
    """One version of a year's plan of payments."""

    number: int
    amounts: Mapping[str, list[Tiyn]]
    reason: str
    recorded_on: date


@dataclass(frozen=True)
class Financing:
    """A project's money of one year by month."""

    year: int
    plans: tuple[PlanFacts, ...]
    """The newest first."""
    months: tuple[Month, ...]

    @property
    def plan(self) -> PlanFacts | None:
        """Give the plan that counts."""
        return self.plans[0] if self.plans else None


def financing(session: Session, view: DeliveryView, year: int) -> Financing:
    """Give the plan of a year beside what was paid in it."""
    rows = session.scalars(
        select(PaymentPlan)
        .where(PaymentPlan.project_id == view.project_id, PaymentPlan.year == year)
        .order_by(PaymentPlan.number.desc())
    )
    plans = tuple(PlanFacts(row.number, row.amounts, row.reason, clock.local_day(row.recorded_at)) for row in rows)
    paid = [(payment.day, payment.amount) for payment in view.payments]
    return Financing(year, plans, months(plans[0].amounts if plans else {}, paid, year))


@dataclass(frozen=True)
class OwedBy:
    """What the office of a project owes about its money, all lines together."""

    code: str
    title: Tri
    body_id: int
    owed: Owed


def settled_of(session: Session, project_ids: Iterable[int]) -> dict[int, tuple[Settled, ...]]:
    """Give the decisions about unspent money of some projects."""
    ids = list(project_ids)
    found: defaultdict[int, list[Settled]] = defaultdict(list)
    rows = select(CarryOver).where(CarryOver.project_id.in_(ids)).order_by(CarryOver.dated, CarryOver.id)
    for row in session.scalars(rows):
        found[row.project_id].append(Settled(row.line_key, row.kind, row.amount, row.number, row.dated))
    return {each: tuple(found[each]) for each in ids}


def owed_in(session: Session, paths: Sequence[str], today: date) -> tuple[OwedBy, ...]:
    """Give what is owed about money of this year and the last one in some territories, the nearest day first."""
    within = or_(false(), *(territories.under(Project.unit_path, path) for path in paths))
    rows = session.execute(
        select(Project.id, Project.code, Project.title, Project.body_id, ProjectLine)
        .join(ProjectLine, ProjectLine.project_id == Project.id)
        .where(
            Project.approval == Approval.APPROVED, Project.stage != Stage.CANCELLED, within,
            ProjectLine.year.in_((today.year - 1, today.year)),
        )
        .order_by(Project.code)
    ).all()  # fmt: skip
    ids = sorted({row[0] for row in rows})
    settled, paid = settled_of(session, ids), _paid(session, ids)
    sums: defaultdict[tuple[str, Tri, int, str, date], Tiyn] = defaultdict(int)
    for project_id, code, title, body_id, line in rows:
        known = BudgetLine(key=line.key, source=line.source, amount=line.amount, year=line.year)
        for one in owed(known, paid[project_id, line.key], settled[project_id], today):
            sums[code, title, body_id, one.kind, one.due] += one.amount
    found = (
        OwedBy(code, title, body, Owed(kind, amount, due)) for (code, title, body, kind, due), amount in sums.items()
    )
    return tuple(sorted(found, key=lambda each: (each.owed.due, each.code)))


def _paid(session: Session, ids: Sequence[int]) -> Mapping[tuple[int, str], list[tuple[date, Tiyn]]]:
    found: defaultdict[tuple[int, str], list[tuple[date, Tiyn]]] = defaultdict(list)
    rows = select(Payment.project_id, Payment.line_key, Payment.paid_on, Payment.amount)
    for project_id, key, day, amount in session.execute(rows.where(Payment.project_id.in_(ids)).order_by(Payment.id)):
        found[project_id, key].append((day, amount))
    return found


def unspent_lines(session: Session, view: DeliveryView, today: date) -> tuple[Unspent, ...]:
    """Give the lines of past years that left money, with the decisions about it."""
    return left_of(view, settled_of(session, (view.project_id,))[view.project_id], today)


def left_of(view: DeliveryView, settled: Sequence[Settled], today: date) -> tuple[Unspent, ...]:
    """Give the lines of years past on *today* that left money, with the decisions about it."""
    found = (
        unspent(
            row.line, [(one.day, one.amount) for one in view.payments if one.line_key == row.line.key], settled, today
        )
        for row in view.lines
    )
    return tuple(one for one in found if one is not None)
