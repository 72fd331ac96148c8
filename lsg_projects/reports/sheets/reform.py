"""The monitoring of the reform: the territory on one page, its parts, what needs attention, the frames, the words."""

from __future__ import annotations

from decimal import Decimal

from lsg_projects.domain.figures import budgets, portfolio
from lsg_projects.domain.figures.reform import ReformFacts, area_rows
from lsg_projects.domain.figures.stamp import Stamp
from lsg_projects.kit.paper.model import Paper
from lsg_projects.reports.sheets import bars
from lsg_projects.reports.sheets.portfolio import shared
from lsg_projects.reports.sheets.sheet import Sheet


def paper(facts: ReformFacts, stamp: Stamp, data: bytes) -> Paper:
    """Give the monitoring as a paper to be printed."""
    sheet = Sheet(facts, stamp, data)
    sheet.titled(facts.district.name)
    rows, total = area_rows(facts, sheet.until), budgets.total(facts, sheet.until)
    scale = max((row.budget.share_with_projects or Decimal(0) for row in rows), default=Decimal(0))
    sentence = _sentence(sheet, total)
    extra = {
        **shared(sheet, facts), "sentence": sentence, "parts": rows,
        "part_bars": [bars.share_bar(row.budget, scale) for row in rows], "total_bar": bars.share_bar(total, scale),
        "bridge": budgets.bridge(total), "frames": (*((facts.frame,) if facts.frame else ()), *facts.frames),
        "by_okrug": all(len(area.okrugs) == 1 and area.okrugs[0] == area.place.kato for area in facts.areas),
    }  # fmt: skip
    return sheet.paper(sentence, facts.district.name, ("front", "parts", "attention", "frames", "back"), extra)


def _sentence(sheet: Sheet[ReformFacts], total: budgets.BudgetRow) -> str:
    now = portfolio.summary(sheet.facts, sheet.period)
    return sheet.say(
        "kinds.reform.sentence", own=sheet.form.rounded_money(total.now.own_revenue), n=now.in_delivery,
        finished=now.finished, behind=now.behind,
    )  # fmt: skip
