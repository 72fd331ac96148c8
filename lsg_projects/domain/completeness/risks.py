"""Rules of step 7: what may hinder, who answers, who has an interest."""

from __future__ import annotations

from collections.abc import Iterator

from lsg_projects.domain.completeness.gap import Gap, Rules, missing, text_gaps
from lsg_projects.domain.disclosure import personal
from lsg_projects.domain.project import STEPS, Passport
from lsg_projects.domain.states import DocumentType

DEGREES = ("low", "medium", "high")


def risks_gaps(passport: Passport, _held: frozenset[DocumentType], rules: Rules) -> Iterator[Gap]:
    """Check step 7; a project from a set cost on owes at least one risk."""
    if not passport.risks and passport.amount >= rules.risks_from:
        yield missing("risks", "risks", "risks", sum=rules.risks_from)
    for place, risk in enumerate(passport.risks):
        yield from text_gaps("risks", f"risks.{place}.text", risk.text, 5, 300)
        if not risk.response:
            yield missing("risks", f"risks.{place}.response.kk", "response")
    yield from text_gaps("risks", "responsible", passport.responsible, 3, 160)
    if passport.interested is None:
        yield missing("risks", "interested", "choose")
    elif passport.interested and not passport.interested_note:
        yield missing("risks", "interested_note.kk", "interested_note")


_STEP_OF = {name: step for step, names in STEPS.items() for name in names}


def personal_gaps(passport: Passport, _held: frozenset[DocumentType], _rules: Rules) -> Iterator[Gap]:
    """Find numbers of persons in texts that the public would read."""
    for found in personal(passport):
        yield missing(_STEP_OF[found.field.split(".", 1)[0]], found.field, "personal")
