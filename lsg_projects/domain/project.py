"""The passport of a project: everything that is decided on, as one frozen value.

A passport is stored whole (the draft, and a copy for each version that was sent for approval), so that what was shown,
what was decided on and what is published are exactly comparable. Amounts are tiyn.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.states import TRANSFERS, DocumentType, Kind, LegalKind, Sector, Source, Works
from lsg_projects.domain.text import Tri

ONE_OFF_CLASSES = ("3",)  # sale of fixed capital: comes once, so it never counts as a yearly revenue


@dataclass(frozen=True)
class Beneficiary:
    """A group of people who gain, and how many they are."""

    group: Tri = Tri()
    people: int = 0


@dataclass(frozen=True)
class GoalLink:
    """The goal of a monitoring frame that the project contributes to, and by what."""

    frame: str = ""
    goal: str = ""
    contribution: Tri = Tri()


@dataclass(frozen=True)
class Target:
    """The value that an indicator should reach in a year."""

    year: int
    value: Decimal


@dataclass(frozen=True)
class Result:
    """What changes (output, outcome or impact) and the indicator that shows it."""

    key: str
    level: str = "output"
    text: Tri = Tri()
    indicator: Tri = Tri()
    unit: Tri = Tri()
    baseline: Decimal | None = None
    baseline_year: int | None = None
    baseline_unknown: Tri = Tri()
    """Why there is no baseline; an unknown value is never a zero."""
    targets: tuple[Target, ...] = ()
    source: Tri = Tri()


@dataclass(frozen=True)
class Milestone:
    """A control point: what is ready by when, its weight in the whole, and what will prove it."""

    key: str
    title: Tri = Tri()
    due: date | None = None
    weight: int = 0
    evidence: tuple[DocumentType, ...] = ()


@dataclass(frozen=True)
class BudgetLine:
    """Money of one year from one source under one programme."""

    key: str
    year: int
    source: Source
    amount: Tiyn
    programme: str = ""
    """Functional code of that year, such as ``07.3.124.008``; empty for a sponsor's money."""
    administrator: str = "124"
    transfer_basis: Tri = Tri()
    """Legal basis of a transfer from 2026 on (Budget Code 2025, art. 83)."""


@dataclass(frozen=True)
class RevenueLine:
    """What the settlement's own budget receives under one receipt code in one year."""

    key: str
    code: str
    year: int
    base: Tiyn
    low: Tiyn | None = None
    high: Tiyn | None = None
    without: Tiyn = 0
    """What would come without the project as well; only the difference counts."""
    reasoning: Tri = Tri()

    @property
    def gain(self) -> Tiyn:
        """Give what the project itself brings in the base scenario."""
        return self.base - self.without

    @property
    def one_off(self) -> bool:
        """Tell a sale, which comes once, from a revenue that comes every year."""
        return self.code.startswith(ONE_OFF_CLASSES)


@dataclass(frozen=True)
class RunningCost:
    """What keeping the result costs in a year, and who pays."""

    amount: Tiyn | None = None
    payer: Tri = Tri()
    reason: Tri = Tri()
    """Why it costs nothing, where the amount is zero."""


@dataclass(frozen=True)
class Risk:
    """What may go wrong, how likely and how badly (low, medium, high), and what is done about it."""

    key: str
    text: Tri = Tri()
    probability: str = "medium"
    effect: str = "medium"
    response: Tri = Tri()
    owner: Tri = Tri()
    due: date | None = None


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
    running: RunningCost = RunningCost()

    brings_revenue: bool | None = None
    no_revenue_reason: Tri = Tri()
    property_owner: str = ""
    """Whose property earns the revenue: okrug, district_managed, other; empty where none does."""
    plot_inside: bool | None = None
    """Whether the plot lies inside the settlement: only then do its payments stay at the 4th level."""
    revenue: tuple[RevenueLine, ...] = ()

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
    "revenue": ("brings_revenue", "no_revenue_reason", "property_owner", "plot_inside", "revenue"),
    "risks": ("risks", "responsible", "interested", "interested_note"),
    "documents": (),
    "review": (),
}  # fmt: skip
"""The nine steps of the form and the fields that each one asks for."""
