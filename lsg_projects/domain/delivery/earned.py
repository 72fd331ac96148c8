"""Earned value: what the work done is worth against what was planned and what was paid (PMI, ISO 21508)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from lsg_projects.domain.money import Tiyn

_TWO = Decimal("0.01")


@dataclass(frozen=True)
class EarnedValue:
    """The three sums of a day, in tiyn, and what follows from them.

    Work is measured by the weights of control points, so the worth of a day's work is that part of the whole plan.
    Only payments are known here, not costs that were incurred and not paid yet; pages say so.
    """

    budget: Tiyn
    planned: Tiyn
    earned: Tiyn
    paid: Tiyn

    @property
    def spi(self) -> Decimal | None:
        """Give earned to planned: below 1 the work is behind its dates; nothing before work was due."""
        return _ratio(self.earned, self.planned)

    @property
    def cpi(self) -> Decimal | None:
        """Give earned to paid: below 1 more is paid than is done; nothing before the first payment."""
        return _ratio(self.earned, self.paid)

    @property
    def behind(self) -> int:
        """Give by how many percent of what was due the work is behind; below zero it is ahead."""
        return 0 if self.spi is None else int(((1 - self.spi) * 100).to_integral_value(ROUND_HALF_UP))

    @property
    def ahead_of_work(self) -> Tiyn:
        """Give what is paid beyond the work done; below zero where work is done that nobody paid yet."""
        return self.paid - self.earned


def earned_value(budget: Tiyn, planned_percent: int, done_percent: int, paid: Tiyn) -> EarnedValue:
    """Give the earned value of a project whose plan is *budget*; sums are rounded to whole tiyn."""
    return EarnedValue(budget, _part(budget, planned_percent), _part(budget, done_percent), paid)


def _part(budget: Tiyn, percent: int) -> Tiyn:
    return int((Decimal(budget) * percent / 100).to_integral_value(ROUND_HALF_UP))


def _ratio(above: Tiyn, below: Tiyn) -> Decimal | None:
    return (Decimal(above) / below).quantize(_TWO, ROUND_HALF_UP) if below > 0 else None
