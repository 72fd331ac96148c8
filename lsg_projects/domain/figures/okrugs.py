"""Rural districts in a report: their budgets and their akims' words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lsg_projects.domain.budget import Contradiction, Figures, contradictions
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.project.rows import LATER
from lsg_projects.domain.text import Tri


@dataclass(frozen=True)
class Place:
    """A territory by its KATO code and official name."""

    kato: str
    name: Tri


@dataclass(frozen=True)
class Plan:
    """A plan of a 4th-level budget: one version of one year."""

    year: int
    figures: Figures
    kind: str = "revised"
    """``adopted`` or ``revised``: a revised plan holds more transfers, so the two are not like for like."""
    decision: str = ""
    decided: date | None = None

    @property
    def own(self) -> Tiyn:
        """Give own revenue: tax, non-tax and sale of fixed capital."""
        return self.figures.own_revenue or 0

    @property
    def own_share(self) -> Decimal | None:
        """Give own revenue in percent of income."""
        return self.figures.own_share

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Give where the act does not agree with itself."""
        return contradictions(self.figures)


@dataclass(frozen=True)
class Narrative:
    """What an akim says of the period in words."""

    text: Tri
    problems: Tri = Tri()
    written: date | None = None
    quarter: str = field(default="", metadata=LATER)
    """The quarter that the words are about, where the report speaks of a longer period."""


@dataclass(frozen=True)
class Okrug:
    """A rural district: its budgets of the base year and now, and its akim's words."""

    place: Place
    base: Plan | None = None
    now: Plan | None = None
    narrative: Narrative | None = None
