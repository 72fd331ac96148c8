"""The answer of a calculator: low, base and high by the year of arrival, with every rate and every step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from lsg_projects.domain.calculators.arrival import Flow
from lsg_projects.domain.calculators.asks import Answered, Answers, answered
from lsg_projects.domain.calculators.bench import Bench, Ground, Note, Working
from lsg_projects.domain.calculators.catalogue import Calculator
from lsg_projects.domain.calculators.rates import Rate
from lsg_projects.domain.classification import FOURTH_LEVEL_FROM, Standing
from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.money import MAX_AMOUNT, TENGE, Tiyn
from lsg_projects.domain.project import RevenueLine, TaxObject
from lsg_projects.domain.text import Tri

_REASONS = {
    Standing.OTHER_LEVEL: "calculators.other_level",
    Standing.UNUSUAL: "calculators.old_debts",
    Standing.UNKNOWN: "calculators.unknown_code",
}


@dataclass(frozen=True)
class YearSum:
    """What arrives in one calendar year, in tiyn."""

    year: int
    low: Tiyn
    base: Tiyn
    high: Tiyn


@dataclass(frozen=True)
class Estimate:
    """What one source brings to the settlement's own budget."""

    kind: str
    code: str
    answers: Answers
    years: tuple[YearSum, ...]
    workings: tuple[Working, ...]
    rates: tuple[Rate, ...]
    share: Rate
    notes: tuple[Note, ...]
    once: bool

    @property
    def full_year(self) -> Tiyn:
        """Give the base of the fullest year."""
        return max((each.base for each in self.years), default=0)

    @property
    def arriving(self) -> tuple[YearSum, ...]:
        """Give the years in which anything arrives."""
        return tuple(each for each in self.years if each.base > 0)

    @property
    def since(self) -> date:
        """Give the first day of accrual."""
        return date(self.answers.year, self.answers.month, 1)

    def tax_object(self, key: str, name: Tri) -> TaxObject:
        """Give the tax-base object as a passport stores it."""
        return TaxObject(key, self.kind, name, self.since, self.answers.given())

    def lines(self, key: str, reasoning: Tri) -> tuple[RevenueLine, ...]:
        """Give the lines of a passport that the object under *key* feeds."""
        without = self.answers.tiyn("without")
        return tuple(
            RevenueLine(
                f"{key}-{each.year}", self.code, each.year, each.base, each.low, each.high, min(without, each.base),
                reasoning, object_key=key, formula=self.kind,
            )
            for each in self.arriving
        )  # fmt: skip


def estimate(calculator: Calculator, values: Answered, ground: Ground, territory: str = "") -> Estimate:
    """Count what a source brings; refuses (Incomplete) bad answers, a receipt of another level, an unknown rate."""
    bench = Bench(ground, answered(calculator.asks, values, territory))
    code = calculator.code(bench)
    _check_level(ground, code, (bench.answers.year,))
    flow = calculator.work(bench)
    share = bench.rate("share")
    years = _sums(bench.answers, {year: tenge * share.number / 100 for year, tenge in flow.items()})
    _check_level(ground, code, (each.year for each in years if each.base))
    return Estimate(
        kind=calculator.kind,
        code=code,
        answers=bench.answers,
        years=years,
        workings=tuple(bench.workings),
        rates=tuple(bench.used.values()),
        share=share,
        notes=tuple(bench.notes),
        once=calculator.once,
    )


def example(calculator: Calculator, ground: Ground, territory: str = "") -> Estimate:
    """Count the worked example of a calculator."""
    return estimate(calculator, {ask.key: ask.shown_example for ask in calculator.asks}, ground, territory)


def whole_tiyn(tenge: Fraction) -> Tiyn:
    """Give tenge as whole tiyn, rounded half up."""
    scaled = tenge * TENGE
    return (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)


def _sums(answers: Answers, flow: Flow) -> tuple[YearSum, ...]:
    low, high = answers.number("low") / 100, answers.number("high") / 100
    sums = tuple(
        YearSum(year, whole_tiyn(tenge * low), whole_tiyn(tenge), whole_tiyn(tenge * high))
        for year, tenge in sorted(flow.items())
    )
    if any(each.high > MAX_AMOUNT for each in sums):
        raise Incomplete("shared.too_large")
    return sums


def _check_level(ground: Ground, code: str, years: Iterable[int]) -> None:
    """Refuse a receipt that the 4th level does not lawfully have in one of *years*."""
    for year in years:
        if year < FOURTH_LEVEL_FROM:
            raise _refused("calculators.no_fourth_level", code, year)
        standing = ground.standing(code, year)
        if standing is not Standing.BELONGS:
            raise _refused(_REASONS[standing], code, year)


def _refused(reason: str, code: str, year: int) -> Incomplete:
    return Incomplete(reason, (Problem("year", reason, {"value": code, "y": year}),), value=code, y=year)
