"""The rows of a passport: people, results, control points, money, revenue, tax-base objects, risks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.states import DocumentType, Source
from lsg_projects.domain.text import Tri

ONE_OFF_CLASSES = ("3",)  # sale of fixed capital: comes once, so it never counts as a yearly revenue
LATER = {"later": True}
"""Marks a field that came after passports were stored: it is left out of the canonical form while it is empty."""


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
    quarter: int = field(default=0, metadata=LATER)
    """1 to 4 where a step within the year is meant; 0 is the year itself."""


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
    falls: bool = field(default=False, metadata=LATER)
    """True where less is better, as of days without passage."""
    cumulative: bool = field(default=False, metadata=LATER)
    """True where each value counts from the beginning, so that none may lie behind the one before."""
    every: str = field(default="", metadata=LATER)
    """How often it is measured: ``quarter``, or empty for once a year."""
    breakdown: str = field(default="", metadata=LATER)
    """What a value is split by: ``sex``, ``age``, ``village``, or empty where it is told whole."""
    feeds: str = field(default="", metadata=LATER)
    """The indicator of a monitoring frame that its values roll up into, as ``frame/indicator``."""


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
    object_key: str = field(default="", metadata=LATER)
    """The tax-base object that feeds the line; empty where the sum was typed by hand."""
    formula: str = field(default="", metadata=LATER)
    """The calculator that the sum came from, such as ``trader``."""
    planned: Tiyn = field(default=0, metadata=LATER)
    """What of the gain the adopted plan holds already: it pays the project back, but adds nothing to the plan."""

    @property
    def beyond_plan(self) -> Tiyn:
        """Give what the project adds to the plan as adopted."""
        return self.gain - min(self.planned, max(self.gain, 0))

    @property
    def gain(self) -> Tiyn:
        """Give what the project itself brings in the base scenario."""
        return self.base - self.without

    @property
    def one_off(self) -> bool:
        """Tell a sale, which comes once, from a revenue that comes every year."""
        return self.code.startswith(ONE_OFF_CLASSES)


@dataclass(frozen=True)
class Given:
    """One answer that a calculator was given, as plain text."""

    key: str
    value: str


@dataclass(frozen=True)
class TaxObject:
    """What the project creates for a receipt to be counted from: a plot, a building, a vehicle, a trader, premises.

    The lines that it feeds carry its key; an object without lines is dropped when the passport is saved.
    """

    key: str
    kind: str = ""
    """The calculator that it was counted by."""
    name: Tri = Tri()
    since: date | None = None
    """First day of accrual; money may come later, as the lines say."""
    given: tuple[Given, ...] = ()


@dataclass(frozen=True)
class RunningCost:
    """What keeping the result costs in a year, and who pays."""

    amount: Tiyn | None = None
    payer: Tri = Tri()
    reason: Tri = Tri()
    """Why it costs nothing, where the amount is zero."""


NO_RUNNING_COST = RunningCost()
"""Nothing is known of the upkeep yet."""


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
