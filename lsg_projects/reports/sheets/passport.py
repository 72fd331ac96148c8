"""The passport of a project on paper: its page, everything that was decided on, and how to check it."""

from __future__ import annotations

from typing import Any

from lsg_projects.domain.figures.passport import PassportFacts
from lsg_projects.domain.figures.stamp import Stamp
from lsg_projects.domain.text import Tri
from lsg_projects.kit import strategies
from lsg_projects.kit.paper.model import Paper
from lsg_projects.reports.sheets.frame import groups
from lsg_projects.reports.sheets.project_page import compose
from lsg_projects.reports.sheets.sheet import Sheet


def paper(facts: PassportFacts, stamp: Stamp, data: bytes) -> Paper:
    """Give the passport as a paper to be printed; *data* are the bytes whose digest the back page prints."""
    sheet = Sheet(facts, stamp, data)
    sheet.titled(facts.project.title)
    summary = facts.project.summary.pick(sheet.lang)
    return sheet.paper(summary, Tri.same(facts.project.code), ("front", "content", "back"), _extra(sheet))


def _extra(sheet: Sheet[PassportFacts]) -> dict[str, Any]:
    facts, passport = sheet.facts, sheet.facts.passport
    return {
        "passport": passport, "year_now": sheet.until.year,
        "page": compose(facts.project, sheet.period, None, sheet.card(facts.project.code), sheet.say, sheet.form),
        "okrug_names": {facts.okrug.kato: facts.okrug.name}, "frame_goals": _goals(facts),
        "version_groups": groups(facts.digest),
        "programmes": {each.code: each.name for each in facts.programmes},
        "receipts": {each.code: each.name for each in facts.receipts},
        "lines": sorted(passport.lines, key=lambda line: (line.year, line.source.value, line.key)),
        "revenue": sorted(passport.revenue, key=lambda line: (line.year, line.code, line.key)),
        "has_basis": any(line.transfer_basis for line in passport.lines),
    }  # fmt: skip


def _goals(facts: PassportFacts) -> dict[str, str]:
    """Give the titles of the goals that the project serves, as the frames name them."""
    found = {}
    for link in facts.project.contributions:
        frame = strategies.frame(link.frame)
        if frame is not None and (known := frame.title_of(link.goal)):
            found[link.goal] = known.pick(facts.language)
    return found
