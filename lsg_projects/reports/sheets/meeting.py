"""One page for the akim's yearly meeting with residents."""

from __future__ import annotations

from datetime import date

from lsg_projects.domain.figures import budgets, portfolio
from lsg_projects.domain.figures.meeting import MeetingFacts
from lsg_projects.domain.figures.projects import Project
from lsg_projects.domain.figures.stamp import Stamp
from lsg_projects.kit.paper.model import Paper
from lsg_projects.reports.sheets.portfolio import shared
from lsg_projects.reports.sheets.sheet import Sheet

MOST, MOST_ITEMS = 6, 3
"""Projects and items of the development plan that one page holds; the register has the others."""


def paper(facts: MeetingFacts, stamp: Stamp, data: bytes) -> Paper:
    """Give the page as a paper to be printed."""
    sheet = Sheet(facts, stamp, data)
    sheet.titled(facts.district.name)
    now, asked = portfolio.summary(facts, sheet.period), facts.questions
    sentence = sheet.say(
        "kinds.meeting.sentence", n=now.in_delivery, finished=now.finished, asked=asked.asked, answered=asked.answered
    )
    total = budgets.total(facts, sheet.until)
    told = sorted(facts.projects, key=lambda project: _place(project, sheet.until))
    extra = {
        **shared(sheet, facts), "sentence": sentence, "total": total, "told": told[:MOST],
        "more": max(0, len(told) - MOST), "items": facts.items[:MOST_ITEMS],
        "ends": {project.code: _end(project) for project in told},
        "register": f"{stamp.base_url.rstrip('/')}/{sheet.lang}/territories/{facts.district.kato}",
    }  # fmt: skip
    return sheet.paper(sentence, facts.district.name, ("front",), extra)


def _place(project: Project, until: date) -> tuple[bool, int, str]:
    """Put what was finished first, then the larger ones."""
    return (not project.finished_by(until), -project.amount, project.code)


def _end(project: Project) -> tuple[date | None, date | None]:
    """Give the first promise of an end and the present one."""
    ends = [m.met or m.due for m in project.milestones if m.met or m.due]
    first = max((m.baseline for m in project.milestones if m.baseline), default=None)
    return first, max((day for day in ends if day), default=None)
