"""The form of a step as a page needs it: with what is stored, or with what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lsg_projects.domain.project import Passport
from lsg_projects.projects.forms.fields import Offers, name_fields, offer_lists
from lsg_projects.projects.forms.revenue import revenue_blocks
from lsg_projects.projects.forms.rows import TARGETS
from lsg_projects.projects.forms.steps import (
    CostForm,
    MilestonesForm,
    ResultsForm,
    RevenueForm,
    RisksForm,
    StepForm,
    WhatForm,
    WhyForm,
)
from lsg_projects.projects.forms.typed import Typed

FORMS: dict[str, type[StepForm]] = {
    "what": WhatForm,
    "why": WhyForm,
    "results": ResultsForm,
    "milestones": MilestonesForm,
    "cost": CostForm,
    "revenue": RevenueForm,
    "risks": RisksForm,
}


def blank_or_stored(step: str, passport: Passport, revision: int, offers: Offers, years: Iterable[int]) -> StepForm:
    """Give the form of a step with what is stored."""
    data = _stored(passport, tuple(years)) | {"revision": str(revision)}
    return _furnished(FORMS[step](formdata=None, data=data), offers)


def as_typed(step: str, typed: Typed, passport: Passport, offers: Offers) -> StepForm:
    """Give the form of a step with what was typed; stored codes stay choosable."""
    form = FORMS[step](formdata=typed, data=_stored(passport, ()))
    form.stored = passport
    return _furnished(form, offers)


def _furnished(form: StepForm, offers: Offers) -> StepForm:
    name_fields(form, "projects.field")
    offer_lists(form, offers)
    return form


def _stored(passport: Passport, years: tuple[int, ...]) -> dict[str, Any]:
    stored = {name: getattr(passport, name) for name in Passport.__dataclass_fields__}
    return stored | {
        "running_amount": passport.running.amount,
        "running_payer": passport.running.payer,
        "running_reason": passport.running.reason,
        "goals": [
            {"target": f"{link.frame}/{link.goal}", "contribution": link.contribution} for link in passport.goals
        ],
        "results": [_result(result) for result in passport.results],
        "milestones": list(passport.milestones),
        "lines": list(passport.lines),
        "beneficiaries": list(passport.beneficiaries),
        "risks": list(passport.risks),
        "revenue": revenue_blocks(passport.revenue, years),
    }


def _result(result: Any) -> dict[str, Any]:
    row = {name: getattr(result, name) for name in result.__dataclass_fields__ if name != "targets"}
    row["quarterly"] = result.every == "quarter"
    for place, target in zip(TARGETS, result.targets, strict=False):
        row |= {f"target_year_{place}": target.year, f"target_value_{place}": target.value}
        row[f"target_quarter_{place}"] = target.quarter or None
    return row
