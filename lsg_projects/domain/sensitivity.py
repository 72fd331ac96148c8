"""What matters most for the result: one input is moved at a time, and the widest swing stands first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from lsg_projects.domain.cashflow import MOST_RATE, Terms, appraise
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.project import Passport, RevenueLine

MOST_SWINGS = 8
COST_SWING = 10
RUNNING_SWING = 20
REVENUE_SWING = 20
"""Percent by which cost, upkeep and revenue without typed ends are moved."""
RATE_SWING = 5
"""Points by which the discount rate is moved."""


class Lever(StrEnum):
    """What is moved."""

    REVENUE = "revenue"
    COST = "cost"
    RUNNING = "running"
    RATE = "rate"
    DELAY = "delay"


@dataclass(frozen=True)
class End:
    """One end of a swing: what the input is there, and the net present value of all money."""

    value: Fraction
    npv: Fraction


@dataclass(frozen=True)
class Swing:
    """One input between its two ends: sums in tiyn, the rate in percent, the delay in years."""

    lever: Lever
    code: str
    """The receipt, where revenue is moved."""
    worse: End
    better: End
    typed: bool = False
    """Whether both ends were typed as scenarios and not assumed."""

    @property
    def width(self) -> Fraction:
        """Give how far the result moves."""
        return abs(self.better.npv - self.worse.npv)


def tornado(passport: Passport, terms: Terms) -> tuple[Swing, ...]:
    """Move one input at a time; the widest swing first, at most eight, those that change nothing left out."""
    codes = sorted({line.code for line in passport.revenue})
    swings = [
        *(_revenue(passport, terms, code) for code in codes),
        _cost(passport, terms),
        _running(passport, terms),
        _rate(passport, terms),
        _delay(passport, terms),
    ]
    moved = [each for each in swings if each.width]
    return tuple(sorted(moved, key=lambda each: (-each.width, each.lever, each.code))[:MOST_SWINGS])


def _npv(passport: Passport, terms: Terms) -> Fraction:
    return appraise(passport, terms).npv


def _revenue(passport: Passport, terms: Terms, code: str) -> Swing:
    lines = [line for line in passport.revenue if line.code == code]
    typed = all(line.low is not None and line.high is not None for line in lines)
    worse, better = (_moved(passport, code, up=up) for up in (False, True))
    return Swing(Lever.REVENUE, code, _end(worse, terms, code), _end(better, terms, code), typed)


def _end(passport: Passport, terms: Terms, code: str) -> End:
    years: dict[int, Tiyn] = {}
    for line in passport.revenue:
        if line.code == code:
            years[line.year] = years.get(line.year, 0) + line.gain
    return End(Fraction(max(years.values())), _npv(passport, terms))


def _moved(passport: Passport, code: str, *, up: bool) -> Passport:
    """Give the passport with one receipt at its low or high end."""
    lines = tuple(_at_end(line, up=up) if line.code == code else line for line in passport.revenue)
    return passport.with_changes(revenue=lines)


def _at_end(line: RevenueLine, *, up: bool) -> RevenueLine:
    end = line.high if up else line.low
    if end is None:
        change = _part(line.gain, REVENUE_SWING)
        end = line.base + (change if up else -change)
    return replace(line, base=end)


def _part(amount: Tiyn, percent: int) -> Tiyn:
    """Give a percentage of a sum in whole tiyn."""
    return amount * percent // 100


def _cost(passport: Passport, terms: Terms) -> Swing:
    def at(sign: int) -> End:
        lines = tuple(
            replace(line, amount=line.amount + sign * _part(line.amount, COST_SWING)) for line in passport.lines
        )
        changed = passport.with_changes(lines=lines)
        return End(Fraction(changed.amount), _npv(changed, terms))

    return Swing(Lever.COST, "", at(1), at(-1))


def _running(passport: Passport, terms: Terms) -> Swing:
    amount = passport.running.amount or 0

    def at(sign: int) -> End:
        moved = amount + sign * _part(amount, RUNNING_SWING)
        changed = passport.with_changes(running=replace(passport.running, amount=moved))
        return End(Fraction(moved), _npv(changed, terms))

    return Swing(Lever.RUNNING, "", at(1), at(-1))


def _rate(passport: Passport, terms: Terms) -> Swing:
    def at(rate: Fraction) -> End:
        return End(rate, _npv(passport, replace(terms, rate=rate)))

    low, high = max(Fraction(0), terms.rate - RATE_SWING), min(Fraction(MOST_RATE), terms.rate + RATE_SWING)
    one, other = at(low), at(high)
    return Swing(Lever.RATE, "", min(one, other, key=_result), max(one, other, key=_result))


def _result(end: End) -> Fraction:
    return end.npv


def _delay(passport: Passport, terms: Terms) -> Swing:
    """Let all revenue come a year later; upkeep begins with it."""
    later = tuple(replace(line, year=line.year + 1) for line in passport.revenue)
    delayed = End(Fraction(1), _npv(passport.with_changes(revenue=later), terms))
    return Swing(Lever.DELAY, "", delayed, End(Fraction(0), _npv(passport, terms)))
