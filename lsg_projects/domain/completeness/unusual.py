"""What is unusual and stays possible: a reader is told, nothing is refused."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lsg_projects.domain.completeness.gap import Rules
from lsg_projects.domain.project import Passport
from lsg_projects.domain.states import Kind, LegalKind

NO_OWN_REVENUE = frozenset(
    {Kind.STREET_LIGHTING, Kind.GREENING, Kind.ROAD_REPAIR, Kind.ROAD_UPKEEP, Kind.SPORTS, Kind.WATER}
)
"""Kinds that bring nothing to the 4th-level budget by themselves."""


@dataclass(frozen=True)
class Remark:
    """One unusual thing at one place; *code* is a key under ``completeness.remark.``."""

    step: str
    field: str
    code: str
    details: Mapping[str, object] = dataclasses.field(default_factory=dict)


def remarks(passport: Passport, rules: Rules | None = None) -> tuple[Remark, ...]:
    """List what an approver will ask about."""
    known = rules or Rules()
    return tuple(remark for rule in _RULES for remark in rule(passport, known))


def _plan_date(passport: Passport, _rules: Rules) -> Iterator[Remark]:
    if passport.plan_item and passport.plan_approved is None:
        yield Remark("what", "plan_approved", "plan_date")


def _goal_number(passport: Passport, _rules: Rules) -> Iterator[Remark]:
    for lang in ("kk", "ru"):
        text = getattr(passport.goal, lang)
        if text and not any(letter.isdigit() for letter in text):
            yield Remark("why", f"goal.{lang}", "goal_number")
            return


def _frame_over(passport: Passport, rules: Rules) -> Iterator[Remark]:
    for place, link in enumerate(passport.goals):
        if link.frame in rules.frames_over:
            yield Remark("why", f"goals.{place}.frame", "frame_over")


def _flat_targets(passport: Passport, _rules: Rules) -> Iterator[Remark]:
    for place, result in enumerate(passport.results):
        if any(target.value == result.baseline for target in result.targets):
            yield Remark("results", f"results.{place}.targets", "flat_target")


def _first_third(passport: Passport, _rules: Rules) -> Iterator[Remark]:
    """Warn where an investment of several years begins with less than a third (Budget Code 2025, art. 149(8))."""
    years = passport.years
    if passport.legal_kind is not LegalKind.INVESTMENT or len(years) < 2:
        return
    first = sum(line.amount for line in passport.lines if line.year == years[0])
    if first * 3 < passport.amount:
        yield Remark("cost", "lines", "first_third")


def _unlikely_revenue(passport: Passport, _rules: Rules) -> Iterator[Remark]:
    if passport.brings_revenue and passport.kind in NO_OWN_REVENUE:
        yield Remark("revenue", "brings_revenue", "unlikely_revenue")


def _early_revenue(passport: Passport, _rules: Rules) -> Iterator[Remark]:
    first = min(passport.revenue_years, default=None)
    if first is not None and passport.start and first < passport.start.year:
        yield Remark("revenue", "revenue", "early_revenue", {"y": first})


def _risk_dates(passport: Passport, _rules: Rules) -> Iterator[Remark]:
    for place, risk in enumerate(passport.risks):
        if risk.due and passport.start and risk.due < passport.start:
            yield Remark("risks", f"risks.{place}.due", "risk_early")


_RULES: tuple[Callable[[Passport, Rules], Iterator[Remark]], ...] = (
    _plan_date,
    _goal_number,
    _frame_over,
    _flat_targets,
    _first_third,
    _unlikely_revenue,
    _early_revenue,
    _risk_dates,
)
