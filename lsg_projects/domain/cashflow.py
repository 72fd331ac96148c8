"""What a project takes and gives year by year: discounted payback, net present value, and what a tenge returns.

All exact: amounts are whole tiyn, discounted ones are fractions of a tiyn that only a page rounds. The first year is
not discounted; each later one is divided once more by one plus the rate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.project import Passport, RevenueLine
from lsg_projects.domain.revenue import Scenario, gain
from lsg_projects.domain.states import Source

HORIZONS = range(1, 31)
"""Years that may be looked ahead."""
MOST_RATE = 50
"""Percent a year above which nobody discounts."""


@dataclass(frozen=True)
class Terms:
    """How far one looks and at what rate one discounts (percent a year)."""

    horizon: int = 10
    rate: Fraction = Fraction(10)

    @property
    def factor(self) -> Fraction:
        """Give by what a year's sum is divided for each year that passes."""
        return 1 + self.rate / 100


@dataclass(frozen=True)
class YearFlow:
    """One year: what is spent and what comes, plain, discounted and added up."""

    year: int
    invested: Tiyn
    revenue: Tiyn
    running: Tiyn
    discounted: Fraction
    cumulative: Tiyn
    cumulative_discounted: Fraction

    @property
    def net(self) -> Tiyn:
        """Give what the year leaves."""
        return self.revenue - self.running - self.invested


@dataclass(frozen=True)
class Appraisal:
    """One scenario over the horizon, for the okrug's own money or for all money."""

    scenario: Scenario
    years: tuple[YearFlow, ...]
    npv: Fraction
    payback: Fraction | None
    """Years from the beginning until the money is back for good; nothing where it is not within the horizon."""
    discounted_payback: Fraction | None
    per_tenge: Fraction | None
    """Discounted revenue after running cost for each discounted tenge spent; nothing where none is spent."""


@dataclass(frozen=True)
class Streams:
    """What is spent, what comes and what upkeep takes, by year."""

    first: int
    invested: dict[int, Tiyn]
    revenue: dict[int, Tiyn]
    running: dict[int, Tiyn]


def streams(passport: Passport, terms: Terms, scenario: Scenario = Scenario.BASE, *, own: bool = False) -> Streams:
    """Lay a passport out over the horizon; *own* counts only the okrug's own money as spent.

    After the last year with a typed sum a receipt that recurs goes on at the sum of that year; sales come once. Upkeep
    begins with the first year that brings revenue, or with the year after the last money where nothing comes.
    """
    first = first_year(passport)
    years = range(first, first + terms.horizon)
    return Streams(
        first,
        invested=_within(_spent(passport, own=own), years),
        revenue=_revenue(passport.revenue, years, scenario),
        running=_running(passport, years),
    )


def appraise(passport: Passport, terms: Terms, scenario: Scenario = Scenario.BASE, *, own: bool = False) -> Appraisal:
    """Work out one scenario."""
    laid = streams(passport, terms, scenario, own=own)
    years = _flows(laid, terms)
    spent = _discounted(laid.invested, laid.first, terms)
    left = _discounted(laid.revenue, laid.first, terms) - _discounted(laid.running, laid.first, terms)
    return Appraisal(
        scenario=scenario,
        years=years,
        npv=left - spent,
        payback=_crossing([Fraction(each.cumulative) for each in years]),
        discounted_payback=_crossing([each.cumulative_discounted for each in years]),
        per_tenge=left / spent if spent else None,
    )


def first_year(passport: Passport) -> int:
    """Give the year from which one counts: the first money, else the start, else the first revenue."""
    known = [*passport.years[:1], *([passport.start.year] if passport.start else [])]
    return min(known or passport.revenue_years or (0,))


def _spent(passport: Passport, *, own: bool) -> dict[int, Tiyn]:
    spent: dict[int, Tiyn] = {}
    for line in passport.lines:
        if not own or line.source is Source.OWN:
            spent[line.year] = spent.get(line.year, 0) + line.amount
    return spent


def _within(sums: dict[int, Tiyn], years: range) -> dict[int, Tiyn]:
    return {year: sums.get(year, 0) for year in years}


def _revenue(lines: Iterable[RevenueLine], years: range, scenario: Scenario) -> dict[int, Tiyn]:
    """Add the gains of each year; each receipt and object goes on by itself after its own last year."""
    sums = dict.fromkeys(years, 0)
    groups: dict[tuple[str, str], dict[int, Tiyn]] = {}
    for line in lines:
        if line.one_off:
            if line.year in sums:
                sums[line.year] += gain(line, scenario)
        else:
            typed = groups.setdefault((line.code, line.object_key), {})
            typed[line.year] = typed.get(line.year, 0) + gain(line, scenario)
    for typed in groups.values():
        last = max(typed)
        for year in years:
            sums[year] += typed.get(year, 0) if year <= last else typed[last]
    return sums


def _running(passport: Passport, years: range) -> dict[int, Tiyn]:
    amount = passport.running.amount or 0
    spent = passport.years[-1] + 1 if passport.years else years.start
    begin = min(passport.revenue_years, default=spent)
    return {year: amount if year >= begin else 0 for year in years}


def _flows(laid: Streams, terms: Terms) -> tuple[YearFlow, ...]:
    found: list[YearFlow] = []
    added, added_discounted, divisor = 0, Fraction(0), Fraction(1)
    for year, invested in laid.invested.items():
        revenue, running = laid.revenue[year], laid.running[year]
        net = revenue - running - invested
        added += net
        added_discounted += net / divisor
        found.append(YearFlow(year, invested, revenue, running, net / divisor, added, added_discounted))
        divisor *= terms.factor
    return tuple(found)


def _discounted(sums: dict[int, Tiyn], first: int, terms: Terms) -> Fraction:
    return sum((amount / terms.factor ** (year - first) for year, amount in sums.items()), Fraction(0))


def _crossing(added: list[Fraction]) -> Fraction | None:
    """Give the years until the sum is no longer below nought for good; within the year it is taken as even."""
    below = [place for place, amount in enumerate(added) if amount < 0]
    if not below:
        return Fraction(0)
    last = below[-1]
    if last + 1 == len(added):
        return None
    rise = added[last + 1] - added[last]
    return last + 1 + -added[last] / rise
