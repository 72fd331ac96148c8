"""The monitoring by the assembly's commission: planned against achieved, recommendations beside the akim's answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lsg_projects.domain.figures import budgets
from lsg_projects.domain.figures.assembly import AssemblyFacts
from lsg_projects.domain.figures.projects import Indicator, Milestone, Project
from lsg_projects.domain.figures.receipts import years
from lsg_projects.domain.figures.stamp import Stamp
from lsg_projects.domain.money import Tiyn
from lsg_projects.kit.paper.model import Paper
from lsg_projects.reports.sheets.portfolio import shared
from lsg_projects.reports.sheets.sheet import Sheet


@dataclass(frozen=True)
class Compared:
    """One project with what was planned and what was achieved by the end of the half-year."""

    project: Project
    paid: Tiyn
    first: date | None
    ready: date | None
    due: tuple[Milestone, ...]
    met: tuple[Milestone, ...]
    due_weight: int
    met_weight: int
    expected: Tiyn
    received: Tiyn
    indicators: tuple[Indicator, ...]


def paper(facts: AssemblyFacts, stamp: Stamp, data: bytes) -> Paper:
    """Give the monitoring as a paper to be printed."""
    sheet = Sheet(facts, stamp, data)
    sheet.titled(facts.district.name)
    total = budgets.total(facts, sheet.until)
    due = {"due": total.due, "kept": total.on_time}
    sentence = sheet.say("kinds.assembly.sentence", **due) if total.due else sheet.say("kinds.assembly.no_due")
    extra = {**shared(sheet, facts), "sentence": sentence, "compared": tuple(_compared(sheet)), "year": facts.year}
    return sheet.paper(sentence, facts.district.name, ("front", "answers", "back"), extra)


def _compared(sheet: Sheet[AssemblyFacts]) -> Iterator[Compared]:
    """Compare every project; only milestones whose first date had come, or that were met, are counted."""
    until = sheet.until
    for project in sheet.facts.projects:
        ends = [m.met or m.due for m in project.milestones if m.met or m.due]
        due = tuple(m for m in project.milestones if m.baseline is not None and m.baseline <= until)
        met = tuple(m for m in project.milestones if m.met_by(until))
        this_year = [year for year in years(project, until) if year.year == until.year]
        yield Compared(
            project=project, paid=project.paid(until),
            first=max((m.baseline for m in project.milestones if m.baseline), default=None),
            ready=max((day for day in ends if day), default=None), due=due, met=met,
            due_weight=sum(m.weight for m in due), met_weight=sum(m.weight for m in met),
            expected=sum(year.expected for year in this_year), received=sum(year.received for year in this_year),
            indicators=project.indicators,
        )  # fmt: skip
