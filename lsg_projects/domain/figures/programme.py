"""What the passports of budget programmes know (Order No. 185 of 22.04.2025, annex 4): spending, results, measures.

The request is written in the year of the report's period for the three years after it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from lsg_projects.domain.figures.okrugs import Place
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.project.rows import LATER
from lsg_projects.domain.text import Tri


@dataclass(frozen=True)
class YearSum:
    """The spending of one year on a programme or a measure."""

    year: int
    planned: Tiyn
    paid: Tiyn | None = None
    """Known for years that have begun."""


@dataclass(frozen=True)
class YearValue:
    """The value that an indicator should reach in a year, and the one that it reached."""

    year: int
    value: Decimal | None
    actual: Decimal | None = field(default=None, metadata=LATER)


@dataclass(frozen=True)
class Outcome:
    """A result of a measure with its indicator."""

    text: Tri
    indicator: Tri
    unit: Tri
    level: str
    baseline: Decimal | None
    baseline_year: int | None
    values: tuple[YearValue, ...] = ()


@dataclass(frozen=True)
class Measure:
    """A project as a measure of a programme: what it answers, what it costs by year, what it brings."""

    code: str
    title: Tri
    problem: Tri
    goal: Tri
    plan_item: Tri
    sums: tuple[YearSum, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    cost_note: Tri = Tri()


@dataclass(frozen=True)
class Programme:
    """One budget programme with its measures."""

    code: str
    name: Tri
    group: Tri
    development: bool
    law: str
    measures: tuple[Measure, ...] = ()

    def total(self, year: int) -> Tiyn:
        """Give the planned spending of a year over all measures."""
        return sum(each.planned for measure in self.measures for each in measure.sums if each.year == year)

    def paid(self, year: int) -> Tiyn | None:
        """Give what was paid in a year, where it has begun."""
        known = [each.paid for measure in self.measures for each in measure.sums if each.year == year]
        found = [paid for paid in known if paid is not None]
        return sum(found) if found else None


@dataclass(frozen=True)
class ProgrammeFacts:
    """Everything in the programme passports of an akim's office, as known when it was gathered."""

    kind: str
    place: Place
    district: Place | None
    period: str
    language: str
    demonstration: bool
    year: int
    """The year in which the request is written."""
    administrator: Tri = Tri()
    programmes: tuple[Programme, ...] = ()

    @property
    def subject(self) -> str:
        """Give what the report is about, as commands name it."""
        return self.place.kato

    @property
    def size(self) -> int:
        """Give how many projects it speaks of."""
        return sum(len(programme.measures) for programme in self.programmes)

    @property
    def years(self) -> tuple[int, ...]:
        """Give the columns: the year before, the current one, and the three that are asked for."""
        return tuple(range(self.year - 1, self.year + 4))
