"""Plans of payments and what became of unspent money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.delivery.models import CarryOver, PaymentPlan
from lsg_projects.delivery.queries.facts import DeliveryView
from lsg_projects.domain.delivery.financing import Month, Settled, Unspent, months, unspent
from lsg_projects.domain.money import Tiyn
from lsg_projects.kit import clock


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


def unspent_lines(session: Session, view: DeliveryView, today: date) -> tuple[Unspent, ...]:
    """Give the lines of past years that left money, with the decisions about it."""
    rows = session.scalars(
        select(CarryOver).where(CarryOver.project_id == view.project_id).order_by(CarryOver.dated, CarryOver.id)
    )
    settled = [Settled(row.line_key, row.kind, row.amount, row.number, row.dated) for row in rows]
    found = (
        unspent(
            row.line, [(one.day, one.amount) for one in view.payments if one.line_key == row.line.key], settled, today
        )
        for row in view.lines
    )
    return tuple(one for one in found if one is not None)
