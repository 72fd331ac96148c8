"""The final results of targeted transfers: what was given and spent, what came of it, what is left."""

from __future__ import annotations

from lsg_projects.domain.figures.stamp import Stamp
from lsg_projects.domain.figures.transfers import TransferFacts
from lsg_projects.domain.money import share
from lsg_projects.kit.paper.model import Paper
from lsg_projects.reports.sheets.bars import part
from lsg_projects.reports.sheets.sheet import Sheet


def paper(facts: TransferFacts, stamp: Stamp, data: bytes) -> Paper:
    """Give the report as a paper to be printed."""
    sheet = Sheet(facts, stamp, data)
    sheet.titled(facts.place.name)
    planned = sum(each.planned for each in facts.transfers)
    paid = sum(each.paid for each in facts.transfers)
    form = sheet.form
    sentence = sheet.say("kinds.transfer.none", year=facts.year) if not facts.transfers else sheet.say(
        "kinds.transfer.sentence", year=facts.year, n=len(facts.transfers), planned=form.rounded_money(planned),
        paid=form.rounded_money(paid), rest=form.rounded_money(planned - paid),
    )  # fmt: skip
    highest = max((each.planned for each in facts.transfers), default=0)
    extra = {
        "sentence": sentence, "planned": planned, "paid": paid, "spent": share(paid, planned),
        "rows": [(each, [(0, part(each.planned, highest), "pale"), (0, part(each.paid, highest), "petrol")],
                  share(each.paid, each.planned)) for each in facts.transfers],
    }  # fmt: skip
    return sheet.paper(sentence, facts.place.name, ("front", "back"), extra)
