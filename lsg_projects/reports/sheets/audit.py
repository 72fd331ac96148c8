"""The report on approvals: totals, what stands out, and every decision in order."""

from __future__ import annotations

from lsg_projects.domain.figures.audit import AuditFacts, totals
from lsg_projects.domain.figures.stamp import Stamp
from lsg_projects.domain.oversight import Flag
from lsg_projects.domain.states import Outcome
from lsg_projects.kit.paper.model import Paper
from lsg_projects.reports.sheets.sheet import Sheet


def paper(facts: AuditFacts, stamp: Stamp, data: bytes) -> Paper:
    """Give the report as a paper to be printed."""
    sheet = Sheet(facts, stamp, data)
    sheet.titled(facts.place.name)
    added = totals(facts.rows)
    approved = sum(one.projects for one in added if one.outcome is Outcome.APPROVED)
    flagged = [row for row in facts.rows if row.flags]
    sentence = sheet.say("history.audit.none") if not facts.rows else sheet.say(
        "history.audit.sentence", n=len(facts.rows), projects=len({row.code for row in facts.rows}), m=len(flagged),
    )  # fmt: skip
    extra = {
        "sentence": sentence, "totals": added, "approved": approved, "flagged": len(flagged),
        "deputies": sum(bool(row.order) for row in facts.rows), "late": _with(facts, Flag.LATE),
        "counts": [(flag, _with(facts, flag)) for flag in Flag],
    }  # fmt: skip
    return sheet.paper(sentence, facts.place.name, ("front", "back"), extra)


def _with(facts: AuditFacts, flag: Flag) -> int:
    return sum(flag in row.flags for row in facts.rows)
