"""The share of own revenue that a settlement wants to reach, as its akim's office set it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_CEILING, Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.budgets.models import RevenueTarget
from lsg_projects.domain.budget import Figures
from lsg_projects.domain.money import THOUSAND, Tiyn

_TENTH: Tiyn = THOUSAND // 10


@dataclass(frozen=True)
class TargetFacts:
    """A target: the share in percent, the year by which, and where it stands."""

    share: Decimal
    year: int
    basis: str
    recorded_at: datetime

    def sum_of(self, figures: Figures) -> Tiyn | None:
        """Give the own revenue that makes this share, while all other income stays as it is.

        It is rounded up to a tenth of a thousand tenge, as plans are printed: a goal is no payment.
        """
        if figures.income is None or figures.own_revenue is None or self.share >= 100:
            return None
        other = figures.income - figures.own_revenue
        exact = other * self.share / (100 - self.share)
        return int((exact / _TENTH).to_integral_value(ROUND_CEILING)) * _TENTH

    def gap(self, figures: Figures, expected: Tiyn = 0) -> Tiyn | None:
        """Give what is missing to the target beyond own revenue and what is *expected*; below nought: reached."""
        wanted = self.sum_of(figures)
        return None if wanted is None else wanted - (figures.own_revenue or 0) - expected


def targets(session: Session, unit_id: int) -> tuple[TargetFacts, ...]:
    """Give every target that was set for a unit, the newest first."""
    rows = session.scalars(
        select(RevenueTarget).where(RevenueTarget.unit_id == unit_id).order_by(RevenueTarget.id.desc())
    )
    return tuple(TargetFacts(Decimal(row.share) / 100, row.year, row.basis, row.recorded_at) for row in rows)


def target(session: Session, unit_id: int) -> TargetFacts | None:
    """Give the target in force, or nothing where none was set."""
    return next(iter(targets(session, unit_id)), None)
