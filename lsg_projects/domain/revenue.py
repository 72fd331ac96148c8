"""What a project brings into the settlement's own budget, and when that returns the money spent.

Only the difference to what would come without the project counts; sales come once and are subtracted from the cost, and
the running cost is taken off every year. Years of payback are exact fractions: rounding is for those who show them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.project import Passport, RevenueLine


class Scenario(StrEnum):
    """How things may go: the expectation and a cautious and a hopeful neighbour."""

    LOW = "low"
    BASE = "base"
    HIGH = "high"


class Outlook(StrEnum):
    """The answer in a word."""

    PAYS_BACK = "pays_back"
    AT_ONCE = "at_once"
    """What comes once already covers the money."""
    NEVER = "never"
    """Does not pay back in own revenue: the goal's indicators carry such a project."""
    NOTHING_SPENT = "nothing_spent"


@dataclass(frozen=True)
class Payback:
    """In how many years money returns, or that it does not."""

    outlook: Outlook
    years: Fraction | None = None

    def rounded(self, digits: int = 1) -> Decimal | None:
        """Give the years as a decimal, rounded half up; nothing where they never come."""
        if self.years is None:
            return None
        scale: int = 10**digits
        tenths = (self.years.numerator * scale * 2 + self.years.denominator) // (self.years.denominator * 2)
        return Decimal(tenths) / scale


@dataclass(frozen=True)
class Returns:
    """One scenario: what comes in a full year and once, and the payback of own and of all money."""

    scenario: Scenario
    yearly: Tiyn
    one_off: Tiyn
    running: Tiyn
    own: Payback
    whole: Payback

    @property
    def net_yearly(self) -> Tiyn:
        """Give what a full year leaves after the running cost."""
        return self.yearly - self.running


def gain(line: RevenueLine, scenario: Scenario = Scenario.BASE) -> Tiyn:
    """Give what *line* adds to what would come anyway; a scenario that is not given falls back to the base."""
    amount = {Scenario.LOW: line.low, Scenario.HIGH: line.high}.get(scenario)
    return (line.base if amount is None else amount) - line.without


def by_year(lines: Iterable[RevenueLine], scenario: Scenario = Scenario.BASE) -> dict[int, Tiyn]:
    """Add the gains of each year, in order of the years."""
    sums: dict[int, Tiyn] = {}
    for line in lines:
        sums[line.year] = sums.get(line.year, 0) + gain(line, scenario)
    return dict(sorted(sums.items()))


def by_code(lines: Iterable[RevenueLine], scenario: Scenario = Scenario.BASE) -> dict[str, Tiyn]:
    """Add the gains of each receipt code over all years, in order of the codes."""
    sums: dict[str, Tiyn] = {}
    for line in lines:
        sums[line.code] = sums.get(line.code, 0) + gain(line, scenario)
    return dict(sorted(sums.items()))


def payback(money: Tiyn, yearly: Tiyn, one_off: Tiyn = 0) -> Payback:
    """Say in how many years *money* returns, given the net of a full year and what comes once."""
    if money <= 0:
        return Payback(Outlook.NOTHING_SPENT, Fraction(0))
    left = money - one_off
    if left <= 0:
        return Payback(Outlook.AT_ONCE, Fraction(0))
    if yearly <= 0:
        return Payback(Outlook.NEVER)
    return Payback(Outlook.PAYS_BACK, Fraction(left, yearly))


def full_year(lines: Iterable[RevenueLine], scenario: Scenario = Scenario.BASE) -> Tiyn:
    """Give the recurring gain of a full year: the best year, since the first one counts only its months."""
    years = by_year((line for line in lines if not line.one_off), scenario)
    return max(years.values(), default=0)


def returns(passport: Passport, scenario: Scenario = Scenario.BASE) -> Returns:
    """Work out a project's yearly and one-off gain and its payback in one scenario."""
    yearly = full_year(passport.revenue, scenario)
    once = sum(gain(line, scenario) for line in passport.revenue if line.one_off)
    running = passport.running.amount or 0
    net = yearly - running
    return Returns(
        scenario,
        yearly,
        once,
        running,
        own=payback(passport.own_amount, net, once),
        whole=payback(passport.amount, net, once),
    )


def scenarios(passport: Passport) -> tuple[Returns, Returns, Returns]:
    """Work out the low, base and high scenario, in this order."""
    return (
        returns(passport, Scenario.LOW),
        returns(passport, Scenario.BASE),
        returns(passport, Scenario.HIGH),
    )


def with_used_objects(passport: Passport) -> Passport:
    """Drop tax-base objects that feed no line any more: a line taken away takes its object with it."""
    used = {line.object_key for line in passport.revenue}
    kept = tuple(each for each in passport.objects if each.key in used)
    return passport if kept == passport.objects else passport.with_changes(objects=kept)


def without_object(passport: Passport, key: str) -> Passport:
    """Take a tax-base object away, and with it the lines that it feeds."""
    lines = tuple(line for line in passport.revenue if line.object_key != key)
    return passport.with_changes(revenue=lines, objects=tuple(each for each in passport.objects if each.key != key))


def pays_back(passport: Passport) -> bool:
    """Tell whether all the money returns in own revenue in the base scenario."""
    return returns(passport).whole.outlook in (Outlook.PAYS_BACK, Outlook.AT_ONCE)
