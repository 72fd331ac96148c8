"""The execution of a month: each receipt against its plan, own revenue first, and what projects feed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lsg_projects.domain.execution import Amounts, MonthSum
from lsg_projects.domain.figures.monthly import ExecutionFacts
from lsg_projects.domain.figures.stamp import Stamp
from lsg_projects.kit.paper.model import Paper
from lsg_projects.reports.sheets.bars import FULL, Part, part
from lsg_projects.reports.sheets.sheet import Sheet

_SLOT = 16
"""Half percents for one month of the chart: twelve of them and a margin."""


@dataclass(frozen=True)
class Bullet:
    """What came against the plan of the period (a tick) on the scale of the year's plan."""

    bar: list[Part]
    tick: int | None


@dataclass(frozen=True)
class MonthBox:
    """One month of the chart: the plan behind, what came in front."""

    left: int
    planned: int
    received: int
    name: str
    words: str


def paper(facts: ExecutionFacts, stamp: Stamp, data: bytes) -> Paper:
    """Give the report on a month's execution as a paper to be printed."""
    sheet = Sheet(facts, stamp, data)
    sheet.titled(facts.place.name)
    sentence = _sentence(sheet)
    extra = {
        "sentence": sentence, "own_bullet": _bullet(facts.own, own=True),
        "rows": [(line, _bullet(line.amounts, own=line.own)) for line in facts.lines],
        "income_bullet": _bullet(facts.income, own=False), "boxes": tuple(_boxes(sheet)),
        "fed_year": sum(row.year for row in facts.fed), "fed_month": sum(row.month for row in facts.fed),
        "own_month": sum(line.in_month or 0 for line in facts.lines if line.own),
        "income_month": sum(line.in_month or 0 for line in facts.lines),
        "behind": [line for line in facts.lines if line.amounts.behind],
        "names": {line.code: line.name for line in facts.lines},
    }  # fmt: skip
    return sheet.paper(sentence, facts.place.name, ("front", "back"), extra)


def _sentence(sheet: Sheet[ExecutionFacts]) -> str:
    facts, form = sheet.facts, sheet.form
    if not facts.known:
        return sheet.say("kinds.month.unknown", period=form.period(facts.period))
    return sheet.say(
        "kinds.month.sentence", received=form.rounded_money(facts.own.received),
        plan=form.rounded_money(facts.own.period_plan), year=form.rounded_money(facts.own.year_plan),
    )  # fmt: skip


def _bullet(amounts: Amounts, *, own: bool) -> Bullet:
    """Draw what came against the plans; the scale ends at the largest of the three sums."""
    known = [each or 0 for each in (amounts.year_plan, amounts.period_plan, amounts.received)]
    whole = max(known)
    tick = min(part(known[1], whole), FULL - 1) if amounts.period_plan and whole else None
    width = part(known[2], whole)
    return Bullet([(0, width, "gold" if own else "steel")] if width else [], tick)


def _boxes(sheet: Sheet[ExecutionFacts]) -> Iterator[MonthBox]:
    """Give twelve months; one that was not brought in stays empty."""
    known: dict[int, MonthSum] = {each.month.month: each for each in sheet.facts.months}
    highest = max((max(each.expected or 0, each.received or 0) for each in known.values()), default=0)
    for month in range(1, 13):
        each = known.get(month)
        yield MonthBox(
            left=(month - 1) * _SLOT + 4, name=sheet.say(f"month.{month}")[:3].lower(),
            planned=part(each.expected or 0, highest) if each else 0,
            received=part(each.received or 0, highest) if each else 0,
            words=sheet.form.rounded_money(each.received) if each else "",
        )  # fmt: skip
