"""What a change of a passport concerns: it decides which steps that had agreed are asked again."""

from __future__ import annotations

from collections.abc import Iterable

from lsg_projects.domain.diff import changed_fields
from lsg_projects.domain.project import Passport
from lsg_projects.domain.route import Concern
from lsg_projects.domain.states import DocumentType

_FIELDS: dict[Concern, frozenset[str]] = {
    Concern.PLACE: frozenset({"place", "settlements", "latitude", "longitude"}),
    Concern.GOAL: frozenset({"title", "kind", "problem", "goal", "beneficiaries", "goals", "plan_item"}),
    Concern.MONEY: frozenset({"lines", "running", "cost_basis", "vat_included"}),
    Concern.REVENUE: frozenset(
        {"revenue", "objects", "brings_revenue", "no_revenue_reason", "property_owner", "plot_inside"}
    ),
    Concern.RESULTS: frozenset({"results"}),
    Concern.SCHEDULE: frozenset({"start", "milestones"}),
    Concern.NATURE: frozenset({"legal_kind", "works", "sector"}),
}

_OTHERS = frozenset({DocumentType.PHOTO, DocumentType.MINUTES, DocumentType.ACCEPTANCE_ACT, DocumentType.CONTRACT})
"""Photographs concern nobody; minutes come with decisions, contracts and acts of acceptance with delivery."""

Attached = tuple[str, str, str]
"""Key, type and digest of a document."""


def concerns(
    before: Passport, after: Passport, had: Iterable[Attached] = (), has: Iterable[Attached] = ()
) -> frozenset[Concern]:
    """Tell what differs between two versions and their documents; what is no ground of a judgement concerns nobody."""
    fields = changed_fields(before, after)
    found = {concern for concern, names in _FIELDS.items() if not names.isdisjoint(fields)}
    if after.own_amount > before.own_amount:
        found.add(Concern.OWN_MONEY)
    if _papers(had) != _papers(has):
        found.add(Concern.PAPERS)
    return frozenset(found)


def _papers(attached: Iterable[Attached]) -> frozenset[Attached]:
    return frozenset(row for row in attached if row[1] not in _OTHERS)
