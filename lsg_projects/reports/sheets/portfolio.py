"""What every paper about a territory's projects shares: six figures, four blocks, attention, moved promises."""

from __future__ import annotations

from typing import Any

from lsg_projects.domain.figures import attention, budgets, portfolio
from lsg_projects.domain.figures.facts import DistrictFacts
from lsg_projects.domain.money import share
from lsg_projects.reports.sheets import bars
from lsg_projects.reports.sheets.sheet import F, Sheet


def shared(sheet: Sheet[F], facts: DistrictFacts) -> dict[str, Any]:
    """Give what the shared parts of templates print."""
    total = budgets.total(facts, sheet.until)
    return {
        "now": portfolio.summary(facts, sheet.period), "before": portfolio.before(facts, sheet.period),
        "blocks": portfolio.blocks(facts, sheet.period), "attention": attention.needed(facts, sheet.until),
        "moved": portfolio.moved_promises(facts, sheet.period), "linked": False, "total": total,
        "bullet": bars.bullet(total), "kept": share(total.on_time, total.due),
        "projects": {project.code: project for project in facts.projects},
        "okrug_names": {okrug.place.kato: okrug.place.name for okrug in facts.okrugs},
        "rows": budgets.rows(facts, sheet.until), "versions_now": acts(sheet, facts, "now"),
        "versions_base": acts(sheet, facts, "base"),
    }  # fmt: skip


def acts(sheet: Sheet[F], facts: DistrictFacts, year: str) -> str:
    """Give the decisions that the plans of a year (``base`` or ``now``) come from, each once."""
    plans = [plan for okrug in facts.okrugs if (plan := getattr(okrug, year))]
    return "; ".join(sorted({sheet.act(plan) for plan in plans})) or sheet.say("unit.no_data")
