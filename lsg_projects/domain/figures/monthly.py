"""What the monthly report on execution knows: planned and received from January to the month's end, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lsg_projects.domain.execution import Amounts, MonthSum
from lsg_projects.domain.figures.okrugs import Place, Plan
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.text import Tri

NOTHING = Amounts()


@dataclass(frozen=True)
class ReceiptLine:
    """One receipt of the lowest printed code, from January to the end of the month."""

    code: str
    name: Tri
    amounts: Amounts
    own: bool
    """Whether it is the settlement's own revenue."""
    in_month: Tiyn | None = None


@dataclass(frozen=True)
class Fed:
    """What a project is credited with in the month and from January, under one receipt."""

    code: str
    title: Tri
    receipt: str
    month: Tiyn
    year: Tiyn


@dataclass(frozen=True)
class Correction:
    """An earlier version of the same month: when it came in and what it said of own revenue."""

    number: int
    recorded: datetime
    received: Tiyn | None


@dataclass(frozen=True)
class ExecutionFacts:
    """Everything in the report on a month's execution, as known when it was gathered."""

    kind: str
    place: Place
    district: Place | None
    period: str
    language: str
    demonstration: bool
    month: date
    """First day of the month."""
    known: bool = False
    """Whether the month was brought in; if not, the report says so and who owes it."""
    number: int = 0
    recorded: datetime | None = None
    plan: Plan | None = None
    own: Amounts = NOTHING
    income: Amounts = NOTHING
    lines: tuple[ReceiptLine, ...] = ()
    months: tuple[MonthSum, ...] = ()
    """Own revenue of the single months of the year."""
    fed: tuple[Fed, ...] = ()
    earlier: tuple[Correction, ...] = ()

    @property
    def subject(self) -> str:
        """Give what the report is about, as commands name it."""
        return self.place.kato

    @property
    def size(self) -> int:
        """Give how many projects it speaks of."""
        return len(self.fed)
