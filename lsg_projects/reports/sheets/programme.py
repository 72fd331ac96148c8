"""The passports of budget programmes, filled from project passports: one to a programme, across the page."""

from __future__ import annotations

import re

from lsg_projects.domain.figures.programme import ProgrammeFacts
from lsg_projects.domain.figures.stamp import Stamp
from lsg_projects.kit.paper.model import Paper
from lsg_projects.reports.sheets.sheet import Sheet

_ARTICLE = re.compile(r"Budget Code 2025, art\. ([\d()-]+)")


def paper(facts: ProgrammeFacts, stamp: Stamp, data: bytes) -> Paper:
    """Give the passports as a paper to be printed."""
    sheet = Sheet(facts, stamp, data)
    sheet.titled(facts.place.name)
    asked = sum(programme.total(facts.year + 1) for programme in facts.programmes)
    sentence = sheet.say("kinds.programme.none") if not facts.programmes else sheet.say(
        "kinds.programme.sentence", n=len(facts.programmes), until=facts.year + 3, next=facts.year + 1,
        sum=sheet.form.rounded_money(asked), **{"from": facts.year + 1},
    )  # fmt: skip
    laws = {programme.code: _law(sheet, programme.law) for programme in facts.programmes}
    extra = {"sentence": sentence, "asked": asked, "years": facts.years, "laws": laws}
    return sheet.paper(sentence, facts.place.name, ("front", "passports", "back"), extra)


def _law(sheet: Sheet[ProgrammeFacts], law: str) -> str:
    """Name an article of the Budget Code in the paper's language; any other act as it is written."""
    found = _ARTICLE.fullmatch(law)
    return sheet.say("kinds.programme.article", article=found[1]) if found else law
