"""When money reaches the settlement's budget: in which calendar year, given the first month of accrual."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

Flow = dict[int, Fraction]
"""Tenge by calendar year of arrival."""
MONTHS = 12
HALF = 6
Yearly = Callable[[int], Fraction]
"""What a full tax year comes to."""


def same_year(yearly: Yearly, year: int, month: int, years: int) -> Flow:
    """Let each year's sum come within the year; the first year counts from *month* on."""
    return {each: _part(yearly, each, year, month) for each in range(year, year + years)}


def next_year(yearly: Yearly, year: int, month: int, years: int) -> Flow:
    """Let each tax year's sum come in the year after it."""
    due = {each + 1: _part(yearly, each, year, month) for each in range(year, year + years)}
    return _within(due, year, years)


def half_years(yearly: Yearly, year: int, month: int, years: int) -> Flow:
    """Let the first half-year's sum come in August, and the second one's in February of the next year."""
    flow: Flow = {}
    for each in range(year, year + years):
        begin = month if each == year else 1
        first = Fraction(max(0, HALF + 1 - begin), MONTHS)
        second = Fraction(MONTHS + 1 - max(begin, HALF + 1), MONTHS)
        _add(flow, each, yearly(each) * first)
        _add(flow, each + 1, yearly(each) * second)
    return _within(flow, year, years)


def two_parts(yearly: Yearly, year: int, years: int, first: Fraction) -> Flow:
    """Let a part of each year's sum come within it and the rest in the next year."""
    flow: Flow = {}
    for each in range(year, year + years):
        _add(flow, each, yearly(each) * first)
        _add(flow, each + 1, yearly(each) * (1 - first))
    return _within(flow, year, years)


def once(amount: Fraction, year: int) -> Flow:
    """Let a sale's sum come in its year and never again."""
    return {year: amount}


def _part(yearly: Yearly, each: int, first: int, month: int) -> Fraction:
    return yearly(each) * (Fraction(MONTHS + 1 - month, MONTHS) if each == first else 1)


def _add(flow: Flow, year: int, amount: Fraction) -> None:
    flow[year] = flow.get(year, Fraction(0)) + amount


def _within(flow: Flow, year: int, years: int) -> Flow:
    """Keep the calendar years that were asked for; a year in which nothing comes yet stands with nought."""
    return {each: flow.get(each, Fraction(0)) for each in range(year, year + years)}
