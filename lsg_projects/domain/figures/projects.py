"""One project in a report: its money, dates, decisions and what it brings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.project.rows import LATER
from lsg_projects.domain.states import Approval, BodyKind, Delivery, Outcome, Source, Stage
from lsg_projects.domain.text import Tri


@dataclass(frozen=True)
class Funding:
    """Planned money of a project from one source."""

    source: Source
    amount: Tiyn
    year: int = 0
    programme: str = ""


@dataclass(frozen=True)
class Payment:
    """Money that was paid, by day and source."""

    day: date
    source: Source
    amount: Tiyn


@dataclass(frozen=True)
class Receipt:
    """Own revenue that came and is attributed to a project."""

    day: date
    code: str
    amount: Tiyn


@dataclass(frozen=True)
class Expected:
    """Own revenue that a project is expected to bring under one code in one year, beyond what would come anyway."""

    code: str
    name: Tri
    year: int
    amount: Tiyn
    low: Tiyn | None = None
    high: Tiyn | None = None
    one_off: bool = False


@dataclass(frozen=True)
class Move:
    """A promise moved: the old date, the new one, when and why."""

    day: date
    before: date
    after: date
    reason: Tri = Tri()


@dataclass(frozen=True)
class Milestone:
    """A control point with its first date, its present one, and the day it was met."""

    key: str
    title: Tri
    baseline: date | None
    due: date | None
    weight: int
    met: date | None = None
    partly: bool = False
    percent: int = 0
    moves: tuple[Move, ...] = ()
    evidence: int = 0

    def met_by(self, day: date) -> bool:
        """Tell whether it was wholly met on *day* or before."""
        return self.met is not None and self.met <= day and not self.partly

    def overdue(self, day: date) -> bool:
        """Tell whether its date has passed on *day* without its being met."""
        return self.due is not None and self.due < day and not self.met_by(day)


@dataclass(frozen=True)
class Decision:
    """What a body decided on the project, by the act's own number and date."""

    body: BodyKind
    outcome: Outcome
    day: date
    number: str = ""
    act_day: date | None = None


@dataclass(frozen=True)
class Indicator:
    """What should change: baseline, target and the last value that was reported."""

    text: Tri
    unit: Tri
    baseline: Decimal | None = None
    baseline_year: int | None = None
    target: Decimal | None = None
    target_year: int | None = None
    actual: Decimal | None = None
    actual_on: date | None = None
    feeds: str = field(default="", metadata=LATER)
    """The indicator of a monitoring frame that it rolls up into, as ``frame/indicator``."""
    people: int = field(default=0, metadata=LATER)
    """People who gain, where it feeds a frame: the weight of a share."""


@dataclass(frozen=True)
class Trouble:
    """An open problem that residents may know of."""

    text: Tri
    since: date
    due: date


@dataclass(frozen=True)
class Left:
    """What a line of a year that is over left, and what was decided about it (Budget Code 2025, art. 115)."""

    source: Source
    year: int
    rest: Tiyn
    carried: Tiyn
    returned: Tiyn
    unused: Tiyn
    """Carried over and not paid yet."""
    list_by: date
    return_by: date

    @property
    def undecided(self) -> Tiyn:
        """Give that part of which nobody has decided."""
        return self.rest - self.carried - self.returned


@dataclass(frozen=True)
class Contribution:
    """A goal of a monitoring frame that the project serves, and by what."""

    frame: str
    goal: str
    text: Tri = Tri()


@dataclass(frozen=True)
class Why:
    """The reason of a delivery state: a code with what its sentence needs."""

    code: str
    count: int = 0
    day: date | None = None
    milestone: Tri = Tri()


@dataclass(frozen=True)
class Project:
    """Everything that a report says of one published project."""

    code: str
    title: Tri
    summary: Tri
    okrug: str
    place: Tri
    kind: str
    stage: Stage
    approval: Approval
    delivery: Delivery
    why: Why = Why("")
    delivery_before: Delivery = Delivery.NOT_STARTED
    approved: date | None = None
    finished: date | None = None
    start: date | None = None
    contract: Tiyn | None = None
    funding: tuple[Funding, ...] = ()
    payments: tuple[Payment, ...] = ()
    expected: tuple[Expected, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    decisions: tuple[Decision, ...] = ()
    goal: Tri = Tri()
    done: Tri = Tri()
    problems: Tri = Tri()
    troubles: tuple[Trouble, ...] = field(default=(), metadata=LATER)
    """Open problems that are marked public."""
    left: tuple[Left, ...] = field(default=(), metadata=LATER)
    """Money that past years left unspent."""

    @property
    def amount(self) -> Tiyn:
        """Give the whole planned cost."""
        return sum(line.amount for line in self.funding)

    def paid(self, until: date) -> Tiyn:
        """Give what was paid up to and on *until*."""
        return sum(payment.amount for payment in self.payments if payment.day <= until)

    def received(self, until: date) -> Tiyn:
        """Give the own revenue that came up to and on *until*."""
        return sum(receipt.amount for receipt in self.receipts if receipt.day <= until)

    def work_done(self, until: date) -> int:
        """Give the weight of met milestones in percent."""
        return sum(milestone.weight for milestone in self.milestones if milestone.met_by(until))

    def approved_by(self, day: date) -> bool:
        """Tell whether its approval was final on *day*."""
        return self.approved is not None and self.approved <= day

    def finished_by(self, day: date) -> bool:
        """Tell whether it was finished on *day*."""
        return self.finished is not None and self.finished <= day

    @property
    def yearly(self) -> Tiyn:
        """Give the regular own revenue of a full year: the largest expected one, as the first year is a part."""
        years = {line.year for line in self.expected if not line.one_off}
        return max((sum(e.amount for e in self.expected if e.year == y and not e.one_off) for y in years), default=0)

    @property
    def one_off(self) -> Tiyn:
        """Give the own revenue that comes once."""
        return sum(line.amount for line in self.expected if line.one_off)
