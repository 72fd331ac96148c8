"""The passport itself and the steps of the form that fill it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.project.rows import (
    LATER,
    NO_RUNNING_COST,
    Beneficiary,
    BudgetLine,
    GoalLink,
    Milestone,
    Result,
    RevenueLine,
    Risk,
    RunningCost,
    TaxObject,
)
from lsg_projects.domain.states import TRANSFERS, Kind, LegalKind, Sector, Source, Works
from lsg_projects.domain.text import Tri


@dataclass(frozen=True)
class Passport:
    """What a project is. Every field may be empty in a draft; `gaps` says what still owes."""

    title: Tri = Tri()
    summary: Tri = Tri()
    kind: Kind | None = None
    sector: Sector | None = None
    legal_kind: LegalKind | None = None
    works: Works | None = None
    settlements: tuple[str, ...] = ()
    """KATO codes of the villages it serves, within the owner's territory."""
    place: Tri = Tri()
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    plan_item: Tri = Tri()
    """The item of the okrug's development plan (law on local self-government, art. 38-1(10)4)."""
    plan_approved: date | None = None
    earlier_project: str = ""

    problem: Tri = Tri()
    goal: Tri = Tri()
    beneficiaries: tuple[Beneficiary, ...] = ()
    goals: tuple[GoalLink, ...] = ()

    results: tuple[Result, ...] = ()

    start: date | None = None
    milestones: tuple[Milestone, ...] = ()

    cost_basis: str = ""
    """How the cost was found: estimate, analogue, quote."""
    cost_note: Tri = Tri()
    vat_included: bool | None = None
    lines: tuple[BudgetLine, ...] = ()
    running: RunningCost = NO_RUNNING_COST

    brings_revenue: bool | None = None
    no_revenue_reason: Tri = Tri()
    property_owner: str = ""
    """Whose property earns the revenue: okrug, district_managed, other; empty where none does."""
    plot_inside: bool | None = None
    """Whether the plot lies inside the settlement: only then do its payments stay at the 4th level."""
    revenue: tuple[RevenueLine, ...] = ()
    objects: tuple[TaxObject, ...] = field(default=(), metadata=LATER)
    """What the revenue is counted from, where a calculator was used."""

    risks: tuple[Risk, ...] = ()
    responsible: Tri = Tri()
    """The post that answers; never a person's name."""
    interested: bool | None = None
    interested_note: Tri = Tri()

    @property
    def amount(self) -> Tiyn:
        """Give the whole cost."""
        return sum(line.amount for line in self.lines)

    @property
    def own_amount(self) -> Tiyn:
        """Give what the settlement's own budget pays."""
        return sum(line.amount for line in self.lines if line.source is Source.OWN)

    @property
    def transfer_amount(self) -> Tiyn:
        """Give what comes as transfers."""
        return sum(line.amount for line in self.lines if line.source in TRANSFERS)

    @property
    def years(self) -> tuple[int, ...]:
        """Give the budget years, in order."""
        return tuple(sorted({line.year for line in self.lines}))

    @property
    def end(self) -> date | None:
        """Give the last milestone's date."""
        return max((m.due for m in self.milestones if m.due), default=None)

    @property
    def revenue_years(self) -> tuple[int, ...]:
        """Give the years in which revenue is expected, in order."""
        return tuple(sorted({line.year for line in self.revenue}))

    def gain_in(self, year: int, *, one_off: bool | None = None) -> Tiyn:
        """Give what the project brings in *year*; *one_off* picks sales or the revenue that recurs."""
        return sum(r.gain for r in self.revenue if r.year == year and (one_off is None or r.one_off == one_off))

    @property
    def yearly_gain(self) -> Tiyn:
        """Give the recurring revenue of a full year: the largest expected one, since the first year is a part."""
        return max((self.gain_in(year, one_off=False) for year in self.revenue_years), default=0)

    @property
    def yearly_beyond_plan(self) -> Tiyn:
        """Give what the best year adds to the settlement's plan as adopted; sales aside."""
        years: dict[int, Tiyn] = {}
        for line in self.revenue:
            if not line.one_off:
                years[line.year] = years.get(line.year, 0) + line.beyond_plan
        return max(years.values(), default=0)

    @property
    def one_off_gain(self) -> Tiyn:
        """Give the revenue that comes once, over all years."""
        return sum(line.gain for line in self.revenue if line.one_off)

    def with_changes(self, **changes: object) -> Passport:
        """Give a passport that differs in the named fields."""
        return replace(self, **changes)  # type: ignore[arg-type]  # the names are checked by replace itself


STEPS: dict[str, tuple[str, ...]] = {
    "what": (
        "title", "summary", "kind", "sector", "legal_kind", "works", "settlements", "place", "latitude",
        "longitude", "plan_item", "plan_approved", "earlier_project",
    ),
    "why": ("problem", "goal", "beneficiaries", "goals"),
    "results": ("results",),
    "milestones": ("start", "milestones"),
    "cost": ("cost_basis", "cost_note", "vat_included", "lines", "running"),
    "revenue": ("brings_revenue", "no_revenue_reason", "property_owner", "plot_inside", "revenue", "objects"),
    "risks": ("risks", "responsible", "interested", "interested_note"),
    "documents": (),
    "review": (),
}  # fmt: skip
"""The nine steps of the form and the fields that each one asks for."""
