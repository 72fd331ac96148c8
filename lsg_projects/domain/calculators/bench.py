"""Where a calculation is done: rates are taken here and remembered, each step is written down as it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from lsg_projects.domain.calculators.asks import Answers
from lsg_projects.domain.calculators.rates import Band, Rate, RateBook
from lsg_projects.domain.classification import IndexValue, Standing
from lsg_projects.domain.errors import Incomplete


@dataclass(frozen=True)
class Ground:
    """What calculations stand on: rates, the monthly index by day, the receipts of the 4th level by year."""

    rates: RateBook
    mrp: Callable[[date], IndexValue | None]
    standing: Callable[[str, int], Standing]


@dataclass(frozen=True)
class Amount:
    """One number of a formula with its unit (a key under ``calculators.unit.``)."""

    value: Fraction
    unit: str = ""


@dataclass(frozen=True)
class Working:
    """One step in numbers; *pattern* holds ``{}`` for each amount; words: ``calculators.working.<name>``."""

    name: str
    pattern: str
    amounts: tuple[Amount, ...]
    result: Amount


@dataclass(frozen=True)
class Note:
    """Something a reader must know; the words stand under ``calculators.note.<code>``."""

    code: str
    year: int = 0


@dataclass
class Bench:
    """The work on one calculation."""

    ground: Ground
    answers: Answers
    used: dict[tuple[str, date], Rate] = field(default_factory=dict)
    workings: list[Working] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def rate(self, key: str, year: int | None = None) -> Rate:
        """Give the rate of a tax year and remember it; refuses (Incomplete) where none is known."""
        found = self.ground.rates.find(key, date(year or self.answers.year, 1, 1), self.answers.territory)
        self.used[found.key, found.since] = found
        return found

    def value(self, key: str, year: int | None = None) -> Fraction:
        """Give a plain rate as a number."""
        return self.rate(key, year).number

    def percent(self, key: str, year: int | None = None) -> Fraction:
        """Give a rate in percent as a part of one."""
        return self.rate(key, year).number / 100

    def band(self, key: str, amount: Fraction, year: int | None = None) -> tuple[Fraction, Band]:
        """Give the lower bound and the step of a scale."""
        return self.rate(key, year).band(amount)

    def mrp(self, year: int, month: int = 1) -> Fraction:
        """Give the index in force on the first day of a month; the last known one where that year has none yet."""
        found = self.ground.mrp(date(year, month, 1))
        if found is None:
            raise Incomplete("calculators.no_index", y=year)
        if found.since.year != year and Note("mrp_known", found.since.year) not in self.notes:
            self.notes.append(Note("mrp_known", found.since.year))
        return Fraction(found.tenge)

    def note(self, code: str) -> None:
        """Add something that a reader must know."""
        self.notes.append(Note(code))

    def write(
        self, name: str, pattern: str, *amounts: tuple[Fraction | int, str], gives: Fraction, unit: str = "tenge"
    ) -> None:
        """Write one step down as it is shown."""
        shown = tuple(Amount(Fraction(value), said) for value, said in amounts)
        self.workings.append(Working(name, pattern, shown, Amount(gives, unit)))
