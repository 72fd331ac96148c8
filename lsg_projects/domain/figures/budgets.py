"""The okrugs' budgets: rows, weighted totals, and the way from the base year to now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lsg_projects.domain.budget import Figures, roll_up
from lsg_projects.domain.figures.facts import DistrictFacts
from lsg_projects.domain.figures.okrugs import Okrug, Plan
from lsg_projects.domain.figures.projects import Project
from lsg_projects.domain.money import Tiyn, share

KINDS = ("tax", "non_tax", "capital_sale")


@dataclass(frozen=True)
class BudgetRow:
    """An okrug (or their total) in the table of own revenue."""

    now: Figures
    base: Figures
    projects: int
    expected: Tiyn
    """Regular own revenue of a full year from approved projects that the plan does not hold yet."""
    on_time: int
    due: int
    okrug: Okrug | None = None

    @property
    def share_with_projects(self) -> Decimal | None:
        """Give the share that the approved projects lead to: their revenue is added to both sides."""
        if self.now.own_revenue is None or not self.now.income:
            return None
        return share(self.now.own_revenue + self.expected, self.now.income + self.expected)

    @property
    def change(self) -> Decimal | None:
        """Give the change of the share since the base year in percentage points."""
        if self.now.own_share is None or self.base.own_share is None:
            return None
        return self.now.own_share - self.base.own_share


@dataclass(frozen=True)
class Bridge:
    """One step of the way from the base year's own revenue to the present one."""

    kind: str
    before: Tiyn
    after: Tiyn

    @property
    def gain(self) -> Tiyn:
        """Give how much this kind added."""
        return self.after - self.before


def _figures(plans: Iterable[Plan | None]) -> Figures:
    return roll_up(plan.figures for plan in plans if plan is not None)


def rows(facts: DistrictFacts, until: date) -> tuple[BudgetRow, ...]:
    """Give the okrugs with the highest share of own revenue first; those without a plan stand last."""
    found = [_row((okrug,), _of(facts.projects, okrug), until, okrug) for okrug in facts.okrugs]
    return tuple(sorted(found, key=lambda row: (row.now.own_share is None, -(row.now.own_share or 0))))


def total(facts: DistrictFacts, until: date) -> BudgetRow:
    """Give the sum of all okrugs; its share is weighted by income."""
    return _row(facts.okrugs, facts.projects, until)


def _of(projects: Iterable[Project], okrug: Okrug) -> tuple[Project, ...]:
    return tuple(project for project in projects if project.okrug == okrug.place.kato)


def _row(okrugs: Iterable[Okrug], projects: Iterable[Project], until: date, one: Okrug | None = None) -> BudgetRow:
    kept, shown = tuple(okrugs), tuple(projects)
    approved = [project for project in shown if project.approved_by(until)]
    due = [m for project in approved for m in project.milestones if m.baseline is not None and m.baseline <= until]
    kept_promises = [m for m in due if m.baseline is not None and m.met_by(m.baseline)]
    return BudgetRow(
        now=_figures(okrug.now for okrug in kept),
        base=_figures(okrug.base for okrug in kept),
        projects=len(shown),
        expected=sum(project.yearly for project in approved),
        on_time=len(kept_promises),
        due=len(due),
        okrug=one,
    )


def bridge(row: BudgetRow) -> tuple[Bridge, ...]:
    """Give what each kind of receipt added to own revenue between the base year and now."""
    return tuple(Bridge(kind, getattr(row.base, kind) or 0, getattr(row.now, kind) or 0) for kind in KINDS)


def unit_share(row: BudgetRow, scale: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """Give base share, present share and the share with projects as parts of *scale*, for a bullet."""
    values = (row.base.own_share, row.now.own_share, row.share_with_projects)
    return tuple(min(Decimal(1), (value or Decimal(0)) / scale) for value in values)  # type: ignore[return-value]  # three in, three out
