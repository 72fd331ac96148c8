"""A calculation becomes a part of a passport: the tax-base object and the lines that it feeds."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from lsg_projects.domain.calculators import Estimate
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.project import Passport
from lsg_projects.domain.text import Tri
from lsg_projects.kit.work import Work
from lsg_projects.projects import queries
from lsg_projects.projects.usecases.save import SaveStep, save_step


@dataclass(frozen=True)
class AddEstimate:
    """What is added to which project: the calculation, the object's name, the formula in words and numbers."""

    code: str
    estimate: Estimate
    name: Tri
    reasoning: Tri


def add_estimate(unit: Work, command: AddEstimate) -> int:
    """Add a calculation to the revenue step of a draft; refuses (Incomplete) one that brings nothing."""
    draft = queries.draft(unit.session, command.code)
    found, key = command.estimate, f"{command.estimate.kind}-{secrets.token_hex(4)}"
    lines = found.lines(key, command.reasoning)
    if not lines:
        raise Incomplete("calculators.nothing")
    changes = _answers(draft.passport, found) | {
        "brings_revenue": True,
        "revenue": (*draft.passport.revenue, *lines),
        "objects": (*draft.passport.objects, found.tax_object(key, command.name)),
    }
    return save_step(unit, SaveStep(command.code, "revenue", draft.revision, changes))


def _answers(passport: Passport, found: Estimate) -> dict[str, object]:
    """Give the passport's questions of property and plot the answers of the calculator, where they stand empty."""
    changes: dict[str, object] = {}
    values = found.answers.values
    if "property" in values and not passport.property_owner:
        changes["property_owner"] = found.answers.choice("property")
    if "inside" in values and passport.plot_inside is None:
        changes["plot_inside"] = found.answers.choice("inside") == "yes"
    return changes
